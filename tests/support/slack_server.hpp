// tests/support/slack_server.hpp: what the app calls: the Web API, response_urls, and the handshakes of Socket Mode; with
// faults as they are asked for.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_http.hpp"
#include "tests/support/slack_methods.hpp"
#include "tests/support/slack_sockets.hpp"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace usher::testing::slack {

// What goes wrong with calls. As JSON, for scripts:
//   method   "chat.postMessage"; "*" any of the API; "response_url"
//   every    each so manieth call of it; else `times` calls, beginning with the next (1)
//   error    Slack's word, as an answer; or
//   status   429, 500…; with retry_after (s), and body (else JSON of Slack's for 429, and none for the others); or
//   how      "reset" (before it is done), "lost" (done, then the connection is reset), "stall" (done, and never answered),
//            "ignored" (not done, and never answered)
//   delay_ms before the answer
struct Fault {
  std::string method = "*", error, how, body;
  int every = 0, times = 1, status = 0, retry_after = -1;
  std::chrono::milliseconds delay{0};
  int met = 0;  // calls that it has looked at
};

// A call as it came and as it was answered.
struct Call {
  std::uint64_t number = 0;
  std::string method;  // "response_url" of a POST to one
  json::object args, answer;
  int status = 200;
  std::string fault;  // what was made to go wrong with it
  std::int64_t at_ms = 0;
};

class Server {
 public:
  Server(World& world, Loop& loop, Sockets& sockets);

  std::chrono::milliseconds step{0};
  void take(const std::shared_ptr<Wire>& wire);  // a new connection
  void add(Fault fault) { faults_.push_back(std::move(fault)); }
  void no_faults() { faults_.clear(); }
  const std::deque<Call>& calls() const { return calls_; }
  json::object state() const;

 private:
  struct Answer {
    int status = 200;
    std::string body, type = "application/json; charset=utf-8", fault;
    std::vector<std::pair<std::string, std::string>> headers;
    std::chrono::milliseconds delay{0};
    enum class Then : std::uint8_t { send, reset, silence } then = Then::send;
  };

  void read(const std::shared_ptr<Wire>& wire, std::string& in);
  void answer(const std::shared_ptr<Wire>& wire, Answer answer, bool close);
  Answer api(const HttpMessage& request, std::string_view method);
  Answer respond(const HttpMessage& request, const std::string& path);
  json::object read_args(const HttpMessage& request, const MethodSpec* spec, json::object& args);
  json::object perform(const HttpMessage& request, std::string_view method, json::object& args);
  json::object connect(const HttpMessage& request, std::string_view token, bool in_header);
  json::object use(ResponseUrl& url, const json::object& message);
  // The fault that this call meets; the answer where it is not done at all.
  const Fault* met(std::string_view method);
  static bool prevented(const Fault& fault, Answer& out);
  static void spoil(const Fault& fault, Answer& out);
  bool too_fast(const json::object& args);
  // How long to wait for this method's next call; 0: it may be called now, and is counted.
  std::chrono::seconds too_many(std::string_view method);
  void note(std::string_view method, json::object args, json::object answer, const Answer& given);

  World& world_;
  Loop& loop_;
  Sockets& sockets_;
  std::list<Fault> faults_;
  std::deque<Call> calls_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;  // calls, by method
  // By method: when a 429 was given, and until when.
  std::map<std::string, std::pair<Loop::Clock::time_point, Loop::Clock::time_point>, std::less<>>
      held_;
  struct Pace {
    double tokens = 0;
    Loop::Clock::time_point at{};
  };
  std::map<std::string, Pace, std::less<>> paces_, tiers_;  // by channel; by method
  std::uint64_t last_ = 0, early_ = 0, limited_ = 0, connections_ = 0;
  Loop::Clock::time_point begun_ = Loop::Clock::now();
};

}  // namespace usher::testing::slack
