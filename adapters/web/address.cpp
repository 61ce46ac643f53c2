// adapters/web/address.cpp: looking for @usher and for a command's name.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/address.hpp"

#include "adapters/web/message.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace usher::web {

namespace {

// Chinese is written without spaces: what follows a name ends it where it is punctuation, or the space of its keyboards.
constexpr std::array<std::string_view, 7> ends = {"\u3000", "\uff0c", "\uff1a", "\u3002",
                                                  "\uff01", "\uff1f", "\u3001"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool goes_on(std::string_view rest) {
  const bool ended =
      std::ranges::any_of(ends, [&](std::string_view end) { return rest.starts_with(end); });
  return !rest.empty() && !ended && is_word(rest.front());
}

// Where "@usher" stands as a word of its own; npos where it does not.
std::size_t find_mention(std::string_view lower) {
  const std::string name = "@" + std::string(bot_id);
  for (std::size_t at = lower.find(name); at != std::string_view::npos;
       at = lower.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    // A word of Latin letters before it makes it part of an address; Chinese is written without spaces.
    const bool begins =
        at == 0 || static_cast<unsigned char>(lower[at - 1]) >= 0x80 || !is_word(lower[at - 1]);
    if (begins && !goes_on(lower.substr(end))) return at;
  }
  return std::string_view::npos;
}

}  // namespace

What addressed(std::string_view text, bool direct, const CommandTable& commands) {
  std::string_view rest = trim(text);
  const std::size_t at = find_mention(to_lower_ascii(rest));
  const bool mention = at != std::string_view::npos;
  if (at == 0) {
    rest = rest.substr(1 + bot_id.size());
    for (const std::string_view mark : {",", ":", "\uff0c", "\uff1a"})
      if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
    rest = trim(rest);
  }
  if (at == 0 || direct) {
    const std::string line = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
    auto command = parse_command(line);
    if (command && (rest.starts_with('/') || commands.find(command->name) != nullptr)) {
      command->direct = direct;
      return std::move(*command);
    }
  }
  return usher::Message{.text = std::string(rest), .mention = mention, .direct = direct};
}

}  // namespace usher::web
