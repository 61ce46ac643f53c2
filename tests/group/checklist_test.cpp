// tests/group/checklist_test.cpp: days counted back from the event, whose they are, and who is reminded.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/checklist.hpp"

#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;
using group::Item;

namespace {

sys_seconds at(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  return sys_seconds{std::chrono::sys_days{
             std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}
         }} +
         std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

TEST_CASE(
    "items are due in days counted back from the event, by the clocks of its place", "[group]"
) {
  const auto berlin = *meeting::Zone::named("Europe/Berlin");
  const sys_seconds event = at(2027, 4, 1, 16, 30);                    // 18:30, in summer time
  CHECK(group::due(Item::venue, event, berlin) == at(2027, 3, 2, 8));  // 9:00, in winter time
  CHECK(group::due(Item::announce, event, berlin) == at(2027, 3, 18, 8));
  CHECK(group::due(Item::speaker, event, berlin) == at(2027, 3, 25, 8));
  CHECK(group::due(Item::remind, event, berlin) == at(2027, 3, 30, 7));
  CHECK(group::due(Item::check_in, event, berlin) == at(2027, 3, 31, 7));
  CHECK(group::due(Item::host, event, berlin) == event);
  CHECK(group::due(Item::thanks, event, berlin) == at(2027, 4, 2, 7));
  CHECK(group::remind_at(Item::host, event, berlin) == event - std::chrono::hours(1));
}

TEST_CASE("an item is typed by its number or its word", "[group]") {
  CHECK(group::item_typed("1") == Item::venue);
  CHECK(group::item_typed("Check-In") == Item::check_in);
  CHECK(group::item_typed("#7") == Item::thanks);
  CHECK_FALSE(group::item_typed("8"));
  CHECK_FALSE(group::item_typed("cake"));
}

TEST_CASE("the checklist says what is due when, is ticked off and divided", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  const std::string list = rig.say("checklist");
  for (const char* day :
       {"Tue 2 Feb 2027", "Thu 18 Feb 2027", "Thu 25 Feb 2027", "Tue 2 Mar 2027", "Wed 3 Mar 2027",
        "Thu 4 Mar 2027, 18:30", "Fri 5 Mar 2027"})
    CHECK(list.contains(day));
  CHECK(rig.press("Done: venue").contains("done"));
  rig.say("checklist", "grace");
  CHECK(rig.press("I do: speaker", "grace").contains("Grace"));
  CHECK(rig.say("assign remind @grace").contains("Grace"));
  CHECK(rig.say("assign remind @eve").contains("does not organise Python Potsdam"));
  CHECK(rig.say("done cake").contains("Which of these?"));
}

TEST_CASE("what is due is told to whose it is, once, and to all where it is nobody's", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("assign venue @grace");
  const auto count = [&](const char* who, const char* what) {
    std::size_t out = 0;
    for (const std::string& one : rig.posts_to(who))
      if (one.contains("Due for") && one.contains(what)) ++out;
    return out;
  };
  rig.run_until(at(2027, 2, 2, 7));
  CHECK(count("grace", "The venue is sure") == 0);
  rig.run_until(at(2027, 2, 2, 9));
  CHECK(count("grace", "The venue is sure") == 1);
  CHECK(count("ada", "The venue is sure") == 0);
  rig.start();
  rig.run_until(at(2027, 2, 19, 0));
  CHECK(count("grace", "The venue is sure") == 1);
  CHECK(count("grace", "It is announced everywhere") == 1);
  CHECK(count("ada", "It is announced everywhere") == 1);
  rig.say("done speaker");
  rig.run_until(at(2027, 3, 6, 12));
  CHECK(count("ada", "The speaker has confirmed") == 0);
  CHECK(count("ada", "A host is there") == 1);
  CHECK(count("ada", "Thanks are said") == 1);
}

TEST_CASE("what is late already comes in one message", "[group]") {
  GroupRig rig;
  rig.now = at(2027, 2, 20, 12);
  rig.open_group();
  rig.say("publish");
  rig.run_until(rig.now + std::chrono::minutes(1));
  std::size_t told = 0;
  for (const std::string& one : rig.posts_to("grace")) told += one.contains("Due for") ? 1 : 0;
  CHECK(told == 1);
  CHECK(rig.posts_to("grace").back().contains("The venue is sure"));
  CHECK(rig.posts_to("grace").back().contains("It is announced everywhere"));
  CHECK(rig.say("checklist").contains("(overdue)"));
}

TEST_CASE(
    "another day of the same event keeps what is ticked off, with a meeting or without", "[group]"
) {
  GroupRig rig;
  rig.open_group("Python Potsdam", false);
  rig.say("publish");
  rig.say("done venue");  // before there is a day
  const auto day = [&](const char* typed) {
    rig.say("change");
    rig.press("First event");
    rig.say(std::string("answer ") + typed);
    return rig.say("checklist");
  };
  CHECK(day("2027-03-04 18:30 Europe/Berlin").contains("The venue is sure – Tue 2 Feb 2027 – done")
  );
  CHECK(day("2027-03-11 18:30 Europe/Berlin").contains("The venue is sure – Tue 9 Feb 2027 – done")
  );
  // It has been: the next is another.
  rig.now = at(2027, 3, 12, 12);
  CHECK_FALSE(day("2027-06-10 18:30 Europe/Berlin").contains(" – done"));
}

TEST_CASE("once an event has begun, nobody is told what was to be done before", "[group]") {
  GroupRig rig;
  rig.open_group("Python Potsdam", false);
  rig.say("publish");
  rig.say("change");
  rig.press("First event");
  rig.say("answer 2027-03-04 18:30 Europe/Berlin");
  rig.now = at(2027, 3, 5, 12);  // it was off in the meantime
  const auto before = rig.posts_to("ada").size();
  rig.run_until(at(2027, 3, 5, 12, 1));
  REQUIRE(rig.posts_to("ada").size() == before + 1);
  CHECK(rig.posts_to("ada").back().contains("Thanks are said"));
  CHECK_FALSE(rig.posts_to("ada").back().contains("The venue is sure"));
  rig.run_until(at(2027, 3, 20, 0));
  CHECK(rig.posts_to("ada").size() == before + 1);
}
