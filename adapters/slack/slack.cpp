// adapters/slack/slack.cpp: the parts of the adapter, put together: transport → desk → engine, and engine → sender → Slack.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"

#include "adapters/slack/slack_impl.hpp"
#include "bot/embedded.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>
#include <stdexcept>

namespace usher::slack {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours prune_every{1};
constexpr std::size_t text_limit = 3000;  // of a plain_text_input

}  // namespace

std::span<const Migration> slack_migrations() {
  static const std::vector<Migration> all = [] {
    std::vector<Migration> out;
    for (const EmbeddedFile& file : embedded_slack_migrations()) {
      int number = 0;
      const std::string_view digits = file.name.substr(0, 4);
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
      out.push_back({"slack", number, file.name.substr(5, file.name.size() - 9), file.bytes});
    }
    return out;
  }();
  return all;
}

asio::awaitable<void> SlackAdapter::Impl::prune() {
  while (!stopping) {
    sender.sweep();
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

void SlackAdapter::Impl::end(std::string_view line) {
  log::error("slack: {}", line);
  if (settings.fatal) settings.fatal(line);
  stop();
}

void SlackAdapter::Impl::stop_accepting() {
  if (sockets) sockets->stop();
  if (door) door->stop();
}

void SlackAdapter::Impl::stop() {
  stopping = true;
  timer.cancel();
  asking.cancel();
  leaving.cancel();
  stop_accepting();
}

SlackAdapter::SlackAdapter(
    asio::io_context& io, const Clock& clock, const Catalog& catalog, const CommandTable& commands,
    Settings settings
)
    : impl_(std::make_unique<Impl>(io, clock, catalog, commands, std::move(settings))) {}

SlackAdapter::~SlackAdapter() = default;

std::expected<std::uint16_t, std::string> SlackAdapter::listen() {
  Impl& self = *impl_;
  if (!self.door) return std::uint16_t{0};
  auto port = self.door->listen();
  self.listening = port.has_value();
  if (port && self.settings.listening) self.settings.listening(*port);
  return port;
}

void SlackAdapter::read_with(std::unique_ptr<Database> reader) {
  impl_->reader = std::move(reader);
}

std::string_view SlackAdapter::space() const { return impl_->space; }

Capabilities SlackAdapter::capabilities() const {
  const Settings& settings = impl_->settings;
  Capabilities can;
  can.ack_carries = {Kind::command};  // but for those said in a message: Event::ack_carries
  can.forms = true;
  can.text_limit = text_limit;
  can.posts_per_second = settings.burst > 0 ? settings.posts_per_second : 0;
  can.burst = settings.burst;
  can.parallel = 64;
  return can;
}

asio::awaitable<void> SlackAdapter::run(Accept accept) {
  Impl& self = *impl_;
  if (!self.reader)
    self.reader = std::make_unique<Database>(self.settings.database, Database::Mode::read_only);
  self.people.read_from(self.reader.get());
  self.sender.read_from(self.reader.get());
  self.accept.emplace(accept);
  self.desk.open(std::move(accept));
  if (self.door && !self.listening) {
    const auto port = listen();
    if (!port) throw std::runtime_error(port.error());
  }
  if (!self.stopping) {
    asio::co_spawn(self.io, self.verify(), asio::detached);
    asio::co_spawn(self.io, self.prune(), asio::detached);
    if (self.sockets) co_await self.sockets->run();
    if (self.door) co_await self.door->run();
  }
  // Slack is heard no more; what is still to be delivered needs the rest.
  while (!self.stopping) {
    [[maybe_unused]] const auto left =
        co_await self.leaving.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  self.stop();
  // The last to close the database should be the one that can tidy up after itself.
  self.people.read_from(nullptr);
  self.sender.read_from(nullptr);
  self.reader.reset();
}

void SlackAdapter::stop_accepting() { impl_->stop_accepting(); }

void SlackAdapter::stop() { impl_->stop(); }

asio::awaitable<std::expected<Receipt, Setback>> SlackAdapter::deliver(Pending pending) {
  if (!impl_->accept) co_return std::unexpected(Setback(errc::unavailable));
  std::expected<Receipt, Setback> out = co_await impl_->sender.deliver(std::move(pending));
  co_return out;
}

std::vector<std::string> SlackAdapter::direct_rooms(
    Database& db, const Person& who, const Place& at
) const {
  return rows::direct_rooms(db, at, who.id);
}

Write SlackAdapter::forget(const Person& who) const {
  return [id = who.id](Database& db) { rows::forget(db, id); };
}

void SlackAdapter::forgotten(const Person& who) {
  impl_->people.forgotten(who.id);
  impl_->sender.forgotten(who);
}

std::string SlackAdapter::trouble() const {
  const Impl& self = *impl_;
  if (self.stopping) return "the Slack adapter has ended";
  if (self.sockets && self.sockets->figures().live == 0) return "no connection to Slack stands";
  if (self.door && !self.listening) return "nobody listens for Slack's requests yet";
  return {};
}

SlackAdapter::Figures SlackAdapter::figures() const {
  Figures out;
  if (impl_->sockets) {
    const Sockets::Figures now = impl_->sockets->figures();
    out.connections = now.ready;
    out.counted = now.counted;
  }
  out.taken = impl_->desk.figures().taken;
  out.elsewhere = impl_->desk.figures().elsewhere;
  return out;
}

}  // namespace usher::slack
