// commands/proposals/named.cpp: finding labels, and the numbers behind them, in a text that was written for people.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/named.hpp"

#include "bot/text.hpp"
#include "commands/proposals/grammar.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/misses.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace usher::proposals {

namespace {

constexpr std::size_t longest = 40000;  // bytes that are looked at
constexpr std::size_t most_numbers = 10;
constexpr std::size_t most_digits = 5;  // a date is no proposal
constexpr std::size_t most_examples = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_'; }

// In lower case; full-width digits, letters and signs as ASCII, the commas of Chinese and any kind of dash or blank too.
std::string plain(std::string_view text) {
  const std::string clean = sanitize(text.substr(0, longest));
  std::string out;
  out.reserve(clean.size());
  for (std::size_t at = 0; at < clean.size();) {
    char32_t c = next_code_point(clean, at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == U'、') c = ',';
    if (c == 0xA0 || c == 0x202F || c == 0x3000 || c == '\t') c = ' ';
    if (c >= 0x2010 && c <= 0x2015) c = '-';
    append_code_point(out, c);
  }
  return to_lower_ascii(out);
}

class Labels {
 public:
  Labels(std::string_view text, const Settings& settings, const std::function<bool(int)>& exists)
      : text_(text),
        grammar_(grammar_of(settings)),
        label_(to_lower_ascii(grammar_.label)),
        site_(to_lower_ascii(settings.site)),
        exists_(exists) {}

  Named all() && {
    for (at_ = 0; at_ < text_.size();) {
      if (text_.substr(at_).starts_with("http")) {
        if (const auto number = address()) add(*number);
      }
      const bool begins = at_ == 0 || !is_word(text_[at_ - 1]);
      if (begins && !label_.empty() && take(label_))
        behind_label();
      else
        ++at_;
    }
    return std::move(out_);
  }

 private:
  bool take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  template <class Is>
  void skip(Is is, std::size_t most) {
    while (most-- > 0 && at_ < text_.size() && is(text_[at_])) ++at_;
  }

  // A number that stands for itself: not of "18th", "1.5" or "20240101". Else nothing is taken.
  std::optional<int> number() {
    const std::size_t begin = at_;
    skip(is_digit, most_digits + 1);
    const std::size_t size = at_ - begin;
    const bool more = at_ < text_.size() && is_word(text_[at_]);
    const bool part = at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1]);
    int value = 0;
    if (size == 0 || size > most_digits || more || part) {
      at_ = begin;
      return std::nullopt;
    }
    std::from_chars(text_.data() + begin, text_.data() + at_, value);
    return value;
  }

  // What stands behind the label: "s 18, 47 and #50".
  void behind_label() {
    if (at_ < text_.size() && text_[at_] == 's') ++at_;
    skip([](char c) { return c == ' ' || c == '-' || c == '_' || c == ':' || c == '#'; }, 3);
    auto last = number();
    if (!last) return;
    add(*last);
    for (bool go_on = true; go_on;) {
      const std::size_t before = at_;
      const bool range = take("-");
      go_on = range || joint();
      const auto next = go_on ? number() : std::nullopt;
      go_on = next && (range ? *next > *last && through(*last, *next) : exists_(*next));
      if (go_on && !range) add(*next);
      if (go_on) last = next;
      if (!go_on) at_ = before;
    }
  }

  // Of a range those that there are; one that is longer than an answer is none.
  bool through(int first, int last) {
    if (last - first > static_cast<int>(most_numbers) || !exists_(last)) return false;
    for (int number = first + 1; number <= last; ++number)
      if (exists_(number)) add(number);
    return true;
  }

  bool joint() {
    // The longer ones first.
    constexpr std::array<std::string_view, 11> joints = {", and ", ",",  "/",  "&",  "+", "and ",
                                                         "or ",    "和", "与", "與", "及"};
    const auto blanks = [this] { skip([](char c) { return c == ' '; }, 2); };
    blanks();
    if (std::ranges::none_of(joints, [this](std::string_view one) { return take(one); }))
      return false;
    blanks();
    if (take(label_)) skip([](char c) { return c == ' ' || c == '-'; }, 1);
    take("#");
    return true;
  }

  // Pages that do not begin with the label: "…/specs/0001/" is one of this series where its site says so.
  std::optional<int> address() {
    const std::string_view rest = text_.substr(at_);
    if (site_.empty() || !rest.starts_with(site_)) return std::nullopt;
    std::string_view url = rest.substr(0, rest.find_first_of(" \n<>|()[]\"'`,;?#"));
    while (url.ends_with('/') || url.ends_with('.')) url.remove_suffix(1);
    std::string name(url.substr(url.rfind('/') + 1));
    if (const auto dot = name.rfind(".html"); dot != std::string::npos) name.resize(dot);
    if (!name.ends_with(".rst")) name += ".rst";
    return proposal_number(name, grammar_);
  }

  void add(int number) {
    if (std::ranges::find(out_.numbers, number) != out_.numbers.end()) return;
    if (out_.numbers.size() == most_numbers)
      out_.more = true;
    else
      out_.numbers.push_back(number);
  }

  std::string_view text_;
  Grammar grammar_;
  std::string label_, site_;
  const std::function<bool(int)>& exists_;
  std::size_t at_ = 0;
  Named out_;
};

Doc none_named(const View& view) {
  Doc doc;
  doc.paragraph({view.say(
      "I found no {label} in that message. Ask for one by its number, or by words of its title, "
      "for "
      "example:",
      fmt::arg("label", view.label)
  )});
  std::vector<Line> lines;
  for (const std::string& one : view.settings.examples)
    if (lines.size() < most_examples) lines.push_back({code(view.command(one))});
  doc.bullets(std::move(lines));
  return doc;
}

}  // namespace

Named named_in(
    std::string_view text, const Settings& settings, const std::function<bool(int)>& exists
) {
  const std::string words = plain(text);
  return Labels(words, settings, exists).all();
}

Answer look_up_named(std::string_view text, const View& view) {
  if (view.shelf.proposals.empty()) return {not_here_yet(view), false};
  const Named named = named_in(text, view.settings, [&view](int number) {
    return view.shelf.find(number) != nullptr;
  });
  if (named.numbers.empty()) return {none_named(view), false};
  std::string args;
  for (const int number : named.numbers) args += std::to_string(number) + ' ';
  Answer answer = look_up(args, view);
  if (named.more)
    answer.doc.paragraph({view.say("Ten at a time are enough; the rest is left out.")});
  return answer;
}

}  // namespace usher::proposals
