// tests/matrix/route_test.cpp: the way back, as bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/route.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher;
using namespace usher::matrix;

namespace {

void check_same(const Way& a, const Way& b) {
  CHECK(a.room == b.room);
  CHECK(a.event == b.event);
  CHECK(a.thread == b.thread);
  CHECK(a.related == b.related);
  CHECK(a.direct == b.direct);
  CHECK(a.at == b.at);
}

Way full() {
  Way way;
  way.room = "!room";
  way.event = "$event";
  way.thread = "$root";
  way.related = true;
  way.direct = true;
  way.at = sys_seconds(std::chrono::seconds(1'764'072'000));
  return way;
}

}  // namespace

TEST_CASE("a way is read as it was written", "[matrix][route]") {
  check_same(Way::of(full().route()), full());
  check_same(Way::of(Way().route()), Way());
  Way long_one = full();
  long_one.room = "!" + std::string(254, 'r');
  long_one.event = "$" + std::string(254, 'e');
  long_one.thread = "$" + std::string(254, 't');
  CHECK(long_one.route().bytes.size() <= 2048);
  check_same(Way::of(long_one.route()), long_one);
}

TEST_CASE("what is no way is an empty one", "[matrix][route]") {
  const std::string whole = full().route().bytes;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Way way = Way::of(Route{whole.substr(0, size)});
    CHECK(way.thread.empty());
  }
  check_same(Way::of(Route{"slack1 and more"}), Way());
  check_same(Way::of(Route{std::string(3000, '\xff')}), Way());
}

TEST_CASE("what does not fit is left out", "[matrix][route]") {
  Way way = full();
  way.event = std::string(3000, 'e');
  CHECK(way.route().bytes.size() <= 2048);
  CHECK(Way::of(way.route()).event.empty());
  CHECK(Way::of(way.route()).thread == "$root");
}
