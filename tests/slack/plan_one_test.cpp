// tests/slack/plan_one_test.cpp: by which calls a post reaches one person in a room, and how a message without a key is replaced.
// SPDX-License-Identifier: BSD-3-Clause
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

TEST_CASE(
    "for one person in a room: by response_url, else ephemerally, else directly", "[slack][plan]"
) {
  const Pending row = post_to(Audience::only_you, {"U0ADA"});
  CHECK(
      summary(planned(by(row, pressed()))) ==
      Calls{"respond ephemeral", "chat.postEphemeral C0ROOM", "chat.postMessage with U0ADA"}
  );
  const Plan plain = planned(row);
  CHECK(summary(plain) == Calls{"chat.postEphemeral C0ROOM", "chat.postMessage with U0ADA"});
  CHECK(plain.courses[0].steps[0].arguments.at("user") == "U0ADA");
  CHECK_FALSE(plain.courses[0].steps[0].arguments.contains("metadata"));  // Slack knows none there
  CHECK(plain.courses[0].gives_way("user_not_in_channel"));
  CHECK(plain.courses[0].sort == Reference::Sort::ephemeral);
  CHECK(plain.courses[1].sort == Reference::Sort::posted);
}

TEST_CASE("in a thread what is for one person is shown in that thread", "[slack][plan]") {
  Pending row = post_to(Audience::only_you, {"U0ADA"});
  row.to.place.thread = "1764068000.000100";
  const Plan plan = planned(by(row, pressed()));
  CHECK(
      summary(plan) ==
      Calls{
          "chat.postEphemeral C0ROOM in 1764068000.000100",
          "respond ephemeral in 1764068000.000100", "chat.postMessage with U0ADA"
      }
  );
  CHECK(plan.courses[0].gives_way("user_not_in_channel"));
  CHECK(plan.courses[0].gives_way("thread_not_found"));
  CHECK_FALSE(plan.courses[0].lookup);
  CHECK_FALSE(plan.courses[1].lookup);
  CHECK(plan.courses[2].lookup);
}

TEST_CASE(
    "in the conversation with Usher what is for one person is a message like any other",
    "[slack][plan]"
) {
  Way way;
  way.channel = "D0ADA";
  way.at = eleven;
  Pending row = by(post_to(Audience::only_you, {"U0ADA"}, "D0ADA"), way);
  CHECK(summary(planned(row)) == Calls{"chat.postMessage D0ADA", "chat.postMessage with U0ADA"});
  row.to.place.thread = "1764068000.000100";
  CHECK(summary(planned(row))[0] == "chat.postMessage D0ADA in 1764068000.000100");
  // Of a conversation of which it is not known whose it is, the person's own is opened.
  CHECK(
      summary(planned(post_to(Audience::only_you, {"U0ADA"}, "D0OTHER"))) ==
      Calls{"chat.postMessage with U0ADA"}
  );
}

TEST_CASE(
    "in a conversation between others, what is for one of them is shown to the other in no way",
    "[slack][plan]"
) {
  // A shortcut on a message there: Usher is no member, and the response_url is all there is.
  Way way = pressed();
  way.channel = "D0OTHERS";
  const Plan plan = planned(by(post_to(Audience::only_you, {"U0ADA"}, "D0OTHERS"), way));
  CHECK(
      summary(plan) ==
      Calls{"chat.postMessage D0OTHERS", "respond ephemeral", "chat.postMessage with U0ADA"}
  );
  CHECK(plan.courses[0].gives_way("channel_not_found"));
  CHECK(plan.courses[0].gives_way("not_in_channel"));
}

TEST_CASE(
    "what only one person sees can be replaced by the response_url of its own press alone",
    "[slack][plan]"
) {
  Pending row = post_to(Audience::only_you, {"U0ADA"});
  row.doc.buttons({Button(phrase("More"), "nep.more")});
  const Plan plan = planned(by(row, pressed()));
  for (std::size_t i = 0; i < 2; ++i) {
    const json::value& actions = plan.courses[i].steps[0].arguments.at("blocks").at(1);
    CHECK(
        actions.at("block_id") == "1:"
    );  // no key: the press is answered by a Replace without one
  }
  CHECK(plan.courses[2].steps[0].arguments.at("blocks").at(1).at("block_id") == "1:k");
}

TEST_CASE(
    "a replaced message goes by response_url, else by an update, else anew", "[slack][plan]"
) {
  Pending row = by(post_to(Audience::only_you, {"U0ADA"}), pressed());
  row.replace_original = true;
  const Plan plan = planned(row);
  CHECK(
      summary(plan) ==
      Calls{
          "respond replace", "chat.update C0ROOM", "chat.postEphemeral C0ROOM",
          "chat.postMessage with U0ADA"
      }
  );
  CHECK(plan.courses[1].steps[0].arguments.at("ts") == "1764068000.000100");
  CHECK(plan.courses[1].gives_way("message_not_found"));
  Way ephemeral = pressed();
  ephemeral.ephemeral = true;
  row.route = ephemeral.route();
  CHECK(
      summary(planned(row, 0)) == Calls{"chat.postEphemeral C0ROOM", "chat.postMessage with U0ADA"}
  );
  CHECK(
      summary(planned(row)) ==
      Calls{"respond replace", "chat.postEphemeral C0ROOM", "chat.postMessage with U0ADA"}
  );
}

TEST_CASE(
    "a Replace that is longer than a message replaces with the first and goes on below",
    "[slack][plan]"
) {
  Pending row = by(post_to(Audience::only_you, {"U0ADA"}), pressed());
  row.replace_original = true;
  row.doc = three_messages();
  const Plan plan = planned(row);
  CHECK(
      summary(plan) ==
      Calls{"respond replace x3", "chat.postEphemeral C0ROOM x3", "chat.postMessage with U0ADA x3"}
  );
}

TEST_CASE("every planned message is one that Slack takes", "[slack][plan]") {
  Pending row = by(post_to(Audience::only_you, {"U0ADA"}), pressed());
  row.doc = everything();
  const Plan plan = planned(row);
  for (const Course& course : plan.courses)
    for (const Step& step : course.steps) {
      testing::slack::Judgement judged;
      testing::slack::judge_message(step.arguments, judged);
      CHECK(judged.faults == std::vector<std::string>{});
    }
}
