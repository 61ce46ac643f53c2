// tests/matrix/feed_window_test.cpp: who said the latest messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/feed_window.hpp"

#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

TEST_CASE(
    "the latest messages are known, older ones and those that are gone are not", "[matrix][feed]"
) {
  Window window(2);
  RoomEvent said = text("hello");
  for (const char* id : {"$1", "$2", "$3"}) {
    said.id = id;
    window.heard(said);
  }
  CHECK(window.find("$1") == nullptr);
  REQUIRE(window.find("$2") != nullptr);
  CHECK(window.find("$2")->sender == "@ada:localhost");
  window.gone("$2");
  CHECK(window.find("$2") == nullptr);
}

TEST_CASE("an edit is no message that could be edited", "[matrix][feed]") {
  Window window;
  window.heard(message(
      R"({"msgtype":"m.text","body":"* x","m.relates_to":{"rel_type":"m.replace","event_id":"$1"}})"
  ));
  CHECK(window.find("$event") == nullptr);
}
