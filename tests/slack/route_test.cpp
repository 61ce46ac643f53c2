// tests/slack/route_test.cpp: the way back, as bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/route.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher;
using namespace usher::slack;

namespace {

Way full() {
  Way way;
  way.response_url = "https://hooks.slack.example/actions/T0/1/invented";
  way.trigger = "1.2.invented";
  way.channel = "C0NEPS";
  way.thread = "1764072000.000100";
  way.message = "1764072100.000200";
  way.ephemeral = true;
  way.view = "V0FORM";
  way.hash = "1764072300.efgh";
  way.at = sys_seconds(std::chrono::seconds(1'764'072'000));
  return way;
}

void check_same(const Way& a, const Way& b) {
  CHECK(a.response_url == b.response_url);
  CHECK(a.trigger == b.trigger);
  CHECK(a.channel == b.channel);
  CHECK(a.thread == b.thread);
  CHECK(a.message == b.message);
  CHECK(a.ephemeral == b.ephemeral);
  CHECK(a.view == b.view);
  CHECK(a.hash == b.hash);
  CHECK(a.at == b.at);
}

}  // namespace

TEST_CASE("a way is read as it was written", "[slack][route]") {
  check_same(Way::of(full().route()), full());
  check_same(Way::of(Way().route()), Way());
  Way odd = full();
  odd.hash = std::string("\0\xff\n", 3);
  odd.at = sys_seconds(std::chrono::seconds(-5));
  check_same(Way::of(odd.route()), odd);
}

TEST_CASE("what does not fit is left out, what answers last", "[slack][route]") {
  Way way = full();
  way.hash = std::string(3000, 'h');
  way.view = std::string(1000, 'v');
  const Route route = way.route();
  CHECK(route.bytes.size() <= 2048);
  Way expected = way;
  expected.hash.clear();
  check_same(Way::of(route), expected);

  way = full();
  way.response_url = std::string(1950, 'u');
  way.message = std::string(200, 'm');
  const Way back = Way::of(way.route());
  CHECK(way.route().bytes.size() <= 2048);
  CHECK(back.response_url == way.response_url);
  CHECK(back.trigger == way.trigger);
  CHECK(back.channel == way.channel);
  CHECK(back.message.empty());

  way.response_url = std::string(5000, 'u');
  CHECK(Way::of(way.route()).response_url.empty());
  CHECK(Way::of(way.route()).trigger == way.trigger);
}

TEST_CASE("a way of any length keeps the limit", "[slack][route]") {
  for (std::size_t size = 1900; size < 2060; ++size) {
    Way way = full();
    way.response_url = std::string(size, 'u');
    const Route route = way.route();
    CHECK(route.bytes.size() <= 2048);
    const Way back = Way::of(route);
    CHECK((back.response_url.empty() || back.response_url == way.response_url));
    CHECK(back.at == way.at);
  }
}

TEST_CASE("anything else is an empty way", "[slack][route]") {
  const std::string whole = full().route().bytes;
  check_same(Way::of(Route{""}), Way());
  check_same(Way::of(Route{"web:general"}), Way());
  check_same(Way::of(Route{std::string(5000, 'x')}), Way());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Way cut = Way::of(Route{whole.substr(0, size)});
    // A shorter one may end where a part does.
    CHECK((cut.response_url.empty() || cut.response_url == full().response_url));
    CHECK((cut.hash.empty()));
  }
}
