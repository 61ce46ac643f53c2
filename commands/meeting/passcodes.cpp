// commands/meeting/passcodes.cpp: what lets people in stays out of what everybody may read.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/minutes.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace usher::meeting {

namespace {

constexpr std::string_view ends_of_code = " \t\r\"'<>()[]|&,;";
constexpr std::string_view between = " *_`";

std::string_view code_at(std::string_view line, std::size_t at) {
  return line.substr(at, line.find_first_of(ends_of_code, at) - at);
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "123 456 789": groups of digits are one code.
std::size_t length_of_code(std::string_view line, std::size_t at) {
  const auto is_number = [](std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  std::size_t end = at + code_at(line, at).size();
  while (is_number(line.substr(at, end - at).substr(0, 1)) && end + 1 < line.size() &&
         line[end] == ' ' && is_number(code_at(line, end + 1)))
    end += 1 + code_at(line, end + 1).size();
  return end - at;
}

// Where a code is that stands there behind a word for it: "Passcode: 123456". A password without a digit may be what people
// talk about. Nothing where there is none.
std::size_t written_code(std::string_view line, std::string_view lower, std::size_t at) {
  constexpr std::size_t none = std::string_view::npos;
  constexpr std::array<std::string_view, 5> names = {
      "passcode", "password", "密码", "密碼", "口令"
  };
  constexpr std::array<std::string_view, 3> signs = {":", "：", "="};
  const auto starts = [](std::string_view text) {
    return [text](std::string_view begin) { return text.starts_with(begin); };
  };
  const auto* const name = std::ranges::find_if(names, starts(lower.substr(at)));
  if (name == names.end()) return none;
  at = line.find_first_not_of(between, at + name->size());
  if (at == none) return none;
  const auto* const sign = std::ranges::find_if(signs, starts(line.substr(at)));
  // "passcode 123456": without a sign it is one where it looks like one.
  if (sign == signs.end()) {
    constexpr std::size_t shortest = 4;
    const std::string_view code = code_at(line, at);
    return *name == "passcode" && code.size() >= shortest && has_digit(code) ? at : none;
  }
  at = line.find_first_not_of(between, at + sign->size());
  if (at == none || code_at(line, at).empty()) return none;
  return *name == "passcode" || has_digit(code_at(line, at)) ? at : none;
}

// In whatever address it stands, how many there are and however long they are; and what is written out.
std::string without_codes(std::string_view line) {
  constexpr std::array<std::string_view, 3> begins = {"pwd=", "pwd%3d", "/shared_invite/"};
  const std::string lower = to_lower_ascii(line);
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const auto* const begin = std::ranges::find_if(begins, [&](std::string_view one) {
      return std::string_view(lower).substr(at).starts_with(one);
    });
    if (begin != begins.end()) {
      out += line.substr(at, begin->size());
      at += begin->size();
      if (const std::string_view code = code_at(line, at); !code.empty()) {
        out += "…";
        at += code.size();
      }
    } else if (const auto code = written_code(line, lower, at); code != std::string_view::npos) {
      out += line.substr(at, code - at);
      out += "(removed)";
      at = code + length_of_code(line, code);
    } else {
      out += line[at++];
    }
  }
  return out;
}

std::string line_without_passcodes(std::string_view text) {
  std::string out(text);
  for (const std::string& url : addresses_in(text)) {
    const bool invitation = url.contains("//join.slack.") || url.contains("/shared_invite/");
    const auto at = out.find(url);
    if (at == std::string::npos) continue;
    if (invitation) {
      out.replace(at, url.size(), "(invitation)");
    } else if (is_call(url)) {
      out.replace(at, url.size(), url.substr(0, url.find('?')));
    }
  }
  return without_codes(out);
}

}  // namespace

std::string without_calls(std::string_view text) {
  std::string out = without_passcodes(text);
  for (const std::string& url : addresses_in(out))
    if (const auto at = out.find(url); is_call(url) && at != std::string::npos)
      out.erase(at, url.size());
  return std::string(trim(out));
}

// A line after the other: of one text no more than some addresses are looked for.
std::string without_passcodes(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    if (line.data() != text.data()) out += '\n';
    out += line_without_passcodes(line);
  }
  return out;
}

}  // namespace usher::meeting
