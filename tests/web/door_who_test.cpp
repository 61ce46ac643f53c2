// tests/web/door_who_test.cpp: saying who one is, and leaving.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/door_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

json::object zoe() {
  return {{"name", "Zoe"}, {"role", "contributor"}, {"lang", "en"}, {"zone", "Europe/Berlin"}};
}
json::object with(json::object body, std::string_view key, std::string_view value) {
  body[key] = value;
  return body;
}
// The field that is at fault.
std::string fault(const net::HttpResponse& answer) {
  CHECK(answer.status == 400);
  const json::object body = read_json(answer.body);
  CHECK_FALSE(str(body, "text").empty());
  CHECK(header(answer, "Set-Cookie").empty());
  return str(body, "error");
}

}  // namespace

TEST_CASE("somebody new is let in with a cookie of their own path, and put in the first rooms") {
  DoorRig rig;
  const auto answer = rig.who(zoe());
  CHECK(answer.status == 200);
  CHECK(answer.body == R"({"id":"zoe","path":"/as/zoe/"})");
  const std::string cookie = header(answer, "Set-Cookie");
  CHECK(cookie.starts_with("usher=zoe."));
  for (const char* part : {"; Path=/as/zoe/", "; HttpOnly", "; SameSite=Strict", "; Max-Age="})
    CHECK(cookie.contains(part));
  CHECK_FALSE(cookie.contains("Secure"));
  const std::string value = cookie.substr(0, cookie.find(';'));
  CHECK(rig.get("/as/zoe/", {{"Cookie", value}}).status == 200);
  REQUIRE(rig.space->roster.find("zoe") != nullptr);
  CHECK(rig.space->roster.find("zoe")->zone == "Europe/Berlin");
  CHECK(rig.space->roster.is_member("general", "zoe"));
  CHECK_FALSE(rig.space->roster.is_member("random", "zoe"));
  CHECK(rig.rows_of_messages() == 1);
  CHECK(rows::mark(*rig.store.db, "general", "zoe").unread == 0);
  rig.restart();
  CHECK(rig.get("/as/zoe/", {{"Cookie", value}}).status == 200);
  CHECK(rig.space->roster.is_member("general", "zoe"));
}

TEST_CASE("features hear that somebody came, once for each room") {
  DoorRig rig;
  rig.who(zoe());
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events[0].as<Joined>() != nullptr);
  CHECK(rig.events[0].at == Place{"web", "general", ""});
  CHECK(rig.events[0].who.id == "zoe");
  CHECK(rig.events[0].who.roles.has(Role::contributor));
  rig.who(with(zoe(), "id", "zoe"));
  CHECK(rig.events.empty());
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("somebody known comes again, perhaps otherwise") {
  DoorRig rig;
  const auto answer = rig.who(
      {{"id", "ada"},
       {"name", "Ada L."},
       {"role", "organiser"},
       {"lang", "zh-Hans"},
       {"zone", "UTC"}}
  );
  CHECK(answer.status == 200);
  CHECK(str(read_json(answer.body), "id") == "ada");
  rig.restart();
  const Known* ada = rig.space->roster.find("ada");
  REQUIRE(ada != nullptr);
  CHECK(ada->name == "Ada L.");
  CHECK(ada->role == "organiser");
  CHECK(ada->lang == "zh-Hans");
  CHECK(fault(rig.who(with(zoe(), "id", "nobody"))) == "id");
  CHECK(rig.who({{"id", "grace"}, {"lang", "en"}}).status == 200);
  CHECK(rig.space->roster.find("grace")->name == "Grace");
  CHECK(rig.space->roster.find("grace")->role == "newcomer");
}

TEST_CASE("a name, role or zone that is none is told at its field") {
  DoorRig rig;
  CHECK(fault(rig.who(with(zoe(), "name", ""))) == "name");
  CHECK(fault(rig.who(with(zoe(), "name", " \n "))) == "name");
  CHECK(fault(rig.who(with(zoe(), "name", std::string(61, 'x')))) == "name");
  CHECK(fault(rig.who(with(zoe(), "role", ""))) == "role");
  CHECK(fault(rig.who(with(zoe(), "role", "god"))) == "role");
  CHECK(fault(rig.who(with(zoe(), "zone", "<b>"))) == "zone");
  CHECK(fault(rig.who(with(zoe(), "zone", std::string(65, 'x')))) == "zone");
  CHECK(fault(rig.who({{"name", 1}, {"role", "newcomer"}})) == "name");
  CHECK(rig.space->roster.people().size() == 4);
}

TEST_CASE("a language that is none is the community's, and what is harmful in a name goes") {
  DoorRig rig;
  CHECK(rig.who(with(with(zoe(), "lang", "<b>"), "name", " <b>Zo\u202e\x07 ")).status == 200);
  bool found = false;
  for (const auto& [id, known] : rig.space->roster.people())
    if (known.name == "<b>Zo") {
      found = true;
      CHECK(known.lang == "en");
      CHECK(id == "b-zo");
    }
  CHECK(found);
}

TEST_CASE("a body must be a JSON object, and say that it is one") {
  DoorRig rig;
  for (const char* body : {"", "[]", "1", "{", "{\"name\":{\"a\":{}}}", "name=Zoe"}) {
    CAPTURE(body);
    CHECK(rig.post("/api/who", body).status == 400);
  }
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
    net::HttpRequest request = DoorRig::request("POST", "/api/who", {{"Content-Type", type}});
    request.body = json::serialize(zoe());
    CHECK(rig.take(request).status == 415);
  }
  net::HttpRequest request =
      DoorRig::request("POST", "/api/who", {{"Content-Type", "Application/JSON; charset=UTF-8"}});
  request.body = json::serialize(zoe());
  CHECK(rig.take(request).status == 200);
}

TEST_CASE("another site's page signs nobody in or out") {
  DoorRig rig;
  for (const char* origin : {"https://evil.example", "null", "http://127.0.0.1:8081"}) {
    CAPTURE(origin);
    CHECK(rig.who(zoe(), {{"Origin", origin}}).status == 403);
    net::Headers headers = rig.cookie("ada");
    headers.push_back({"Origin", origin});
    CHECK(rig.post("/as/ada/api/leave", "", headers).status == 403);
  }
  CHECK(rig.who(zoe(), {{"Origin", "http://127.0.0.1:8080"}}).status == 200);
}

TEST_CASE("an id is made of a name, and never Usher's or somebody else's") {
  DoorRig rig;
  CHECK(rig.id_of("Ada Lovelace") == "ada-lovelace");
  CHECK(rig.id_of("Ada Lovelace") == "ada-lovelace-2");
  CHECK(rig.id_of("ada") == "ada-2");
  CHECK(rig.id_of("李雷") == "guest");
  CHECK(rig.id_of("韩梅梅") == "guest-2");
  CHECK(rig.id_of("usher") == "usher-2");
  CHECK(rig.id_of("../..//x") == "x");
  const std::string longest = rig.id_of(std::string(60, 'z'));
  CHECK(longest == std::string(32, 'z'));
}

TEST_CASE("nobody is let in where nothing could be recorded") {
  DoorRig rig;
  net::HttpRequest request =
      DoorRig::request("POST", "/api/who", {{"Content-Type", "application/json"}});
  request.body = json::serialize(zoe());
  const auto answer = rig.take(request, false);
  CHECK(answer.status == 503);
  CHECK(header(answer, "Set-Cookie").empty());
  CHECK(rig.space->roster.find("zoe") == nullptr);
  rig.space->accept.reset();
  CHECK(rig.who(zoe()).status == 503);
}

TEST_CASE("who leaves gives the cookie back") {
  DoorRig rig;
  CHECK(rig.post("/as/ada/api/leave", "").status == 403);
  CHECK(rig.post("/as/ada/api/leave", "", rig.cookie("grace")).status == 403);
  const auto answer = rig.post("/as/ada/api/leave", "", rig.cookie("ada"));
  CHECK(answer.status == 200);
  const std::string cookie = header(answer, "Set-Cookie");
  CHECK(cookie.starts_with("usher=;"));
  CHECK(cookie.contains("; Path=/as/ada/"));
  CHECK(cookie.contains("; Max-Age=0"));
}
