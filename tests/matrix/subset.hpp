// tests/matrix/subset.hpp: reads a formatted_body as strictly as the specification names it (facts/matrix.md 2, "formatted_body"),
// and says what is wrong with it. For tests and fuzzing alike; no part of what is tested.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix::subset {

struct Reading {
  std::vector<std::string> faults;
  std::string text;                // what is shown, entities read, <br> as a line break
  std::vector<std::string> links;  // hrefs
  std::size_t depth = 0;           // the deepest
};

inline constexpr std::array<std::string_view, 23> tags{
    "del", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "p",      "a",    "ul", "ol",
    "li",  "b",  "i",  "u",  "em", "hr", "br", "span",       "strong", "code", "pre"
};

// One of the five that are written, or nothing.
inline char entity(std::string_view name) {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "#39") return '\'';
  return '\0';
}

class Reader {
 public:
  explicit Reader(std::string_view html) : left_(html) {}

  Reading read() {
    while (!left_.empty()) {
      const char c = left_.front();
      if (c == '<')
        tag();
      else if (c == '&')
        out_.text += reference(left_);
      else {
        if (c == '>' || c == '"' || c == '\'') fault("bare " + std::string(1, c));
        out_.text += c;
        left_.remove_prefix(1);
      }
    }
    for (const std::string& name : open_) fault("not closed: " + name);
    return std::move(out_);
  }

 private:
  void fault(std::string what) {
    constexpr std::size_t enough = 20;
    if (out_.faults.size() < enough) out_.faults.push_back(std::move(what));
  }

  std::string reference(std::string_view& from) {
    constexpr std::size_t longest = 6;
    const std::size_t end = from.substr(0, longest).find(';');
    const char c = end == std::string_view::npos ? '\0' : entity(from.substr(1, end - 1));
    if (c == '\0') {
      fault("no entity: " + std::string(from.substr(0, longest)));
      from.remove_prefix(1);
      return "&";
    }
    from.remove_prefix(end + 1);
    return {c};
  }

  void tag() {
    const std::size_t end = left_.find('>');
    if (end == std::string_view::npos) {
      fault("half a tag");
      left_ = {};
      return;
    }
    std::string_view inside = left_.substr(1, end - 1);
    left_.remove_prefix(end + 1);
    const bool closes = inside.starts_with('/');
    if (closes) inside.remove_prefix(1);
    const std::size_t blank = std::min(inside.find(' '), inside.size());
    const std::string name(inside.substr(0, blank));
    const std::string_view attributes = inside.substr(blank);
    if (std::ranges::find(tags, name) == tags.end() || name.empty())
      return fault("no tag of the subset: " + name);
    if (closes) return close(name, attributes);
    if (name == "br") out_.text += '\n';
    if (name == "a")
      address(attributes);
    else if (!attributes.empty())
      fault("attributes of " + name);
    if (name == "br" || name == "hr") return;
    if (name == "a" && std::ranges::find(open_, "a") != open_.end()) fault("a link within a link");
    open_.push_back(name);
    out_.depth = std::max(out_.depth, open_.size());
  }

  void close(const std::string& name, std::string_view attributes) {
    if (!attributes.empty()) fault("attributes of /" + name);
    if (open_.empty() || open_.back() != name) return fault("closed out of turn: " + name);
    open_.pop_back();
  }

  void address(std::string_view attributes) {
    constexpr std::string_view lead = " href=\"";
    if (!attributes.starts_with(lead) || !attributes.ends_with('"') ||
        attributes.size() <= lead.size())
      return fault("no address: " + std::string(attributes));
    attributes.remove_prefix(lead.size());
    attributes.remove_suffix(1);
    std::string url;
    while (!attributes.empty()) {
      if (attributes.front() == '&') {
        url += reference(attributes);
        continue;
      }
      if (attributes.front() == '"' || attributes.front() == '<') fault("address not escaped");
      url += attributes.front();
      attributes.remove_prefix(1);
    }
    std::string lower = url;
    std::ranges::transform(lower, lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (!lower.starts_with("https://") && !lower.starts_with("http://") &&
        !lower.starts_with("mailto:"))
      fault("scheme of " + url);
    out_.links.push_back(std::move(url));
  }

  std::string_view left_;
  std::vector<std::string> open_;
  Reading out_;
};

inline Reading read(std::string_view html) { return Reader(html).read(); }

}  // namespace usher::matrix::subset
