// tests/matrix/plan_test.cpp: where a row goes, and what is called for it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/plan.hpp"

#include "tests/matrix/out_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

Way asked_in(std::string room) {
  Way way;
  way.room = std::move(room);
  way.event = "$asked";
  return way;
}

Pending answer(const Way& way) {
  Pending out;
  out.id = 7;
  out.key = "k";
  out.to.place = {"matrix:localhost", way.room, way.thread};
  out.route = way.route();
  out.event = way.event;
  out.doc = paragraph("hi");
  return out;
}

Pending of_kind(Pending::Kind kind, std::string ref) {
  Pending out = answer({});
  out.kind = kind;
  out.to.place.room = "!r";
  out.ref = std::move(ref);
  return out;
}

Circumstances known(const Room* room = nullptr) {
  Circumstances out;
  out.installation = "00ff";
  out.room = room;
  return out;
}

Plan planned(const Pending& pending, const Room* room = nullptr) {
  return plan(pending, goal(pending), known(room));
}

std::string relation(const Pending& pending) {
  const Hang hang = goal(pending).hang;
  return hang.thread + "|" + hang.reply;
}

Doc longer_than_one() { return paragraph(std::string(60000, 'x')); }

}  // namespace

TEST_CASE("references are events, parted by commas", "[matrix][plan]") {
  CHECK(read_reference("$one,$two") == std::vector<std::string>{"$one", "$two"});
  CHECK(read_reference("").empty());
  CHECK(read_reference(",,$a,") == std::vector<std::string>{"$a"});
  CHECK(write_reference(std::vector<std::string>{"$one", "", "$two"}) == "$one,$two");
}

TEST_CASE("an answer hangs on what was asked", "[matrix][plan]") {
  Way way = asked_in("!r");
  CHECK(goal(answer(way)).room == "!r");
  CHECK(relation(answer(way)) == "|$asked");
  way.thread = "$root";
  way.related = true;
  CHECK(relation(answer(way)) == "$root|$asked");
  // A thread to be begun on the event itself: not where it has a relation of its own.
  way.thread = "$asked";
  CHECK(relation(answer(way)) == "|$asked");
  way.related = false;
  CHECK(relation(answer(way)) == "$asked|$asked");
  way = asked_in("!r");
  way.direct = true;
  CHECK(relation(answer(way)) == "|");
  Pending elsewhere = answer(asked_in("!r"));
  elsewhere.to.place.room = "!other";
  CHECK(relation(elsewhere) == "|");
}

TEST_CASE("what one person only may see goes to their conversation", "[matrix][plan]") {
  Pending row = answer(asked_in("!r"));
  row.audience = Audience::only_you;
  row.to.people = {"@ada:localhost"};
  CHECK(goal(row).room.empty());
  CHECK(goal(row).people == row.to.people);
  CHECK(is_asked_elsewhere(row));
  Way way = asked_in("!r");
  way.direct = true;
  row.route = way.route();
  CHECK(goal(row).room == "!r");
  CHECK(goal(row).people.empty());
  CHECK_FALSE(is_asked_elsewhere(row));
  row.to.people.clear();
  row.route = asked_in("!r").route();
  CHECK(goal(row).room.empty());  // nobody is named: not for the room to see
  CHECK(planned(row).why == errc::not_found);
}

TEST_CASE("several people have it in their own conversations", "[matrix][plan]") {
  Pending row = answer({});
  row.audience = Audience::group;
  row.to.people = {"@ada:localhost", "@bob:localhost", "@eve:localhost"};
  CHECK(goal(row).people.size() == 3);
}

TEST_CASE("a correction is a reply to what it corrects", "[matrix][plan]") {
  Pending row = of_kind(Pending::Kind::correction, "$one,$two");
  row.to.place.thread = row.ref;  // so the engine has it
  CHECK(relation(row) == "|$one");
  row.to.place.thread = "$root";
  CHECK(relation(row) == "$root|$one");
}

TEST_CASE("reminders and reports sound, answers and announcements do not", "[matrix][plan]") {
  const auto type = [](const Pending& row) {
    Goal where = goal(row);
    if (where.room.empty()) where.room = "!direct";
    return std::string(plan(row, where, known()).steps.at(0).content.at("msgtype").as_string());
  };
  Pending row = answer(asked_in("!r"));
  CHECK(type(row) == "m.notice");
  row.lane = Lane::announcement;
  CHECK(type(row) == "m.notice");
  row.lane = Lane::reminder;
  CHECK(type(row) == "m.text");
  row.lane = Lane::report;
  CHECK(type(row) == "m.text");
  Pending unasked;
  unasked.audience = Audience::direct;
  unasked.to.people = {"@ada:localhost"};
  unasked.doc = paragraph("hi");
  CHECK(type(unasked) == "m.text");
  unasked.event = "$asked";
  CHECK(type(unasked) == "m.notice");
}

TEST_CASE("parts have their own transaction ids, and only the first replies", "[matrix][plan]") {
  Pending row = answer(asked_in("!r"));
  row.doc = longer_than_one();
  const Plan out = planned(row);
  REQUIRE(out.steps.size() == 3);
  CHECK_FALSE(out.looked_up);
  for (std::size_t i = 0; i < out.steps.size(); ++i) {
    const Step& step = out.steps[i];
    CHECK(step.part == static_cast<int>(i));
    CHECK(step.txn == txn_of("00ff", row, static_cast<int>(i)));
    CHECK(step.content.contains("m.relates_to") == (i == 0));
    CHECK(mark_of(step.content) == Mark{"00ff", 7, static_cast<int>(i), false});
  }
  row.uncertain = true;
  CHECK(planned(row).looked_up);
}

TEST_CASE("an edit names the originals, and what is not needed says no more", "[matrix][plan]") {
  const Plan out = planned(of_kind(Pending::Kind::edit, "$one,$two"));
  REQUIRE(out.steps.size() == 2);
  CHECK(out.steps[0].content.at("m.relates_to").at("event_id") == "$one");
  CHECK(out.steps[1].content.at("m.new_content").at("body") == "…");
  CHECK(out.steps[0].part == -1);
  Pending more = of_kind(Pending::Kind::edit, "$one");
  more.doc = longer_than_one();
  CHECK(planned(more).why == errc::unsupported);
  CHECK(planned(of_kind(Pending::Kind::edit, "")).why == errc::not_found);
}

TEST_CASE("a retraction redacts all, a reaction names the first", "[matrix][plan]") {
  const Plan gone = planned(of_kind(Pending::Kind::retract, "$one,$two"));
  REQUIRE(gone.steps.size() == 2);
  CHECK(gone.steps[1].what == Step::What::redact);
  CHECK(gone.steps[1].event == "$two");
  CHECK(gone.steps[1].lazy);
  Pending row = of_kind(Pending::Kind::react, "$one,$two");
  row.emoji = "👍";
  const Plan reacts = planned(row);
  REQUIRE(reacts.steps.size() == 1);
  CHECK(reacts.steps[0].content == reaction_content("$one", "👍"));
  row.add = false;
  CHECK(planned(row).steps.at(0).what == Step::What::unreact);
}

TEST_CASE("a Replace without a key edits what was touched, or says it anew", "[matrix][plan]") {
  Pending row = answer(asked_in("!r"));
  row.replace_original = true;
  CHECK(planned(row).steps.at(0).content.at("m.relates_to").at("rel_type") == "m.replace");
  row.doc = longer_than_one();
  CHECK(planned(row).steps.size() == 3);
}

TEST_CASE("nothing is sent where nothing may be", "[matrix][plan]") {
  const Pending row = answer(asked_in("!r"));
  Pending reaction = of_kind(Pending::Kind::react, "$one");
  reaction.emoji = "👍";
  const Pending gone = of_kind(Pending::Kind::retract, "$one");
  Room room;
  room.can.speak = false;
  CHECK(planned(row, &room).why == errc::refused);
  CHECK(planned(reaction, &room).why == errc::ok);
  CHECK(planned(gone, &room).why == errc::ok);
  room = {};
  room.space = true;
  CHECK(planned(row, &room).why == errc::refused);
  room = {};
  room.mine = Room::Mine::left;
  CHECK(planned(row, &room).why == errc::not_found);
  room = {};
  room.encrypted = true;
  CHECK(planned(row, &room).why == errc::unsupported);
  CHECK(planned(row, &room).steps.empty());
  CHECK(planned(of_kind(Pending::Kind::edit, "$one"), &room).why == errc::unsupported);
  Circumstances able = known(&room);
  able.can_encrypt = true;
  CHECK(plan(row, goal(row), able).why == errc::ok);
  CHECK(plan(reaction, goal(reaction), able).why == errc::unsupported);
  CHECK(planned(of_kind(Pending::Kind::open, "")).why == errc::unsupported);
  CHECK(planned(of_kind(Pending::Kind::home, "")).why == errc::unsupported);
}
