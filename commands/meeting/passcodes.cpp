// commands/meeting/passcodes.cpp: what lets people in stays out of what everybody may read.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/minutes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::string_view ends_of_code = " \t\r\"'<>()[]|&,;";
constexpr std::string_view between = " *_`";
// "pwd", "passcode", "password"; "/shared_invite/"; "密", "口".
constexpr std::string_view first_of_any = "p/\xe5";

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
    // Only there can one of them, or a word for a code, begin: nearly all of what is written is passed over at once.
    const std::size_t next = std::min(lower.find_first_of(first_of_any, at), line.size());
    out += line.substr(at, next - at);
    at = next;
    if (at == line.size()) break;
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

// What stands in a line beside list marks and emphasis: "- **Passcode:**" → "Passcode:".
std::string_view bare(std::string_view line) {
  constexpr std::string_view marks = " \t\r-*_`>|+";
  const auto begin = line.find_first_not_of(marks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(marks) - begin + 1);
}

enum class Label : std::uint8_t { none, number, code };

// A line that is nothing but a name for what comes next: "Passcode:", "Meeting ID:".
Label label_in(std::string_view line) {
  constexpr std::array<std::pair<std::string_view, Label>, 10> names = {
      {{"passcode", Label::code},
       {"password", Label::code},
       {"密码", Label::code},
       {"密碼", Label::code},
       {"口令", Label::code},
       {"meeting id", Label::number},
       {"会议号", Label::number},
       {"會議號", Label::number},
       {"会议 id", Label::number},
       {"會議 id", Label::number}}
  };
  std::string text = to_lower_ascii(bare(line));
  for (const std::string_view sign : {":", "：", "="})
    if (text.ends_with(sign)) text.resize(text.size() - sign.size());
  const std::string_view name = bare(text);
  const auto* const found = std::ranges::find(names, name, &decltype(names)::value_type::first);
  return found == names.end() ? Label::none : found->second;
}

// Codes that stand in lines of their own, each beneath the name that it has, or all beneath all names, as two columns of a table
// are copied.
class Beneath {
 public:
  // The line as it may stay there.
  std::string next(std::string_view line) {
    const std::string_view word = bare(line);
    if (word.empty()) return std::string(line);
    if (const Label label = label_in(line); label != Label::none) {
      ++names_;
      code_ = code_ || label == Label::code;
      return std::string(line);
    }
    const bool is_code = names_ > 0 && has_digit(word) && length_of_code(word, 0) == word.size();
    if (!is_code) {
      names_ = 0;
      code_ = false;
      return std::string(line);
    }
    --names_;
    if (!code_) return std::string(line);
    code_ = names_ > 0;
    const auto at = static_cast<std::size_t>(word.data() - line.data());
    return std::string(line.substr(0, at)) + "(removed)" +
           std::string(line.substr(at + word.size()));
  }

 private:
  int names_ = 0;      // without what they name yet
  bool code_ = false;  // a passcode among them
};

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
  Beneath beneath;
  for (const std::string_view line : split(text, '\n')) {
    if (line.data() != text.data()) out += '\n';
    out += line_without_passcodes(beneath.next(line));
  }
  return out;
}

}  // namespace usher::meeting
