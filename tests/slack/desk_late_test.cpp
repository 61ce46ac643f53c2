// tests/slack/desk_late_test.cpp: acknowledgements that did not get through, and events that come again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/inbox.hpp"
#include "tests/slack/desk_rig.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;
using std::chrono::milliseconds;

namespace {

struct LateRig : DeskRig {
  LateRig() {
    engine = [](const Event&) -> Result<Reply> { return say("NEP 0 is here"); };
  }
  Taken slash() { return take("slash.json"); }
};

}  // namespace

TEST_CASE("an answer whose socket was gone, or that came too late, is left to the outbox, once") {
  LateRig rig;
  Taken taken = rig.slash();
  SECTION("found out afterwards") { rig.settle(std::move(taken), false); }
  SECTION("known before the acknowledgement") {
    rig.hand_over(&taken);
    CHECK_FALSE(taken.payload);
    CHECK(taken.acknowledge);
    rig.settle(std::move(taken), false);
  }
  CHECK(rig.responded.empty());
  REQUIRE(rig.handed_over.size() == 1);
  CHECK(rig.handed_over.front().event->id == rig.events.front().id);
  CHECK(std::holds_alternative<SayReply>(*rig.handed_over.front().uncarried));
  CHECK(rig.desk->figures().late == 1);
}

TEST_CASE("what the outbox cannot take goes by the command's response_url, once") {
  LateRig rig;
  rig.outbox = errc::disk_full;
  rig.settle(rig.slash(), false);
  REQUIRE(rig.responded.size() == 1);
  CHECK(rig.responded.front().first == "https://hooks.slack.example/commands/T0WIRE/1/invented");
  CHECK(json::serialize(rig.responded.front().second).find("NEP 0 is here") != std::string::npos);
  CHECK(rig.desk->figures().late == 1);
}

TEST_CASE("an acknowledgement that carried its answer leaves nothing to be said") {
  LateRig rig;
  rig.settle(rig.slash(), true);
  rig.desk->settle(rig.slash(), true);
  rig.idle();
  CHECK(rig.responded.empty());
  CHECK(rig.handed_over.empty());
}

TEST_CASE("an empty acknowledgement that was lost leaves nobody waiting") {
  DeskRig rig;
  rig.desk->settle(rig.take("slash.json"), false);
  rig.desk->settle(rig.take("event_message_mention.json"), false);
  rig.idle();
  CHECK(rig.responded.empty());
  CHECK(rig.log.back() == "accept");
  CHECK(rig.desk->figures().late == 0);
}

TEST_CASE("what was not recorded is not answered late either") {
  LateRig rig;
  Taken taken = rig.slash();
  taken.acknowledge = false;
  rig.desk->settle(std::move(taken), false);
  rig.idle();
  CHECK(rig.responded.empty());
}

TEST_CASE(
    "that nothing was recorded is no row; said late, it is tried again where that may help, and "
    "not "
    "where it may have arrived"
) {
  LateRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return std::unexpected(errc::disk_full); };
  SECTION("too many, broken, then fine") {
    rig.responses = {fails(errc::rate_limited, milliseconds(20)), fails(errc::unreachable)};
    rig.settle(rig.slash(), false);
    CHECK(rig.responded.size() == 3);
  }
  SECTION("uncertain: it is not said twice") {
    rig.responses = {fails(errc::uncertain)};
    rig.settle(rig.slash(), false);
    CHECK(rig.responded.size() == 1);
  }
  SECTION("used up") {
    rig.responses = {fails(errc::expired)};
    rig.settle(rig.slash(), false);
    CHECK(rig.responded.size() == 1);
  }
  SECTION("not before the minute is over") {
    rig.responses = {fails(errc::rate_limited, std::chrono::minutes(2))};
    rig.settle(rig.slash(), false);
    CHECK(rig.responded.size() == 1);
  }
}

namespace {

Reply long_answer() {
  Doc doc;
  for (int line = 0; line < 400; ++line) doc.paragraph({Text(std::string(100, 'x'))});
  return SayReply{std::move(doc), false};
}

}  // namespace

TEST_CASE(
    "an answer that is longer than a message is in the outbox, whole, before it is acknowledged"
) {
  DeskRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return long_answer(); };
  Taken taken = rig.take("slash.json");
  CHECK(taken.acknowledge);
  CHECK_FALSE(taken.payload);
  CHECK(taken.rest.empty());
  CHECK(rig.log == std::vector<std::string>{"introduce U0ADA", "accept", "hand over"});
  REQUIRE(rig.handed_over.size() == 1);
  const Inbound& late = rig.handed_over.front();
  CHECK(late.event->id == rig.events.front().id);
  CHECK(late.event->route.bytes == rig.events.front().route.bytes);
  CHECK_FALSE(std::get<SayReply>(*late.uncarried).only_you);
  rig.settle(std::move(taken), true);
  CHECK(rig.responded.empty());
  CHECK(rig.handed_over.size() == 1);
}

TEST_CASE(
    "a long answer for which there is no room in the outbox is continued after the acknowledgement"
) {
  DeskRig rig;
  rig.outbox = errc::disk_full;
  rig.engine = [](const Event&) -> Result<Reply> { return long_answer(); };
  Taken taken = rig.take("slash.json");
  REQUIRE(taken.payload);
  const std::size_t rest = taken.rest.size();
  REQUIRE(rest > 0);
  rig.settle(std::move(taken), true);
  CHECK(rig.responded.size() == rest);
  CHECK(rig.responded.front().first == "https://hooks.slack.example/commands/T0WIRE/1/invented");
}

TEST_CASE("of a long answer nothing follows a beginning that was not said") {
  LateRig rig;
  rig.outbox = errc::disk_full;
  Taken taken = rig.slash();
  taken.rest.push_back({{"text", "and so on"}});
  rig.responses = {fails(errc::expired)};
  rig.settle(std::move(taken), false);
  CHECK(rig.responded.size() == 1);
}

TEST_CASE(
    "a form whose end was lost says that it was received; its errors stay unsaid, its next page "
    "comes late"
) {
  DeskRig rig;
  Reply reply = None{};
  std::string title;
  SECTION("closed") { title = "Received"; }
  SECTION("all closed") {
    reply = Close{};
    title = "Received";
  }
  SECTION("errors") { reply = Reject{{{"name", "Who?"}}}; }
  SECTION("another page") {
    Form next;
    next.id = "report.more";
    next.title = "More";
    next.submit = "Send";
    reply = Update{std::move(next)};
    title = "More";
  }
  rig.engine = [&](const Event&) -> Result<Reply> { return reply; };
  rig.settle(rig.take("view_submission.json"), false);
  REQUIRE(rig.called.size() == (title.empty() ? 0U : 1U));
  if (title.empty()) return;
  CHECK(rig.log.back() == "call views.update");
  CHECK(rig.called.front().at("view_id").as_string() == "V0FORM");
  const json::object& view = rig.called.front().at("view").as_object();
  CHECK(view.at("title").as_object().at("text").as_string() == title.c_str());
}

// --- events that Slack brings again -----------------------------------------------------------------------------------

namespace {

struct RetryRig : DeskRig {
  RetryRig() { db = store.get(); }
  test::TempFolder folder;
  std::unique_ptr<Database> store = open_store(folder.file("usher.db"), usher_migrations());
};

}  // namespace

TEST_CASE(
    "an event that Slack brings again, and this database has not seen, is looked up before it is "
    "answered"
) {
  RetryRig rig;
  CHECK(rig.take("event_message_retried.json").acknowledge);
  CHECK(
      rig.log == std::vector<std::string>{"answered C0NEPS C0NEPS/1764072000.000100 0", "accept"}
  );
  CHECK(rig.desk->figures().retried == 1);
}

TEST_CASE("one that another process has answered is acknowledged and goes no further") {
  RetryRig rig;
  rig.answered = true;
  CHECK(rig.take("event_message_retried.json").acknowledge);
  CHECK(rig.events.empty());
  CHECK(rig.desk->figures().elsewhere == 1);
}

TEST_CASE("one that this database has seen is its own affair: a repeat, and Slack is not asked") {
  RetryRig rig;
  rig.answered = true;
  Inbox(*rig.store).record(*rig.store, "slack:T0WIRE", "C0NEPS/1764072000.000100", noon);
  CHECK(rig.take("event_message_retried.json").acknowledge);
  CHECK(rig.log == std::vector<std::string>{"accept"});
  CHECK(rig.events.size() == 1);
}

TEST_CASE("where Slack cannot be asked, or not in time, the event is answered") {
  RetryRig rig;
  SECTION("refused") { rig.answered = std::unexpected(errc::rate_limited); }
  SECTION("too slow") {
    rig.answered = true;
    rig.answered_after = std::chrono::seconds(20);
  }
  CHECK(rig.take("event_message_retried.json").acknowledge);
  CHECK(rig.events.size() == 1);
}

TEST_CASE("an event's first arrival is not looked up, nor one that happened in no conversation") {
  RetryRig rig;
  rig.answered = true;
  CHECK(rig.take("event_message_mention.json").acknowledge);
  Envelope join = wire_envelope("event_team_join.json");
  CHECK(rig.take(join.feed, std::move(join.payload), 2).acknowledge);
  CHECK(rig.events.size() == 2);
}
