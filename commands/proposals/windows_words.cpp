// commands/proposals/windows_words.cpp: spellings, numbers, addresses.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_words.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_order = 2000;

constexpr std::array<std::string_view, 7> also_window = {"fcp",    "评议", "評議", "评议期",
                                                         "評議期", "窗口", "視窗"};
constexpr std::array<std::string_view, 4> also_windows = {
    "所有评议", "所有評議", "评议列表", "評議列表"
};
constexpr std::array<WordSpec, 2> own_words = {{
    {"window",
     "[NUMBER | open NUMBER LINK [DAYS] | extend NUMBER DAYS | objection NUMBER LINK | …]",
     mark("The final comment period of one: how it stands, or open, extend, object to it"),
     Role::everyone, also_window},
    {"windows", "", mark("List the final comment periods"), Role::everyone, also_windows},
}};

struct Spelled {
  std::string_view word;
  WindowVerb verb;
};
// The first of each verb is how it is shown.
constexpr std::array<Spelled, 45> spellings = {{
    {"list", WindowVerb::list},
    {"show", WindowVerb::show},
    {"open", WindowVerb::open},
    {"extend", WindowVerb::extend},
    {"objection", WindowVerb::objection},
    {"retract", WindowVerb::retract},
    {"substantive", WindowVerb::substantive},
    {"not-substantive", WindowVerb::not_substantive},
    {"council", WindowVerb::council},
    {"close", WindowVerb::close},
    {"列表", WindowVerb::list},
    {"显示", WindowVerb::show},
    {"顯示", WindowVerb::show},
    {"start", WindowVerb::open},
    {"开启", WindowVerb::open},
    {"開啟", WindowVerb::open},
    {"打开", WindowVerb::open},
    {"打開", WindowVerb::open},
    {"开始", WindowVerb::open},
    {"開始", WindowVerb::open},
    {"延长", WindowVerb::extend},
    {"延長", WindowVerb::extend},
    {"object", WindowVerb::objection},
    {"异议", WindowVerb::objection},
    {"異議", WindowVerb::objection},
    {"反对", WindowVerb::objection},
    {"反對", WindowVerb::objection},
    {"takeback", WindowVerb::retract},
    {"撤回", WindowVerb::retract},
    {"收回", WindowVerb::retract},
    {"有实质", WindowVerb::substantive},
    {"实质", WindowVerb::substantive},
    {"實質", WindowVerb::substantive},
    {"实质性", WindowVerb::substantive},
    {"實質性", WindowVerb::substantive},
    {"notsubstantive", WindowVerb::not_substantive},
    {"unsubstantive", WindowVerb::not_substantive},
    {"非实质", WindowVerb::not_substantive},
    {"非實質", WindowVerb::not_substantive},
    {"非实质性", WindowVerb::not_substantive},
    {"非實質性", WindowVerb::not_substantive},
    {"指导委员会", WindowVerb::council},
    {"指導委員會", WindowVerb::council},
    {"关闭", WindowVerb::close},
    {"關閉", WindowVerb::close},
}};

std::optional<WindowVerb> verb_of(std::string_view lower) {
  const auto* const found = std::ranges::find(spellings, lower, &Spelled::word);
  return found == spellings.end() ? std::nullopt : std::optional(found->verb);
}

struct Number {
  bool is_number = false;
  std::optional<int> value;  // nothing: far too long
};

// "55", "#55", "NEP-55", "NEP55"; "10d", "10天". Not "-3": nobody means three days more by it.
Number number_of(std::string_view lower, std::string_view label) {
  const bool labelled = lower.starts_with(label);
  if (labelled) lower.remove_prefix(label.size());
  if ((labelled && lower.starts_with('-')) || lower.starts_with('#')) lower.remove_prefix(1);
  for (const std::string_view unit : {"days", "day", "d", "天", "日"})
    if (lower.ends_with(unit)) {
      lower.remove_suffix(unit.size());
      break;
    }
  if (lower.empty() || lower.find_first_not_of("0123456789") != std::string_view::npos) return {};
  int value = 0;
  const auto [end, ec] = std::from_chars(lower.data(), lower.data() + lower.size(), value);
  return {true, ec == std::errc() && value <= 99999 ? std::optional(value) : std::nullopt};
}

bool means_nothing(std::string_view lower, std::string_view label) {
  constexpr std::array<std::string_view, 6> words = {"days", "day", "for", "天", "日", "#"};
  return lower == label || std::ranges::find(words, lower) != words.end();
}

}  // namespace

std::span<const WordSpec> window_words() { return own_words; }

std::string_view word_of(WindowVerb verb) {
  return std::ranges::find(spellings, verb, &Spelled::verb)->word;
}

WindowOrder window_order(std::string_view rest, std::string_view label) {
  WindowOrder out;
  const std::string lower_label = to_lower_ascii(label);
  bool verb = false;
  bool negated = false;
  for (std::string_view word : split_words(rest.substr(0, longest_order))) {
    // "<https://…>", as mails and some platforms write it.
    if (word.starts_with('<') && word.ends_with('>')) word = word.substr(1, word.size() - 2);
    if (word.contains("://")) {
      if (out.url.empty())
        out.url = word;
      else if (out.odd.empty())
        out.odd = word;
      continue;
    }
    const std::string lower = to_lower_ascii(word);
    if (const auto meant = verb_of(lower); meant && !verb) {
      out.verb = *meant;
      verb = true;
      continue;
    }
    if (lower == "not" && !verb) {
      negated = true;
      continue;
    }
    const Number number = number_of(lower, lower_label);
    if (number.is_number && out.typed_number.empty()) {
      out.typed_number = word;
      out.number = number.value;
    } else if (number.is_number && !out.days) {
      out.days = number.value.value_or(99999);
    } else if (!means_nothing(lower, lower_label) && out.odd.empty()) {
      out.odd = word;
    }
  }
  if (!verb && !out.typed_number.empty()) out.verb = WindowVerb::show;
  if (negated && out.verb == WindowVerb::substantive) out.verb = WindowVerb::not_substantive;
  return out;
}

}  // namespace usher::proposals
