// commands/proposals/links.cpp: addresses as they stand, `names`_ and footnotes [1]_.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/links.hpp"

#include "bot/text.hpp"
#include "commands/proposals/values.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr std::size_t most_targets = 400;
constexpr std::size_t longest_target = 2000;  // bytes of what explains a footnote
constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_text = 64U << 10U;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) { return is_word(c) || c == '-' || c == '.'; }

std::string folded(std::string_view name) {
  std::string out;
  for (const std::string_view word : split_words(name)) {
    if (!out.empty()) out += ' ';
    out += to_lower_ascii(word);
  }
  return out;
}

bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

struct Named {
  std::string_view name, rest;  // without a name: no target
};

// ".. _name: rest", ".. _`a name`: rest", ".. [6] rest"
Named target_in(std::string_view line) {
  if (!line.starts_with(".. ")) return {};
  line = trim(line.substr(3));
  if (line.starts_with('[')) {
    const auto close = line.substr(0, longest_name).find(']');
    if (close == std::string_view::npos) return {};
    return {line.substr(0, close + 1), line.substr(close + 1)};
  }
  if (!line.starts_with('_')) return {};
  line.remove_prefix(1);
  const bool quoted = line.starts_with('`');
  if (quoted) line.remove_prefix(1);
  const auto close = line.substr(0, longest_name).find(quoted ? "`:" : ":");
  if (close == std::string_view::npos) return {};
  return {line.substr(0, close), line.substr(close + (quoted ? 2 : 1))};
}

class Reader {
 public:
  Reader(std::string_view text, const Targets& targets, std::size_t limit)
      : text_(text), targets_(targets), limit_(limit) {}

  std::vector<std::string> read() {
    while (at_ < text_.size() && out_.size() < limit_) step();
    return std::move(out_);
  }

 private:
  void add(std::string address) {
    if (!address.empty() && std::ranges::find(out_, address) == out_.end())
      out_.push_back(std::move(address));
  }

  void step() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("http://") || rest.starts_with("https://")) {
      const auto end = std::min(rest.find_first_of(" \t<>`\"'|"), rest.size());
      const auto found = web_addresses(rest.substr(0, end));
      if (!found.empty()) add(found.front());
      at_ += end;
    } else if (rest.front() == '[') {
      const auto close = rest.substr(0, longest_name).find("]_");
      if (close != std::string_view::npos) add(targets_.find(rest.substr(0, close + 1)));
      ++at_;
    } else if (rest.front() == '`') {
      quoted(rest);
    } else if (is_name(rest.front())) {
      name(rest);
    } else {
      ++at_;
    }
  }

  // Code is passed over; "`a name`_" is looked up; the address in "`words <address>`_" is met on the way.
  void quoted(std::string_view rest) {
    if (rest.starts_with("``")) {
      const auto close = no_code_ ? std::string_view::npos : text_.find("``", at_ + 2);
      if (close == std::string_view::npos) no_code_ = true;
      at_ = close == std::string_view::npos ? at_ + 2 : close + 2;
      return;
    }
    const auto close = rest.substr(0, longest_name).find("`_", 1);
    if (close != std::string_view::npos) add(targets_.find(rest.substr(1, close - 1)));
    ++at_;
  }

  void name(std::string_view rest) {
    std::size_t end = 0;
    while (end < rest.size() && is_name(rest[end]) &&
           !(end > 0 && rest.substr(end).starts_with("http")))
      ++end;
    const bool reference = end < rest.size() && end <= longest_name && rest[end] == '_' &&
                           (end + 1 == rest.size() || !is_word(rest[end + 1]));
    if (reference) add(targets_.find(rest.substr(0, end)));
    at_ += end;
  }

  std::string_view text_;
  const Targets& targets_;
  std::size_t limit_;
  std::size_t at_ = 0;
  bool no_code_ = false;
  std::vector<std::string> out_;
};

std::string joined(std::span<const std::string_view> lines) {
  std::string out;
  for (const std::string_view line : lines) {
    if (out.size() > longest_text) break;
    out += trim(line.substr(0, longest_text));
    out += ' ';
  }
  return out;
}

}  // namespace

Targets::Targets(std::span<const std::string_view> lines) {
  for (std::size_t at = 0; at < lines.size() && addresses_.size() < most_targets; ++at) {
    const Named one = target_in(lines[at]);
    if (one.name.empty()) continue;
    std::string text(one.rest.substr(0, longest_target));
    while (at + 1 < lines.size() && is_indented(lines[at + 1]) && text.size() < longest_target) {
      text += ' ';
      text += trim(lines[++at].substr(0, longest_target));
    }
    auto found = web_addresses(text);
    if (!found.empty()) addresses_.try_emplace(folded(one.name), std::move(found.front()));
  }
}

std::string Targets::find(std::string_view name) const {
  const auto found = addresses_.find(folded(name));
  return found == addresses_.end() ? std::string() : found->second;
}

std::vector<std::string> links_in(
    std::span<const std::string_view> lines, const Targets& targets, std::size_t limit
) {
  const std::string text = joined(lines);
  return Reader(text, targets, limit).read();
}

}  // namespace usher::proposals
