// tests/matrix/checkup_test.cpp: what usher doctor finds on a homeserver, and what it says to do.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/checkup.hpp"

#include "tests/matrix/api_rig.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using Weight = Finding::Weight;

namespace {

const sys_seconds midday{std::chrono::seconds(1'764'072'000)};

Settings settings() {
  Settings out;
  out.homeserver = "https://matrix.example.org";
  out.identity = {"@usher:x", "x", "Usher"};
  return out;
}
std::string faults(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& one : findings)
    if (one.weight == Weight::fault) out += one.what + " → " + one.remedy + "\n";
  return out;
}
Room room() {
  Room out;
  out.id = "!a";
  out.name = "Meetings";
  return out;
}
Refusal refused(int status, const std::string& errcode) {
  return refusal_of(status, {}, R"({"errcode":")" + errcode + "\"}", midday);
}

}  // namespace

TEST_CASE("a room where Usher is and may speak has nothing to mend", "[doctor]") {
  const auto found = judge_room(room());
  REQUIRE(found.size() == 1);
  CHECK(found[0].weight == Weight::fine);
  CHECK(found[0].what == "Usher is in Meetings (!a), and may speak there.");
}

TEST_CASE("what is amiss with a room is named, each with what to do", "[doctor]") {
  Room away = room();
  away.mine = Room::Mine::left;
  CHECK(faults(judge_room(away)).find("Invite it there") != std::string::npos);
  Room asked = room();
  asked.mine = Room::Mine::invited;
  CHECK(faults(judge_room(asked)).find("matrix.rooms") != std::string::npos);
  Room sealed = room();
  sealed.encrypted = true;
  sealed.can.speak = false;
  CHECK(faults(judge_room(sealed)).find("encrypted") != std::string::npos);
  CHECK(faults(judge_room(sealed)).find("may not speak") != std::string::npos);
  Room quiet = room();
  quiet.can.react = false;
  CHECK(judge_room(quiet).at(0).weight == Weight::advice);
  Room old = room();
  old.replaced_by = "!b";
  CHECK(faults(judge_room(old)).find("!b") != std::string::npos);
  Room space = room();
  space.space = true;
  space.can.speak = false;
  CHECK(judge_room(space).at(0).weight == Weight::fine);
}

TEST_CASE("a room that is not there is told from one where Usher is not", "[doctor]") {
  CHECK(judge_refused_room("#n:x", refused(404, "M_NOT_FOUND")).what == "There is no room #n:x.");
  CHECK(
      judge_refused_room("!a", refused(403, "M_FORBIDDEN")).remedy.find("Invite") !=
      std::string::npos
  );
  CHECK(judge_refused_room("!a", refused(502, "")).remedy.find("Ask again") != std::string::npos);
}

TEST_CASE("whether a password is of use is told before anybody tries it", "[doctor]") {
  Settings with = settings();
  with.password = Secret<std::string>("password-of-this-test");
  const std::string both =
      R"({"flows":[{"type":"m.login.password"},{"type":"m.login.application_service"}]})";
  const std::string web = R"({"flows":[{"type":"m.login.sso"}]})";
  CHECK(judge_flows(both, with).weight == Weight::fine);
  CHECK(judge_flows(web, with).remedy.find("access_token_file") != std::string::npos);
  CHECK(judge_flows("<html>", with).weight == Weight::advice);
  Settings token = with;
  token.access_token = Secret<std::string>("token-of-this-test");
  CHECK(judge_flows(web, token).weight == Weight::fine);
  Settings service = settings();
  service.transport = Settings::Transport::appservice;
  CHECK(judge_flows(both, service).weight == Weight::fine);
  CHECK(judge_flows(web, service).weight == Weight::advice);
}

TEST_CASE("a token of another user, and of another device, is told", "[doctor]") {
  CHECK(
      faults(judge_whoami("@other:x", "USHER", settings())).find("@other:x") != std::string::npos
  );
  CHECK(judge_whoami("@usher:x", "USHER", settings()).size() == 1);
  CHECK(
      judge_whoami("@usher:x", "PHONE", settings()).back().remedy ==
      "Set matrix.device_id to \"PHONE\"."
  );
  CHECK(judge_whoami("@usher:x", "", settings()).back().weight == Weight::advice);
}

TEST_CASE("a token that is not taken says why", "[doctor]") {
  const Refusal ran_out =
      refusal_of(401, {}, R"({"errcode":"M_UNKNOWN_TOKEN","soft_logout":true})", midday);
  CHECK(judge_refused_token(ran_out, settings()).weight == Weight::advice);
  CHECK(
      judge_refused_token(refused(401, "M_UNKNOWN_TOKEN"), settings())
          .remedy.find("logs in anew") != std::string::npos
  );
  CHECK(
      judge_refused_token(refused(401, "M_MISSING_TOKEN"), settings()).remedy.find("proxy") !=
      std::string::npos
  );
  CHECK(
      judge_refused_token(refused(502, ""), settings()).remedy.find("reachable") !=
      std::string::npos
  );
}

TEST_CASE("a clock that is wrong is told by how much", "[doctor]") {
  const auto at = [](std::chrono::seconds off) {
    return judge_clock("Tue, 25 Nov 2025 12:00:00 GMT", midday + off);
  };
  CHECK(at(std::chrono::seconds(59)).weight == Weight::fine);
  CHECK(at(std::chrono::seconds(400)).what.find("400 seconds ahead") != std::string::npos);
  CHECK(at(std::chrono::seconds(-90)).what.find("90 seconds behind") != std::string::npos);
  CHECK(judge_clock("yesterday", midday).weight == Weight::advice);
}

TEST_CASE("a healthy account has nothing to mend, and nobody is logged in", "[doctor]") {
  ApiRig rig;
  Settings with = settings();
  rig.peer.expect("GET /_matrix/client/versions")
      .reply(200, {{"Date", "Tue, 25 Nov 2025 12:00:00 GMT"}}, R"({"versions":["v1.14","v1.15"]})");
  rig.expect("GET login", 200, R"({"flows":[{"type":"m.login.password"}]})")
      .expect("GET account/whoami", 200, R"({"user_id":"@usher:x","device_id":"USHER"})")
      .expect("GET joined_rooms", 200, R"({"joined_rooms":["!a"]})")
      .expect("GET user/%40usher%3Ax/account_data/m.direct", 200, R"({"@a:x":["!d"]})")
      .expect("GET rooms/%21gone/state", 403, R"({"errcode":"M_FORBIDDEN"})");
  const auto found = rig.run(examine(&rig.api, &with, {"!gone", "!gone"}, midday));
  CHECK(faults(found).find("!gone, and is not there") != std::string::npos);
  CHECK(std::ranges::count(found, Weight::fault, &Finding::weight) == 1);
  CHECK(rig.peer.done());
}

TEST_CASE("what is no homeserver is told, and asked nothing more", "[doctor]") {
  ApiRig rig;
  Settings with = settings();
  rig.peer.expect("GET /_matrix/client/versions").reply(200, {}, "<html>");
  CHECK(
      faults(rig.run(examine(&rig.api, &with, {}, midday))).find("is no homeserver") !=
      std::string::npos
  );
  CHECK(rig.peer.done());
}
