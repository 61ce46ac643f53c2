// tests/support/matrix_calls.hpp: the client-server API: each call by its name. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_sync.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::testing::matrix {

struct Asked {
  std::string method, path;           // decoded, behind "/_matrix/client"
  std::vector<std::string> segments;  // of the path, each decoded: "v3", "rooms", …
  std::vector<std::pair<std::string, std::string>> query;
  std::string body, bearer;
  std::string_view name;     // of the call: "send"
  Device* device = nullptr;  // whose token it came with
  std::string_view at(std::size_t segment) const {
    return segment < segments.size() ? segments[segment] : std::string_view();
  }
  std::string_view of_query(std::string_view key) const;
};

struct Answer {
  int status = 200;
  std::string body = "{}";
  std::vector<std::pair<std::string, std::string>> headers;
};
Answer refusal(int status, std::string_view errcode, std::string_view error);
Answer done(const json::object& what);

class Calls {
 public:
  Calls(World& world, Accounts& accounts, Sync& sync, Loop& loop)
      : world_(world), accounts_(accounts), sync_(sync), loop_(loop) {}

  // The name of a call; empty: there is none such.
  static std::string_view name_of(const Asked& asked);
  // Calls `then` once: at once, but for a long poll.
  void perform(Asked asked, std::function<void(Answer)> then);
  // As many messages and reactions a second as an account may send; more is a 429. 0: any number.
  double per_second = 0, burst = 10;
  std::function<bool()> ping;                                   // of the application service
  std::function<void(const Event&, const json::object&)> sent;  // an event of the bot's, once
  std::map<std::string, json::object> filters;
  std::uint64_t repeats = 0;  // sends under a transaction id that was used
  std::map<std::string, std::string, std::less<>> receipts;  // "room user": the event

 private:
  Answer run(Asked& asked);
  Answer session(Asked& asked);
  Answer send(Asked& asked);
  Answer redact(Asked& asked);
  Answer set_state(Asked& asked);
  Answer reading(Asked& asked);
  Answer coming(Asked& asked);
  Answer create(Asked& asked);
  Answer data(Asked& asked);
  Answer too_fast(const std::string& user);
  void judge(const Room& room, std::string_view type, const json::object& content);
  void poll(Asked& asked, const std::function<void(Answer)>& then);

  World& world_;
  Accounts& accounts_;
  Sync& sync_;
  Loop& loop_;
  struct Pace {
    double tokens = 0;
    Loop::Clock::time_point at{};
  };
  std::map<std::string, Pace, std::less<>> paces_;
};

}  // namespace usher::testing::matrix
