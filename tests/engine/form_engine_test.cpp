// tests/engine/form_engine_test.cpp: forms on platforms that have them, through the whole engine.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/dialogue_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::DialogueRig;

TEST_CASE("a long text is asked in parts, and reaches its feature as one") {
  DialogueRig talk{{.text_limit = 1000}};
  talk.answer = [](const Event& event) -> Outcome {
    if (event.as<Submit>()->fields.contains("again")) return {Close{}, {}};
    Form next = DialogueRig::form(true);
    return {Update{next}, {}};
  };
  talk.begin();
  CHECK(talk.command("c1", "report"));
  REQUIRE(talk.posts() == 1);
  REQUIRE(talk.last().kind == Pending::Kind::open);
  const auto& fields = talk.last().form.fields;
  REQUIRE(fields.size() == 4);
  CHECK(fields[1].label == "What else should we know? (1 of 3)");
  CHECK(fields[3].label == "What else should we know? (3 of 3)");

  Event sent = talk.rig.message("s1", "");
  Submit submit{.form = "poll.report", .fields = {}, .secrets = {}};
  for (const Field& field : fields)
    submit.secrets[field.name] = Secret<std::string>("in " + field.label);
  sent.what = submit;
  const Result<Reply> reply = talk.send(sent);
  REQUIRE(talk.sent.size() == 1);
  CHECK(talk.sent[0].as<Submit>()->secrets.size() == 2);
  CHECK(
      talk.sent[0].as<Submit>()->secrets.at("when").reveal() ==
      "in What else should we know? (1 of 3)\nin What else should we know? (2 of 3)\n"
      "in What else should we know? (3 of 3)"
  );
  REQUIRE(reply);
  REQUIRE(std::holds_alternative<Update>(*reply));
  CHECK(std::get<Update>(*reply).form.fields.size() == 4);
  const Result<Reply> again = talk.send(sent);
  REQUIRE(again);
  REQUIRE(std::holds_alternative<Update>(*again));
  CHECK(std::get<Update>(*again).form.fields.size() == 4);
}

TEST_CASE("a secret form that waits to be opened is not on the disk; lost, it is said to be") {
  test::TempFolder kept;
  DialogueRig before{Capabilities{}};
  before.begin();
  before.rig.adapter->failures = {errc::unavailable, errc::unavailable};
  CHECK(before.command("c1", "report"));
  CHECK(before.posts() == 0);
  CHECK(before.count("SELECT count(*) FROM outbox") == 1);
  CHECK_FALSE(before.on_disk("What happened?"));
  before.rig.clock.advance(std::chrono::minutes(10));
  before.rig.until([&] { return before.rig.adapter->attempts.size() == 2; });
  CHECK(before.rig.adapter->attempts[1].kind == Pending::Kind::open);
  CHECK(before.rig.adapter->attempts[1].form.fields.size() == 2);
  before.rig.settle();
  before.rig.settings.drain = std::chrono::seconds(0);
  before.rig.stop();
  std::filesystem::copy(before.rig.path, kept.file("usher.db"));

  DialogueRig after{Capabilities{}};
  after.rig.take_over(kept.file("usher.db"));
  after.rig.clock.advance(std::chrono::hours(1));
  after.begin();
  REQUIRE(after.posts() == 1);
  CHECK(after.last().kind == Pending::Kind::post);
  CHECK(after.last().to.people == std::vector<std::string>{"ada"});
  CHECK(after.heard().starts_with("The question that stood here is no longer open."));
  CHECK(after.heard().find("to begin again") != std::string::npos);
}
