// tests/system/kill_bot.cpp: the engine with an adapter that speaks to a test over a socket, and that dies when told to.
//
//   kill_bot DATABASE SOCKET [STEP COUNT]
//
// With STEP and COUNT the process kills itself (SIGKILL) the COUNT-th time that it passes that step.
// Lines: test → bot "E <id> <room> <text>" (an event), "R <row>" (a receipt); bot → test "A <id> ok|no" (after the commit),
// "D <row> new|look <event> <room> <text>" (a delivery, idempotent by its row; look: it may have been sent before), "S"
// (serving).
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/engine.hpp"
#include "bot/step.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"
#include "tests/system/peer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace asio = boost::asio;
using namespace usher;

namespace {

Doc words(std::string_view text) {
  Doc doc;
  doc.paragraph({Inline(Text(text))});
  return doc;
}

// Answers each message at once, by way of a call, and by way of a job: three posts an event, each exactly once.
class Answers final : public Feature {
 public:
  std::string_view name() const override { return "answers"; }
  Kinds wants() const override { return {Kind::message}; }
  Outcome on(const Event& event, Context& context) override {
    if (const auto* fetched = event.as<Fetched>()) return {None{}, {post(fetched->tag, "fetched")}};
    if (const auto* tick = event.as<Tick>()) return {None{}, {post(tick->job, "ticked")}};
    if (event.as<Message>()->text == "throw") throw std::runtime_error("on purpose");
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'answers',?)", event.id);
    const std::string tag = event.id + "/" + event.at.room;
    return {
        SayReply{words("reply"), false},
        {Call{
             .tag = tag,
             .service = "oracle",
             .method = "GET",
             .path = event.id,
             .body = {},
             .etag = {}
         },
         Remind{tag, context.now}}
    };
  }

 private:
  static Post post(std::string_view tag, std::string_view what) {
    const auto parts = split(tag, '/');
    Post out;
    out.to.place = {"kill", std::string(parts[1]), ""};
    out.body = words(std::string(what) + " " + std::string(parts[0]));
    out.key = std::string(what) + ":" + std::string(parts[0]);
    out.lane = Lane::announcement;
    return out;
  }
};

class Oracle final : public Service {
 public:
  std::string_view name() const override { return "oracle"; }
  asio::awaitable<Answer> perform(Call call) override {
    step("asked");
    Answer answer;
    answer.fetched.status = 200;
    answer.fetched.body = call.path;
    co_return answer;
  }
};

class SocketAdapter final : public Adapter {
 public:
  SocketAdapter(asio::io_context& io, const std::string& path) : socket_(io), io_(io) {
    socket_.connect(asio::local::stream_protocol::endpoint(path));
  }
  std::string_view space() const override { return "kill"; }
  // Paced, so that rows wait for their turn as well.
  Capabilities capabilities() const override { return {.posts_per_second = 300, .burst = 4}; }

  asio::awaitable<void> run(Accept accept) override {
    write("S");
    asio::streambuf buffer;
    while (true) {
      const auto [ec, size] = co_await asio::async_read_until(
          socket_, buffer, '\n', asio::as_tuple(asio::use_awaitable)
      );
      if (ec) co_return;
      std::string line(
          asio::buffers_begin(buffer.data()),
          asio::buffers_begin(buffer.data()) + static_cast<std::ptrdiff_t>(size) - 1
      );
      buffer.consume(size);
      const auto parts = split(line, ' ');
      if (parts[0] == "E") {
        Event event;
        event.id = parts[1];
        event.at = {"kill", std::string(parts[2]), ""};
        event.who.id = "tester";
        event.what = Message{std::string(parts[3]), true, false};
        asio::co_spawn(io_, ask(accept, std::move(event)), asio::detached);
      } else if (parts[0] == "R") {
        const auto waiting = receipts_.find(std::stoll(std::string(parts[1])));
        if (waiting != receipts_.end()) waiting->second->cancel();
      }
    }
  }
  void stop() override {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }
  asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override {
    auto timer = std::make_shared<asio::steady_timer>(io_, std::chrono::seconds(30));
    receipts_[pending.id] = timer;
    write(
        "D " + std::to_string(pending.id) + (pending.uncertain ? " look " : " new ") +
        (pending.event.empty() ? "-" : pending.event) + " " + pending.to.place.room + " " +
        plain_text(pending.doc)
    );
    step("sent");
    const auto [ec] = co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    receipts_.erase(pending.id);
    if (!ec) co_return std::unexpected(Setback(errc::timed_out));
    co_return Receipt{pending.to.place, "r" + std::to_string(pending.id)};
  }

 private:
  asio::awaitable<void> ask(Accept accept, Event event) {
    const std::string id = event.id;
    Inbound inbound{std::move(event), {}};
    const Result<Reply> reply = co_await accept(std::move(inbound));
    step("answered");
    write("A " + id + (reply ? " ok" : " no"));
    step("acknowledged");
  }
  void write(std::string line) {
    queue_.push_back(std::move(line) + "\n");
    if (queue_.size() == 1) asio::co_spawn(io_, flush(), asio::detached);
  }
  asio::awaitable<void> flush() {
    while (!queue_.empty()) {
      const auto [ec, size] = co_await asio::async_write(
          socket_, asio::buffer(queue_.front()), asio::as_tuple(asio::use_awaitable)
      );
      if (ec) co_return;
      queue_.pop_front();
    }
  }

  asio::local::stream_protocol::socket socket_;
  asio::io_context& io_;
  std::deque<std::string> queue_;
  std::map<std::int64_t, std::shared_ptr<asio::steady_timer>> receipts_;
};

void serve(std::span<char*> given) {
  asio::io_context io(1);
  const DatabaseLock lock(given[0]);
  const auto migrations = usher_migrations();
  const SystemClock clock;
  const Catalog catalog;
  EngineSettings settings = testing::peer_settings();
  settings.rest = std::chrono::milliseconds(2);
  Engine engine(io, std::move(settings), clock, catalog, open_store(given[0], migrations));
  engine.add(std::make_unique<Answers>());
  engine.add(std::make_unique<Oracle>());
  engine.add(std::make_unique<SocketAdapter>(io, given[1]));
  testing::run_to_end(io, engine, true);
}

}  // namespace

int main(int argc, char** argv) { return testing::peer_main(argc, argv, 2, serve); }
