// adapters/matrix/numbers.cpp: the numbers of buttons, as they are drawn and as they are typed.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/buttons.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

namespace usher::matrix {

namespace {

constexpr char32_t keycap_ten = 0x1F51F;
constexpr char32_t enclosing_keycap = 0x20E3;
constexpr char32_t circled_one = 0x2460;  // ① … ⑳
constexpr char32_t circled_twenty = 0x2473;
constexpr std::size_t longest = 24;  // bytes: nothing that is longer is a number

std::optional<std::size_t> digit(char32_t c) {
  if (c >= U'0' && c <= U'9') return c - U'0';
  if (c >= U'０' && c <= U'９') return c - U'０';
  return std::nullopt;
}

// What may stand behind a number: "2.", "2)", "2。".
bool ends(char32_t c) {
  return c == U'.' || c == U')' || c == U'。' || c == U'）' || c == U'．' || c == U'、';
}

bool is_variation(char32_t c) { return c == 0xFE0F || c == 0xFE0E; }

}  // namespace

std::string keycap(std::size_t number) {
  if (number == most_keycaps) return "🔟";
  if (number > most_keycaps) return fmt::format("{}.", number);
  return fmt::format("{}\uFE0F\u20E3", number);
}

bool sends_press(const Button& button) {
  // Features' own actions are "<feature>.<what>": Button::open alone has this one.
  return button.url.empty() && button.action != "open";
}

std::optional<std::size_t> number_in(std::string_view typed) {
  const std::string_view text = trim(typed);
  if (text.empty() || text.size() > longest) return std::nullopt;
  std::size_t number = 0;
  int digits = 0;
  bool whole = false;  // a sign that is a number by itself
  bool over = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_variation(c)) continue;
    const auto value = digit(c);
    if (over) return std::nullopt;
    if (value && !whole && digits < 2) {
      number = 10 * number + *value;
      ++digits;
    } else if (digits == 0 && !whole &&
               (c == keycap_ten || (c >= circled_one && c <= circled_twenty))) {
      number = c == keycap_ten ? 10 : c - circled_one + 1;
      whole = true;
    } else if (c == enclosing_keycap && digits == 1 && !whole) {
      whole = true;
    } else if ((digits > 0 || whole) && ends(c)) {
      over = true;
    } else {
      return std::nullopt;
    }
  }
  return number == 0 ? std::nullopt : std::optional(number);
}

}  // namespace usher::matrix
