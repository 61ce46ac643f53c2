// adapters/matrix/scan.cpp: brackets and strings.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/scan.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace usher::matrix {

namespace json = boost::json;

namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool ends_scalar(char c) { return is_blank(c) || c == ',' || c == ']' || c == '}'; }

}  // namespace

void Scan::blanks() {
  while (at_ < json_.size() && is_blank(json_[at_])) ++at_;
}

bool Scan::fail() {
  ok_ = false;
  at_ = json_.size();
  return false;
}

bool Scan::step(char bracket) {
  blanks();
  if (at_ >= json_.size() || json_[at_] != bracket) return false;
  ++at_;
  return true;
}

bool Scan::enter_object() { return step('{'); }
bool Scan::enter_array() { return step('['); }

bool Scan::is_array() {
  blanks();
  return at_ < json_.size() && json_[at_] == '[';
}

bool Scan::at_end() {
  blanks();
  return at_ >= json_.size();
}

std::string_view Scan::quoted() {
  const std::size_t from = at_;
  for (std::size_t quote = at_ + 1;; ++quote) {
    quote = json_.find('"', quote);
    if (quote == std::string_view::npos) break;
    // Behind an odd number of backslashes it is one of the string's own.
    std::size_t slashes = 0;
    while (json_[quote - 1 - slashes] == '\\') ++slashes;
    if (slashes % 2 == 1) continue;
    at_ = quote + 1;
    return json_.substr(from, at_ - from);
  }
  fail();
  return {};
}

bool Scan::next_key(std::string_view& key) {
  if (step('}')) return false;
  if (step(',')) blanks();
  if (at_ >= json_.size() || json_[at_] != '"') return fail();
  const std::string_view text = quoted();
  if (!ok_ || !step(':')) return fail();
  key = text.substr(1, text.size() - 2);
  if (!key.contains('\\')) return true;
  spare_ = string_in(text).value_or(std::string());
  key = spare_;
  return true;
}

bool Scan::next_item() {
  if (step(']')) return false;
  step(',');
  blanks();
  return at_ < json_.size() || fail();
}

std::string_view Scan::skip() {
  blanks();
  const std::size_t from = at_;
  if (at_ >= json_.size()) {
    fail();
    return {};
  }
  if (json_[at_] == '"') return quoted();
  std::size_t depth = 0;
  while (at_ < json_.size()) {
    const char c = json_[at_];
    if (c == '"') {
      quoted();
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    // The end of a number or a word; or of what stands around it.
    if (depth == 0 && ends_scalar(c)) break;
    ++at_;
    if ((c == '}' || c == ']') && --depth == 0) break;
  }
  if (!ok_ || depth != 0 || at_ == from) {
    fail();
    return {};
  }
  return json_.substr(from, at_ - from);
}

std::optional<std::string> string_in(std::string_view json_text) {
  if (json_text.size() < 2 || json_text.front() != '"') return std::nullopt;
  const std::string_view inner = json_text.substr(1, json_text.size() - 2);
  const auto is_easy = [](char c) { return c >= ' ' && c <= '~' && c != '\\'; };
  if (std::ranges::all_of(inner, is_easy)) return std::string(inner);
  json::error_code error;
  const json::value value = json::parse({json_text.data(), json_text.size()}, error);
  if (error || !value.is_string()) return std::nullopt;
  return std::string(value.get_string());
}

bool is_true(std::string_view json_text) { return json_text == "true"; }

}  // namespace usher::matrix
