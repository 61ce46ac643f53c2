// adapters/slack/press.cpp: numbers before keys and actions, secrets behind values.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/press.hpp"

#include "adapters/slack/measure.hpp"

#include <charconv>

namespace usher::slack {

namespace {

constexpr std::size_t longest_id = 255;
constexpr std::size_t longest_value = 2000;

// What stands behind "<number>:"; nothing where there is no such number.
std::string behind_number(std::string_view id) {
  std::size_t digits = 0;
  while (digits < id.size() && id[digits] >= '0' && id[digits] <= '9') ++digits;
  const bool ours = digits > 0 && digits < id.size() && id[digits] == ':';
  return ours ? std::string(id.substr(digits + 1)) : std::string();
}

std::string numbered(std::size_t number, std::string_view what) {
  std::string out = std::to_string(number);
  out += ':';
  // Longer than Slack takes, or no text at all: changed it would be another one's.
  if (out.size() + what.size() <= longest_id && measure(what).sound) out += what;
  return out;
}

}  // namespace

std::string block_id_of(std::size_t number, std::string_view key) { return numbered(number, key); }
std::string key_of(std::string_view block_id) { return behind_number(block_id); }
std::string action_id_of(std::size_t number, std::string_view action) {
  return numbered(number, action);
}
std::string action_of(std::string_view action_id) { return behind_number(action_id); }

std::string value_of(const Button& button) {
  if (button.value.empty() && button.secret.empty()) return {};
  std::string out;
  if (button.secret.empty()) {
    out = "=";
    out += button.value;
  } else {
    out = "!" + std::to_string(button.value.size()) + ":";
    out += button.value;
    out += button.secret.reveal();
  }
  const Measure size = measure(out);
  if (size.units > longest_value || !size.sound) wipe(out);
  return out;
}

ButtonValue read_value(std::string_view value) {
  ButtonValue out;
  if (value.starts_with('=')) {
    out.value = value.substr(1);
    return out;
  }
  if (!value.starts_with('!')) return out;
  value.remove_prefix(1);
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  const auto digits = static_cast<std::size_t>(end - value.data());
  if (error != std::errc() || digits >= value.size() || *end != ':') return out;
  value.remove_prefix(digits + 1);
  if (length > value.size()) return out;
  out.value = value.substr(0, length);
  out.secret = Secret<std::string>(std::string(value.substr(length)));
  return out;
}

}  // namespace usher::slack
