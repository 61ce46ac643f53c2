// adapters/web/hub.cpp: who is told of what.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/hub.hpp"

#include "adapters/web/json.hpp"
#include "bot/step.hpp"

#include <algorithm>

namespace usher::web {

bool Hub::has_room(std::string_view person) const {
  const auto it = tabs_.find(person);
  return it == tabs_.end() || it->second.size() < most_of_one;
}

void Hub::add(const std::shared_ptr<Tab>& tab) { tabs_[tab->person].push_back(tab); }

void Hub::remove(const std::shared_ptr<Tab>& tab) {
  const auto it = tabs_.find(tab->person);
  if (it == tabs_.end()) return;
  std::erase(it->second, tab);
  if (it->second.empty()) tabs_.erase(it);
}

void Hub::publish(std::span<const Message> changed, const Roster& roster) {
  for (const Message& message : changed) {
    // Commits are told of in their order; what comes late was overtaken by somebody's wish to be forgotten, and is as it
    // was before that.
    if (message.rev <= shown_) continue;
    shown_ = message.rev;
    const std::string frame = changes_frame({&message, 1});
    if (message.room.starts_with(direct_prefix)) {
      tell(std::string_view(message.room).substr(direct_prefix.size()), frame);
    } else if (!message.only.empty()) {
      if (roster.is_member(message.room, message.only)) tell(message.only, frame);
    } else {
      for (const auto& [person, tabs] : tabs_)
        if (roster.is_member(message.room, person))
          for (const auto& tab : tabs) tab->socket->send(frame);
    }
  }
  if (!changed.empty()) step("web pushed");
}

void Hub::publish_all(std::span<const Message> changed, const Roster& roster) {
  constexpr std::size_t in_a_frame = 100;
  if (changed.empty()) return;
  shown_ = std::max(shown_, changed.back().rev);
  for (const auto& [person, tabs] : tabs_) {
    std::vector<Message> theirs;
    const auto send = [&] {
      if (theirs.empty()) return;
      const std::string frame = changes_frame(theirs);
      for (const auto& tab : tabs) tab->socket->send(frame);
      theirs.clear();
    };
    for (const Message& message : changed) {
      if (!message.seen_by(person) || !roster.is_member(message.room, person)) continue;
      theirs.push_back(message);
      if (theirs.size() == in_a_frame) send();
    }
    send();
  }
}

void Hub::tell(std::string_view person, const std::string& frame, std::string_view but_tab) {
  const auto it = tabs_.find(person);
  if (it == tabs_.end()) return;
  for (const auto& tab : it->second)
    if (but_tab.empty() || tab->name != but_tab) tab->socket->send(frame);
}

bool Hub::tell_tab(std::string_view person, std::string_view tab, const std::string& frame) {
  const auto it = tabs_.find(person);
  if (it == tabs_.end()) return false;
  const auto named = std::ranges::find(it->second, tab, [](const auto& one) -> std::string_view {
    return one->name;
  });
  if (named != it->second.end()) return (*named)->socket->send(frame);
  for (const auto& one : it->second) one->socket->send(frame);
  return true;
}

void Hub::tell_all(const std::string& frame) {
  for (const auto& [person, tabs] : tabs_)
    for (const auto& tab : tabs) tab->socket->send(frame);
}

void Hub::close(std::string_view person, std::uint16_t code, const std::string& reason) {
  const auto it = tabs_.find(person);
  if (it == tabs_.end()) return;
  for (const auto& tab : it->second) tab->socket->close(code, reason);
}

}  // namespace usher::web
