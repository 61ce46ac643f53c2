// adapters/slack/address.hpp: whether a message speaks to Usher, and whether it is a command in plain words. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "bot/event.hpp"

#include <string_view>
#include <variant>

namespace usher::slack {

// text: as it stands in the event, escaped. us: Usher's user id. "<@U0> nep 18" in a channel or thread, "nep 18" in the
// conversation with Usher: a Command; else a Message without the address. mention: Slack says that Usher was named.
std::variant<usher::Message, Command> addressed(
    std::string_view text, std::string_view us, bool direct, bool mention,
    const CommandTable& commands
);

}  // namespace usher::slack
