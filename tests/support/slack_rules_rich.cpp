// tests/support/slack_rules_rich.cpp: rich text and tables; and the words of whatever was sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_rules_rich.hpp"

#include <fmt/format.h>

namespace usher::testing::slack {
namespace {

void judge_inline(const json::object& element, const std::string& where, Judgement& out) {
  const std::string_view type = text_at(element, "type");
  if (type == "text") {
    const std::size_t size = characters(text_at(element, "text"));
    out.characters += size;
    if (size == 0) out.fault("must be more than 0 characters", where);
  } else if (type == "link") {
    const std::string_view url = text_at(element, "url");
    if (!url.starts_with("https://") && !url.starts_with("http://") && !url.starts_with("mailto:"))
      out.fault("no URL", where);
    if (url.size() > 3000) out.fault("must be less than 3001 characters", where);
    out.characters += characters(element.contains("text") ? text_at(element, "text") : url);
  } else if (type == "user") {
    out.mentions.emplace(text_at(element, "user_id"));
  } else if (type == "broadcast") {
    out.broadcasts.emplace(text_at(element, "range"));
  } else if (type == "usergroup") {
    out.broadcasts.emplace(text_at(element, "usergroup_id"));
  } else if (type == "date") {
    if (number_at(element, "timestamp", 0) <= 0 || text_at(element, "format").empty())
      out.fault("a date needs timestamp and format", where);
  } else if (type != "emoji" && type != "channel" && type != "color") {
    out.fault(fmt::format("unsupported type: {}", type), where);
  }
}

void judge_inlines(const json::object& holder, const std::string& where, Judgement& out) {
  const json::array* elements = array_at(holder, "elements");
  if (elements == nullptr) return out.fault("missing required field", where + "/elements");
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const std::string here = fmt::format("{}/elements/{}", where, i);
    if (const json::object* element = (*elements)[i].if_object())
      judge_inline(*element, here, out);
    else
      out.fault("must be an object", here);
  }
}

// --- words ---

void say_inlines(const json::array& elements, std::string& out) {
  for (const json::value& one : elements) {
    const json::object* element = one.if_object();
    if (element == nullptr) continue;
    const std::string_view type = text_at(*element, "type");
    if (type == "text") out += text_at(*element, "text");
    if (type == "link")
      out += element->contains("text") ? text_at(*element, "text") : text_at(*element, "url");
    if (type == "user") out += fmt::format("<@{}>", text_at(*element, "user_id"));
    if (type == "emoji") out += fmt::format(":{}:", text_at(*element, "name"));
    if (type == "date") out += text_at(*element, "fallback");
    if (type == "broadcast") out += fmt::format("<!{}>", text_at(*element, "range"));
  }
}

void say_rich(const json::object& block, std::string& out) {
  const json::array* parts = array_at(block, "elements");
  if (parts == nullptr) return;
  for (const json::value& one : *parts) {
    const json::object* part = one.if_object();
    const json::array* elements = part == nullptr ? nullptr : array_at(*part, "elements");
    if (elements == nullptr) continue;
    if (text_at(*part, "type") == "rich_text_list") {
      for (const json::value& item : *elements) {
        out += "• ";
        if (const json::object* section = item.if_object())
          if (const json::array* inlines = array_at(*section, "elements"))
            say_inlines(*inlines, out);
        out += '\n';
      }
    } else {
      say_inlines(*elements, out);
      out += '\n';
    }
  }
}

void say_text(const json::object& holder, std::string_view key, std::string& out) {
  const json::object* text = object_at(holder, key);
  if (text != nullptr) out.append(text_at(*text, "text")).append("\n");
}

void say_element(const json::object& element, std::string& out) {
  if (const json::object* text = object_at(element, "text"))
    out += fmt::format("[{}]\n", text_at(*text, "text"));
  if (text_at(element, "type") == "mrkdwn" || text_at(element, "type") == "plain_text")
    out.append(text_at(element, "text")).append("\n");
}

void say_block(const json::object& block, std::string& out) {
  const std::string_view type = text_at(block, "type");
  if (type == "rich_text") return say_rich(block, out);
  if (type == "markdown") {
    out.append(text_at(block, "text")).append("\n");
    return;
  }
  say_text(block, "text", out);
  say_text(block, "label", out);
  say_text(block, "hint", out);
  for (const std::string_view key : {"fields", "elements"})
    if (const json::array* elements = array_at(block, key))
      for (const json::value& one : *elements)
        if (const json::object* element = one.if_object()) say_element(*element, out);
  if (const json::object* accessory = object_at(block, "accessory")) say_element(*accessory, out);
  if (const json::array* rows = array_at(block, "rows"))
    for (const json::value& row : *rows)
      if (const auto* cells = row.if_array())
        for (const json::value& cell : *cells)
          if (const json::object* one = cell.if_object()) {
            if (text_at(*one, "type") == "rich_text")
              say_rich(*one, out);
            else
              out.append(text_at(*one, "text")).append("\n");
          }
}

}  // namespace

void judge_rich(const json::object& block, const std::string& where, Judgement& out) {
  const json::array* parts = array_at(block, "elements");
  if (parts == nullptr || parts->empty()) return out.fault("must have at least 1 element", where);
  for (std::size_t i = 0; i < parts->size(); ++i) {
    const std::string here = fmt::format("{}/elements/{}", where, i);
    const json::object* part = (*parts)[i].if_object();
    if (part == nullptr) {
      out.fault("must be an object", here);
      continue;
    }
    const std::string_view type = text_at(*part, "type");
    if (type == "rich_text_list") {
      if (const std::string_view style = text_at(*part, "style");
          style != "bullet" && style != "ordered")
        out.fault("no style of a list", here);
      const json::array* items = array_at(*part, "elements");
      if (items == nullptr) return out.fault("missing required field", here);
      for (const json::value& item : *items) {
        if (const json::object* section = item.if_object();
            section != nullptr && text_at(*section, "type") == "rich_text_section")
          judge_inlines(*section, here, out);
        else
          out.fault("a list is made of sections", here);
      }
    } else if (type == "rich_text_section" || type == "rich_text_quote" ||
               type == "rich_text_preformatted") {
      judge_inlines(*part, here, out);
    } else {
      out.fault(fmt::format("unsupported type: {}", type), here);
    }
  }
}

void judge_table(const json::object& block, const std::string& where, Judgement& out) {
  const json::array* rows = array_at(block, "rows");
  if (rows == nullptr || rows->empty()) return out.fault("must have at least 1 row", where);
  if (rows->size() > 100) out.fault("no more than 100 rows", where);
  for (const json::value& row : *rows) {
    const auto* cells = row.if_array();
    if (cells == nullptr || cells->empty() || cells->size() > 20) {
      out.fault("1 to 20 cells in a row", where);
      continue;
    }
    for (const json::value& cell : *cells) {
      const json::object* one = cell.if_object();
      if (one != nullptr && text_at(*one, "type") == "rich_text") {
        judge_rich(*one, where, out);
      } else if (one != nullptr && text_at(*one, "type") == "raw_text") {
        const std::size_t size = characters(text_at(*one, "text"));
        out.characters += size;
        if (size == 0) out.fault("must be more than 0 characters", where);
      } else {
        out.fault("no type of a cell", where);
      }
    }
  }
}

std::string words_of(const json::object& message) {
  std::string out;
  if (const json::object* title = object_at(message, "title"))
    out.append(text_at(*title, "text")).append("\n");
  if (const json::array* blocks = array_at(message, "blocks"))
    for (const json::value& one : *blocks)
      if (const json::object* block = one.if_object()) say_block(*block, out);
  if (out.empty()) out = text_at(message, "text");
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace usher::testing::slack
