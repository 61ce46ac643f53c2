// tests/slack/slack_leaving_test.cpp: a program that ends lets go of Slack's events first, and delivers what is due.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"
#include "tests/slack/slack_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack::rig;
using slack::Settings;

namespace {

Outcome answer(const Event& event, Context&) {
  if (event.as<Command>() == nullptr) return {};
  return {SayReply{Doc(phrase("Here you are")), false}, {}};
}

std::int64_t polite(SlackRig& rig) {
  const json::object state = rig.act({{"do", "state"}});
  return state.at("sockets").as_object().at("closed_politely").to_number<std::int64_t>();
}

}  // namespace

TEST_CASE("no connection stands while what is due is still delivered", "[slack]") {
  SlackRig rig(answer);
  rig.act({{"do", "fault"}, {"method", "chat.postMessage"}, {"times", 1}, {"delay_ms", 1500}});
  rig.act({{"do", "message"}, {"user", "U0ADA"}, {"channel", "C0NEPS"}, {"text", "@usher nep 1"}});
  rig.until([&] { return rig.fake.calls("chat.postMessage") == 1; });
  rig.engine->stop();
  rig.until([&] { return polite(rig) == 2; });
  CHECK(rig.running);
  rig.until([&] { return !rig.running; });
  rig.turn(10);
  rig.engine.reset();
  CHECK(rig.count("C0NEPS", "Here you are") == 1);
  CHECK(rig.violations() == "[]");
}

TEST_CASE("over HTTP too, what is due is delivered after nobody is let in any more", "[slack]") {
  SlackRig rig(answer, Settings::Mode::http);
  rig.act({{"do", "fault"}, {"method", "chat.postMessage"}, {"times", 1}, {"delay_ms", 500}});
  rig.act({{"do", "message"}, {"user", "U0ADA"}, {"channel", "C0NEPS"}, {"text", "@usher nep 1"}});
  rig.until([&] { return rig.fake.calls("chat.postMessage") == 1; });
  rig.stop();
  CHECK(rig.count("C0NEPS", "Here you are") == 1);
}
