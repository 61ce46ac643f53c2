// tests/support/slack_dispatch.hpp: what the fake Slack sends to the app, and what becomes of it: acknowledged, repeated, lost.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_loop.hpp"
#include "tests/support/slack_world.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::testing::slack {

// One payload on its way to the app. An event is sent again until it is acknowledged or the retries are over; a command or
// an interaction is sent once, and the person sees an error where it is lost.
struct Delivery {
  enum class Kind : std::uint8_t { event, slash, interactive };
  Kind kind = Kind::event;
  std::string payload;   // JSON
  bool accepts = false;  // an acknowledgement may carry an answer
  std::uint64_t number = 0;
  int attempt = 0;
  std::string_view reason;  // of the retry
  // Once, with the payload of the acknowledgement; nullptr where it had none.
  std::function<void(const json::object* payload)> acknowledged;
  std::function<void(std::string_view why)> failed;  // once: given up

  enum class State : std::uint8_t { under_way, acknowledged, failed } state = State::under_way;
  std::string why;      // failed
  bool kept = false;    // it can be asked for afterwards (Dispatch::kept)
  json::object answer;  // what the acknowledgement carried, of one that is kept
  Loop::Clock::time_point sent{}, ended{};
};

class Dispatch {
 public:
  Dispatch(World& world, Loop& loop) : world_(world), loop_(loop) {}

  // How it is sent: false where nobody is there to take it.
  std::function<bool(const std::shared_ptr<Delivery>&)> transport;

  // keep: it can be asked for by its number afterwards.
  std::uint64_t send(std::shared_ptr<Delivery> delivery, bool keep = true);
  // An event that the app has subscribed to and may see, wrapped up as Slack does; 0 where it has not. id: its event_id; empty: a
  // new one.
  std::uint64_t event(json::object event, std::string id = {});
  std::shared_ptr<Delivery> kept(std::uint64_t number) const;

  // --- what the transports say ---
  void acknowledged(const std::shared_ptr<Delivery>& delivery, const json::object* payload);
  // The attempt has come to nothing.
  void attempt_failed(const std::shared_ptr<Delivery>& delivery, std::string_view why);

  struct Counts {
    std::uint64_t sent = 0, acknowledged = 0, failed = 0, repeated = 0, late = 0;
  };
  const Counts& counts() const { return counts_; }
  std::size_t under_way() const { return under_way_; }
  void count_late() { ++counts_.late; }

 private:
  void attempt(const std::shared_ptr<Delivery>& delivery);
  bool wanted(const json::object& event);

  World& world_;
  Loop& loop_;
  std::deque<std::shared_ptr<Delivery>> kept_;
  std::uint64_t last_ = 0;
  std::size_t under_way_ = 0;
  Counts counts_;
};

// The envelope around an event of the Events API.
std::string event_callback(
    std::string_view event_json, std::string_view event_id, std::int64_t time
);

}  // namespace usher::testing::slack
