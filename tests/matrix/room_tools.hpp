// tests/matrix/room_tools.hpp: state events and news, in few words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/matrix.hpp"
#include "adapters/matrix/rooms.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/store.hpp"
#include "tests/matrix/wire.hpp"
#include "tests/support/temp.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::matrix::test_rig {

inline RoomEvent state(
    std::string_view type, std::string_view content, std::string_view sender = "@ada:localhost",
    std::string_view key = ""
) {
  RoomEvent event;
  event.room = "!room";
  event.id = "$state";
  event.type = type;
  event.sender = sender;
  event.state_key = std::string(key);
  event.at = noon;
  event.content = json_object(content);
  return event;
}
inline RoomEvent created(
    std::string_view version = "12", std::string_view sender = "@ada:localhost"
) {
  return state("m.room.create", R"({"room_version":")" + std::string(version) + "\"}", sender);
}
inline RoomEvent member(
    std::string_view who, std::string_view membership, std::string_view sender = "",
    bool direct = false
) {
  const std::string content = R"({"membership":")" + std::string(membership) + "\"" +
                              (direct ? R"(,"is_direct":true})" : "}");
  return state("m.room.member", content, sender.empty() ? who : sender, who);
}
inline const std::string usher_id = "@usher:localhost";

inline RoomNews news_of(
    RoomNews::How how, std::vector<RoomEvent> state, std::vector<RoomEvent> timeline = {},
    std::string room = "!room"
) {
  RoomNews out;
  out.how = how;
  out.room = std::move(room);
  out.state = std::move(state);
  out.timeline = std::move(timeline);
  for (auto* events : {&out.state, &out.timeline})
    for (RoomEvent& event : *events) event.room = out.room;
  return out;
}
// A room of Ada's that Usher is in.
inline RoomNews joined_room(std::vector<RoomEvent> more = {}, std::string room = "!room") {
  std::vector<RoomEvent> all{created(), member(usher_id, "join")};
  for (RoomEvent& one : more) all.push_back(std::move(one));
  return news_of(RoomNews::How::joined, std::move(all), {}, std::move(room));
}
inline RoomNews invitation(
    std::string_view inviter, bool direct = false, std::vector<RoomEvent> more = {},
    std::string room = "!room"
) {
  std::vector<RoomEvent> all{created("12", inviter)};
  for (RoomEvent& one : more) all.push_back(std::move(one));
  all.push_back(member(usher_id, "invite", inviter, direct));
  return news_of(RoomNews::How::invited, std::move(all), {}, std::move(room));
}

inline std::vector<Migration> all_migrations() {
  std::vector<Migration> out = usher_migrations();
  for (const Migration& one : matrix_migrations()) out.push_back(one);
  return out;
}

// A database with the adapter's tables.
struct MatrixStore {
  test::TempFolder folder;
  std::string path = folder.file("usher.db");
  std::unique_ptr<Database> db = open_store(path, all_migrations());

  void commit(const Write& write) const {
    if (!write) return;
    db->run("BEGIN IMMEDIATE");
    write(*db);
    db->run("COMMIT");
  }
};

}  // namespace usher::matrix::test_rig
