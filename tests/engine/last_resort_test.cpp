// tests/engine/last_resort_test.cpp: who answers whom nobody else has.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/engine_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::words;

TEST_CASE("a last resort is asked only where nobody else has answered") {
  test::Rig rig{{.ack_carries = {Kind::message}}};
  int asked = 0;
  rig.engine->add(std::make_unique<test::LambdaFeature>(
      "answers", Kinds{Kind::message},
      [](const Event& event, Context&) -> Outcome {
        if (event.as<Message>()->text != "known") return {};
        return {SayReply{words("an answer")}, {}};
      }
  ));
  auto last = std::make_unique<test::LambdaFeature>(
      "help", Kinds{Kind::message},
      [&asked](const Event&, Context&) -> Outcome {
        ++asked;
        return {SayReply{words("only commands")}, {}};
      }
  );
  last->last = true;
  rig.engine->add(std::move(last));
  rig.start();
  const auto said = [&](const std::string& id, const std::string& text) {
    const auto reply = rig.adapter->send(rig.message(id, text));
    return plain_text(std::get<SayReply>(reply.value()).doc);
  };
  CHECK(said("e1", "known") == "an answer");
  CHECK(asked == 0);
  CHECK(said("e2", "unknown") == "only commands");
  CHECK(asked == 1);
}
