// tests/matrix/wire_filter_test.cpp: what is asked for is what is heard.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/wire.hpp"

#include <boost/json/serialize.hpp>

using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace json = boost::json;

TEST_CASE("the filter leaves out our own echo, and what nobody here reads", "[matrix][wire]") {
  const json::object made = filter("@usher:localhost", 50, false);
  const json::object& room = made.at("room").as_object();
  const json::object& timeline = room.at("timeline").as_object();
  CHECK(timeline.at("limit") == 50);
  CHECK(timeline.at("not_senders") == json::array{"@usher:localhost"});
  CHECK(timeline.at("lazy_load_members") == true);
  CHECK(room.at("state").as_object().at("lazy_load_members") == true);
  // That Usher has joined is state, and its own.
  CHECK_FALSE(room.at("state").as_object().contains("not_senders"));
  CHECK(room.at("ephemeral").as_object().at("types").as_array().empty());
  CHECK(room.at("account_data").as_object().at("types").as_array().empty());
  CHECK(made.at("presence").as_object().at("types").as_array().empty());
  CHECK(made.at("account_data").as_object().at("types") == json::array{"m.direct"});
}

TEST_CASE("a first look at a room wants no history", "[matrix][wire]") {
  const json::object made = filter("@usher:localhost", 50, true);
  CHECK(made.at("room").as_object().at("timeline").as_object().at("limit") == 1);
}

TEST_CASE("a gap is counted in what is heard", "[matrix][wire]") {
  const json::object page = page_filter("@usher:localhost");
  json::object timeline =
      filter("@usher:localhost", 50, false).at("room").as_object().at("timeline").as_object();
  timeline.erase("limit");
  CHECK(json::serialize(page) == json::serialize(timeline));
}

TEST_CASE("every type that is asked for is heard, and no other", "[matrix][wire]") {
  const json::object page = page_filter("@usher:localhost");
  for (const json::value& type : page.at("types").as_array()) {
    const auto& text = type.as_string();
    CHECK(is_heard({text.data(), text.size()}));
  }
  for (const char* other : {"", "m.sticker", "m.room.topic", "m.typing", "M.ROOM.MESSAGE"})
    CHECK_FALSE(is_heard(other));
}
