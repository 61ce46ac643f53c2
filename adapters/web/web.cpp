// adapters/web/web.cpp: the server, its tabs, and delivery: short loops around door, desk and post.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/web.hpp"

#include "adapters/web/door.hpp"
#include "adapters/web/post.hpp"
#include "adapters/web/tab.hpp"
#include "bot/embedded.hpp"
#include "bot/log.hpp"
#include "bot/net/url.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>
#include <stdexcept>

namespace usher::web {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours prune_every{1};

net::ServerSettings server_settings(const Settings& settings) {
  net::ServerSettings out;
  out.address = settings.address;
  out.port = settings.port;
  if (const auto url = net::parse_url(settings.public_url + "/");
      url && !settings.public_url.empty()) {
    out.hosts = {url->host};
    out.origins = {settings.public_url};
  }
  out.headers = Door::safety(settings);
  out.limits.body = 64U << 10U;
  out.limits.connections = 4096;
  out.limits.grace = std::chrono::milliseconds(2000);
  out.limits.socket.message = 64U << 10U;
  out.limits.socket.queue_bytes = 1U << 20U;
  out.limits.socket.queue_messages = 1024;
  return out;
}

}  // namespace

std::span<const Migration> web_migrations() {
  static const std::vector<Migration> all = [] {
    std::vector<Migration> out;
    for (const EmbeddedFile& file : embedded_web_migrations()) {
      int number = 0;
      const std::string_view digits = file.name.substr(0, 4);
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
      out.push_back({"web", number, file.name.substr(5, file.name.size() - 9), file.bytes});
    }
    return out;
  }();
  return all;
}

struct WebAdapter::Impl {
  Impl(
      asio::io_context& context, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, Settings settings
  )
      : io(context),
        space(std::move(settings), clock, catalog, commands),
        door(space),
        desk(space),
        server(
            io.get_executor(), server_settings(space.settings),
            {.http = [this](net::HttpRequest request) { return answer(std::move(request)); },
             .upgrade = [this](net::HttpRequest request) { return judge(std::move(request)); },
             .socket = [this](
                           std::shared_ptr<net::WebSocket> socket, net::HttpRequest request
                       ) { return sit(std::move(socket), std::move(request)); },
             .failed = [](std::string_view what) { log::error("web: {}", what); }}
        ),
        stopped(io),
        prune_timer(io) {
    stopped.expires_at(std::chrono::steady_clock::time_point::max());
    space.write = [this](Write write) {
      asio::co_spawn(io, commit(std::move(write)), asio::detached);
    };
  }

  asio::awaitable<net::HttpResponse> answer(net::HttpRequest request) {
    DoorStep step = door.take(request);
    auto* entering = std::get_if<Entering>(&step);
    if (entering == nullptr) co_return std::get<net::HttpResponse>(std::move(step));
    bool fine = true;
    for (Entering::One& one : entering->each) {
      const Result<Reply> reply = co_await (*space.accept)(std::move(one.inbound));
      fine = reply.has_value();
      if (!fine) break;  // nobody comes into a room who is not there at all
      one.committed();
    }
    co_return entering->then(fine);
  }
  asio::awaitable<net::Upgrade> judge(net::HttpRequest request) { co_return door.upgrade(request); }
  asio::awaitable<void> sit(std::shared_ptr<net::WebSocket> socket, net::HttpRequest request) {
    // The cookie was good when the handshake was judged; a person may have been forgotten since.
    const auto person = door.person_at(request);
    if (!person) {
      socket->close(web::forgotten, "forgotten");
      co_return;
    }
    co_await serve_tab(&space, &desk, std::move(socket), *person);
  }
  asio::awaitable<void> commit(Write write) {
    Inbound inbound;
    inbound.also = std::move(write);
    [[maybe_unused]] const Result<Reply> done = co_await (*space.accept)(std::move(inbound));
  }
  asio::awaitable<void> prune() {
    while (!stopping) {
      space.sweep();
      auto gone = std::make_shared<std::int64_t>(0);
      Inbound inbound;
      inbound.also = [gone, now = space.clock.seconds()](Database& db) {
        *gone = rows::prune(db, now);
      };
      const Result<Reply> done = co_await (*space.accept)(std::move(inbound));
      const bool more = done && *gone >= rows::slice;
      prune_timer.expires_after(more ? std::chrono::seconds(1) : std::chrono::seconds(prune_every));
      const auto [woken] = co_await prune_timer.async_wait(asio::as_tuple(asio::use_awaitable));
      if (woken) co_return;
    }
  }

  asio::io_context& io;
  Space space;
  Door door;
  Desk desk;
  net::Server server;
  asio::steady_timer stopped, prune_timer;
  bool listening = false, stopping = false;
};

WebAdapter::WebAdapter(
    asio::io_context& io, const Clock& clock, const Catalog& catalog, const CommandTable& commands,
    Settings settings
)
    : impl_(std::make_unique<Impl>(io, clock, catalog, commands, std::move(settings))) {}

WebAdapter::~WebAdapter() = default;

std::expected<std::uint16_t, std::string> WebAdapter::listen() {
  auto port = impl_->server.listen();
  impl_->listening = port.has_value();
  if (port && impl_->space.settings.listening) impl_->space.settings.listening(*port);
  return port;
}

Capabilities WebAdapter::capabilities() const {
  Capabilities can;
  can.forms = true;
  can.parallel = 256;
  can.at_home = true;
  can.own_committee =
      true;  // its file of tokens; without one, all this machine is there to try things out
  return can;
}

asio::awaitable<void> WebAdapter::run(Accept accept) {
  Impl& self = *impl_;
  self.space.open();
  self.space.accept.emplace(std::move(accept));
  // What the file of tokens says of roles is what is written down, too: delivery looks there.
  if (self.space.with_tokens())
    for (const auto& [id, known] : self.space.roster.people())
      self.space.write([now = known](Database& db) {
        db.run("UPDATE web_people SET name=?, role=? WHERE id=?", now.name, now.role, now.id);
      });
  if (!self.listening) {
    const auto port = listen();
    if (!port) throw std::runtime_error(port.error());
  }
  asio::co_spawn(self.io, self.prune(), asio::detached);
  if (!self.stopping) {
    [[maybe_unused]] const auto ended =
        co_await self.stopped.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  self.prune_timer.cancel();
  co_await self.server.stop();
  self.space.reader.reset(
  );  // the last to close the database should be the one that can tidy up after itself
}

void WebAdapter::stop() {
  impl_->stopping = true;
  impl_->stopped.cancel();
}

asio::awaitable<std::expected<Receipt, Setback>> WebAdapter::deliver(Pending pending) {
  Space& space = impl_->space;
  if (!space.accept || !space.reader) co_return std::unexpected(Setback(errc::unavailable));
  Posting posting = post(space, std::move(pending));
  auto* writing = std::get_if<Writing>(&posting);
  if (writing == nullptr) co_return std::get<Delivered>(std::move(posting));
  Inbound inbound;
  inbound.also = std::move(writing->write);
  const Result<Reply> committed = co_await (*space.accept)(std::move(inbound));
  if (!committed) co_return std::unexpected(Setback(committed.error()));
  co_return writing->then();
}

// On the brain: of what the adapter has, only the configuration is looked at.
std::optional<Placed> WebAdapter::place(Database& db, const Pending& pending) const {
  Space* space = &impl_->space;
  auto seated = seat(space->settings.rooms, db, pending, 0, space->clock.seconds());
  if (!seated) return std::nullopt;
  Placed out;
  out.receipt = seated->receipt();
  auto shared = std::make_shared<Seated>(std::move(*seated));
  out.shown = [space, shared] { show(*space, std::move(*shared)); };
  return out;
}

// That of their page.
std::string WebAdapter::language(Database& db, std::string_view person) const {
  auto row = db.query("SELECT lang FROM web_people WHERE id=?", person);
  return row.next() ? std::string(row.text(0)) : std::string();
}

std::string WebAdapter::direct_room(Database&, const Person& who) const {
  return web::direct_room(who.id);
}

Write WebAdapter::forget(const Person& who) const {
  return [id = who.id](Database& db) { rows::forget(db, id); };
}

void WebAdapter::forgotten(const Person& who) { impl_->space.forget(who.id); }

}  // namespace usher::web
