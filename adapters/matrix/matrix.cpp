// adapters/matrix/matrix.cpp: the parts of the adapter, put together: homeserver → feed → engine, and engine → sender → homeserver.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/matrix.hpp"

#include "adapters/matrix/matrix_impl.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours prune_every{1};
constexpr std::chrono::seconds verify_again{30}, verify_at_most{600};

}  // namespace

// The session's loop gives no token before the homeserver was reached, so this waits for it.
asio::awaitable<void> MatrixAdapter::Impl::verify() {
  for (std::chrono::seconds pause = verify_again; !stopping;
       pause = std::min(pause * 2, verify_at_most)) {
    const Answered<calls::Whoami> who = co_await calls::whoami(&api);
    if (stopping) co_return;
    if (who && who->user != settings.identity.user) {
      end(fmt::format(
          "The token is of {}, and matrix.user_id says {}. Mend one of the two.", who->user,
          settings.identity.user
      ));
      co_return;
    }
    if (who) {
      const Answered<std::string> name = co_await calls::display_name(&api, settings.identity.user);
      Identity identity = settings.identity;
      if (name) identity.name = *name;
      [[maybe_unused]] const Result<void> kept =
          co_await commit([identity, device = who->device, now = clock.seconds()](Database& db) {
            rows::keep_identity(db, identity, device, now);
          });
      co_return;
    }
    asking.expires_after(clock.real(pause));
    const auto [woken] = co_await asking.async_wait(asio::as_tuple(asio::use_awaitable));
    if (woken) co_return;
  }
}

asio::awaitable<void> MatrixAdapter::Impl::prune() {
  while (!stopping) {
    auto gone = std::make_shared<std::int64_t>(0);
    const Result<void> done = co_await commit([gone, now = clock.seconds()](Database& db) {
      *gone = rows::prune(db, now);
    });
    const bool more = done.has_value() && *gone >= rows::slice;
    timer.expires_after(more ? std::chrono::seconds(1) : std::chrono::seconds(prune_every));
    const auto [woken] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (woken) co_return;
  }
}

void MatrixAdapter::Impl::begin(Accept to) {
  reader = std::make_unique<Database>(settings.database, Database::Mode::read_only);
  rooms.read_from(reader.get());
  buttons.read_from(reader.get());
  sender.read_from(reader.get());
  keeper.read_from(reader.get());
  accept.emplace(to);
  keeper.begin();
  feed.open(std::move(to));
  asio::co_spawn(io, session.run(), asio::detached);
  asio::co_spawn(io, verify(), asio::detached);
  asio::co_spawn(io, prune(), asio::detached);
  asio::co_spawn(io, keeper.run(), asio::detached);
  asio::co_spawn(io, offers.run(), asio::detached);
  asio::co_spawn(io, receipts.run(), asio::detached);
}

void MatrixAdapter::Impl::listen_to_sync() {
  SyncSettings how;
  how.user = settings.identity.user;
  const std::string since = rows::account(*reader).since;
  if (!since.empty()) how.since = since;
  how.limits.pages = std::max(1, settings.catch_up / how.limits.page);
  how.limits.keep = std::chrono::milliseconds(100);
  how.keep = [this](std::string token) { return keep_since(std::move(token)); };
  how.tell = [](std::string_view line, bool trouble) {
    log::write(trouble ? log::Level::warning : log::Level::info, "matrix: {}", line);
  };
  sync = std::make_unique<Sync>(io.get_executor(), std::move(how), api, feed);
}

void MatrixAdapter::Impl::end(std::string_view line) {
  log::error("matrix: {}", line);
  if (settings.fatal) settings.fatal(line);
  stop();
}

void MatrixAdapter::Impl::stop_accepting() {
  if (sync) sync->stop();
  if (appservice) appservice->stop();
}

void MatrixAdapter::Impl::stop() {
  if (std::exchange(stopping, true)) return;
  stop_accepting();
  keeper.stop();
  offers.stop();
  receipts.stop();
  session.stop();
  timer.cancel();
  asking.cancel();
  leaving.cancel();
}

MatrixAdapter::MatrixAdapter(
    asio::io_context& io, const Clock& clock, const Catalog& catalog, const CommandTable& commands,
    Settings settings, std::unique_ptr<MatrixCrypto> crypto
)
    : impl_(std::make_unique<Impl>(
          io, clock, catalog, commands, std::move(settings), std::move(crypto)
      )) {}

MatrixAdapter::~MatrixAdapter() = default;

std::expected<std::uint16_t, std::string> MatrixAdapter::listen() {
  Impl& self = *impl_;
  if (!self.appservice) return std::uint16_t{0};
  auto port = self.appservice->listen();
  self.listening = port.has_value();
  if (port && self.settings.listening) self.settings.listening(*port);
  return port;
}

std::string_view MatrixAdapter::space() const { return impl_->space; }

Capabilities MatrixAdapter::capabilities() const {
  Capabilities can;
  can.forms = false;
  can.whispers = false;
  can.command_sign = '!';
  can.posts_per_second = impl_->settings.posts_per_second;
  can.burst = impl_->settings.burst;
  can.parallel = 16;
  can.limit_of = Capabilities::LimitOf::account;
  return can;
}

asio::awaitable<void> MatrixAdapter::run(Accept accept) {
  Impl& self = *impl_;
  if (self.appservice && !self.listening) {
    const auto port = listen();
    if (!port) throw std::runtime_error(port.error());
  }
  if (!self.stopping) {
    self.begin(std::move(accept));
    if (self.appservice) {
      co_await self.appservice->run();
    } else {
      self.listen_to_sync();
      co_await self.sync->run();
    }
  }
  // Nobody is heard any more; what is still to be delivered needs the rest.
  while (!self.stopping) {
    [[maybe_unused]] const auto left =
        co_await self.leaving.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  // The last to close the database should be the one that can tidy up after itself.
  self.rooms.read_from(nullptr);
  self.buttons.read_from(nullptr);
  self.sender.read_from(nullptr);
  self.keeper.read_from(nullptr);
  self.reader.reset();
}

void MatrixAdapter::stop_accepting() { impl_->stop_accepting(); }

void MatrixAdapter::stop() { impl_->stop(); }

asio::awaitable<std::expected<Receipt, Setback>> MatrixAdapter::deliver(Pending pending) {
  const std::int64_t row = pending.id;
  return impl_->deliver(row, impl_->sender.deliver(std::move(pending)));
}

asio::awaitable<std::expected<Receipt, Setback>> MatrixAdapter::Impl::deliver(
    std::int64_t row, asio::awaitable<std::expected<Receipt, Setback>> sending
) {
  if (!accept) co_return std::unexpected(Setback(errc::unavailable));
  ++posting;
  std::expected<Receipt, Setback> out = co_await std::move(sending);
  if (out) sender.delivered(row);
  --posting;
  co_return out;
}

std::string MatrixAdapter::direct_room(Database& db, const Person& who) const {
  return rows::direct_room(db, who.id);
}

std::vector<std::string> MatrixAdapter::direct_rooms(
    Database& db, const Person& who, const Place& at
) const {
  (void)at;
  return rows::direct_rooms(db, who.id);
}

Write MatrixAdapter::forget(const Person& who) const {
  return [id = who.id](Database& db) { rows::forget(db, id); };
}

void MatrixAdapter::forgotten(const Person& who) {
  impl_->rooms.forgotten(who.id);
  impl_->names.forgotten(who.id);
  impl_->buttons.forgotten(who.id);
  impl_->sender.forgotten(who);
}

std::string MatrixAdapter::trouble() const {
  const Impl& self = *impl_;
  if (self.stopping) return "the Matrix adapter has ended";
  if (self.sync && !self.sync->fresh()) return "the homeserver has not been heard lately";
  if (!self.sync && !self.appservice) return "the homeserver has not been asked yet";
  if (self.appservice && !self.listening) return "nobody listens for the homeserver's pushes yet";
  return {};
}

MatrixAdapter::Figures MatrixAdapter::figures() const {
  const Impl& self = *impl_;
  const Feed::Figures& fed = self.feed.figures();
  Figures out;
  out.rooms = self.rooms.joined();
  out.batches = self.sync         ? self.sync->answers()
                : self.appservice ? self.appservice->figures().transactions
                                  : 0;
  out.events = fed.events;
  out.accepted = fed.accepted;
  out.old = fed.old;
  out.encrypted = fed.encrypted;
  out.hears = trouble().empty();
  return out;
}

}  // namespace usher::matrix
