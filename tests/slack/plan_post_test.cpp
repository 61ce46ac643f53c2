// tests/slack/plan_post_test.cpp: by which calls a post reaches a room, a person, or one person in a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/lookup.hpp"
#include "tests/slack/plan_tools.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

Doc three_messages() {
  Doc doc;
  for (int i = 0; i < 120; ++i) doc.paragraph({words("paragraph " + std::to_string(i))});
  return doc;
}

}  // namespace

TEST_CASE("a post to a room is one message there", "[slack][plan]") {
  const Plan plan = planned(post());
  CHECK(summary(plan) == Calls{"chat.postMessage C0ROOM"});
  const Step& step = plan.courses[0].steps[0];
  CHECK(step.part == 0);
  CHECK(step.arguments.at("text") == "Hello");
  CHECK(step.arguments.at("unfurl_links") == false);
  CHECK(step.arguments.at("unfurl_media") == false);
  CHECK_FALSE(step.arguments.contains("thread_ts"));
  CHECK(plan.courses[0].sort == Reference::Sort::posted);
}

TEST_CASE("a message carries whose it is, and nothing of what it says", "[slack][plan]") {
  Pending row = by(post("A secret word"), pressed());
  row.secret_question = true;
  const json::object arguments = planned(row).courses[0].steps[0].arguments;
  const auto mark = mark_of({{"metadata", arguments.at("metadata")}});
  REQUIRE(mark);
  CHECK(mark->installation == "0123456789abcdef");
  CHECK(mark->row == 42);
  CHECK(mark->part == 0);
  CHECK(mark->event == "E1");
  CHECK(mark->secret_question);
  CHECK(json::serialize(arguments.at("metadata")).find("word") == std::string::npos);
}

TEST_CASE(
    "a post in a thread stays there, and is posted in the room where the thread is gone",
    "[slack][plan]"
) {
  Pending row = post();
  row.to.place.thread = "1764068000.000100";
  const Plan plan = planned(row);
  CHECK(
      summary(plan) ==
      Calls{"chat.postMessage C0ROOM in 1764068000.000100", "chat.postMessage C0ROOM"}
  );
  CHECK(plan.courses[0].gives_way("thread_not_found"));
  CHECK(plan.courses[0].gives_way("cannot_reply_to_message"));
  CHECK_FALSE(plan.courses[0].gives_way("ratelimited"));
  CHECK_FALSE(plan.courses[1].gives_way("thread_not_found"));
}

TEST_CASE("a thread hides no other way", "[slack][plan]") {
  Pending row = by(post(), pressed());
  row.to.place.thread = "1764068000.000100";
  const Plan plan = planned(row);
  CHECK(
      summary(plan) ==
      Calls{
          "chat.postMessage C0ROOM in 1764068000.000100", "chat.postMessage C0ROOM",
          "respond in_channel in 1764068000.000100"
      }
  );
  for (const std::string_view word : {"not_in_channel", "channel_not_found", "is_archived"})
    for (std::size_t i = 0; i < 2; ++i) CHECK(plan.courses[i].gives_way(word));
}

TEST_CASE("what corrects a long post stands in the thread of its first message", "[slack][plan]") {
  Pending row = post();
  row.ref = "1764068000.000100,1764068001.000200";
  row.to.place.thread = row.ref;  // as the outbox has it
  CHECK(summary(planned(row))[0] == "chat.postMessage C0ROOM in 1764068000.000100");
  row.to.place.thread = row.ref =
      "e:1764068000.000100";  // below what only one person saw there is no thread
  CHECK(summary(planned(row)) == Calls{"chat.postMessage C0ROOM"});
  row.to.place.thread = row.ref = "r:";
  CHECK(summary(planned(row)) == Calls{"chat.postMessage C0ROOM"});
}

TEST_CASE("a long post is several messages, each with its number", "[slack][plan]") {
  Pending row = post();
  row.doc = three_messages();
  const Plan plan = planned(row);
  REQUIRE(plan.courses.size() == 1);
  REQUIRE(plan.courses[0].steps.size() == 3);
  for (int i = 0; i < 3; ++i) {
    const Step& step = plan.courses[0].steps[static_cast<std::size_t>(i)];
    CHECK(step.part == i);
    CHECK(mark_of({{"metadata", step.arguments.at("metadata")}})->part == i);
  }
}

TEST_CASE("an answer where Usher may not write goes by the press's response_url", "[slack][plan]") {
  const Plan plan = planned(by(post(), pressed()));
  CHECK(summary(plan) == Calls{"chat.postMessage C0ROOM", "respond in_channel"});
  for (const std::string_view word :
       {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
    CHECK(plan.courses[0].gives_way(word));
  CHECK(plan.courses[1].steps[0].url == hook);
  CHECK(plan.courses[1].sort == Reference::Sort::responded);
}

TEST_CASE(
    "a response_url that is too old, used up or another room's is not used", "[slack][plan]"
) {
  const Calls post_only{"chat.postMessage C0ROOM"};
  Way old = pressed();
  old.at = eleven - std::chrono::minutes(30);
  CHECK(summary(planned(by(post(), old))) == post_only);
  CHECK(summary(planned(by(post(), pressed()), 0)) == post_only);
  Way elsewhere = pressed();
  elsewhere.channel = "C0OTHER";
  CHECK(summary(planned(by(post(), elsewhere))) == post_only);
  Pending long_one = by(post(), pressed());
  long_one.doc = three_messages();
  CHECK(summary(planned(long_one, 2)) == Calls{"chat.postMessage C0ROOM x3"});
  CHECK(
      summary(planned(long_one, 3)) == Calls{"chat.postMessage C0ROOM x3", "respond in_channel x3"}
  );
}

TEST_CASE(
    "what may have been said by a response_url is repeated to the person alone", "[slack][plan]"
) {
  Pending row = by(post(), pressed());
  row.uncertain = true;
  CHECK(summary(planned(row)) == Calls{"chat.postMessage C0ROOM", "respond ephemeral"});
}

TEST_CASE("a direct message goes to the conversation with the person", "[slack][plan]") {
  const Plan plan = planned(post_to(Audience::direct, {"U0ADA"}, ""));
  CHECK(summary(plan) == Calls{"chat.postMessage with U0ADA"});
  REQUIRE(plan.courses[0].lookup);
  CHECK(plan.courses[0].lookup->open == std::vector<std::string>{"U0ADA"});
  CHECK(plan.courses[0].lookup->channel.empty());
}

TEST_CASE("a direct message never goes to the room that it is about", "[slack][plan]") {
  for (const std::string room : {"C0ROOM", "D0OTHER", "G0PRIVATE"}) {
    Pending row = by(post_to(Audience::direct, {"U0ADA"}, room), pressed());
    CHECK(summary(planned(row)) == Calls{"chat.postMessage with U0ADA"});
  }
}

TEST_CASE("a group message goes to up to eight people", "[slack][plan]") {
  CHECK(
      summary(planned(post_to(Audience::group, {"U1", "U2"}, ""))) ==
      Calls{"chat.postMessage with U1 with U2"}
  );
  const Plan many =
      planned(post_to(Audience::group, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}, ""));
  CHECK(many.courses.empty());
  CHECK(many.why == errc::unsupported);
}

TEST_CASE("a post to nobody and nowhere cannot be made", "[slack][plan]") {
  for (const Audience audience :
       {Audience::room, Audience::only_you, Audience::direct, Audience::group}) {
    const Plan plan = planned(post_to(audience, {}, ""));
    CHECK(plan.courses.empty());
    CHECK(plan.why == errc::not_found);
  }
}

TEST_CASE("where something happened in no room, its answer is for the person", "[slack][plan]") {
  CHECK(
      summary(planned(post_to(Audience::only_you, {"U0ADA"}, ""))) ==
      Calls{"chat.postMessage with U0ADA"}
  );
  CHECK(
      summary(planned(post_to(Audience::room, {"U0ADA"}, ""))) ==
      Calls{"chat.postMessage with U0ADA"}
  );
}

TEST_CASE(
    "a message that may be there is looked for since its event came, else for a day",
    "[slack][plan]"
) {
  Pending row = by(post(), pressed());
  row.to.place.thread = "1764068000.000100";
  const Plan plan = planned(row);
  REQUIRE(plan.courses.size() == 3);
  const std::optional<Lookup>& in_thread = plan.courses[0].lookup;
  const std::optional<Lookup>& in_room = plan.courses[1].lookup;
  REQUIRE(in_thread);
  REQUIRE(in_room);
  CHECK(in_thread->channel == "C0ROOM");
  CHECK(in_thread->thread == "1764068000.000100");
  CHECK(in_thread->oldest == eleven - std::chrono::minutes(6));  // five for a clock that is ahead
  CHECK(in_room->channel == "C0ROOM");
  CHECK(in_room->thread.empty());
  CHECK_FALSE(plan.courses[2].lookup);  // of a response_url nothing can be found
  CHECK(
      planned(post()).courses[0].lookup->oldest ==
      eleven - std::chrono::hours(24) - std::chrono::minutes(5)
  );
}
