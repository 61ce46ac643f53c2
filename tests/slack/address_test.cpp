// tests/slack/address_test.cpp: who is spoken to, and whether it is a command.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/address.hpp"

#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

// "command nep [18]", "message [words]", with what else is true of it.
std::string heard_as(std::string_view text, bool direct = false, bool mention = false) {
  const auto what = addressed(text, "U0USHER", direct, mention, wire_commands());
  if (const auto* command = std::get_if<Command>(&what))
    return "command " + command->name + " [" + command->args + "]";
  const auto& message = std::get<usher::Message>(what);
  return "message [" + message.text + "]" + (message.mention ? " mention" : "") +
         (message.direct ? " direct" : "");
}

}  // namespace

TEST_CASE("in a channel a command follows Usher's name", "[slack][address]") {
  CHECK(heard_as("<@U0USHER> nep 18") == "command nep [18]");
  CHECK(heard_as("<@U0USHER>: /NEP  list ") == "command nep [list]");
  CHECK(heard_as("<@U0USHER> ／nep 18") == "command nep [18]");
  CHECK(heard_as("<@U0USHER> 帮助 nep") == "command 帮助 [nep]");
  CHECK(heard_as("<@U0USHER> /unheard of") == "command unheard [of]");
}

TEST_CASE("without Usher's name a channel does not speak to it", "[slack][address]") {
  CHECK(heard_as("nep 18") == "message [nep 18]");
  CHECK(heard_as("/nep 18") == "message [/nep 18]");
  CHECK(heard_as("<@U0ADA> nep 18") == "message [@U0ADA nep 18]");
}

TEST_CASE("Usher's name in the middle is a mention and no command", "[slack][address]") {
  CHECK(heard_as("ask <@U0USHER> nep 18") == "message [ask nep 18] mention");
  CHECK(heard_as("nep 18 <@U0USHER>") == "message [nep 18] mention");
}

TEST_CASE("what is no command is a message without the address", "[slack][address]") {
  CHECK(heard_as("<@U0USHER> how are you?") == "message [how are you?] mention");
  CHECK(heard_as("<@U0USHER>") == "message [] mention");
}

TEST_CASE("in the conversation with Usher its name is not needed", "[slack][address]") {
  CHECK(heard_as("nep 18", true) == "command nep [18]");
  CHECK(heard_as("／nep 18", true) == "command nep [18]");
  CHECK(heard_as("/unheard of", true) == "command unheard [of]");
  CHECK(heard_as("how are you?", true) == "message [how are you?] direct");
  CHECK(heard_as("<@U0USHER> how are you?", true) == "message [how are you?] mention direct");
}

TEST_CASE("Slack's own word that Usher was named counts", "[slack][address]") {
  CHECK(heard_as("how are you?", false, true) == "message [how are you?] mention");
}

TEST_CASE("a command's words are plain", "[slack][address]") {
  CHECK(heard_as("<@U0USHER> nep <#C0NEPS|neps> a &lt; b") == "command nep [#neps a < b]");
}

TEST_CASE("a command knows whether it was said to Usher alone", "[slack][address]") {
  const auto direct = [](std::string_view text, bool alone) {
    return std::get<Command>(addressed(text, "U0USHER", alone, false, wire_commands())).direct;
  };
  CHECK(direct("nep 18", true));
  CHECK_FALSE(direct("<@U0USHER> nep 18", false));
}
