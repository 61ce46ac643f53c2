// adapters/matrix/wire_transaction.cpp: a transaction of the application service API.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/wire_reading.hpp"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace usher::matrix {

namespace {

class Sorter {
 public:
  explicit Sorter(std::string_view self) : self_(self) {}

  void add(RoomEvent event) {
    using How = RoomNews::How;
    if (!is_heard(event.type)) return;
    std::vector<RoomEvent> stripped = std::exchange(event.stripped, {});
    const std::string_view mine = own_membership(event);
    if (mine == "invite") {
      // As /sync brings it: the stripped state, and the invitation behind it.
      RoomNews& news = news_of(event.room, How::invited);
      news.state = std::move(stripped);
      news.state.push_back(std::move(event));
      return;
    }
    if (!event.present) event.present = true;
    RoomNews& news =
        news_of(event.room, mine == "leave" || mine == "ban" ? How::left : How::joined);
    news.timeline.push_back(std::move(event));
  }
  std::vector<RoomNews> take() { return std::move(rooms_); }

 private:
  std::string_view own_membership(const RoomEvent& event) const {
    if (event.type != "m.room.member" || event.state_key != self_) return {};
    return look::text(event.content, "membership");
  }

  // The latest of that room where it is of that kind, else a new one behind all others.
  RoomNews& news_of(const std::string& room, RoomNews::How how) {
    const auto [place, fresh] = at_.try_emplace(room, rooms_.size());
    if (fresh || rooms_[place->second].how != how) {
      place->second = rooms_.size();
      RoomNews news;
      news.how = how;
      news.room = room;
      rooms_.push_back(std::move(news));
    }
    return rooms_[place->second];
  }

  std::string_view self_;
  std::vector<RoomNews> rooms_;
  std::unordered_map<std::string, std::size_t> at_;
};

}  // namespace

Result<Batch> read_transaction(
    std::string_view body, std::string_view self, const WireLimits& limits
) {
  Scan scan(body);
  if (!scan.enter_object()) return std::unexpected(errc::malformed);
  Sorter sorter(self);
  std::size_t left = limits.events;
  std::string_view key;
  while (scan.next_key(key)) {
    if (key != "events" || !scan.enter_array()) {
      scan.skip();
      continue;
    }
    while (scan.next_item()) {
      if (left == 0) return std::unexpected(errc::too_large);
      --left;
      if (auto event = event_in(scan, {})) sorter.add(std::move(*event));
    }
  }
  if (!scan.ok() || !scan.at_end()) return std::unexpected(errc::malformed);
  Batch out;
  out.rooms = sorter.take();
  return out;
}

}  // namespace usher::matrix
