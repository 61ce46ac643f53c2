// tests/slack/plan_change_test.cpp: edits, retractions, reactions, forms and home tabs.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/late_forms.hpp"
#include "adapters/slack/press.hpp"
#include "tests/slack/plan_tools.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

const std::string one = "1764068000.000100";
const std::string two = "1764068000.000100,1764068001.000200";

Pending change(Pending::Kind kind, std::string ref) {
  Pending row = post("Now");
  row.kind = kind;
  row.ref = std::move(ref);
  return row;
}

Pending reaction(std::string emoji, bool add = true) {
  Pending row = change(Pending::Kind::react, one);
  row.emoji = std::move(emoji);
  row.add = add;
  return row;
}

Pending opening() {
  Pending row;
  row.id = 7;
  row.kind = Pending::Kind::open;
  row.audience = Audience::only_you;
  row.to = {.place = {"slack:T0", "C0ROOM", ""}, .people = {"U0ADA"}};
  row.form = form_of_everything();
  Way way = pressed();
  way.at = eleven - std::chrono::seconds(2);
  return by(std::move(row), way);
}

}  // namespace

TEST_CASE("a reference is read as it was written", "[slack][reference]") {
  using Sort = Reference::Sort;
  for (const Reference& ref :
       {Reference{Sort::posted, {one}}, Reference{Sort::posted, {one, "1764068001.000200"}},
        Reference{Sort::ephemeral, {one}}, Reference{Sort::ephemeral, {}},
        Reference{Sort::responded, {}}})
    CHECK(Reference::read(ref.write()) == ref);
  CHECK(Reference{Sort::posted, {one}}.write() == one);
  CHECK(Reference{Sort::ephemeral, {}}.write() == "e:");
}

TEST_CASE("what is no reference has no messages", "[slack][reference]") {
  for (const std::string_view text : {"", ",", "x", "$event", "12345", "e:x", "1764068000.000100x"})
    CHECK(Reference::read(text).messages.empty());
}

TEST_CASE("only a message that everybody sees can be the root of a thread", "[slack][reference]") {
  CHECK(Reference::read(two).root() == one);
  CHECK(Reference::read("e:" + one).root().empty());
  CHECK(Reference::read("r:").root().empty());
  CHECK(Reference::read("").root().empty());
}

TEST_CASE("an edit updates its message", "[slack][plan]") {
  const Plan plan = planned(change(Pending::Kind::edit, one));
  REQUIRE(summary(plan) == Calls{"chat.update C0ROOM"});
  const json::object& arguments = plan.courses[0].steps[0].arguments;
  CHECK(arguments.at("ts") == json::value(one));
  CHECK(arguments.at("text") == "Now");
  CHECK(arguments.at("blocks").as_array().size() == 1);
  CHECK_FALSE(plan.courses[0].lookup);  // a repeat does no harm
}

TEST_CASE("an edit that became shorter takes the rest of its messages away", "[slack][plan]") {
  const Plan plan = planned(change(Pending::Kind::edit, two));
  REQUIRE(plan.courses.size() == 1);
  REQUIRE(plan.courses[0].steps.size() == 2);
  CHECK(plan.courses[0].steps[0].method == "chat.update");
  CHECK(plan.courses[0].steps[1].method == "chat.delete");
  CHECK(plan.courses[0].steps[1].arguments.at("ts") == "1764068001.000200");
  CHECK(
      std::ranges::find(plan.courses[0].steps[1].done, "message_not_found") !=
      plan.courses[0].steps[1].done.end()
  );
}

TEST_CASE("an edit that became longer than its messages is a reply instead", "[slack][plan]") {
  Pending row = change(Pending::Kind::edit, one);
  for (int i = 0; i < 80; ++i) row.doc.paragraph({words("x")});
  const Plan plan = planned(row);
  CHECK(plan.courses.empty());
  CHECK(plan.why == errc::unsupported);
  row.ref = two;
  CHECK(planned(row).courses[0].steps.size() == 2);
}

TEST_CASE(
    "what only one person sees is edited by a press on it, and by nothing else", "[slack][plan]"
) {
  CHECK(planned(change(Pending::Kind::edit, "e:" + one)).why == errc::unsupported);
  CHECK(planned(change(Pending::Kind::edit, "e:")).why == errc::unsupported);
  CHECK(planned(change(Pending::Kind::edit, "r:")).why == errc::unsupported);
  const Plan touched = planned(by(change(Pending::Kind::edit, "e:" + one), pressed()));
  CHECK(summary(touched) == Calls{"respond replace"});
  CHECK(touched.courses[0].sort == Reference::Sort::ephemeral);
  const Plan another = planned(by(change(Pending::Kind::edit, "e:1764068009.000900"), pressed()));
  CHECK(another.why == errc::unsupported);
}

TEST_CASE("an edit of a message that is nowhere is none", "[slack][plan]") {
  CHECK(planned(change(Pending::Kind::edit, "")).why == errc::not_found);
  Pending row = change(Pending::Kind::edit, one);
  row.to.place.room.clear();
  CHECK(planned(row).why == errc::not_found);
}

TEST_CASE(
    "a retraction deletes all messages of its post, and those that are gone are no failure",
    "[slack][plan]"
) {
  const Plan plan = planned(change(Pending::Kind::retract, two));
  CHECK(summary(plan) == Calls{"chat.delete C0ROOM x2"});
  for (const Step& step : plan.courses[0].steps) CHECK(step.done.front() == "message_not_found");
  CHECK(planned(change(Pending::Kind::retract, "")).why == errc::not_found);
}

TEST_CASE(
    "what only one person saw needs no retraction, unless they have just touched it",
    "[slack][plan]"
) {
  for (const std::string& ref : {"e:" + one, std::string("e:"), std::string("r:")}) {
    const Plan plan = planned(change(Pending::Kind::retract, ref));
    CHECK(plan.courses.empty());
    CHECK(plan.why == errc::ok);
  }
  CHECK(
      summary(planned(by(change(Pending::Kind::retract, "e:" + one), pressed()))) ==
      Calls{"respond delete"}
  );
}

TEST_CASE("a reaction has Slack's name, and being there already is no failure", "[slack][plan]") {
  const Plan plan = planned(reaction("👍"));
  REQUIRE(summary(plan) == Calls{"reactions.add C0ROOM"});
  const Step& step = plan.courses[0].steps[0];
  CHECK(step.arguments.at("name") == "+1");
  CHECK(step.arguments.at("timestamp") == json::value(one));
  CHECK(step.done.front() == "already_reacted");
  const Plan away = planned(reaction("👍", false));
  CHECK(summary(away) == Calls{"reactions.remove C0ROOM"});
  CHECK(away.courses[0].steps[0].done.front() == "no_reaction");
}

TEST_CASE(
    "a reaction that Slack has no name for, or to what nobody else sees, cannot be made",
    "[slack][plan]"
) {
  CHECK(planned(reaction("no emoji")).why == errc::unsupported);
  Pending row = reaction("👍");
  row.ref = "e:" + one;
  CHECK(planned(row).why == errc::unsupported);
  row.ref.clear();
  CHECK(planned(row).why == errc::not_found);
}

TEST_CASE(
    "a form opens by its trigger, and by an invitation where that is too late", "[slack][plan]"
) {
  const Plan plan = planned(opening());
  REQUIRE(summary(plan) == Calls{"views.open"});
  CHECK(plan.late);
  const Step& step = plan.courses[0].steps[0];
  CHECK(step.arguments.at("trigger_id") == "1.2.abc");
  CHECK(view_faults(step.arguments.at("view").as_object()).empty());
  for (const std::string_view word :
       {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
    CHECK(plan.courses[0].gives_way(word));
  CHECK(step.done.empty());
}

TEST_CASE("a form whose trigger is past its three seconds is not tried", "[slack][plan]") {
  Pending row = opening();
  Way way = Way::of(row.route);
  way.at = eleven - std::chrono::seconds(4);
  row.route = way.route();
  const Plan plan = planned(row);
  CHECK(plan.courses.empty());
  CHECK(plan.late);
  row.route = {};
  CHECK(planned(row).late);
}

TEST_CASE(
    "a trigger that an attempt without an answer has spent has opened the form", "[slack][plan]"
) {
  Pending row = opening();
  row.uncertain = true;
  const Step step = planned(row).courses[0].steps[0];
  CHECK(std::ranges::find(step.done, "exchanged_trigger_id") != step.done.end());
  CHECK(std::ranges::find(step.done, "expired_trigger_id") == step.done.end());
  // Slack is asked about it a little longer than it would open anything.
  Way way = Way::of(row.route);
  way.at = eleven - std::chrono::seconds(20);
  row.route = way.route();
  CHECK(summary(planned(row)) == Calls{"views.open"});
  way.at = eleven - std::chrono::minutes(1);
  row.route = way.route();
  CHECK(summary(planned(row)).empty());
  CHECK(planned(row).late);
}

TEST_CASE("a form that carries more than Slack keeps for it cannot be opened", "[slack][plan]") {
  Pending row = opening();
  row.form.state = std::string(4000, 's');
  const Plan plan = planned(row);
  CHECK(plan.courses.empty());
  CHECK_FALSE(plan.late);
  CHECK(plan.why == errc::too_large);
}

TEST_CASE(
    "an invitation is a direct message with a button, and says nothing of the form", "[slack][plan]"
) {
  const Pending row = opening();
  const Pending invited = invitation(row, "7", english());
  CHECK(invited.id == row.id);
  CHECK(invited.event == row.event);
  const Plan plan = planned(invited);
  REQUIRE(summary(plan) == Calls{"chat.postMessage with U0ADA"});
  const json::object& arguments = plan.courses[0].steps[0].arguments;
  const json::value& button = arguments.at("blocks").at(1).at("elements").at(0);
  CHECK(action_of(button.at("action_id").as_string()) == open_action);
  CHECK(read_value(button.at("value").as_string()).value == "7");
  const std::string all = json::serialize(arguments);
  for (const std::string word : {"Report something", "What happened", "case-17"})
    CHECK(all.find(word) == std::string::npos);
}

TEST_CASE("the press on an invitation opens the form with its own trigger", "[slack][plan]") {
  Way way;
  way.trigger = "9.9.new";
  const json::object arguments = open_view(form_of_everything(), way);
  CHECK(arguments.at("trigger_id") == "9.9.new");
  CHECK(arguments.at("view") == json::value(modal(form_of_everything(), way)));
}

TEST_CASE("a home tab is published for its person", "[slack][plan]") {
  Pending row = post_to(Audience::direct, {"U0ADA"}, "");
  row.kind = Pending::Kind::home;
  row.doc = everything();
  const Plan plan = planned(row);
  REQUIRE(summary(plan) == Calls{"views.publish"});
  CHECK(plan.courses[0].steps[0].arguments.at("user_id") == "U0ADA");
  CHECK(plan.courses[0].steps[0].arguments.at("view").at("type") == "home");
  row.to.people.clear();
  CHECK(planned(row).why == errc::not_found);
}
