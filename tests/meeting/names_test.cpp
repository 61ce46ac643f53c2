// tests/meeting/names_test.cpp: titles that are one, and what people type for them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/names.hpp"

#include "commands/meeting/join_links.hpp"
#include "commands/meeting/order.hpp"

#include <catch2/catch.hpp>

using namespace usher::meeting;

TEST_CASE("titles that people would call one are one", "[meeting][names]") {
  CHECK(name_key("NumPy Newcomers' Hour") == "numpy newcomers hour");
  CHECK(name_key("  NumPy  Newcomers’ Hour ") == "numpy newcomers hour");
  CHECK(name_key("NumPy Triage Call - CANCELED") == "numpy triage call");
  CHECK(name_key("[Cancelled] NumPy Triage Call") == "numpy triage call");
  CHECK(name_key("社区会议（已取消）") == "社区会议");
  CHECK(
      name_key("NumPy Newcomers' Hour (Americas/Oceania)") ==
      "numpy newcomers hour americas oceania"
  );
  CHECK(name_key("") == "");
  CHECK(name_key("—") == "");
}

TEST_CASE("a title says that the next one is called off", "[meeting][names]") {
  for (const char* title :
       {"Call - CANCELED", "Call – cancelled", "CANCELLED: Call", "(canceled) Call", "会议取消"})
    CHECK(says_cancelled(title));
  for (const char* title : {"Call", "Uncancelled sums", "cancelledness"})
    CHECK_FALSE(says_cancelled(title));
  CHECK(without_mark("NumPy Triage Call - CANCELED") == "NumPy Triage Call");
  CHECK(without_mark("[Cancelled] NumPy Triage Call") == "NumPy Triage Call");
  CHECK(without_mark("Call (canceled)") == "Call");
  CHECK(without_mark("Call") == "Call");
  CHECK(without_mark("Hour (Europe/Asia) - CANCELED") == "Hour (Europe/Asia)");
}

TEST_CASE("the beginnings of its words mean a meeting", "[meeting][names]") {
  CHECK(answers_to("numpy community call", "community"));
  CHECK(answers_to("numpy community call", "COMM call"));
  CHECK_FALSE(answers_to("numpy community call", "munity"));
  CHECK_FALSE(answers_to("numpy community call", "community triage"));
  CHECK_FALSE(answers_to("numpy community call", ""));
}

TEST_CASE("addresses are found in sentences, without what ends them", "[meeting][links]") {
  const auto found = addresses_in(
      "Agenda: https://hackmd.io/76o-Ix. Join (https://us.zoom.us/j/x1?pwd=a) or see http://a.b/c, "
      "ftp://x https:// 会议：https://meet.jit.si/numpy。"
  );
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "https://hackmd.io/76o-Ix");
  CHECK(found[1] == "https://us.zoom.us/j/x1?pwd=a");
  CHECK(found[2] == "http://a.b/c");
  CHECK(found[3] == "https://meet.jit.si/numpy");
  CHECK(
      addresses_in("https://en.wikipedia.org/wiki/A_(b)").front() ==
      "https://en.wikipedia.org/wiki/A_(b)"
  );
}

TEST_CASE("the call, the agenda and the numbers are told apart", "[meeting][links]") {
  const auto links = links_of(
      "https://example.zoom.us/j/x1?pwd=a", "",
      "Agenda: https://hackmd.io/x\nNumbers: https://example.zoom.us/u/k"
  );
  CHECK(links.join == "https://example.zoom.us/j/x1?pwd=a");
  CHECK(links.agenda == "https://hackmd.io/x");
  CHECK(links.dial_in == "https://example.zoom.us/u/k");
  CHECK(links.other.empty());
}

TEST_CASE("two rooms in one event are told as two", "[meeting][links]") {
  const auto links =
      links_of("https://e.zoom.us/j/x2?pwd=b", "", "Join: https://e.zoom.us/j/x1?pwd=a");
  CHECK(links.join == "https://e.zoom.us/j/x2?pwd=b");
  CHECK(links.other == "https://e.zoom.us/j/x1?pwd=a");
  CHECK(links_of("https://e.zoom.us/j/x1?pwd=b", "", "https://e.zoom.us/j/x1?pwd=a").other != "");
  // One of them without its passcode is the same room: the one that opens is shown.
  const auto same = links_of("https://e.zoom.us/j/x1", "", "https://e.zoom.us/j/x1/?pwd=a");
  CHECK(same.other.empty());
  CHECK(same.join == "https://e.zoom.us/j/x1/?pwd=a");
  // A page that is no call is where one joins when there is no other.
  CHECK(links_of("https://example.org/room", "", "").join == "https://example.org/room");
  CHECK(links_of("", "https://meet.google.com/abc", "").join == "https://meet.google.com/abc");
}

TEST_CASE("how long before is read as people type it", "[meeting][order]") {
  using std::chrono::hours;
  using std::chrono::minutes;
  CHECK(lead_typed("24h") == hours(24));
  CHECK(lead_typed("90min") == minutes(90));
  CHECK(lead_typed("2d") == hours(48));
  CHECK(lead_typed("start") == minutes(0));
  CHECK(lead_typed("开始") == minutes(0));
  CHECK(lead_typed("10分钟") == minutes(10));
  for (const char* none : {"", "h", "10", "-1h", "31d", "1x", "99999999999h", "community"})
    CHECK_FALSE(lead_typed(none));
  const Typed typed = read_typed("community call 10m, 24h 10m here");
  CHECK(typed.what == "community call");
  CHECK(typed.leads == std::vector<std::chrono::seconds>{hours(24), minutes(10)});
  CHECK(typed.here);
  CHECK(read_typed("tag:newcomer dm").what == "tag:newcomer");
  CHECK_FALSE(read_typed("tag:newcomer dm").here);
}

TEST_CASE(
    "a calendar is called by its host, which is no secret, or by its file", "[meeting][names]"
) {
  CHECK(calendar_name("local") == "meetings.toml");
  CHECK(
      calendar_name("https://calendar.example.org/private-1a2b/basic.ics?key=3c") ==
      "calendar.example.org"
  );
  CHECK(calendar_name("https://ada:secret@dav.example.org:8443/cal") == "dav.example.org:8443");
  CHECK(calendar_name("https://calendar.example.org") == "calendar.example.org");
  CHECK(calendar_name("calendars/numpy.ics") == "numpy.ics");
  CHECK(calendar_name("numpy.ics") == "numpy.ics");
}
