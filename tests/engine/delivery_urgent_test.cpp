// tests/engine/delivery_urgent_test.cpp: a form that somebody waits for goes before everything else.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;

namespace {

OutboxRow form(std::int64_t id, std::int64_t queue) {
  OutboxRow out = row(id, queue);
  out.pending.kind = Pending::Kind::open;
  return out;
}

}  // namespace

TEST_CASE("a form goes before every lane") {
  Delivery delivery({});
  delivery.add(row(1, 1, Lane::report));
  delivery.add(row(2, 2));
  delivery.add(form(3, 3));
  CHECK(all(delivery, t0) == Acts{"send 3", "send 1", "send 2", "idle"});
}

TEST_CASE("a form and a home page wait for no pacing, and use none of it up") {
  Delivery delivery({.per_second = 1, .burst = 1});
  for (std::int64_t id = 1; id <= 2; ++id) {
    OutboxRow said = row(id, id);
    said.pending.to.place.room = "busy";
    delivery.add(std::move(said));
  }
  CHECK(all(delivery, t0) == Acts{"send 1", "wait 1000"});
  OutboxRow open = form(3, 3);
  open.pending.to.place.room = "busy";
  OutboxRow home = row(4, 4);
  home.pending.kind = Pending::Kind::home;
  home.pending.to.place.room = "busy";
  delivery.add(std::move(open));
  delivery.add(std::move(home));
  CHECK(all(delivery, t0) == Acts{"send 3", "send 4", "wait 1000"});
  CHECK(act(delivery, t0 + std::chrono::seconds(1)) == "send 2");
}

TEST_CASE("a form has a place of its own where every other is taken") {
  Delivery delivery({.parallel = 2});
  for (std::int64_t id = 1; id <= 3; ++id) delivery.add(row(id, id));
  CHECK(all(delivery, t0) == Acts{"send 1", "send 2", "idle"});
  delivery.add(form(4, 4));
  CHECK(all(delivery, t0) == Acts{"send 4", "idle"});
  CHECK(delivery.in_flight() == 3);
  delivery.finished(4, fine, t0, 0);
  CHECK(delivery.in_flight() == 2);
  CHECK(all(delivery, t0) == Acts{"idle"});
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"send 3", "idle"});
}

TEST_CASE("a form keeps its place behind what was said to the same person before") {
  Delivery delivery({.parallel = 1});
  delivery.add(row(1, 1));
  delivery.add(form(2, 1));
  CHECK(all(delivery, t0) == Acts{"send 1", "idle"});
  delivery.add(row(3, 3));
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"send 2", "send 3", "idle"});
}

TEST_CASE("a form that fails comes again before the lanes") {
  Delivery delivery({.retry_base = std::chrono::milliseconds(1000)});
  delivery.add(form(1, 1));
  CHECK(act(delivery, t0) == "send 1");
  delivery.finished(1, fails(errc::unavailable), t0, 1);
  CHECK(act(delivery, t0) == "wait 1000");
  delivery.add(row(2, 2));
  CHECK(all(delivery, t0 + std::chrono::seconds(1)) == Acts{"send 1", "send 2", "idle"});
}

TEST_CASE("a form is held in memory however much waits") {
  Delivery delivery({.parallel = 1, .in_memory = 2});
  for (std::int64_t id = 1; id <= 2; ++id) delivery.add(row(id, id));
  delivery.add(form(3, 3));
  CHECK(all(delivery, t0) == Acts{"send 3", "send 1", "idle"});
}
