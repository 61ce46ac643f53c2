// tests/web/door_token_test.cpp: where everybody needs a token; and who may open a WebSocket.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/door_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

const std::string linus_token = "0123456789abcdefghij";

Settings with_tokens() {
  Settings out = settings();
  out.people.push_back(
      {Secret<std::string>(std::string(linus_token)), "linus", "maintainer", "Linus"}
  );
  out.people.push_back(
      {Secret<std::string>(std::string("zyxwvutsrqponmlkjihg")), "ada", "newcomer", "Ada L."}
  );
  return out;
}

net::HttpResponse show(DoorRig& rig, std::string_view token) {
  return rig.who({{"token", token}, {"lang", "en"}, {"zone", "UTC"}});
}

}  // namespace

TEST_CASE("where tokens are needed nobody is told who has been here") {
  DoorRig rig(with_tokens());
  const json::object out = read_json(rig.get("/api/start").body);
  CHECK(str(out, "sign_in") == "token");
  CHECK(list(out, "people").empty());
}

TEST_CASE("a token lets its person in, with the name and role that they have been given") {
  DoorRig rig(with_tokens());
  const auto answer = show(rig, linus_token);
  CHECK(answer.status == 200);
  CHECK(str(read_json(answer.body), "path") == "/as/linus/");
  REQUIRE(rig.space->roster.find("linus") != nullptr);
  CHECK(rig.space->roster.find("linus")->name == "Linus");
  CHECK(rig.space->roster.find("linus")->role == "maintainer");
  CHECK(rig.space->roster.is_member("general", "linus"));
  CHECK_FALSE(answer.body.contains(linus_token));
  // Who was something else before is now what the list says.
  CHECK(show(rig, "zyxwvutsrqponmlkjihg").status == 200);
  CHECK(rig.space->roster.find("ada")->role == "newcomer");
  CHECK(rig.space->roster.find("ada")->name == "Ada L.");
}

TEST_CASE("a wrong token lets nobody in, and neither does saying who one is") {
  DoorRig rig(with_tokens());
  for (const std::string& token :
       {std::string(), std::string("x"), linus_token + "x", linus_token.substr(1),
        std::string(20, '\0')}) {
    const auto answer = show(rig, token);
    CHECK(answer.status == 403);
    CHECK(str(read_json(answer.body), "error") == "token");
    CHECK(header(answer, "Set-Cookie").empty());
  }
  CHECK(rig.who({{"id", "root"}, {"lang", "en"}, {"zone", ""}}).status == 403);
  CHECK(rig.who({{"name", "Zoe"}, {"role", "administrator"}}).status == 403);
  CHECK(rig.space->roster.people().size() == 4);
}

TEST_CASE("nobody chooses a role, name or id beside their token") {
  DoorRig rig(with_tokens());
  const auto answer =
      rig.who({{"token", linus_token}, {"id", "root"}, {"role", "administrator"}, {"name", "Root"}}
      );
  CHECK(answer.status == 200);
  CHECK(str(read_json(answer.body), "id") == "linus");
  CHECK(rig.space->roster.find("linus")->role == "maintainer");
  CHECK(rig.space->roster.find("linus")->name == "Linus");
}

TEST_CASE("a cookie is worth nothing once the token that it was given for is another") {
  DoorRig rig(with_tokens());
  show(rig, linus_token);
  const net::Headers cookie = rig.cookie("linus");
  CHECK(rig.get("/as/linus/", cookie).status == 200);
  rig.configured.people.front().token = Secret<std::string>(std::string(24, 'n'));
  rig.restart();
  CHECK(rig.get("/as/linus/", cookie).status == 303);
  CHECK(rig.upgrade("/as/linus/ws", cookie) == 403);
}

TEST_CASE("who was taken off the list has no way in, though their cookie is good") {
  DoorRig rig(with_tokens());
  show(rig, linus_token);
  const net::Headers cookie = rig.cookie("linus");
  CHECK(rig.get("/as/linus/", cookie).status == 200);
  CHECK(rig.upgrade("/as/linus/ws", cookie) == 101);
  rig.configured.people.erase(rig.configured.people.begin());
  rig.restart();
  CHECK(rig.space->roster.find("linus") != nullptr);
  CHECK(rig.get("/as/linus/", cookie).status == 303);
  CHECK(rig.upgrade("/as/linus/ws", cookie) == 403);
  CHECK(rig.post("/as/linus/api/leave", "", cookie).status == 403);
  CHECK(show(rig, linus_token).status == 403);
}

TEST_CASE("the list says who has which role, also of those who came before there was one") {
  DoorRig rig;
  rig.configured.people = with_tokens().people;
  rig.restart();
  CHECK(rig.space->roster.find("ada")->role == "newcomer");
  CHECK(rig.space->roster.find("ada")->name == "Ada L.");
  CHECK(rig.space->roster.find("root")->role == "newcomer");
  CHECK_FALSE(rig.space->roster.is_member("committee", "kay"));
}

TEST_CASE("a cookie from before tokens were needed opens nothing to who is not on the list") {
  DoorRig rig;
  const net::Headers root = rig.cookie("root");
  rig.configured.people = with_tokens().people;
  rig.restart();
  CHECK(rig.upgrade("/as/root/ws", root) == 403);
  CHECK(rig.get("/as/root/", root).status == 303);
}

TEST_CASE("behind https a cookie goes by https only") {
  Settings from = with_tokens();
  from.public_url = "https://chat.example.org";
  DoorRig rig(from);
  const std::string cookie = header(show(rig, linus_token), "Set-Cookie");
  CHECK(cookie.ends_with("; Secure"));
  const auto from_page =
      rig.who({{"token", linus_token}}, {{"Origin", "https://chat.example.org"}});
  CHECK(from_page.status == 200);
}

TEST_CASE("a WebSocket is opened with one's own cookie") {
  DoorRig rig;
  CHECK(rig.upgrade("/as/ada/ws") == 403);
  CHECK(rig.upgrade("/as/ada/ws", rig.cookie("grace")) == 403);
  CHECK(rig.upgrade("/as/nobody/ws", rig.cookie("nobody")) == 403);
  CHECK(rig.upgrade("/as/ada/ws", rig.cookie("ada")) == 101);
  const auto let_in = rig.door->upgrade(DoorRig::request("GET", "/as/ada/ws", rig.cookie("ada")));
  REQUIRE(let_in);
  CHECK(let_in->subprotocol == "usher.1");
}

TEST_CASE("a WebSocket is opened at its one address, once Usher has started") {
  DoorRig rig;
  for (const char* target :
       {"/", "/ws", "/as/ada", "/as/ada/", "/as/ada/deeper/ws", "/as/ada/wsx"}) {
    CAPTURE(target);
    CHECK(rig.upgrade(target, rig.cookie("ada")) != 101);
  }
  rig.space->accept.reset();
  CHECK(rig.upgrade("/as/ada/ws", rig.cookie("ada")) == 503);
}

TEST_CASE("a person is the one of the path, whatever other cookies there are") {
  DoorRig rig;
  const auto at = [&](std::string target, std::string cookies) {
    return rig.door->person_at(
        DoorRig::request("GET", std::move(target), {{"Cookie", std::move(cookies)}})
    );
  };
  const std::string ada = "usher=" + rig.space->seal->cookie("ada", noon);
  const std::string grace = "usher=" + rig.space->seal->cookie("grace", noon);
  CHECK(at("/as/ada/ws", grace + "; " + ada) == "ada");
  CHECK(at("/as/grace/ws?x", ada + ";" + grace) == "grace");
  CHECK_FALSE(at("/as/ada/", "xusher=" + ada.substr(6)));
  CHECK_FALSE(at("/as//", ada));
  CHECK_FALSE(at("/", ada));
  CHECK_FALSE(at("/as/ada/", ""));
}
