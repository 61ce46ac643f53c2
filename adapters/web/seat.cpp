// adapters/web/seat.cpp: from a post to its message: where it goes, who sees it there, and whether its guard holds.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/places.hpp"
#include "adapters/web/space.hpp"

#include <algorithm>
#include <optional>

namespace usher::web {

namespace {

struct Target {
  std::string room, only;
  std::int64_t thread = 0;
  std::vector<std::string> new_members;  // of a group that may not be there yet
};

// A thread hangs on a message outside threads, in the same room; else it is none.
std::int64_t root_of(Database& db, std::int64_t thread, std::string_view room) {
  if (thread == 0) return 0;
  const auto root = rows::find(db, thread);
  if (!root || root->room != room || !root->only.empty()) return 0;
  return root->thread != 0 ? root->thread : root->id;
}

std::optional<Target> target_of(const Places& places, Database& db, const Pending& pending) {
  const Place& place = pending.to.place;
  const auto& people = pending.to.people;
  for (const std::string& person : people)
    if (!places.is_known(person)) return std::nullopt;
  Target out{place.room, "", 0, {}};
  if (people.size() > 1) {
    out.room = group_room(people);
    out.new_members = people;
  } else if (people.size() == 1) {
    const std::string own = direct_room(people.front());
    const bool there =
        pending.audience != Audience::direct && places.is_member(place.room, people.front());
    if (!there) out.room = own;
    if (out.room != own) out.only = people.front();
  } else if (!places.exists(place.room)) {
    return std::nullopt;
  }
  if (out.room == place.room) out.thread = root_of(db, number_in(place.thread), out.room);
  return out;
}

bool guard_holds(const Places& places, const Guard& guard, const Target& target) {
  if (guard.is_private && target.only.empty() && !places.is_private(target.room)) return false;
  if (guard.members.empty()) return true;
  const auto allowed = [&](const std::string& person) {
    return std::ranges::find(guard.members, person) != guard.members.end();
  };
  if (!target.only.empty()) return allowed(target.only);
  if (!target.new_members.empty()) return std::ranges::all_of(target.new_members, allowed);
  return std::ranges::all_of(places.members(target.room), allowed);
}

// Which message a Replace without a key stands for: the one whose button was pressed, where only they see it.
std::optional<Message> pressed(Database& db, const Pending& pending) {
  if (!pending.replace_original || pending.to.people.size() != 1) return std::nullopt;
  const std::int64_t id = read_route(pending.route).message;
  auto message = id != 0 ? rows::find(db, id) : std::nullopt;
  const std::string& person = pending.to.people.front();
  const bool theirs = message && message->author == bot_id && !message->deleted &&
                      (message->only == person || message->room == direct_room(person));
  return theirs ? std::move(message) : std::nullopt;
}

}  // namespace

Receipt Seated::receipt() const {
  Receipt out;
  out.at = {
      std::string(space_name), message.room,
      message.thread == 0 ? "" : std::to_string(message.thread)
  };
  out.ref = std::to_string(added.id);
  return out;
}

std::expected<Seated, errc> seat(
    std::span<const RoomSpec> rooms, Database& db, const Pending& pending, std::int64_t outbox,
    sys_seconds now
) {
  Seated out;
  if (auto instead = pressed(db, pending)) {
    out.message = std::move(*instead);
    out.added.id = out.message.id;
    out.added.changed = rows::set_doc(db, out.message.id, pending.doc);
    return out;
  }
  const Places places(rooms, db);
  auto target = target_of(places, db, pending);
  if (!target) return std::unexpected(errc::not_found);
  if (!guard_holds(places, pending.guard, *target)) return std::unexpected(errc::guard_failed);
  for (const std::string& person : target->new_members) save_member(db, target->room, person);
  Message& message = out.message;
  message.room = std::move(target->room);
  message.thread = target->thread;
  message.only = std::move(target->only);
  message.author = bot_id;
  message.kind = Message::Kind::doc;
  message.doc = pending.doc;
  message.key = pending.key;
  message.at = now;
  message.sealed = pending.sealed;
  out.new_members = std::move(target->new_members);
  out.added = rows::add(db, message, outbox);
  return out;
}

}  // namespace usher::web
