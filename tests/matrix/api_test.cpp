// tests/matrix/api_test.cpp: what goes out, and what each answer means.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/api_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using Then = usher::testing::HttpPeer::Then;

TEST_CASE("a message goes out under its transaction id and the session's token", "[api]") {
  ApiRig rig;
  rig.expect("PUT rooms/%21a%3Ax/send/m.room.message/t.1", 200, R"({"event_id":"$e"})");
  const auto id =
      rig.run(calls::send(&rig.api, "!a:x", "m.room.message", "t.1", {{"body", "hello"}}));
  REQUIRE(id);
  CHECK(*id == "$e");
  CHECK(rig.sent(0).at("body").as_string() == "hello");
  CHECK(net::find(rig.peer.seen()[0].headers, "authorization") == "Bearer token-of-this-test");
  CHECK(rig.peer.done());
}

TEST_CASE(
    "of a message nothing is uncertain: its transaction id makes it safe to repeat", "[api]"
) {
  ApiRig rig;
  rig.peer.expect("PUT /_matrix/client/v3/rooms/%21a/send/m/t").then(Then::close);
  CHECK(rig.run(calls::send(&rig.api, "!a", "m", "t", {})).error().why == errc::unavailable);
  for (const auto& [status, body] :
       {std::pair(502, "<html>"), std::pair(200, "<html>"), std::pair(200, "{}"), std::pair(500, "")
       }) {
    ApiRig other;
    other.expect("PUT rooms/%21a/send/m/t", status, body);
    CHECK(other.run(calls::send(&other.api, "!a", "m", "t", {})).error().why == errc::unavailable);
  }
}

TEST_CASE("a room whose making nobody answers for may be there", "[api]") {
  for (const auto& [status, body] :
       {std::pair(502, "<html>"), std::pair(200, "<html>"), std::pair(200, "{}")}) {
    ApiRig rig;
    rig.expect("POST createRoom", status, body);
    CHECK(
        rig.run(calls::create_direct(&rig.api, {"@a:x", "n", "t"})).error().why == errc::uncertain
    );
  }
  ApiRig cut;
  cut.peer.expect("POST /_matrix/client/v3/createRoom").then(Then::close);
  CHECK(cut.run(calls::create_direct(&cut.api, {"@a:x", "", ""})).error().why == errc::uncertain);
  ApiRig no;
  no.expect("POST createRoom", 403, R"({"errcode":"M_FORBIDDEN"})");
  CHECK(no.run(calls::create_direct(&no.api, {"@a:x", "", ""})).error().why == errc::refused);
}

TEST_CASE("a room for two is not encrypted by a preset, and closed to all others", "[api]") {
  const auto body = calls::direct_room_of({"@ada:x", "Usher", "Operators can read this"});
  CHECK(body.at("preset").as_string() == "public_chat");
  CHECK(body.at("visibility").as_string() == "private");
  CHECK(body.at("is_direct").as_bool());
  CHECK(body.at("invite").as_array().at(0).as_string() == "@ada:x");
  CHECK(body.at("topic").as_string() == "Operators can read this");
  const auto& state = body.at("initial_state").as_array();
  REQUIRE(state.size() == 3);
  CHECK(state[0].at("content").at("join_rule").as_string() == "invite");
  CHECK(state[1].at("content").at("guest_access").as_string() == "forbidden");
  CHECK(state[2].at("content").at("history_visibility").as_string() == "invited");
}

TEST_CASE(
    "a refused token ends a session that cannot be renewed, and nothing is lost by it", "[api]"
) {
  ApiRig rig;
  rig.expect("GET account/whoami", 401, R"({"errcode":"M_UNKNOWN_TOKEN","soft_logout":false})");
  CHECK(rig.run(calls::whoami(&rig.api)).error().why == errc::unavailable);
  CHECK(rig.run(calls::whoami(&rig.api)).error().status == 0);
  CHECK(rig.peer.seen().size() == 1);
}

TEST_CASE("a 429 says how long", "[api]") {
  ApiRig rig;
  rig.expect(
      "POST rooms/%21a/leave", 429, R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":4776})"
  );
  const auto answer = rig.run(calls::leave(&rig.api, "!a", "so"));
  REQUIRE_FALSE(answer);
  CHECK(answer.error().why == errc::rate_limited);
  CHECK(answer.error().retry_after == std::chrono::milliseconds(4776));
}

TEST_CASE("what is asked is read", "[api]") {
  ApiRig rig;
  rig.expect(
         "GET rooms/%21a/joined_members", 200,
         R"({"joined":{"@a:x":{"display_name":"Ada"},"@b:x":{},"no":{}}})"
  )
      .expect("GET directory/room/%23n%3Ax", 200, R"({"room_id":"!a","servers":["x","y","z","w"]})")
      .expect("GET user/%40u%3Ax/account_data/m.direct", 404, R"({"errcode":"M_NOT_FOUND"})")
      .expect("GET profile/%40u%3Ax/displayname", 404, R"({"errcode":"M_NOT_FOUND"})")
      .expect("POST join/%21a?via=x&server_name=x", 200, R"({"room_id":"!a"})")
      .expect("GET joined_rooms", 200, R"({"joined_rooms":["!a",7,"b"]})")
      .expect("GET sync?since=s1&filter=%7B%7D&timeout=30000", 200, R"({"next_batch":"s2"})");
  const auto members = rig.run(calls::joined_members(&rig.api, "!a"));
  REQUIRE(members);
  REQUIRE(members->size() == 2);
  CHECK((*members)[0].name == "Ada");
  const auto resolved = rig.run(calls::resolve(&rig.api, "#n:x"));
  REQUIRE(resolved);
  CHECK(resolved->via == std::vector<std::string>{"x", "y", "z"});
  CHECK(rig.run(calls::account_data(&rig.api, "@u:x", "m.direct"))->empty());
  CHECK(rig.run(calls::display_name(&rig.api, "@u:x"))->empty());
  CHECK(rig.run(calls::join(&rig.api, "!a", {"x"})) == "!a");
  CHECK(rig.run(calls::joined_rooms(&rig.api))->size() == 1);
  CHECK(rig.run(calls::sync(&rig.api, "s1", "{}", std::chrono::seconds(30))));
  CHECK(rig.peer.done());
}

TEST_CASE("an answer of the wrong shape is malformed", "[api]") {
  ApiRig rig;
  rig.expect("GET account/whoami", 200, R"({"user_id":"nobody"})")
      .expect("GET joined_rooms", 200, "{}")
      .expect("GET rooms/%21a/state", 200, "{}");
  CHECK(rig.run(calls::whoami(&rig.api)).error().why == errc::malformed);
  CHECK(rig.run(calls::joined_rooms(&rig.api)).error().why == errc::malformed);
  CHECK(rig.run(calls::state(&rig.api, "!a")).error().why == errc::malformed);
}
