// adapters/matrix/html_pages.cpp: pages, one after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/html_pages.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::string_view joiner = "\u200d";
constexpr std::string_view room = "room";

constexpr std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

constexpr Size size_of(char c) {
  const bool escaped = c == '"' || c == '\\' || c == '\n' || c == '\t';
  const std::string_view named = entity(c);
  Size out;
  out.body = escaped ? 2 : c == '@' ? 1 + joiner.size() : 1;
  out.html = !named.empty() ? named.size() : escaped ? 2 : 1;
  return out;
}

// Every text is measured, and measured again in lines and words.
constexpr std::array<Size, 256> sizes = [] {
  std::array<Size, 256> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = size_of(static_cast<char>(i));
  return out;
}();

constexpr std::array<bool, 256> is_special = [] {
  std::array<bool, 256> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = !entity(static_cast<char>(i)).empty();
  return out;
}();

// Before which a text is not cut: it belongs to the character before.
bool joins(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D ||
         c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF);
}

// Push rules of old look for "@room" in the body, in capitals or not.
std::string without_everybody(std::string_view body) {
  if (!body.contains('@')) return std::string(body);
  std::string out;
  out.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    out += body[i];
    if (body[i] == '@' && to_lower_ascii(body.substr(i + 1, room.size())) == room) out += joiner;
  }
  return out;
}

void trim_end(std::string& text) {
  const auto last = text.find_last_not_of(" \n\t");
  text.resize(last == std::string::npos ? 0 : last + 1);
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (true) {
    const auto special = std::ranges::find_if(text, [](char c) {
      return is_special[static_cast<unsigned char>(c)];
    });
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out += text.substr(0, plain);
    if (plain == text.size()) return out;
    out += entity(text[plain]);
    text.remove_prefix(plain + 1);
  }
}

Size size_of(std::string_view text) {
  Size out;
  for (const char c : text) out += sizes[static_cast<unsigned char>(c)];
  return out;
}

void Pages::block(bool heading) {
  if (!body_.empty()) {
    const std::string_view gap = after_heading_ ? "\n" : "\n\n";
    body_ += gap;
    weight_.body += 2 * gap.size();
  }
  after_heading_ = heading;
}

void Pages::newline() {
  if (body_.empty()) return;
  body_ += '\n';
  body_ += indent_;
  weight_.body += 2 + indent_.size();
}

void Pages::line() {
  if (!said_) return;
  constexpr std::string_view tag = "<br>";
  html_ += tag;
  weight_.html += tag.size();
  newline();
}

void Pages::together(Size size) {
  if (said_ && !fits(size) && size.body <= page_size && size.html <= page_size) next();
}

void Pages::push(Tag tag) {
  html_ += tag.whole;
  weight_.html += tag.whole.size() + 4;  // quotation marks are two bytes in JSON
  closing_ += tag.name.size() + 3;
  rich_ = rich_ || tag.name != "p";
  open_.push_back(std::move(tag));
}

void Pages::open(std::string_view tag) {
  std::string whole = "<";
  whole += tag;
  whole += '>';
  push({std::string(tag), std::move(whole)});
}

void Pages::open_link(std::string_view url) {
  std::string whole = "<a href=\"";
  whole += escape(url);
  whole += "\">";
  push({"a", std::move(whole)});
}

void Pages::close() {
  if (open_.empty()) return;
  const std::string& name = open_.back().name;
  html_ += "</";
  html_ += name;
  html_ += '>';
  weight_.html += name.size() + 3;
  closing_ -= name.size() + 3;
  open_.pop_back();
}

void Pages::aside(std::string_view text) {
  body_ += text;
  weight_.body += size_of(text).body;
}

void Pages::mentions(const std::string& user) {
  if (std::ranges::find(mentions_, user) != mentions_.end()) return;
  mentions_.push_back(user);
  weight_.html += user.size() + 3;
}

void Pages::put(std::string_view text) {
  weight_ += size_of(text);
  body_ += text;
  html_ += escape(text);
  said_ = said_ || !trim(text).empty();
}

void Pages::text(std::string_view text, bool as_it_is) {
  const std::string clean = sanitize(text, true);
  std::string_view left = clean;
  while (true) {
    const std::size_t end = left.find('\n');
    put_line(left.substr(0, end));
    if (end == std::string_view::npos) return;
    left.remove_prefix(end + 1);
    if (!fits({2 + indent_.size(), 4})) {
      next();
    } else if (as_it_is) {
      html_ += '\n';
      weight_.html += 2;
      newline();
    } else {
      line();
    }
  }
}

void Pages::put_line(std::string_view line) {
  if (const Size size = size_of(line); fits(size) || (said_ && is_small(size))) {
    if (!fits(size)) next();
    return put(line);
  }
  while (!line.empty()) {
    // With the blanks behind it.
    const std::size_t end = line.find_first_not_of(' ', std::min(line.find(' '), line.size()));
    const std::string_view word = line.substr(0, end);
    const Size size = size_of(word);
    if (fits(size)) {
      put(word);
    } else if (said_ && is_small(size)) {
      next();
      put(word);
    } else {
      put_long(word);
    }
    line.remove_prefix(word.size());
  }
}

void Pages::put_long(std::string_view word) {
  while (!word.empty()) {
    std::size_t length = fitting(word);
    // Of a page full of blanks too, which is let go.
    if (length == 0 && body_.size() > indent_.size()) {
      next();
      continue;
    }
    if (length == 0) next_code_point(word, length);  // rather too much than for ever
    put(word.substr(0, length));
    word.remove_prefix(length);
  }
}

// How many bytes of it find room, not cutting what belongs together where that can be had.
std::size_t Pages::fitting(std::string_view text) const {
  Size size;
  std::size_t good = 0;
  std::size_t any = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    any = begin;
    if (!joins(c) && before != 0x200D) good = begin;
    size += size_of(text.substr(begin, at - begin));
    if (!fits(size)) return good != 0 || said_ ? good : any;
    before = c;
  }
  return text.size();
}

void Pages::end_page() {
  if (!said_) return;
  trim_end(body_);
  for (auto tag = open_.rbegin(); tag != open_.rend(); ++tag) html_ += "</" + tag->name + ">";
  Message& one = done_.emplace_back();
  one.body = without_everybody(body_);
  if (rich_) one.html = std::move(html_);
  one.mentions = std::move(mentions_);
}

void Pages::next() {
  end_page();
  body_.clear();
  html_.clear();
  mentions_.clear();
  weight_ = {};
  closing_ = 0;
  said_ = rich_ = after_heading_ = false;
  for (Tag& tag : std::exchange(open_, {})) push(std::move(tag));
  begin_indented();
  weight_.body += indent_.size();
}

std::vector<Message> Pages::take() {
  end_page();
  if (done_.empty()) done_.push_back({.body = "…", .html = {}, .mentions = {}});
  return std::exchange(done_, {});
}

}  // namespace usher::matrix
