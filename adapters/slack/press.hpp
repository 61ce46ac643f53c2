// adapters/slack/press.hpp: what a button carries to Slack and brings back in a press: the one place that knows how it is
// written. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/doc.hpp"
#include "bot/secret.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::slack {

// block_id and action_id must be unique within a message and hold 255 characters, a value 2,000 (facts/slack.md 1.5). So
// each begins with a number that means nothing: "3:nep.more", "0:re:C0123/1712345678.000100".

// Of the post's key in the buttons' block_id; a key that is too long is left out, and the press has none then.
std::string block_id_of(std::size_t number, std::string_view key);
std::string key_of(std::string_view block_id);  // empty: of no buttons' block of ours

std::string action_id_of(std::size_t number, std::string_view action);
std::string action_of(std::string_view action_id);  // empty: none of ours

// "=value", or with a secret "!5:valuesecret". Empty where there is neither, and where it would be too long for Slack or is
// no text: then the button is left out.
struct ButtonValue {
  std::string value;
  Secret<std::string> secret;
};
std::string value_of(const Button& button);
ButtonValue read_value(std::string_view value);

}  // namespace usher::slack
