// adapters/matrix/matrix_parts.cpp: building the adapter's parts, and what each asks of the others.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/matrix_impl.hpp"
#include "adapters/matrix/words.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

// Posts under way, the long poll, what the keeper asks, receipts and reactions.
constexpr int most_requests = 32;
// A homeserver answers a post within milliseconds. What it does not answer in this time is tried again, and found there.
constexpr std::chrono::seconds settled_within{10};
constexpr std::chrono::milliseconds settled_step{10};

std::string installation_of(const std::string& database) {
  Database db(database, Database::Mode::read_only);
  return rows::account(db).installation;
}

}  // namespace

MatrixAdapter::Impl::Impl(
    asio::io_context& context, const Clock& wall, const Catalog& catalog,
    const CommandTable& commands, Settings from, std::unique_ptr<MatrixCrypto> seam
)
    : io(context),
      clock(wall),
      settings(std::move(from)),
      space(settings.identity.space()),
      http(
          io.get_executor(), {.allow_loopback = settings.loopback,
                              .contact = settings.contact,
                              .per_host = most_requests}
      ),
      session(io.get_executor(), http, settings, [this](std::string_view line) { end(line); }),
      api(http, session, settings.homeserver),
      rooms(space, settings.identity.user, settings.roles, settings.moderators_organise),
      crypto(std::move(seam)),
      directs(
          api, rooms, catalog, clock, settings.identity.user, settings.language,
          settings.contact_url, [this](Write write) { return commit(std::move(write)); }
      ),
      offers(
          io.get_executor(), api, installation_of(settings.database), [this] { return posting > 0; }
      ),
      sender(
          {settings, clock, catalog, commands, api, rooms, directs, *crypto, buttons, offers},
          [this](Write write) { return commit(std::move(write)); }
      ),
      keeper(
          io.get_executor(), {api, rooms, names, directs, *crypto, catalog, clock, settings},
          [this](Write write) { return commit(std::move(write)); },
          [this](std::string person, Doc doc, std::string once) {
            return sender.say(std::move(person), std::move(doc), std::move(once));
          }
      ),
      receipts(io.get_executor(), api),
      feed(
          io.get_executor(), clock, commands, settings.identity, rooms, settings.act_within,
          offices(catalog)
      ),
      timer(io),
      asking(io),
      leaving(io, asio::steady_timer::time_point::max()) {
  if (settings.transport == Settings::Transport::appservice) {
    AppserviceSettings pushed;
    pushed.address = settings.address;
    pushed.port = settings.port;
    pushed.hs_token = settings.hs_token;
    pushed.user = settings.identity.user;
    pushed.not_ready = settings.not_ready;
    pushed.took = [this](std::string_view txn) {
      return look_up<bool>([txn](Database& db) { return rows::took(db, txn); });
    };
    pushed.taken = [this](std::string txn) -> Write {
      return
          [txn = std::move(txn), now = clock.seconds()](Database& db) { rows::take(db, txn, now); };
    };
    appservice = std::make_unique<Appservice>(io.get_executor(), feed, std::move(pushed));
  }
}

template <class T>
T MatrixAdapter::Impl::look_up(const std::function<T(Database&)>& question) {
  if (!reader) return T();
  try {
    return question(*reader);
  } catch (const DatabaseError& error) {
    log::warning("matrix: a row could not be read: {}", error.what());
    return T();
  }
}

Offices MatrixAdapter::Impl::offices(const Catalog& catalog) {
  Offices out;
  out.introduce = [this](std::string_view id, std::string_view room, Role needed) {
    return introduce(id, room, needed);
  };
  out.original = [this](std::string room, std::string event) {
    return original(std::move(room), std::move(event));
  };
  out.offer = [this](std::string_view room, std::string_view event, std::string_view emoji) {
    return buttons.find(room, event, emoji);
  };
  out.settled = [this](std::string room) { return settled(std::move(room)); };
  out.picked = [this](std::string_view room, std::string_view reply_to, std::string_view typed) {
    return buttons.pick(room, reply_to, typed);
  };
  out.key_of = [this](std::string_view room, std::string_view event) {
    return look_up<std::optional<std::string>>([this, room, event](Database& db) {
      return rows::key_of(db, space, room, event);
    });
  };
  out.keep = [this](const RoomNews& news, const Change& change) {
    return keeper.take(news, change);
  };
  out.seen = [this](const RoomEvent& member) { names.take(member); };
  out.asks_secret = [this](std::string_view room) {
    return look_up<bool>([room](Database& db) { return rows::asks_secret(db, room); });
  };
  out.late = [this, &catalog](std::string room, std::string person) {
    if (!told_late.insert(room).second) return;
    asio::co_spawn(io, tell_late(&catalog, std::move(room), std::move(person)), asio::detached);
  };
  out.reaction = [this](std::string_view id) {
    return look_up<std::optional<rows::Reaction>>([id](Database& db) {
      return rows::reaction(db, id);
    });
  };
  if (crypto->able())
    out.decrypt = [this](RoomEvent event) { return crypto->decrypt(std::move(event)); };
  if (settings.receipts)
    out.handled = [this](std::string room, std::string event) {
      receipts.handled(std::move(room), std::move(event));
    };
  return out;
}

// Who somebody is there. That a command needs a role which only the room's levels can tell, and they are not known, is a
// reason to refuse it and not to let it pass.
Result<Person> MatrixAdapter::Impl::introduce(
    std::string_view id, std::string_view room, Role needed
) const {
  Person out;
  out.name = names.of(room, id);
  const Result<Roles> roles = rooms.roles(room, id);
  if (roles)
    out.roles = *roles;
  else if (needed == Role::organiser || needed == Role::contributor)
    return std::unexpected(roles.error());
  out.id = id;
  return out;
}

asio::awaitable<Result<RoomEvent>> MatrixAdapter::Impl::original(
    std::string room, std::string event
) {
  auto answer = co_await calls::event(&api, std::move(room), std::move(event));
  if (!answer) co_return std::unexpected(answer.error().why);
  co_return std::move(*answer);
}

asio::awaitable<bool> MatrixAdapter::Impl::settled(std::string room) {
  const std::weak_ptr<const void> arriving = buttons.arriving(room);
  asio::steady_timer pause(io);
  const auto end = asio::steady_timer::clock_type::now() + settled_within;
  while (!arriving.expired() && !stopping && asio::steady_timer::clock_type::now() < end) {
    pause.expires_after(settled_step);
    const auto [error] = co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error) break;
  }
  co_return arriving.expired();
}

asio::awaitable<void> MatrixAdapter::Impl::tell_late(
    const Catalog* catalog, std::string room, std::string person
) {
  const Say say(*catalog, settings.language);
  Doc doc = was_away(say, rooms.find(room));
  // Once in each life of the program: what is said again after a restart is about what was said before that one.
  const std::string once =
      "late:" + room + ":" + std::to_string(clock.now().time_since_epoch().count());
  [[maybe_unused]] const bool told = co_await sender.say(std::move(person), std::move(doc), once);
}

asio::awaitable<Result<void>> MatrixAdapter::Impl::commit(Write write) {
  if (!accept) co_return std::unexpected(errc::unavailable);
  Inbound inbound;
  inbound.also = std::move(write);
  const Result<Reply> done = co_await (*accept)(std::move(inbound));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

asio::awaitable<bool> MatrixAdapter::Impl::keep_since(std::string since) {
  const Result<void> done =
      co_await commit([since = std::move(since), now = clock.seconds()](Database& db) {
        rows::keep_since(db, since, now);
      });
  co_return done.has_value();
}

}  // namespace usher::matrix
