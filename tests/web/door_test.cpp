// tests/web/door_test.cpp: the page, its files, its words, and what is said of the program's health.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/door.hpp"

#include "tests/web/door_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;
using Texts = std::vector<std::string>;

namespace {

PoFile translated(std::string locale, std::string send) {
  return {locale + ".po", locale, "msgid \"Send\"\nmsgstr \"" + send + "\"\n"};
}

}  // namespace

TEST_CASE("the page is there for everybody, and as a person for that person") {
  DoorRig rig;
  const auto front = rig.get("/");
  CHECK(front.status == 200);
  CHECK(header(front, "Content-Type") == "text/html; charset=utf-8");
  CHECK(front.body.contains("/page/main.js"));
  CHECK(rig.get("/?again").body == front.body);
  const auto mine = rig.get("/as/ada/", rig.cookie("ada"));
  CHECK(mine.status == 200);
  CHECK(mine.body == front.body);
}

TEST_CASE("who has no cookie of that person is sent to the front") {
  DoorRig rig;
  const auto goes = [&](std::string target, net::Headers headers) {
    const auto answer = rig.get(std::move(target), std::move(headers));
    CHECK(answer.status == 303);
    CHECK(answer.body.empty());
    return header(answer, "Location");
  };
  CHECK(goes("/as/ada/", {}) == "/");
  CHECK(goes("/as/ada/", rig.cookie("grace")) == "/");
  CHECK(goes("/as/ada/", {{"Cookie", "usher=ada.1.x"}}) == "/");
  CHECK(goes("/as/nobody/", rig.cookie("nobody")) == "/");
  CHECK(goes("/as/ada", rig.cookie("ada")) == "/as/ada/");
  CHECK(goes("/as/ada", {}) == "/");
  const net::Headers old = rig.cookie("ada");
  rig.clock.advance(std::chrono::days(91));
  CHECK(goes("/as/ada/", old) == "/");
}

TEST_CASE("a file of the page has a tag and is not sent twice") {
  DoorRig rig;
  const auto first = rig.get("/page/main.js");
  CHECK(first.status == 200);
  CHECK(header(first, "Content-Type") == "text/javascript; charset=utf-8");
  const std::string tag = header(first, "ETag");
  CHECK(tag.size() > 2);
  const auto again = rig.get("/page/main.js", {{"If-None-Match", tag}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(header(again, "ETag") == tag);
  CHECK(rig.get("/page/main.js", {{"If-None-Match", "\"old\""}}).status == 200);
  CHECK(header(rig.get("/page/base.css"), "Content-Type") == "text/css; charset=utf-8");
  CHECK(header(rig.get("/favicon.ico"), "Content-Type") == "image/svg+xml");
  CHECK(header(rig.get("/page/base.css"), "ETag") != tag);
}

TEST_CASE("nothing but the page's files is served") {
  DoorRig rig;
  for (const char* target :
       {"/page/", "/page/../x", "/page/../migrations/0001_web.sql", "/page/%2e%2e/",
        "/page//etc/passwd", "/page/.", "/page/..", "/page/main.js/", "/page/MAIN.JS", "/pages",
        "//", "/x", "/as/", "/as//", "/as/ada/x", "/api", "/api/who", "/as/ada/api/leave", ""}) {
    CAPTURE(target);
    CHECK(rig.get(target, rig.cookie("ada")).status == 404);
  }
}

TEST_CASE("the browser is forbidden what the page does not need") {
  const net::Headers safety = Door::safety(settings());
  const std::string_view policy = net::find(safety, "Content-Security-Policy");
  CHECK(policy.contains("default-src 'none'"));
  CHECK(policy.contains("frame-ancestors 'none'"));
  CHECK(policy.contains("script-src 'self'"));
  CHECK_FALSE(policy.contains("unsafe"));
  CHECK(net::find(safety, "X-Content-Type-Options") == "nosniff");
  CHECK(net::find(safety, "Referrer-Policy") == "no-referrer");
  CHECK(net::find(safety, "Cross-Origin-Opener-Policy") == "same-origin");
  CHECK(net::find(safety, "Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(net::find(safety, "Cache-Control") == "no-store");
  CHECK(net::find(safety, "Strict-Transport-Security").empty());
  Settings from = settings();
  from.public_url = "https://chat.example.org";
  CHECK_FALSE(net::find(Door::safety(from), "Strict-Transport-Security").empty());
}

TEST_CASE("every kind of answer says what it is, and none weakens what the server adds") {
  DoorRig rig;
  std::vector<std::pair<int, net::HttpResponse>> answers;
  answers.emplace_back(200, rig.get("/page/main.js"));
  answers.emplace_back(304, rig.get("/", {{"If-None-Match", header(rig.get("/"), "ETag")}}));
  answers.emplace_back(303, rig.get("/as/ada/"));
  answers.emplace_back(404, rig.get("/nothing"));
  answers.emplace_back(200, rig.get("/api/words"));
  answers.emplace_back(400, rig.who({{"name", ""}}));
  answers.emplace_back(400, rig.post("/api/who", "no JSON"));
  answers.emplace_back(403, rig.who({}, {{"Origin", "https://evil.example"}}));
  answers.emplace_back(404, rig.post("/nothing", ""));
  answers.emplace_back(415, rig.take(DoorRig::request("POST", "/api/who")));
  answers.emplace_back(405, rig.take(DoorRig::request("PUT", "/")));
  answers.emplace_back(200, rig.who({{"name", "Zoe"}, {"role", "newcomer"}, {"zone", ""}}));
  for (const auto& [status, answer] : answers) {
    CAPTURE(status, answer.body);
    CHECK(answer.status == status);
    CHECK_FALSE(header(answer, "Content-Type").empty());
    for (const net::Header& safe : Door::safety(settings()))
      if (safe.name != "Cache-Control") CHECK(header(answer, safe.name).empty());
  }
}

TEST_CASE("health is that it serves, readiness that it takes and writes") {
  DoorRig rig;
  CHECK(rig.get("/healthz").status == 200);
  CHECK(rig.get("/readyz").status == 200);
  rig.space->settings.not_ready = [] { return std::string("the disk is full"); };
  const auto full = rig.get("/readyz");
  CHECK(full.status == 503);
  CHECK(full.body == "the disk is full\n");
  CHECK(rig.get("/healthz").status == 200);
  rig.space->settings.not_ready = [] { return std::string(); };
  CHECK(rig.get("/readyz").status == 200);
  rig.space->accept.reset();
  const auto starting = rig.get("/readyz");
  CHECK(starting.status == 503);
  CHECK(starting.body == "starting\n");
  CHECK(rig.get("/healthz").status == 200);
}

TEST_CASE("the start says how one signs in, and who has been here") {
  DoorRig rig;
  const json::object out = read_json(rig.get("/api/start").body);
  CHECK(str(out, "community") == "Tests");
  CHECK(str(out, "sign_in") == "choose");
  CHECK(str(out, "language") == "en");
  CHECK(column(out, "languages", "tag") == Texts{"en", "zh-Hans", "zh-Hant"});
  CHECK(column(out, "people", "id") == Texts{"ada", "grace", "kay", "root"});
  CHECK(
      json::serialize(list(out, "people").at(0)) ==
      R"({"id":"ada","name":"Ada","role":"maintainer","lang":"en","zone":"UTC"})"
  );
}

TEST_CASE("the page's words come in the language that it asks for") {
  DoorRig rig;
  rig.catalog = Catalog::load({translated("zh_CN", "发送"), translated("zh_TW", "傳送")});
  const auto send_in = [&](std::string query) {
    const json::object out = read_json(rig.get("/api/words" + query).body);
    return str(out, "lang") + " " + str(obj(out, "words"), "send");
  };
  CHECK(send_in("?lang=en") == "en Send");
  CHECK(send_in("?lang=zh-Hans") == "zh-Hans 发送");
  CHECK(send_in("?lang=zh-Hant") == "zh-Hant 傳送");
  CHECK(send_in("") == "en Send");
  CHECK(send_in("?lang=") == "en Send");
  CHECK(send_in("?lang=%3Cb%3E") == "en Send");
  CHECK(send_in("?lang=de") == "de Send");
  const json::object out = read_json(rig.get("/api/words").body);
  CHECK(str(obj(out, "words"), "characters_left") == "Characters left: {count}");
}
