// tests/slack/events_test.cpp: the list of events that Usher hears.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/events.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher::slack;

TEST_CASE("the list of events is in order and names each once", "[slack][events]") {
  const auto all = subscriptions();
  CHECK(std::ranges::is_sorted(all, {}, &Subscription::name));
  CHECK(std::ranges::adjacent_find(all, {}, &Subscription::name) == all.end());
}

TEST_CASE("no event asks for more than reading", "[slack][events]") {
  for (const Subscription& one : subscriptions()) {
    INFO(one.name);
    CHECK((one.scope.empty() || one.scope.ends_with(":read") || one.scope.ends_with(":history")));
    CHECK(one.scope != "users:read.email");
  }
}
