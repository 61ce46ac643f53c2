// adapters/matrix/buttons.cpp: what messages offer.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/buttons.hpp"

#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace usher::matrix {

namespace {

constexpr std::size_t most_held = 100;
constexpr std::size_t most_rooms = 4096;

}  // namespace

std::vector<Button> Buttons::offered(const Doc& doc) {
  std::vector<Button> out;
  for (const Block& block : doc.blocks()) {
    const auto* row = std::get_if<usher::Buttons>(&block);
    if (row == nullptr) continue;
    std::ranges::copy_if(row->buttons, std::back_inserter(out), sends_press);
  }
  return out;
}

Write Buttons::keep(const Pending& pending, std::string room, std::string event, sys_seconds now) {
  std::vector<Button> buttons = offered(pending.doc);
  std::erase_if(held_, [&](const Held& held) { return held.event == event; });
  if (buttons.empty()) {
    // An edit says nothing new: what is newest stays so, unless it was this that has lost its buttons.
    const auto newest = newest_.find(room);
    if (newest != newest_.end() && (pending.kind != Pending::Kind::edit || newest->second == event))
      newest_.erase(newest);
    if (pending.kind != Pending::Kind::edit) return {};
  } else {
    if (newest_.size() >= most_rooms) newest_.clear();
    newest_.insert_or_assign(room, event);
  }
  std::string person = pending.to.people.size() == 1 ? pending.to.people.front() : std::string();
  if (!buttons.empty()) hold({room, event, buttons, pending.key, person});
  if (pending.sealed) return {};
  return [room = std::move(room), event = std::move(event), key = pending.key,
          person = std::move(person), buttons = std::move(buttons),
          now](Database& db) { rows::keep_buttons(db, room, event, key, person, buttons, now); };
}

void Buttons::hold(Held held) {
  held_.push_back(std::move(held));
  if (held_.size() > most_held) held_.pop_front();
}

std::optional<Offer> Buttons::offer(std::string_view event, std::size_t number) {
  for (const Held& held : held_) {
    if (held.event != event) continue;
    if (number == 0 || number > held.buttons.size()) return std::nullopt;
    const Button& button = held.buttons[number - 1];
    return Offer{held.key, button.action, button.value, button.secret, held.event};
  }
  if (reader_ == nullptr) return std::nullopt;
  try {
    return rows::button(*reader_, event, number);
  } catch (const DatabaseError& error) {
    log::warning("matrix: what a message offers could not be read: {}", error.what());
    return std::nullopt;
  }
}

std::optional<Offer> Buttons::find(
    std::string_view /*room*/, std::string_view event, std::string_view emoji
) {
  const auto number = number_in(emoji);
  return number ? offer(event, *number) : std::nullopt;
}

std::optional<Offer> Buttons::pick(
    std::string_view room, std::string_view reply_to, std::string_view typed
) {
  const auto number = number_in(typed);
  if (!number) return std::nullopt;
  if (!reply_to.empty()) return offer(reply_to, *number);
  const auto newest = newest_.find(room);
  return newest == newest_.end() ? std::nullopt : offer(newest->second, *number);
}

void Buttons::said(std::string_view room) {
  if (const auto newest = newest_.find(room); newest != newest_.end()) newest_.erase(newest);
}

std::shared_ptr<const void> Buttons::under_way(const std::string& room) {
  if (under_way_.size() >= most_rooms)
    std::erase_if(under_way_, [](const auto& one) { return one.second.expired(); });
  std::weak_ptr<const void>& there = under_way_[room];
  std::shared_ptr<const void> out = there.lock();
  if (!out) there = out = std::make_shared<const int>(0);
  return out;
}

std::weak_ptr<const void> Buttons::arriving(const std::string& room) const {
  const auto there = under_way_.find(room);
  return there == under_way_.end() ? std::weak_ptr<const void>() : there->second;
}

void Buttons::forgotten(std::string_view person) {
  std::erase_if(held_, [&](const Held& held) { return held.person == person; });
}

}  // namespace usher::matrix
