// adapters/slack/address.cpp: from what was heard to what is meant.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/address.hpp"

#include "adapters/slack/escape.hpp"
#include "bot/text.hpp"

#include <string>
#include <utility>

namespace usher::slack {

std::variant<usher::Message, Command> addressed(
    std::string_view text, std::string_view us, bool direct, bool mention,
    const CommandTable& commands
) {
  Heard heard = hear(text, us);
  if (heard.first || direct) {
    // The slash of Chinese keyboards begins a command like any other; and none is needed before a command that exists.
    constexpr std::string_view wide = "\uff0f";
    std::string line = heard.text;
    if (line.starts_with(wide)) line.replace(0, wide.size(), "/");
    const bool slash = line.starts_with('/');
    auto command = parse_command(slash ? line : "/" + line);
    if (command && (slash || commands.find(command->name) != nullptr)) {
      command->direct = direct;
      return std::move(*command);
    }
  }
  return usher::Message{
      .text = std::move(heard.text), .mention = heard.mention || mention, .direct = direct
  };
}

}  // namespace usher::slack
