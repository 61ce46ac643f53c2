// tests/meeting/organise_test.cpp: what organisers change is shown, told, receipted, and holds.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/organise.hpp"

#include "tests/meeting/organising.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::Organising;
using test::person;
using test::said;

TEST_CASE("an order is read from how people write it", "[meeting][organise]") {
  using namespace usher::meeting;
  const ChangeTyped typed = read_change(
      "community call 2026-07-15 to 2026-07-16 17:00 Europe/Berlin because it is a holiday"
  );
  CHECK(typed.what == "community call");
  CHECK(typed.day == "2026-07-15");
  CHECK(typed.target == "2026-07-16 17:00 Europe/Berlin");
  CHECK(typed.reason == "it is a holiday");
  CHECK(read_change("community").what == "community");
  CHECK(read_change("").what.empty());
  const sys_seconds now_at = at(2026, 7, 15, 18);
  CHECK(time_typed("2026-07-16 17:00 Europe/Berlin", now_at, Zone()) == at(2026, 7, 16, 15));
  CHECK(time_typed("17:00", now_at, Zone()) == at(2026, 7, 15, 17));
  CHECK(time_typed("2026-07-16T17:00 UTC", now_at, Zone()) == at(2026, 7, 16, 17));
  CHECK(time_typed("2026-07-16", now_at, Zone()) == at(2026, 7, 16, 18));
  CHECK(time_typed("17:00 America/Los_Angeles", now_at, Zone()) == at(2026, 7, 16));
  for (const char* none : {"", "25:00", "2026-02-30", "17:00 CST", "soon", "17:00 18:00", "17"})
    CHECK_FALSE(time_typed(none, now_at, Zone()));
  Order order;
  order.change = Change::relocate;
  order.date = 7;
  order.sequence = 3;
  order.start = now_at;
  order.target = "https://meet.jit.si/x";
  order.reason = "没有 link";
  const auto back = decode_order(encode(order));
  REQUIRE(back);
  CHECK(back->target == order.target);
  CHECK(back->reason == order.reason);
  CHECK(back->start == order.start);
  for (const char* none : {"", "zz", "00", "0"}) CHECK_FALSE(decode_order(none));
}

TEST_CASE(
    "a cancellation is shown first, then told at once and everywhere", "[meeting][organise]"
) {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  const std::string value = world.shown("cancel community because of the holidays");
  CHECK(world.preview.contains("Cancel Community Call?"));
  CHECK(world.preview.contains("web meetings"));
  CHECK(world.preview.contains("1 person, directly"));
  const std::size_t before = world.rig.posts.size();
  CHECK(world.rig.posts.size() == before);  // nobody is told by looking
  CHECK(world.press(value, person("mal")).contains("Only organisers"));
  CHECK(world.rig.posts.size() == before);
  const std::string answer = world.press(value, world.grace());
  CHECK(answer.contains("I am telling everybody"));
  CHECK(answer.contains("Take out: Wed 14 Jan 2026, 18:00 UTC"));
  const auto room = world.rig.posts_to("meetings");
  REQUIRE(room.size() == 2);
  CHECK(room[1].text().contains("Community Call does not take place"));
  CHECK(room[1].text().contains("the holidays"));
  CHECK(room[1].post.lane == Lane::reply);  // it is near
  CHECK(room[0].edits.size() == 1);
  CHECK(world.rig.posts_to("ada").size() == 2);
  // Pressed once more, it does nothing.
  CHECK(world.press(value, world.grace()).contains("has changed meanwhile"));
  CHECK(world.rig.posts_to("meetings").size() == 2);
  world.rig.deliver();
  const auto receipt = world.rig.posts_to("grace");
  REQUIRE(receipt.size() == 1);
  CHECK(receipt[0].text().contains("✓ web meetings at 19:00"));
  CHECK(receipt[0].text().contains("✓ 1 person, directly"));
}

TEST_CASE(
    "what was changed here holds over ten polls, until the calendar agrees", "[meeting][organise]"
) {
  Organising world;
  world.done("cancel community");
  const std::size_t told = world.rig.posts.size();
  for (int poll = 0; poll < 10; ++poll) {
    world.rig.calendars["calendar-1"] =
        test::calendar_with({test::community_call + "X-N:" + std::to_string(poll) + "\r\n"});
    world.rig.run_for(13h);
    if (poll == 5) world.rig.start();
  }
  // Where it would have been, it is said once more, and whoever called it off hears after two days that the calendar still
  // says otherwise; nothing else.
  CHECK(world.rig.posts.size() == told + 2);
  CHECK(world.rig.posts_to("grace").back().text().contains("does not say so yet"));
  CHECK(world.rig.posts.back().at == at(2026, 1, 14, 18));
  CHECK(world.rig.posts.back().text().contains("does not take place"));
}

TEST_CASE("a meeting that is moved is reminded of at its new time", "[meeting][organise]") {
  Organising world;
  world.done("move community to 2026-01-15 17:00");
  CHECK(world.preview.contains("Move Community Call?"));
  CHECK(world.preview.contains("Thu 15 Jan 2026, 17:00 UTC"));
  CHECK(world.rig.posts_to("meetings")
            .back()
            .text()
            .contains("Moved: Thu 15 Jan 2026, 17:00 UTC instead of Wed 14 Jan 2026, 18:00 UTC"));
  world.rig.run_until(at(2026, 1, 16));
  std::vector<sys_seconds> times;
  for (const auto& one : world.rig.posts_to("meetings")) times.push_back(one.at);
  CHECK(
      times ==
      std::vector{
          at(2026, 1, 10), at(2026, 1, 14, 17), at(2026, 1, 14, 18), at(2026, 1, 15, 16, 45)
      }
  );
  CHECK(world.rig.posts_to("meetings")[2].text().contains("Community Call was moved."));
  // It moves once more than the calendar knows: the calendar agrees in the end, and nobody is told again.
}

TEST_CASE("the calendar catches up with a move, and nothing is said of it", "[meeting][organise]") {
  Organising world;
  world.done("move community to 2026-01-15 17:00");
  const std::size_t told = world.rig.posts.size();
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call + "EXDATE:20260114T180000Z\r\nRDATE:20260115T170000Z\r\n"}
  );
  world.rig.run_until(at(2026, 1, 11));
  CHECK(world.rig.posts.size() == told);
  // From now on the calendar's word counts again.
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call + "EXDATE:20260114T180000Z\r\nRDATE:20260115T190000Z\r\n"}
  );
  world.rig.run_until(at(2026, 1, 12));
  CHECK(world.rig.posts_to("meetings")
            .back()
            .text()
            .contains("Thu 15 Jan 2026, 19:00 UTC instead of Thu 15 Jan 2026, 17:00 UTC"));
}

TEST_CASE(
    "another place is told with the new link, and reminders carry it", "[meeting][organise]"
) {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  world.done("relocate community to https://meet.jit.si/numpy because Zoom is down");
  const auto room = world.rig.posts_to("meetings");
  REQUIRE(room.size() == 2);
  CHECK(room[1].text().contains("Community Call is elsewhere"));
  CHECK(room[1].text().contains("https://meet.jit.si/numpy"));
  REQUIRE(room[0].edits.size() == 1);
  CHECK(plain_text(room[0].edits[0]).contains("https://meet.jit.si/numpy"));
  world.rig.run_until(at(2026, 1, 14, 17, 50));
  CHECK(world.rig.posts_to("meetings").back().text().contains("https://meet.jit.si/numpy"));
  CHECK_FALSE(world.rig.posts_to("meetings").back().text().contains("zoom.us"));
}

TEST_CASE("five hundred are told, and the receipt says who was not", "[meeting][organise]") {
  Organising world;
  for (int i = 0; i < 499; ++i)
    world.rig.say("subscribe community 1h", person("p" + std::to_string(i)));
  world.rig.run_until(at(2026, 1, 13, 19));
  world.done("cancel community");
  std::set<std::string> told;
  for (const auto& one : world.rig.posts)
    if (one.post.tell && !one.post.to.people.empty()) told.insert(one.post.to.people.front());
  CHECK(told.size() == 500);
  // A room waits for none of them.
  for (const auto& one : world.rig.posts)
    if (one.post.tell) CHECK((one.post.lane < Lane::reminder) == one.post.to.people.empty());
  int count = 0;
  world.rig.deliver([&](const test::Posted& one) {
    return !one.post.to.people.empty() && ++count % 10 == 0;
  });
  const auto receipt = world.rig.posts_to("grace");
  REQUIRE(receipt.size() == 1);
  CHECK(receipt[0].text().contains("✓ 450 people, directly"));
  CHECK(receipt[0].text().contains("✗ 50 people could not be told"));
}

TEST_CASE("who said that they come is told, also without a subscription", "[meeting][organise]") {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  auto row = world.rig.db.query("SELECT id FROM meeting_occurrences ORDER BY start LIMIT 1");
  REQUIRE(row.next());
  const std::string id = std::to_string(row.integer(0));
  world.rig.give(Press{"meeting.come", id, {}, ""}, person("bo"));
  world.rig.give(Press{"meeting.come", id, {}, ""}, person("ada"));
  world.done("cancel community");
  REQUIRE(world.rig.posts_to("bo").size() == 1);
  CHECK(world.rig.posts_to("bo")[0].text().contains("you said that you come"));
  CHECK(world.rig.posts_to("ada").size() == 2);
}

TEST_CASE("orders that cannot be are answered with why", "[meeting][organise]") {
  Organising world;
  for (const auto& [order, words] : std::map<std::string, std::string>{
           {"cancel", "/meeting cancel community"},
           {"cancel sprint", "I know no meeting"},
           {"cancel community 2026-01-15", "has no such date"},
           {"move community", "/meeting move community"},
           {"move community to 2026-01-01 10:00", "over already"},
           {"move community to 2027-01-01 10:00", "four months"},
           {"move community to 18:00", "at that time already"},
           {"move community to 17:00 CST", "/meeting move community"},
           {"relocate community", "/meeting relocate community"},
       }) {
    INFO(order);
    CHECK(world.shown(order).empty());
    CHECK(world.preview.contains(words));
  }
  const Outcome kept = world.rig.give(Press{"meeting.keep", "", {}, ""}, world.grace());
  CHECK(std::get_if<Replace>(&kept.reply) != nullptr);
  CHECK(world.rig.posts.empty());
}

TEST_CASE("what was called off by mistake is held after all", "[meeting][organise]") {
  Organising made;
  made.rig.give(Press{"meeting.come", "1", {}, ""}, person("joe"));
  made.done("cancel community because of the holidays");
  CHECK(made.preview.contains("the holidays"));
  CHECK_FALSE(made.preview.contains("of the holidays"));
  CHECK(made.rig.posts_to("meetings").back().text().contains("does not take place"));
  made.done("restore community");
  CHECK(made.rig.posts_to("joe").size() == 2);
  CHECK(made.rig.posts_to("meetings").back().text().contains("Takes place after all:"));
  made.rig.run_until(at(2026, 1, 14, 19));
  CHECK(made.rig.posts_to("ada").back().text().contains("Community Call in 1 hour"));
  CHECK(said(made.rig.say("restore community", made.grace())).contains("no such date"));
}

TEST_CASE(
    "a place that an organiser chose does not keep the calendar from moving it",
    "[meeting][organise]"
) {
  Organising made;
  made.done("relocate community to https://meet.example.org/x");
  std::string moved = test::community_call;
  moved.replace(moved.find("20260114T18"), 11, "20260114T20");
  moved.replace(moved.find("20260114T19"), 11, "20260114T21");
  made.rig.calendars["calendar-1"] = test::calendar_with({moved});
  made.rig.run_until(at(2026, 1, 11));
  const std::string next = said(made.rig.say("next community", person("ada")));
  CHECK(next.contains("20:00"));
  CHECK(next.contains("https://meet.example.org/x"));
  made.rig.calendars["calendar-1"] = test::calendar_with({moved + "EXDATE:20260114T200000Z\r\n"});
  made.rig.run_until(at(2026, 1, 12));
  CHECK(said(made.rig.say("next community", person("ada"))).contains("cancelled"));
}

TEST_CASE(
    "who wanted one more reminder hears of a move, and is reminded then", "[meeting][organise]"
) {
  Organising made;
  MeetingRig& rig = made.rig;
  rig.give(Press{"meeting.later", "1", {}, ""}, person("bo"));
  made.done("move community to 16:00");
  REQUIRE(rig.posts_to("bo").size() == 1);
  rig.run_until(at(2026, 1, 14, 17));
  REQUIRE(rig.posts_to("bo").size() == 2);
  CHECK(rig.posts_to("bo")[1].at == at(2026, 1, 14, 15, 50));
}
