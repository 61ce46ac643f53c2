// adapters/matrix/wire_sync.cpp: an answer of /sync.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/wire_reading.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

// Each takes the value before which the scan stands, whatever it is.
class Reader {
 public:
  Reader(std::string_view body, const WireLimits& limits) : scan_(body), left_(limits.events) {}

  Result<Batch> read() {
    if (!scan_.enter_object()) return std::unexpected(errc::malformed);
    std::string_view key;
    while (scan_.next_key(key)) {
      if (key == "next_batch") {
        batch_.next = string_in(scan_.skip()).value_or(std::string());
      } else if (key == "rooms") {
        rooms();
      } else if (key == "account_data") {
        account_data();
      } else if (key == "to_device") {
        to_device();
      } else if (key == "device_lists" || key == "device_one_time_keys_count" ||
                 key == "device_unused_fallback_key_types") {
        const std::string name(key);
        if (auto value = value_in(scan_.skip())) batch_.crypto[name] = std::move(*value);
      } else {
        scan_.skip();
      }
    }
    if (why_ != errc::ok) return std::unexpected(why_);
    if (!scan_.ok() || !scan_.at_end()) return std::unexpected(errc::malformed);
    return std::move(batch_);
  }

 private:
  void rooms() {
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      if (key == "join") {
        rooms_of(RoomNews::How::joined);
      } else if (key == "invite") {
        rooms_of(RoomNews::How::invited);
      } else if (key == "leave") {
        rooms_of(RoomNews::How::left);
      } else {
        scan_.skip();
      }
    }
  }

  void rooms_of(RoomNews::How how) {
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      RoomNews news;
      news.how = how;
      news.room = key;
      if (!is_room_id(news.room)) {
        scan_.skip();
        continue;
      }
      room(news);
      if (!news.timeline.empty() && !news.timeline.front().present.value_or(true))
        news.limited = false;
      // Counts of what is unread, and the like.
      const bool nothing = how == RoomNews::How::joined && news.state.empty() &&
                           news.timeline.empty() && !news.limited;
      if (!nothing) batch_.rooms.push_back(std::move(news));
    }
  }

  void room(RoomNews& news) {
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      const bool invited = news.how == RoomNews::How::invited;
      if (key == (invited ? "invite_state" : "state")) {
        section(news, news.state, invited);
      } else if (key == "timeline" && !invited) {
        section(news, news.timeline, false);
      } else {
        scan_.skip();
      }
    }
  }

  void section(RoomNews& news, std::vector<RoomEvent>& to, bool stripped) {
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      if (key == "events") {
        auto events = events_in(scan_, news.room, left_, stripped);
        if (!events) return void(stop(events.error()));
        to = std::move(*events);
      } else if (key == "limited") {
        news.limited = is_true(scan_.skip());
      } else if (key == "prev_batch") {
        news.before = string_in(scan_.skip()).value_or(std::string());
      } else {
        scan_.skip();
      }
    }
  }

  // Of account data there is m.direct alone: the filter asks for nothing else.
  void account_data() {
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      if (key != "events" || !scan_.enter_array()) {
        scan_.skip();
        continue;
      }
      while (scan_.next_item()) {
        json::object event = object_in(scan_.skip());
        if (look::text(event, "type") != "m.direct") continue;
        json::value& content = event["content"];
        if (content.is_object()) batch_.direct = std::move(content.get_object());
      }
    }
  }

  // Anybody on any server can send such an event: one that cannot be read takes no other with it.
  void to_device() {
    json::array events;
    std::string_view key;
    if (!scan_.enter_object()) return void(scan_.skip());
    while (scan_.next_key(key)) {
      if (key != "events" || !scan_.enter_array()) {
        scan_.skip();
        continue;
      }
      while (scan_.next_item())
        if (auto event = value_in(scan_.skip())) events.push_back(std::move(*event));
    }
    if (!events.empty()) batch_.crypto["to_device"] = json::object{{"events", std::move(events)}};
  }

  // Nothing more is read.
  void stop(errc why) {
    why_ = why;
    scan_ = Scan({});
  }

  Scan scan_;
  std::size_t left_;
  errc why_ = errc::ok;
  Batch batch_;
};

}  // namespace

Result<Batch> read_sync(std::string_view body, const WireLimits& limits) {
  return Reader(body, limits).read();
}

}  // namespace usher::matrix
