// tests/support/matrix_rules.cpp: contents, judged.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_rules.hpp"

#include "tests/support/matrix_world.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace usher::testing::matrix {
namespace {

constexpr std::array<std::string_view, 37> tags{
    "del", "h1",      "h2",  "h3",   "h4",  "h5",      "h6",     "blockquote", "p",      "a",
    "ul",  "ol",      "sup", "sub",  "li",  "b",       "i",      "u",          "strong", "em",
    "s",   "code",    "hr",  "br",   "div", "table",   "thead",  "tbody",      "tr",     "th",
    "td",  "caption", "pre", "span", "img", "details", "summary"
};
constexpr std::array<std::string_view, 5> schemes{
    "https://", "http://", "ftp://", "mailto:", "magnet:"
};

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// An entity at the front, or nothing that looks like one.
bool is_entity(std::string_view text) {
  const auto end = text.find(';');
  return end != std::string_view::npos && end > 1 && end <= 10 &&
         std::ranges::all_of(text.substr(1, end - 1), [](char c) {
           return is_name(c) || c == '#' || (c >= 'A' && c <= 'Z');
         });
}

std::string fault_of_attributes(std::string_view tag, std::string_view text) {
  while (!text.empty()) {
    if (text.front() != ' ') return "a tag is not well made";
    text.remove_prefix(1);
    const auto equals = text.find("=\"");
    const auto end = equals == std::string_view::npos ? equals : text.find('"', equals + 2);
    if (end == std::string_view::npos) return "an attribute is not quoted";
    const std::string_view name = text.substr(0, equals);
    const std::string_view value = text.substr(equals + 2, end - equals - 2);
    text.remove_prefix(end + 1);
    if (tag == "a" && name == "href") {
      if (!std::ranges::any_of(schemes, [&](std::string_view scheme) {
            return value.starts_with(scheme);
          }))
        return "a link that clients do not open: " + std::string(value.substr(0, 60));
    } else if (!((tag == "code" && name == "class" && value.starts_with("language-")) ||
                 (tag == "ol" && name == "start"))) {
      return "no attribute " + std::string(name) + " of " + std::string(tag);
    }
    for (std::size_t at = value.find_first_of("&<>"); at != std::string_view::npos;
         at = value.find_first_of("&<>", at + 1))
      if (value[at] != '&' || !is_entity(value.substr(at))) return "an attribute is not escaped";
  }
  return {};
}

}  // namespace

bool is_canonical(const boost::json::value& value) {
  constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;
  if (value.is_double() || value.is_uint64()) return false;
  if (value.is_int64()) return value.get_int64() <= most && value.get_int64() >= -most;
  if (value.is_array()) return std::ranges::all_of(value.get_array(), is_canonical);
  if (value.is_object())
    return std::ranges::all_of(value.get_object(), [](const auto& one) {
      return is_canonical(one.value());
    });
  return true;
}

std::string fault_of_html(std::string_view html) {
  std::vector<std::string_view> open;
  for (std::size_t at = html.find_first_of("<>&"); at != std::string_view::npos;
       at = html.find_first_of("<>&", at)) {
    if (html[at] == '&') {
      if (!is_entity(html.substr(at))) return "a bare &";
      ++at;
      continue;
    }
    if (html[at] == '>') return "a bare >";
    const auto end = html.find('>', at);
    if (end == std::string_view::npos) return "a tag without an end";
    std::string_view tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool closing = tag.starts_with('/');
    if (closing) tag.remove_prefix(1);
    const auto size =
        static_cast<std::size_t>(std::ranges::find_if_not(tag, is_name) - tag.begin());
    std::string_view rest = tag.substr(size);
    const std::string_view name = tag.substr(0, size);
    if (std::ranges::find(tags, name) == tags.end())
      return "no tag " + std::string(name.substr(0, 40)) + " is permitted";
    if (closing) {
      if (open.empty() || open.back() != name || !rest.empty())
        return "</" + std::string(name) + "> closes nothing";
      open.pop_back();
      continue;
    }
    const bool empty = name == "br" || name == "hr" || name == "img";
    if (empty && rest.ends_with('/')) rest.remove_suffix(rest.ends_with(" /") ? 2 : 1);
    if (std::string fault = fault_of_attributes(name, rest); !fault.empty()) return fault;
    if (!empty) open.push_back(name);
    if (open.size() > 100) return "more than 100 levels";
  }
  return open.empty() ? std::string() : "<" + std::string(open.back()) + "> is not closed";
}

std::vector<std::string> faults_of_message(const boost::json::object& content) {
  std::vector<std::string> out;
  const json::object* relates = object_at(content, "m.relates_to");
  const json::object* newer = object_at(content, "m.new_content");
  const bool edit = relates != nullptr && text_at(*relates, "rel_type") == "m.replace";
  if (edit != (newer != nullptr)) out.emplace_back("m.replace and m.new_content belong together");
  const json::object& said = edit && newer != nullptr ? *newer : content;
  if (object_at(said, "m.mentions") == nullptr) out.emplace_back("a message without m.mentions");
  for (const json::object* one : {&content, &said}) {
    if (text_at(*one, "body").empty()) out.emplace_back("a message without a body");
    const std::string_view kind = text_at(*one, "msgtype");
    if (kind != "m.notice" && kind != "m.text")
      out.emplace_back("a message that is neither m.text nor m.notice");
    const bool formatted = one->contains("formatted_body");
    if (formatted != (text_at(*one, "format") == "org.matrix.custom.html"))
      out.emplace_back("format and formatted_body belong together");
    if (std::string fault = fault_of_html(text_at(*one, "formatted_body")); !fault.empty())
      out.push_back("formatted_body: " + fault);
  }
  return out;
}

}  // namespace usher::testing::matrix
