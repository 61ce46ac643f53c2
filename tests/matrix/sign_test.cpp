// tests/matrix/sign_test.cpp: commands as they are typed here.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/sign.hpp"

#include "tests/matrix/wire.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;

TEST_CASE("a command that is named is written as it is typed on Matrix", "[matrix][sign]") {
  const CommandTable& commands = test_rig::wire_commands();
  CHECK(with_sign("Type /nep 18.", &commands) == "Type !nep 18.");
  CHECK(with_sign("/nep", &commands) == "!nep");
  CHECK(with_sign("(/nep) or /nep.", &commands) == "(!nep) or !nep.");
  CHECK(with_sign("输入/nep，或 /nep。", &commands) == "输入!nep，或 !nep。");
}

TEST_CASE("what is no command, or part of an address, keeps its slash", "[matrix][sign]") {
  const CommandTable& commands = test_rig::wire_commands();
  for (const char* text :
       {"/nepp", "doc/nep", "https://example.org/nep", "/nep/0", "/nep.rst", "a /", "//nep",
        "/neps", "", "/", "nep"}) {
    INFO(text);
    CHECK(with_sign(text, &commands) == text);
  }
  CHECK(with_sign("/nep", nullptr) == "/nep");
}
