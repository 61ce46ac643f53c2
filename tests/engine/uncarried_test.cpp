// tests/engine/uncarried_test.cpp: answers that did not leave with their ack after all.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using usher::test::count;
using usher::test::echo;
using usher::test::Rig;
using usher::test::text_of;

namespace {

// The event and the reply that its ack was to carry.
Inbound uncarried(Rig& rig, const Event& event) {
  const auto reply = rig.adapter->send(event);
  REQUIRE(reply);
  REQUIRE(std::holds_alternative<SayReply>(*reply));
  Inbound out;
  out.event = event;
  out.uncarried = *reply;
  return out;
}

}  // namespace

TEST_CASE("an answer that its ack did not carry is delivered on the event's route") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  Event event = rig.message("e1", "hello");
  event.route.bytes = "the way back";
  const auto answered = rig.adapter->send(uncarried(rig, event));
  REQUIRE(answered);
  CHECK(std::holds_alternative<None>(*answered));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  const Pending& late = rig.adapter->delivered.front();
  CHECK(text_of(late) == "you said hello");
  CHECK(late.route.bytes == "the way back");
  CHECK(late.event == "e1");
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  // It may say that somebody was forgotten.
  CHECK(count(rig, "SELECT count(*) FROM posted") == 0);
}

TEST_CASE("what answers nothing is nothing late either") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  Inbound late = uncarried(rig, rig.message("e1", "hello"));
  late.uncarried = Reply(Close{});
  CHECK(rig.adapter->send(late));
  rig.settle();
  CHECK(rig.adapter->delivered.empty());
  CHECK(count(rig, "SELECT count(*) FROM inbox") == 1);
}

TEST_CASE("it is taken while the engine stops, and said after the next start if not before") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  const Inbound first = uncarried(rig, rig.message("e1", "hello"));
  const Inbound second = uncarried(rig, rig.message("e2", "hello", "grace"));
  rig.adapter->failures.assign(20, Setback(errc::unavailable, std::chrono::hours(1)));
  rig.adapter->before_delivery = [&](const Pending&) { rig.engine->stop(); };
  CHECK(rig.adapter->send(first));
  rig.until([&] { return !rig.adapter->attempts.empty(); });
  const auto event = rig.adapter->send(rig.message("e3", "hello"));
  CHECK((!event && event.error() == errc::shutting_down));
  CHECK(rig.adapter->send(second));
  rig.until([&] { return !rig.running(); });
  CHECK(rig.adapter->delivered.empty());
  CHECK(count(rig, "SELECT count(*) FROM outbox WHERE dead=0") == 2);
}
