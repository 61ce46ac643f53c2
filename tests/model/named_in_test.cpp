// tests/model/named_in_test.cpp: what the configuration calls a room or a person, in one space.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/named_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;

TEST_CASE("Without a workspace a name holds for each, with one for that alone") {
  CHECK(named_in("slack:C1", "slack:T1") == "C1");
  CHECK(named_in("slack:C1", "slack:T2") == "C1");
  CHECK(named_in("slack:T1:C1", "slack:T1") == "C1");
  CHECK(named_in("slack:T1:C1", "slack:T2").empty());
  CHECK(named_in("web:newcomers", "web") == "newcomers");
}

TEST_CASE("Ids of Matrix have a colon of their own") {
  CHECK(named_in("matrix:!abc:example.org", "matrix:example.org") == "!abc:example.org");
  CHECK(named_in("matrix:@ada:example.org", "matrix:example.org") == "@ada:example.org");
}

TEST_CASE("What belongs to another platform, or names nothing, is nobody's here") {
  for (const char* name :
       {"", "slack", "slack:", "slac:C1", "slackC1", "web:C1", ":C1", "slack:T1:"}) {
    CAPTURE(name);
    CHECK(named_in(name, "slack:T1").empty());
  }
}
