// adapters/slack/holds.hpp: which methods rest after a 429, and until when. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace usher::slack {

// "Rate limits" of Slack's documentation: the limits are per method, per workspace and per app, and one Api is one app in one
// workspace. So a 429 stops its method for everybody, whatever they want it for, and no other method.
class Holds {
 public:
  // Slack has said "too many" of it, just now, and to wait for `after`. A shorter time does not end a longer one.
  void limited(std::string_view method, sys_millis now, std::chrono::milliseconds after);
  // The same where Slack does not say how long: `first`, and twice as long each time that it says so again before it answers,
  // at most a minute (or `first`, where that is longer). Returns it.
  std::chrono::milliseconds limited_again(
      std::string_view method, sys_millis now, std::chrono::milliseconds first
  );
  void answered(std::string_view method);  // Slack has said something else than "too many"
  // How long it still rests; 0: it may be called.
  std::chrono::milliseconds left(std::string_view method, sys_millis now);

  std::size_t size() const { return holds_.size(); }

 private:
  struct Hold {
    sys_millis since{}, until{};
  };
  // The latest pause of those of which Slack does not say how long, until they are answered.
  struct Pause {
    sys_millis at{};
    std::chrono::milliseconds length{0};
  };
  std::map<std::string, Hold, std::less<>> holds_;
  std::map<std::string, Pause, std::less<>> pauses_;
};

}  // namespace usher::slack
