// bench/web_load.cpp: as thin as a client can be: it looks for a needle in each frame and reads no JSON.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/web_load.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

#include <stdexcept>
#include <string_view>
#include <utility>

namespace usher::bench {

namespace asio = boost::asio;

namespace {

constexpr int at_once = 16;  // sign in, or open a socket, at the same time
constexpr std::string_view filler =
    "is the number of this message, and these words make it as long as people's messages often are";

// What stands between `before` and `after`; empty where it does not.
std::string between(std::string_view text, std::string_view before, char after) {
  const auto at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  return std::string(text.substr(0, text.find(after)));
}

[[noreturn]] void give_up(std::string_view what, const net::WebSocket& socket) {
  throw std::runtime_error(fmt::format("{}: {} {}", what, socket.end().code, socket.end().reason));
}

}  // namespace

WebLoad::WebLoad(std::string address)
    : address_(std::move(address)),
      http_(io_.get_executor(), {.allow_loopback = true}),
      client_(io_.get_executor(), {.allow_loopback = true}) {}

void WebLoad::sign_in(int people) {
  wanted_ = people_.size() + static_cast<std::size_t>(people);
  next_ = people_.size();
  people_.resize(wanted_);
  for (int i = 0; i < at_once; ++i) start(sign_in_some());
  run();
}

void WebLoad::open(int tabs_each) {
  wanted_ = people_.size() * static_cast<std::size_t>(tabs_each);
  next_ = 0;
  tabs_.clear();
  tabs_.resize(wanted_);
  for (int i = 0; i < at_once; ++i) start(open_some());
  run();
}

void WebLoad::open_bare(int sockets) {
  bare_ = true;
  people_.resize(static_cast<std::size_t>(sockets));
  open(1);
}

Tally WebLoad::talk(long messages, std::chrono::seconds at_most) {
  const auto begun = Clock::now();
  quota_ = said_ + messages;
  until_ = begun + at_most;
  ms_.clear();
  for (std::size_t tab = 0; tab < tabs_.size(); ++tab) start(talk_in(tab));
  run();
  const std::chrono::duration<double> took = Clock::now() - begun;
  const double per_second = static_cast<double>(ms_.size()) / took.count();
  return {per_second, std::exchange(ms_, {})};
}

asio::awaitable<void> WebLoad::sign_in_some() {
  while (next_ < wanted_) {
    Person& person = people_[next_++];
    net::Request request;
    request.method = "POST";
    request.url = "http://" + address_ + "/api/who";
    request.headers = {{"Content-Type", "application/json"}, {"Origin", "http://" + address_}};
    request.body =
        fmt::format(R"({{"name":"Load {}","role":"newcomer","lang":"en","zone":"UTC"}})", next_);
    const Result<net::Response> response = co_await http_.send(std::move(request));
    if (!response || response->status != 200)
      throw std::runtime_error(fmt::format(
          "nobody could sign in: {}",
          response ? std::string_view(response->body) : describe(response.error())
      ));
    person.id = between(response->body, R"("id":")", '"');
    const std::string_view cookie = net::find(response->headers, "Set-Cookie");
    person.cookie = cookie.substr(0, cookie.find(';'));
    ++progress_;
  }
}

asio::awaitable<void> WebLoad::open_some() {
  while (next_ < wanted_) {
    const std::size_t at = next_++;
    const Person& person = people_[at % people_.size()];
    net::WsRequest request;
    request.url = "ws://" + address_ + (bare_ ? "/" : "/as/" + person.id + "/ws");
    request.headers = {{"Origin", "http://" + address_}};
    if (!bare_) {
      request.headers.push_back({"Cookie", person.cookie});
      request.subprotocols = {"usher.1"};
    }
    Result<std::shared_ptr<net::WebSocket>> socket = co_await client_.connect(std::move(request));
    if (!socket)
      throw std::runtime_error(
          fmt::format("no socket was opened after {}: {}", at, describe(socket.error()))
      );
    // As long as the name of a direct conversation: the frames are to be of one size.
    tabs_[at] = {std::move(*socket), bare_ ? std::string("dm:load-00") : "dm:" + person.id};
    const std::shared_ptr<net::WebSocket> mine = tabs_[at].socket;
    ++progress_;
    if (bare_) continue;
    mine->send(fmt::format(R"({{"do":"hello","since":0,"tab":"t{}"}})", at));
    while (true) {
      const Result<net::WsMessage> message = co_await mine->read();
      if (!message) give_up(fmt::format("no welcome after {} tabs", at), *mine);
      if (message->data.find(R"("is":"welcome")") != std::string::npos) break;
    }
  }
}

// Of the program three frames come back: the acknowledgement, one's own message, and the answer as a Doc. Only a Doc has
// its words under "t".
asio::awaitable<void> WebLoad::talk_in(std::size_t tab) {
  const std::shared_ptr<net::WebSocket> socket = tabs_[tab].socket;
  while (said_ < quota_ && Clock::now() < until_) {
    const long number = ++said_;
    const std::string words = fmt::format("{:07} {}", number, filler);
    const std::string answer = bare_ ? words : R"("t":")" + words;
    const std::string id = fmt::format(R"("id":"m{:07}")", number);
    const auto begun = Clock::now();
    socket->send(
        fmt::format(R"({{"do":"send",{},"room":"{}","text":"{}"}})", id, tabs_[tab].room, words)
    );
    bool acknowledged = bare_;
    bool answered = false;
    while (!acknowledged || !answered) {
      const Result<net::WsMessage> message = co_await socket->read();
      if (!message) give_up("a tab was closed", *socket);
      const std::string_view frame = message->data;
      if (frame.find(answer) != std::string_view::npos) {
        answered = true;
      } else if (!acknowledged && frame.find(id) != std::string_view::npos) {
        if (frame.find(R"("ok":true)") == std::string_view::npos)
          throw std::runtime_error("a message was refused: " + message->data);
        acknowledged = true;
      }
    }
    ms_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
    ++progress_;
  }
}

void WebLoad::start(asio::awaitable<void> what) {
  ++running_;
  asio::co_spawn(io_, std::move(what), [this](const std::exception_ptr& thrown) {
    if (thrown && !failed_) failed_ = thrown;
    if (--running_ == 0 || failed_) io_.stop();
  });
}

// Sockets read on for as long as they are open, so what is started says when it is done.
void WebLoad::run() {
  watch();
  io_.restart();
  io_.run();
  watchdog_.cancel();
  if (!failed_) return;
  // The others end too, so that no coroutine outlives what it uses.
  for (const Tab& tab : tabs_)
    if (tab.socket) tab.socket->close();
  do {
    io_.restart();
  } while (running_ > 0 && io_.run_one_for(std::chrono::seconds(6)) > 0);
  std::rethrow_exception(std::exchange(failed_, nullptr));
}

void WebLoad::watch() {
  watchdog_.expires_after(std::chrono::seconds(20));
  watchdog_.async_wait([this, seen = progress_](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    if (progress_ != seen) return watch();
    failed_ = std::make_exception_ptr(std::runtime_error("nothing has come for 20 seconds"));
    io_.stop();
  });
}

}  // namespace usher::bench
