// adapters/slack/slack_parts.cpp: building the adapter's parts, and what each asks of the others.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack_impl.hpp"
#include "bot/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// Posts, reports and forms under way, each with its own budget, and what is asked beside: a form that must open within three
// seconds waits for no post that is stuck.
constexpr int most_requests = 192;

}  // namespace

SlackAdapter::Impl::Impl(
    asio::io_context& context, const Clock& wall, const Catalog& catalog,
    const CommandTable& commands, Settings from
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
      api(http, clock, settings.api_url, settings.bot_token, settings.app_token),
      people(
          io.get_executor(), api, clock, settings.roles, settings.identity.team,
          [this](Write write) { store(std::move(write)); }
      ),
      sender(
          settings, clock, catalog, api, people,
          [this](Write write) { return commit(std::move(write)); },
          [this](Write write) { store(std::move(write)); }
      ),
      desk(
          io.get_executor(), clock, catalog, commands, settings.identity, settings.language,
          offices()
      ),
      timer(io),
      asking(io),
      leaving(io, asio::steady_timer::time_point::max()) {
  if (settings.mode == Settings::Mode::http) {
    DoorSettings door_settings;
    door_settings.address = settings.address;
    door_settings.port = settings.port;
    door_settings.signing_secret = settings.signing_secret;
    door_settings.not_ready = settings.not_ready;
    door = std::make_unique<Door>(io.get_executor(), clock, desk, std::move(door_settings));
  } else {
    SocketSettings socket_settings;
    socket_settings.limits.connections = settings.connections;
    socket_settings.loopback = settings.loopback;
    socket_settings.hosts = socket_hosts(settings.api_url, settings.loopback);
    socket_settings.contact = settings.contact;
    socket_settings.debug_reconnects = settings.debug_reconnects;
    socket_settings.app = [this](std::string_view app) { learn_app(app); };
    socket_settings.fatal = [this](std::string_view line) { end(line); };
    sockets =
        std::make_unique<Sockets>(io.get_executor(), std::move(socket_settings), desk, [this] {
          return api.open_connection();
        });
  }
}

Offices SlackAdapter::Impl::offices() {
  Offices out;
  out.introduce = [this](std::string id, Role needed) {
    return people.introduce(std::move(id), needed);
  };
  out.at_once = [this](const std::string& id, Role needed) { return people.at_once(id, needed); };
  out.at_hand = [this](const std::string& id) -> std::optional<Person> {
    const Known* known = people.known(id);
    return known != nullptr ? std::optional(known->person) : std::nullopt;
  };
  out.is_bot = [this](const std::string& id) {
    const Known* known = people.known(id);
    return known != nullptr && known->bot;
  };
  out.keep = [this](const std::string& id) { people.keep(id); };
  out.alone_in = [this](const std::string& id, const std::string& room) {
    people.alone_in(id, room);
  };
  out.told = [this](const json::object& user) { people.told(user); };
  out.key_of = [this](const Place& room, std::string_view ts) { return key_of(room, ts); };
  out.answered = [this](Place at, std::string event, sys_seconds since) {
    return sender.answered(std::move(at), std::move(event), since);
  };
  out.respond = [this](std::string url, json::object message) {
    return sender.respond(std::move(url), std::move(message));
  };
  out.open_late =
      [this](Person who, Place at, std::string value, std::string trigger, std::string url) {
        return sender.open_late(
            std::move(who), std::move(at), std::move(value), std::move(trigger), std::move(url)
        );
      };
  out.call = [this](std::string method, json::object arguments) {
    return api.call(std::move(method), std::move(arguments));
  };
  return out;
}

std::optional<std::string> SlackAdapter::Impl::key_of(const Place& room, std::string_view ts) {
  if (!reader) return std::nullopt;
  try {
    return rows::key_of(*reader, room.space, room.room, ts);
  } catch (const DatabaseError& error) {
    log::warning("slack: a message's key could not be read: {}", error.what());
    return std::nullopt;
  }
}

asio::awaitable<Result<void>> SlackAdapter::Impl::commit(Write write) {
  if (!accept) co_return std::unexpected(errc::unavailable);
  Inbound inbound;
  inbound.also = std::move(write);
  const Result<Reply> done = co_await (*accept)(std::move(inbound));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

asio::awaitable<void> SlackAdapter::Impl::commit_alone(Write write) {
  const Result<void> done = co_await commit(std::move(write));
  if (!done)
    log::debug("slack: a row of the adapter's own was not kept: {}", describe(done.error()));
}

void SlackAdapter::Impl::store(Write write) {
  asio::co_spawn(io, commit_alone(std::move(write)), asio::detached);
}

}  // namespace usher::slack
