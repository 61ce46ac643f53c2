// tests/support/matrix_sync.hpp: /sync and /messages: positions, filters, gaps, long polls. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_accounts.hpp"
#include "tests/support/slack_loop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>

namespace usher::testing::matrix {

using slack::Loop;

// A RoomEventFilter, as far as it is obeyed.
struct EventFilter {
  std::optional<std::set<std::string, std::less<>>> types;
  std::set<std::string, std::less<>> not_senders;
  std::size_t limit = 10;
  bool lazy = false;
  bool takes(const Event& event) const;
  static EventFilter read(const json::object* filter);
};
struct SyncFilter {
  EventFilter timeline, state;
  EventFilter account_data;
  static SyncFilter read(const json::object& filter);
};

// What goes wrong with answers, each so manieth one; 0: never.
struct SyncFaults {
  int limited = 0;  // the timeline is one event, and the rest a gap
  int repeat = 0;   // what the answers before had comes again
  int empty = 0;    // at once, and with nothing in it
  int slow = 0;     // only after slow_ms
  std::chrono::milliseconds slow_ms{200};
};

class Sync {
 public:
  Sync(World& world, Accounts& accounts, Loop& loop)
      : world_(world), accounts_(accounts), loop_(loop) {}
  SyncFaults faults;

  struct Asked {
    Device* device = nullptr;
    std::string since;
    SyncFilter filter;
    std::chrono::milliseconds timeout{0};
    std::function<void(std::string body)> answer;  // at once, or when there is something
  };
  // False: that token is none of this server's.
  bool ask(Asked asked);
  void happened();                    // there may be something for who waits
  void forget_tokens() { ++epoch_; }  // those given until now are unknown
  std::string messages(
      const Room& room, std::string_view from, std::string_view to, const EventFilter& filter,
      std::size_t limit, std::string_view user, bool backwards
  );
  std::uint64_t polls() const { return polls_; }
  std::size_t waiting() const { return waiting_.size(); }
  std::string token(std::uint64_t position) const;

 private:
  struct Waiting {
    Asked asked;
    std::uint64_t from = 0, number = 0;
  };
  std::optional<std::uint64_t> position_of(std::string_view token) const;
  // Nothing: there is nothing to say.
  std::optional<std::string> body(
      Device& device, std::optional<std::uint64_t> since, const SyncFilter& filter, bool limited
  );
  bool joined_room(
      std::string& out, Device& device, Room& room, std::optional<std::uint64_t> since,
      const std::vector<std::uint64_t>* news, const SyncFilter& filter, bool limited
  );
  void look();

  World& world_;
  Accounts& accounts_;
  Loop& loop_;
  std::list<Waiting> waiting_;
  std::uint64_t epoch_ = 1, polls_ = 0, last_ = 0, before_ = 0;
  bool due_ = false;
};

}  // namespace usher::testing::matrix
