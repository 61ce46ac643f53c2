// tests/web/address_test.cpp: who is spoken to, and whether it is a command.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/address.hpp"

#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;

namespace {

const CommandTable& table() {
  static const CommandTable made = [] {
    CommandTable out;
    out.add("test", test_rig::specs);
    return out;
  }();
  return made;
}

// "command nep [18]", "message [words]", with what else is true of it.
std::string read(std::string_view text, bool direct = false) {
  const What what = addressed(text, direct, table());
  if (const auto* command = std::get_if<Command>(&what))
    return "command " + command->name + " [" + command->args + "]";
  const auto& message = std::get<usher::Message>(what);
  return "message [" + message.text + "]" + (message.mention ? " mention" : "") +
         (message.direct ? " direct" : "");
}

}  // namespace

TEST_CASE("a command follows Usher's name, with a slash or without") {
  CHECK(read("@usher nep 18") == "command nep [18]");
  CHECK(read("@Usher: /nep 18") == "command nep [18]");
  CHECK(read("  @USHER, NEP list  ") == "command nep [list]");
  CHECK(read("@usher /nep") == "command nep []");
}

TEST_CASE("without its name a room does not speak to Usher") {
  CHECK(read("nep 18") == "message [nep 18]");
  CHECK(read("is nep 18 accepted?") == "message [is nep 18 accepted?]");
}

TEST_CASE("a mention in the middle of a sentence is a mention and no command") {
  CHECK(read("ask @usher nep 18") == "message [ask @usher nep 18] mention");
  CHECK(read("thank you (@usher)!") == "message [thank you (@usher)!] mention");
}

TEST_CASE("a longer name or an address that ends like Usher's is somebody else's") {
  CHECK(read("@usherette nep 18") == "message [@usherette nep 18]");
  CHECK(read("@usher-2 nep 18") == "message [@usher-2 nep 18]");
  CHECK(read("write to x@usher") == "message [write to x@usher]");
  CHECK(read("@usherette and @usher") == "message [@usherette and @usher] mention");
}

TEST_CASE("only a command that exists is one without a slash") {
  CHECK(read("@usher how are you?") == "message [how are you?] mention");
  CHECK(read("@usher /how are you?") == "command how [are you?]");
  CHECK(read("@usher") == "message [] mention");
}

TEST_CASE("in the conversation with Usher its name is not needed") {
  CHECK(read("nep 18", true) == "command nep [18]");
  CHECK(read("/unheard of", true) == "command unheard [of]");
  CHECK(read("how are you?", true) == "message [how are you?] direct");
  CHECK(read("@usher how are you?", true) == "message [how are you?] mention direct");
}

TEST_CASE("commands may be called in Chinese") {
  CHECK(read("@usher 帮助") == "command 帮助 []");
  CHECK(read("帮助 nep", true) == "command 帮助 [nep]");
  CHECK(read("@usher 你好") == "message [你好] mention");
}

TEST_CASE("what a Chinese keyboard puts after Usher's name ends it like its ASCII twin") {
  CHECK(read("@usher　帮助") == "command 帮助 []");
  CHECK(read("@usher，帮助") == "command 帮助 []");
  CHECK(read("@usher：nep 18") == "command nep [18]");
  CHECK(read("谢谢@usher。") == "message [谢谢@usher。] mention");
}

TEST_CASE("a command knows whether it was said to Usher alone", "[web][address]") {
  CHECK(std::get<Command>(addressed("/nep 18", true, table())).direct);
  CHECK(std::get<Command>(addressed("nep 18", true, table())).direct);
  CHECK_FALSE(std::get<Command>(addressed("@usher nep 18", false, table())).direct);
}
