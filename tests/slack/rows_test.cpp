// tests/slack/rows_test.cpp: the adapter's tables.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/rows.hpp"

#include "bot/outbox.hpp"
#include "tests/slack/send_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

Known somebody(std::string id, sys_seconds at = noon) {
  Known out;
  out.person = {
      .id = std::move(id),
      .lang = "zh-CN",
      .zone = "Asia/Shanghai",
      .roles = {Role::administrator},
      .guest = true,
      .name = "Ada"
  };
  out.at = at;
  return out;
}

}  // namespace

TEST_CASE(
    "a database has an installation of its own from the beginning, and no workspace", "[rows]"
) {
  Store one;
  Store two;
  CHECK(rows::installation(*one.db).size() == 16);
  CHECK(rows::installation(*one.db) != rows::installation(*two.db));
  CHECK_FALSE(rows::workspace(*one.db));
}

TEST_CASE("who Usher is in a workspace is kept, and the installation stays", "[rows]") {
  Store store;
  const std::string installation = rows::installation(*store.db);
  const Identity who{"T1", "Example", "https://example.slack.com/", "U0", "B0", "A0"};
  rows::keep_workspace(*store.db, who, "digest", noon);
  const auto known = rows::workspace(*store.db);
  REQUIRE(known);
  CHECK(known->identity == who);
  CHECK(known->token == "digest");
  CHECK(known->installation == installation);
  rows::keep_workspace(*store.db, {"T2", "", "", "U1", "B1", ""}, "other", noon);
  CHECK(rows::workspace(*store.db)->identity.team == "T2");
  CHECK(rows::installation(*store.db) == installation);
}

TEST_CASE("a person comes back as they were written", "[rows]") {
  Store store;
  rows::keep_person(*store.db, somebody("U1"));
  Known known = somebody("U1", noon + std::chrono::seconds(9));
  known.person.roles = {};
  known.active = false;
  known.bot = true;
  rows::keep_person(*store.db, known);
  const auto read = rows::person(*store.db, "U1", noon);
  REQUIRE(read);
  CHECK(read->person.id == "U1");
  CHECK(read->person.lang == "zh-CN");
  CHECK(read->person.zone == "Asia/Shanghai");
  CHECK(read->person.name == "Ada");
  CHECK(read->person.roles == Roles{});
  CHECK(read->person.guest);
  CHECK_FALSE(read->active);
  CHECK(read->bot);
  CHECK(read->at == noon + std::chrono::seconds(9));
}

TEST_CASE("a form that waits is for its person, for a day", "[rows]") {
  Store store;
  rows::LateForm form{7, "U1", "C1", "1.2", {}, noon};
  form.form.id = "nep.claim";
  form.form.title = "A title";
  form.form.fields.push_back({.name = "why", .label = "Why", .type = Field::Type::text});
  rows::keep_form(*store.db, form);
  rows::keep_form(*store.db, form);
  const auto read = rows::form(*store.db, 7, "U1", noon);
  REQUIRE(read);
  CHECK(read->form.id == "nep.claim");
  CHECK(read->form.fields.at(0).label == "Why");
  CHECK(read->room == "C1");
  CHECK(read->thread == "1.2");
  CHECK_FALSE(rows::form(*store.db, 7, "U2", noon));
  CHECK_FALSE(rows::form(*store.db, 8, "U1", noon));
  CHECK_FALSE(rows::form(*store.db, 7, "U1", noon + std::chrono::hours(25)));
  store.db->run("UPDATE slack_forms SET form=x'ff'");
  CHECK_FALSE(rows::form(*store.db, 7, "U1", noon));
}

TEST_CASE("of a response_url a digest is kept, and its uses never go down", "[rows]") {
  Store store;
  const std::string mark = rows::url_mark("https://hooks.slack.com/commands/T1/2/3");
  CHECK(mark.size() == 32);
  CHECK(mark != rows::url_mark("https://hooks.slack.com/commands/T1/2/4"));
  CHECK(rows::url_uses(*store.db, mark) == 0);
  rows::use_url(*store.db, mark, 2, noon);
  rows::use_url(*store.db, mark, 1, noon);
  CHECK(rows::url_uses(*store.db, mark) == 2);
}

TEST_CASE("what is too old goes, in slices", "[rows]") {
  Store store;
  for (int i = 0; i < 600; ++i) rows::keep_person(*store.db, somebody("U" + std::to_string(i)));
  rows::keep_person(*store.db, somebody("Unew", noon + std::chrono::days(29)));
  rows::keep_form(*store.db, {1, "U1", "", "", {}, noon});
  rows::use_url(*store.db, "m", 1, noon);
  CHECK(rows::prune(*store.db, noon + std::chrono::minutes(30)) == 0);
  const sys_seconds later = noon + std::chrono::days(31);
  CHECK(rows::prune(*store.db, later) == rows::slice + 2);
  CHECK(rows::prune(*store.db, later) == 100);
  CHECK(rows::prune(*store.db, later) == 0);
  CHECK(rows::person(*store.db, "Unew", later));
}

TEST_CASE("who asks to be forgotten is in no table of the adapter's", "[rows]") {
  Store store;
  rows::keep_person(*store.db, somebody("U1"));
  rows::keep_person(*store.db, somebody("U2"));
  rows::keep_form(*store.db, {1, "U1", "", "", {}, noon});
  rows::keep_alone(*store.db, "U1", "D1");
  rows::keep_alone(*store.db, "U2", "D2");
  rows::forget(*store.db, "U1");
  CHECK_FALSE(rows::person(*store.db, "U1", noon));
  CHECK(rows::person(*store.db, "U2", noon));
  CHECK(test::number(*store.db, "SELECT count(*) FROM slack_forms") == 0);
  CHECK(test::number(*store.db, "SELECT count(*) FROM slack_alone WHERE person<>'U2'") == 0);
}

TEST_CASE(
    "the conversations of a person are where they are, wrote, were written to, or were answered",
    "[rows]"
) {
  Store store;
  const auto posted = [&](std::string_view key, std::string_view room, std::string_view person,
                          std::string_view asker) {
    store.db->run(
        "INSERT INTO posted(space,key,to_key,lane,room,person,asker,at,forever) "
        "VALUES('slack:T1',?,'',1,?,?,?,0,0)",
        key, room, person, asker
    );
  };
  posted("welcome", "D1", "U1", "");
  posted("re:1", "D2", "", "U1");
  posted("re:2", "C1", "", "U1");
  posted("re:3", "C1", "U1", "U1");
  posted("moved", "D9", "U9", "U1");
  posted("news", "D8", "", "U1");  // which a conversation of somebody else's wants to hear
  posted("re:4", "D7", "", "U7");
  using Rooms = std::vector<std::string>;
  Rooms found = rows::direct_rooms(*store.db, {"slack:T1", "C1", ""}, "U1");
  std::ranges::sort(found);
  CHECK(found == Rooms{"D1", "D2"});
  CHECK(rows::direct_rooms(*store.db, {"slack:T1", "D5", ""}, "U5") == Rooms{"D5"});
  CHECK(rows::direct_rooms(*store.db, {"slack:T1", "C1", ""}, "U5").empty());
  rows::keep_alone(*store.db, "U5", "D4");
  rows::keep_alone(
      *store.db, "U5", "D5"
  );  // one of them with somebody else: a command can be typed there
  rows::keep_alone(*store.db, "U5", "D5");
  rows::keep_alone(*store.db, "U6", "D6");
  found = rows::direct_rooms(*store.db, {"slack:T1", "C1", ""}, "U5");
  std::ranges::sort(found);
  CHECK(found == Rooms{"D4", "D5"});
}

TEST_CASE("the key of a post is found by any of its messages", "[rows]") {
  Store store;
  const auto posted = [&](std::string_view key, std::string_view room, std::string_view ref,
                          sys_seconds at, int forever) {
    store.db->run(
        "INSERT INTO posted(space,key,to_key,lane,room,ref,person,asker,at,forever) "
        "VALUES('slack:T1',?,'',1,?,?,'','',?,?)",
        key, room, ref, at, forever
    );
  };
  const sys_seconds said{std::chrono::seconds(1'764'072'000)};
  posted("one", "C1", "1764072000.000100", said, 0);
  posted("two", "C1", "1764072000.000200,1764072001.000300", said + std::chrono::seconds(2), 0);
  posted("news", "C1", "1764072000.000400", said - std::chrono::days(300), 1);
  posted("other", "C2", "1764072000.000100", said, 0);
  const auto key = [&](std::string_view room, std::string_view ts) {
    return rows::key_of(*store.db, "slack:T1", room, ts);
  };
  CHECK(key("C1", "1764072000.000100") == "one");
  CHECK(key("C1", "1764072001.000300") == "two");
  CHECK(key("C1", "1764072000.000400") == "news");
  CHECK(key("C2", "1764072000.000100") == "other");
  CHECK_FALSE(key("C3", "1764072000.000100"));
  CHECK_FALSE(key("C1", "1764072000.000999"));
  CHECK_FALSE(key("C1", ""));
  CHECK_FALSE(key("C1", "no ts"));
  CHECK_FALSE(rows::key_of(*store.db, "slack:T2", "C1", "1764072000.000100"));
}
