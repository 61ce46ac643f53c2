// tests/matrix/address_test.cpp: who is spoken to, and whether it is a command.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

std::string heard_as(std::string_view words, bool direct = false, bool named = false) {
  return outcome(addressed(words, named, direct, wire_identity(), wire_commands()));
}

std::string called(std::string_view name, std::string_view words) {
  const Identity us{"@usher:localhost", "localhost", std::string(name)};
  return outcome(addressed(words, false, false, us, wire_commands()));
}

}  // namespace

TEST_CASE("a command stands behind its sign", "[matrix][address]") {
  CHECK(heard_as("!nep 0") == "command nep [0]");
  CHECK(heard_as("!NEP  list ") == "command nep [list]");
  CHECK(heard_as("/nep 0") == "command nep [0]");
  CHECK(heard_as("！nep 0") == "command nep [0]");
  CHECK(heard_as("／帮助\u3000nep") == "command 帮助 [nep]");
  CHECK(heard_as("!nep") == "command nep []");
  CHECK(heard_as("!nep 0\nand more") == "command nep [0\nand more]");
}

TEST_CASE("what is no command after an exclamation mark is chatter", "[matrix][address]") {
  CHECK(heard_as("!important") == "message [!important]");
  CHECK(heard_as("! nep 0") == "message [! nep 0]");
  CHECK(heard_as("!") == "message [!]");
  CHECK(heard_as("!!nep 0") == "message [!!nep 0]");
  CHECK(heard_as("!neps 0") == "message [!neps 0]");
  CHECK(heard_as("/shrug") == "message [/shrug]");
  CHECK(heard_as("wow !nep 0") == "message [wow !nep 0]");
  CHECK(heard_as("nep 0") == "message [nep 0]");
}

TEST_CASE("in a room a command follows Usher's name", "[matrix][address]") {
  CHECK(heard_as("@usher nep 0") == "command nep [0]");
  CHECK(heard_as("@usher:localhost nep 0") == "command nep [0]");
  CHECK(heard_as("@usher:localhost: nep 0") == "command nep [0]");
  CHECK(heard_as("@usher: nep 0") == "command nep [0]");
  CHECK(heard_as("Usher: nep 0") == "command nep [0]");
  CHECK(heard_as("usher, nep 0") == "command nep [0]");
  CHECK(heard_as("Usher nep 0") == "command nep [0]");
  CHECK(heard_as("Usher：帮助") == "command 帮助 []");
  CHECK(heard_as("@usher !nep 0") == "command nep [0]");
  CHECK(heard_as("@usher /nep 0") == "command nep [0]");
}

TEST_CASE("a display name with blanks and emoji can be spoken to", "[matrix][address]") {
  CHECK(called("Usher 🤖 of NumPy", "Usher 🤖 of NumPy: nep 0") == "command nep [0]");
  CHECK(called("Usher 🤖 of NumPy", "usher 🤖 of numpy nep 0") == "command nep [0]");
  CHECK(called("Usher 🤖 of NumPy", "@Usher 🤖 of NumPy nep 0") == "command nep [0]");
  CHECK(called("小助手", "小助手nep 0") == "command nep [0]");
  CHECK(called("Bot", "usher: nep 0") == "command nep [0]");
  CHECK(called("", "@usher nep 0") == "command nep [0]");
}

TEST_CASE("a longer word than Usher's name is not Usher", "[matrix][address]") {
  CHECK(heard_as("ushers nep 0") == "message [ushers nep 0]");
  CHECK(heard_as("Usherette: nep 0") == "message [Usherette: nep 0]");
  CHECK(heard_as("@usher:elsewhere.org nep 0") == "message [@usher:elsewhere.org nep 0]");
  CHECK(heard_as("@usher-two: nep 0") == "message [@usher-two: nep 0]");
}

TEST_CASE("what is said to Usher is a message without the address", "[matrix][address]") {
  CHECK(heard_as("@usher how are you?") == "message [how are you?] mention");
  CHECK(heard_as("Usher: how are you?") == "message [how are you?] mention");
  CHECK(heard_as("Usher how are you?", false, true) == "message [how are you?] mention");
  CHECK(heard_as("@usher") == "message [] mention");
  // Of Usher, not to it.
  CHECK(heard_as("Usher is down again") == "message [Usher is down again]");
}

TEST_CASE("Usher's name in the middle is a mention and no command", "[matrix][address]") {
  CHECK(heard_as("ask @usher nep 0", false, true) == "message [ask @usher nep 0] mention");
  CHECK(heard_as("nep 0 @usher", false, true) == "message [nep 0 @usher] mention");
}

TEST_CASE("an unknown command is asked about where Usher was meant", "[matrix][address]") {
  CHECK(heard_as("@usher !nepp 0") == "command nepp [0]");
  CHECK(heard_as("!nepp 0", false, true) == "command nepp [0]");
  CHECK(heard_as("!nepp 0", true) == "command nepp [0]");
  CHECK(heard_as("@usher nepp 0") == "message [nepp 0] mention");
  CHECK(heard_as("nepp 0", true) == "message [nepp 0] direct");
}

TEST_CASE("in the conversation with Usher no sign is needed", "[matrix][address]") {
  CHECK(heard_as("nep 0", true) == "command nep [0]");
  CHECK(heard_as("!nep 0", true) == "command nep [0]");
  CHECK(heard_as("!back", true) == "command back []");
  CHECK(heard_as("how are you?", true) == "message [how are you?] direct");
  CHECK(heard_as("!!!", true) == "message [!!!] direct");
  CHECK(heard_as("！？", true) == "message [！？] direct");
  CHECK(heard_as("//nep", true) == "message [//nep] direct");
  CHECK(heard_as("@usher nep 0", true) == "command nep [0]");
}

TEST_CASE("Usher may be called as one of its commands is", "[matrix][address]") {
  const Identity us{"@nep:localhost", "localhost", "NEP"};
  const auto said = [&](std::string_view words, bool direct) {
    return outcome(addressed(words, false, direct, us, wire_commands()));
  };
  CHECK(said("nep 18", true) == "command nep [18]");
  CHECK(said("!nep 18", false) == "command nep [18]");
  CHECK(said("nep help", true) == "command help []");
  CHECK(said("@nep nep 18", false) == "command nep [18]");
  CHECK(said("nep: nep 18", false) == "command nep [18]");
}

TEST_CASE("a command knows whether it was said to Usher alone", "[matrix][address]") {
  const auto direct = [](std::string_view words, bool alone) {
    return std::get<Command>(addressed(words, false, alone, wire_identity(), wire_commands()))
        .direct;
  };
  CHECK(direct("nep 18", true));
  CHECK(direct("!nep 18", true));
  CHECK_FALSE(direct("!nep 18", false));
}
