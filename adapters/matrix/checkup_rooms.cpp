// adapters/matrix/checkup_rooms.cpp: rooms that something is to be posted in, judged.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/checkup.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::matrix {

namespace {

using Weight = Finding::Weight;

std::string called(const Room& room) {
  const std::string name = sanitize(room.name.empty() ? room.alias : room.name);
  return name.empty() ? sanitize(room.id) : fmt::format("{} ({})", name, sanitize(room.id));
}

}  // namespace

std::vector<Finding> judge_room(const Room& room) {
  std::vector<Finding> out;
  const auto add = [&](Weight weight, std::string what, std::string remedy) {
    out.push_back({weight, std::move(what), std::move(remedy)});
  };
  const std::string name = called(room);
  if (room.mine != Room::Mine::joined) {
    add(Weight::fault, fmt::format("Usher is to post in {}, and is not there.", name),
        room.mine == Room::Mine::invited
            ? "It is invited: name the room in matrix.rooms, or who invited it in "
              "matrix.allow_people."
            : "Invite it there, or take back what it is to post there.");
    return out;
  }
  // Nothing is said in one; what counts are its rooms.
  if (room.space) {
    add(Weight::fine, fmt::format("{} is a Space, and Usher is in it.", name), {});
    return out;
  }
  if (!room.replaced_by.empty())
    add(Weight::fault, fmt::format("{} was replaced by {}.", name, sanitize(room.replaced_by)),
        "Usher follows by itself where it may join; if it is not there, invite it.");
  if (room.encrypted)
    add(Weight::fault,
        fmt::format("{} is encrypted: Usher can neither read nor write there.", name),
        "Encryption cannot be taken off a room. Use one without it, or the other ways to reach "
        "Usher.");
  if (!room.can.speak)
    add(Weight::fault, fmt::format("Usher may not speak in {}.", name),
        "Raise its power there (room settings, roles and permissions) to what messages need.");
  else if (!room.can.react)
    add(Weight::advice,
        fmt::format("Usher may not react in {}: there are no reactions to press there.", name),
        "Raise its power there, or leave it: people answer with numbers.");
  if (out.empty()) add(Weight::fine, fmt::format("Usher is in {}, and may speak there.", name), {});
  return out;
}

Finding judge_refused_room(std::string_view called, const Refusal& refusal) {
  const std::string name = sanitize(called);
  if (refusal.why == errc::not_found)
    return {
        Weight::fault, fmt::format("There is no room {}.", name),
        "Mend its name in matrix.rooms, or take back what is to be posted there."
    };
  if (refusal.errcode == "M_FORBIDDEN" || refusal.errcode == "M_GUEST_ACCESS_FORBIDDEN")
    return {
        Weight::fault, fmt::format("Usher is to post in {}, and is not there.", name),
        "Invite it there, or take back what it is to post there."
    };
  const std::string word =
      refusal.errcode.empty() ? std::string(describe(refusal.why)) : refusal.errcode;
  return {
      Weight::fault, fmt::format("The homeserver does not say what {} is like: {}.", name, word),
      "Ask again in a minute."
  };
}

}  // namespace usher::matrix
