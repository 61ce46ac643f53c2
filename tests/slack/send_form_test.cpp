// tests/slack/send_form_test.cpp: forms open within their trigger's three seconds, or wait behind a button.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

Pending form(sys_seconds at = noon, bool secret = false) {
  Pending out;
  out.id = 7;
  out.kind = Pending::Kind::open;
  out.to = {.place = {"slack:T1", "C1", ""}, .people = {"U1"}};
  out.form.id = "nep.claim";
  out.form.title = "Claim";
  out.form.submit = "Send";
  out.form.secret = secret;
  out.form.fields.push_back({.name = "why", .label = "Why is that", .type = Field::Type::text});
  Way way;
  way.trigger = "1.2.abc";
  way.channel = "C1";
  way.at = at;
  out.route = way.route();
  return out;
}
SlackRig& invited(SlackRig& rig) {
  return rig.ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
}
// Of the invitation's button.
std::string all_of(const json::object& sent) { return json::serialize(sent); }

}  // namespace

TEST_CASE("a form opens with its trigger", "[form]") {
  SlackRig rig;
  rig.ok("views.open", R"("view":{"id":"V1"})");
  CHECK(rig.deliver(form()));
  CHECK(rig.sent(0).at("trigger_id").as_string() == "1.2.abc");
  CHECK(rig.sent(0).at("view").as_object().at("type").as_string() == "modal");
}

TEST_CASE(
    "a trigger that expired becomes a direct message with a button, and the form waits as a row",
    "[form]"
) {
  SlackRig rig;
  invited(rig.no("views.open", "expired_trigger_id"));
  CHECK(rig.deliver(form()));
  CHECK(rig.peer.done());
  const std::string sent = all_of(rig.sent(2));
  CHECK(sent.contains("slack.open"));
  CHECK_FALSE(sent.contains("Why is that"));
  CHECK(rows::form(*rig.store.db, 7, "U1", noon));
}

TEST_CASE("a trigger that is known to be too old is not tried", "[form]") {
  SlackRig rig;
  invited(rig);
  CHECK(rig.deliver(form(noon - std::chrono::seconds(10))));
  CHECK(rig.peer.done());
}

TEST_CASE("a secret form waits in memory only, and the message says nothing of it", "[form]") {
  SlackRig rig;
  invited(rig.no("views.open", "expired_trigger_id"));
  CHECK(rig.deliver(form(noon, true)));
  CHECK(test::number(*rig.store.db, "SELECT count(*) FROM slack_forms") == 0);
  CHECK_FALSE(all_of(rig.sent(2)).contains("Claim"));
}

TEST_CASE("a form that cannot be kept is not promised", "[form]") {
  SlackRig rig;
  rig.no("views.open", "expired_trigger_id");
  rig.disk_full = true;
  CHECK(rig.deliver(form()).error().why == errc::disk_full);
  CHECK(rig.peer.done());
}

TEST_CASE("an invitation that may be there is looked for", "[form]") {
  SlackRig rig;
  const Mark mark{rows::installation(*rig.store.db), 7, 0, "", false};
  const json::object there{
      {"ts", "1764072000.000100"}, {"bot_id", "B0"}, {"metadata", metadata_of(mark)}
  };
  rig.ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("conversations.history", "\"messages\":[" + json::serialize(there) + "]");
  Pending late = form(noon - std::chrono::minutes(1));
  late.uncertain = true;
  CHECK(rig.deliver(late));
  CHECK(rig.peer.done());
}

TEST_CASE("what a form must be refused for is no matter of its trigger", "[form]") {
  SlackRig rig;
  rig.no("views.open", "invalid_arguments");
  CHECK(rig.deliver(form()).error().why == errc::malformed);
  CHECK(rig.peer.done());
}

TEST_CASE("the button opens the form with the press's own trigger, for its person only", "[form]") {
  for (const bool secret : {false, true}) {
    SlackRig rig;
    invited(rig.no("views.open", "expired_trigger_id"));
    CHECK(rig.deliver(form(noon, secret)));
    rig.ok("views.open").ok("views.open");
    const auto press = [&](std::string who, std::string value) {
      rig.io.restart();
      boost::asio::co_spawn(
          rig.io,
          rig.sender.open_late(
              Person{.id = std::move(who)}, {"slack:T1", "D1", ""}, std::move(value), "9.9.z",
              rig.peer.url("/r")
          ),
          [&](const std::exception_ptr&) { rig.io.stop(); }
      );
      rig.io.run();
    };
    const std::size_t before = rig.requests();
    press("U1", "7");
    REQUIRE(rig.requests() == before + 1);
    CHECK(rig.sent(before).at("trigger_id").as_string() == "9.9.z");
    CHECK(all_of(rig.sent(before)).contains("Why is that"));
    press("U1", "7");  // closed by mistake: once more
    CHECK(rig.peer.done());
    for (const auto& [who, value] :
         {std::pair("U2", "7"), std::pair("U1", "8"), std::pair("U1", "x")}) {
      rig.peer.expect("POST /r").reply(200, {}, "ok");
      press(who, value);
    }
    CHECK(rig.peer.done());
    CHECK(all_of(rig.sent(before + 2)).contains("no longer here"));
    rig.no("views.open", "expired_trigger_id");
    rig.peer.expect("POST /r").reply(404, {}, R"({"ok":false,"error":"expired_url"})");
    rig.ok("chat.postEphemeral");
    press("U1", "7");
    CHECK(all_of(rig.sent(rig.requests() - 1)).contains("press the button once more"));
    CHECK(rig.peer.done());
  }
}

TEST_CASE("who asked to be forgotten has no form waiting", "[form]") {
  SlackRig rig;
  invited(rig.no("views.open", "expired_trigger_id"));
  CHECK(rig.deliver(form(noon, true)));
  Person who;
  who.id = "U1";
  rig.sender.forgotten(who);
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  boost::asio::co_spawn(
      rig.io, rig.sender.open_late(who, {"slack:T1", "D1", ""}, "7", "9.9.z", rig.peer.url("/r")),
      [&](const std::exception_ptr&) { rig.io.stop(); }
  );
  rig.io.restart();
  rig.io.run();
  CHECK(rig.peer.done());
}
