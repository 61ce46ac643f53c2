// tests/web/budget_test.cpp: how many frames a tab may send.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/budget.hpp"

#include <catch2/catch.hpp>

using usher::web::Budget;
using namespace std::chrono_literals;

namespace {

const Budget::Time start{1000s};

// How many of a thousand at once are let through.
int burst(Budget& budget, Budget::Time now) {
  int taken = 0;
  for (int i = 0; i < 1000; ++i) taken += budget.take(now) ? 1 : 0;
  return taken;
}

}  // namespace

TEST_CASE("a tab may send so many frames at once and no more") {
  Budget budget(10, 60, start);
  CHECK(burst(budget, start) == 60);
  CHECK_FALSE(budget.take(start));
}

TEST_CASE("time gives frames back, up to what may be sent at once") {
  Budget budget(10, 60, start);
  CHECK(burst(budget, start) == 60);
  CHECK_FALSE(budget.take(start + 50ms));
  CHECK(budget.take(start + 150ms));
  CHECK(burst(budget, start + 2150ms) == 20);
  CHECK(burst(budget, start + 1h) == 60);
}

TEST_CASE("at the allowed pace nothing is ever refused") {
  Budget budget(10, 2, start);
  int refused = 0;
  for (int i = 1; i <= 500; ++i) refused += budget.take(start + i * 101ms) ? 0 : 1;
  CHECK(refused == 0);
}

TEST_CASE("0 frames a second is no limit") {
  Budget budget(0, 60, start);
  CHECK(burst(budget, start) == 1000);
}

TEST_CASE("a clock that steps back gives nothing") {
  Budget budget(10, 60, start);
  CHECK(burst(budget, start) == 60);
  CHECK_FALSE(budget.take(start - 1h));
  // Nor does the time that passes a second time.
  CHECK_FALSE(budget.take(start));
  CHECK(budget.take(start + 1s));
}
