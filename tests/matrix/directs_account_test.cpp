// tests/matrix/directs_account_test.cpp: m.direct, as other devices have it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/directs.hpp"
#include "tests/matrix/wire.hpp"

#include <boost/json/serialize.hpp>

using namespace usher::matrix;
using namespace usher::matrix::test_rig;

TEST_CASE("a person's rooms are read in order, each once, and nothing else", "[matrix][directs]") {
  const auto direct =
      json_object(R"({"@ada:x":["!one",7,"two","!one","!three:x"],"@bo:x":"!four"})");
  CHECK(rooms_with(direct, "@ada:x") == std::vector<std::string>{"!one", "!three:x"});
  CHECK(rooms_with(direct, "@bo:x").empty());
  CHECK(rooms_with(direct, "@cy:x").empty());
}

TEST_CASE("a new room comes first, and what others have written stays", "[matrix][directs]") {
  const auto direct = json_object(R"({"@ada:x":["!one",7],"@bo:x":{"odd":true}})");
  const auto now = with_room(direct, "@ada:x", "!two");
  CHECK(boost::json::serialize(now) == R"({"@ada:x":["!two","!one",7],"@bo:x":{"odd":true}})");
  CHECK(
      rooms_with(with_room(now, "@ada:x", "!one"), "@ada:x") ==
      std::vector<std::string>{"!one", "!two"}
  );
  CHECK(
      rooms_with(with_room(now, "@bo:x", "!three"), "@bo:x") == std::vector<std::string>{"!three"}
  );
}
