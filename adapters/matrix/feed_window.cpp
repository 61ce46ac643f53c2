// adapters/matrix/feed_window.cpp: the latest messages by their ids.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/feed_window.hpp"

namespace usher::matrix {

void Window::heard(const RoomEvent& event) {
  if (event.type != "m.room.message" || event.id.empty() || event.redacted || event.state_key)
    return;
  if (relation_of(event.content).kind == Relation::Kind::replace) return;
  if (!said_.try_emplace(event.id, Said{event.room, event.sender, event.at}).second) return;
  turns_.push_back(event.id);
  if (turns_.size() <= most_) return;
  said_.erase(turns_.front());
  turns_.pop_front();
}

void Window::gone(std::string_view event) {
  // Its turn stays: what it names then is no longer there.
  said_.erase(std::string(event));
}

const Window::Said* Window::find(std::string_view event) const {
  const auto at = said_.find(std::string(event));
  return at == said_.end() ? nullptr : &at->second;
}

}  // namespace usher::matrix
