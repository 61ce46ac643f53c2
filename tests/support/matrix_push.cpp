// tests/support/matrix_push.cpp: the application service API from the homeserver's side.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_push.hpp"

#include "tests/support/slack_http.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::testing::matrix {

void Push::happened(const Event& event) {
  if (port == 0) return;
  Room* room = world_.room(event.room);
  const bool about = event.type == "m.room.member" && event.state_key == world_.usher;
  if (!about && room->membership(world_.usher) != "join") return;
  std::string out;
  world_.write(out, event, "", "", true);
  if (event.type == "m.room.member" && text_at(event.said(), "membership") == "invite") {
    const std::string state = json::serialize(world_.stripped(*room, event));
    // At the top, and in `unsigned`, where it begins behind its first brace.
    out.insert(out.rfind(R"("unsigned":{)") + 12, fmt::format(R"("invite_room_state":{},)", state));
    out.insert(out.size() - 1, fmt::format(R"(,"invite_room_state":{})", state));
  }
  events_.push_back(std::move(out));
  loop_.after(std::chrono::milliseconds(0), [this] { go(); });
}

void Push::go() {
  if (under_way_ || port == 0 || (body_.empty() && events_.empty())) return;
  if (body_.empty()) {
    body_ = R"({"events":[)";
    const std::size_t count = std::min(most, events_.size());
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) body_ += ',';
      body_ += events_.front();
      events_.pop_front();
    }
    body_ += "]}";
    repeated_ = false;
  }
  under_way_ = true;
  if (!wire_ || !wire_->open()) {
    wire_ = loop_.connect(port);
    if (wire_ == nullptr) return over(false);
  }
  const std::uint64_t attempt = ++attempt_;
  wire_->received = [this, attempt](std::string& in) {
    const auto answer = slack::take_http(in);
    if (!answer) return;
    if (answer->closes()) wire_->cut();
    if (attempt == attempt_ && under_way_) over(answer->status == 200);
  };
  wire_->gone = [this, attempt] {
    if (attempt == attempt_ && under_way_) over(false);
  };
  wire_->send(fmt::format(
      "PUT /_matrix/app/v1/transactions/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer "
      "{}\r\nContent-Type: "
      "application/json\r\nContent-Length: {}\r\n\r\n",
      number_, port, accounts_.rules.hs_token, body_.size()
  ));
  wire_->send(body_);
  if (lost > 0 && number_ % static_cast<std::uint64_t>(lost) == 0 &&
      !std::exchange(repeated_, true)) {
    // It gets all of it, and we nothing of its answer.
    loop_.after(std::chrono::milliseconds(30), [this, attempt] {
      if (attempt != attempt_ || !under_way_) return;
      if (wire_) wire_->reset();
      over(false);
    });
    return;
  }
  loop_.after(std::chrono::seconds(60), [this, attempt] {
    if (attempt != attempt_ || !under_way_) return;
    if (wire_) wire_->reset();
    over(false);
  });
}

void Push::over(bool taken) {
  under_way_ = false;
  ++attempt_;
  if (!taken) {
    ++refused_;
    loop_.after(retry, [this] { go(); });
    return;
  }
  if (repeat > 0 && number_ % static_cast<std::uint64_t>(repeat) == 0 &&
      !std::exchange(repeated_, true)) {
    ++again_;
  } else {
    ++taken_;
    ++number_;
    body_.clear();
  }
  loop_.after(std::chrono::milliseconds(0), [this] { go(); });
}

bool Push::ping() {
  const auto wire = port == 0 ? nullptr : loop_.connect(port);
  if (wire == nullptr) return false;
  wire->cut();
  return true;
}

json::object Push::state() const {
  return {
      {"taken", taken_},
      {"refused", refused_},
      {"again", again_},
      {"waiting", events_.size() + (body_.empty() ? 0 : 1)}
  };
}

}  // namespace usher::testing::matrix
