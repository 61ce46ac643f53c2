// tests/support/slack_rules.cpp: Block Kit's limits, element by element.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_rules.hpp"

#include "tests/support/slack_rules_rich.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace usher::testing::slack {
namespace {

struct Limits {
  std::size_t least, most;
};

// A text object, or a text that must be one. kind: "plain_text", "mrkdwn", or empty for either.
void judge_text(
    const json::object& holder, std::string_view key, std::string_view kind, Limits limits,
    const std::string& where, Judgement& out
) {
  const std::string here = fmt::format("{}/{}", where, key);
  const json::object* text = object_at(holder, key);
  if (text == nullptr) {
    if (holder.contains(key)) return out.fault("must be a text object", here);
    if (limits.least > 0) out.fault("missing required field", here);
    return;
  }
  const std::string_view type = text_at(*text, "type");
  if (type != "plain_text" && type != "mrkdwn") return out.fault("no type of text", here);
  if (!kind.empty() && type != kind) return out.fault(fmt::format("must be {}", kind), here);
  if (type == "mrkdwn" && text->contains("emoji")) out.fault("emoji belongs to plain_text", here);
  const std::string_view words = text_at(*text, "text");
  const std::size_t size = characters(words);
  out.characters += size;
  if (size < std::max<std::size_t>(limits.least, 1))
    out.fault("must be more than 0 characters", here);
  if (size > limits.most)
    out.fault(fmt::format("must be less than {} characters", limits.most + 1), here);
  if (type == "mrkdwn") judge_markup(words, here, out);
}

void judge_string(
    const json::object& holder, std::string_view key, std::size_t most, const std::string& where,
    Judgement& out
) {
  if (!holder.contains(key)) return;
  if (characters(text_at(holder, key)) > most)
    out.fault(
        fmt::format("must be less than {} characters", most + 1), where + "/" + std::string(key)
    );
}

void judge_options(
    const json::object& element, std::string_view key, std::size_t most, const std::string& where,
    Judgement& out
) {
  const json::array* options = array_at(element, key);
  if (options == nullptr) return;
  if (options->empty()) out.fault("must have at least 1 option", where);
  if (options->size() > most) out.fault(fmt::format("no more than {} options", most), where);
  std::set<std::string_view> values;
  for (const json::value& one : *options) {
    const json::object* option = one.if_object();
    if (option == nullptr) return out.fault("an option must be an object", where);
    judge_text(*option, "text", "", {1, 75}, where, out);
    judge_text(*option, "description", "", {0, 75}, where, out);
    judge_string(*option, "value", 150, where, out);
    if (!values.insert(text_at(*option, "value")).second)
      out.fault("two options have one value", where);
  }
}

void judge_button(const json::object& element, const std::string& where, Judgement& out) {
  judge_text(element, "text", "plain_text", {1, 75}, where, out);
  judge_string(element, "value", 2000, where, out);
  judge_string(element, "url", 3000, where, out);
  if (element.contains("url") && !is_address(text_at(element, "url")))
    out.fault("must be a valid URL", where + "/url");
  if (const auto style = text_at(element, "style");
      element.contains("style") && style != "primary" && style != "danger")
    out.fault("no style of a button", where);
  if (const json::object* confirm = object_at(element, "confirm")) {
    judge_text(*confirm, "title", "plain_text", {1, 100}, where, out);
    judge_text(*confirm, "text", "", {1, 300}, where, out);
    judge_text(*confirm, "confirm", "plain_text", {1, 30}, where, out);
    judge_text(*confirm, "deny", "plain_text", {1, 30}, where, out);
  }
}

void judge_input_text(const json::object& element, const std::string& where, Judgement& out) {
  const std::int64_t most = number_at(element, "max_length", 3000);
  const std::int64_t least = number_at(element, "min_length", 0);
  if (most < 1 || most > 3000) out.fault("max_length must be 1 to 3000", where);
  if (least < 0 || least > most) out.fault("min_length must be 0 to max_length", where);
  if (std::cmp_greater(characters(text_at(element, "initial_value")), most))
    out.fault("initial_value is longer than max_length", where);
}

// at: where it may stand: "actions", "accessory" or "input".
void judge_element(
    const json::object& element, std::string_view at, const std::string& where,
    std::set<std::string>& actions, Judgement& out
) {
  const std::string_view type = text_at(element, "type");
  judge_string(element, "action_id", 255, where, out);
  if (const std::string_view id = text_at(element, "action_id");
      !id.empty() && !actions.emplace(id).second)
    out.fault("action_id already exists", where);
  judge_text(element, "placeholder", "plain_text", {0, 150}, where, out);
  if (type == "button" && at != "input") {
    judge_button(element, where, out);
  } else if (type == "static_select" || type == "multi_static_select") {
    if (array_at(element, "options") == nullptr && array_at(element, "option_groups") == nullptr)
      out.fault("missing options", where);
    judge_options(element, "options", 100, where, out);
  } else if (type == "overflow" && at != "input") {
    judge_options(element, "options", 5, where, out);
  } else if (type == "checkboxes" || type == "radio_buttons") {
    judge_options(element, "options", 10, where, out);
  } else if (type == "plain_text_input" && at != "accessory") {
    judge_input_text(element, where, out);
  } else if (type == "image" && at == "accessory") {
    judge_string(element, "alt_text", 2000, where, out);
  } else if ((type == "email_text_input" || type == "url_text_input" || type == "number_input" ||
              type == "file_input") &&
             at == "input") {
    return;
  } else if (type != "datepicker" && type != "timepicker" && type != "datetimepicker" &&
             !type.ends_with("_select")) {
    out.fault(fmt::format("unsupported type: {}", type), where);
  }
}

void judge_elements(
    const json::object& block, std::string_view key, std::size_t most, const std::string& where,
    Judgement& out
) {
  const json::array* elements = array_at(block, key);
  if (elements == nullptr || elements->empty())
    return out.fault("must have at least 1 element", where);
  if (elements->size() > most) out.fault(fmt::format("no more than {} items allowed", most), where);
  std::set<std::string> actions;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const json::object* element = (*elements)[i].if_object();
    const std::string here = fmt::format("{}/{}/{}", where, key, i);
    if (element == nullptr)
      out.fault("must be an object", here);
    else
      judge_element(*element, "actions", here, actions, out);
  }
}

void judge_section(const json::object& block, const std::string& where, Judgement& out) {
  const json::array* fields = array_at(block, "fields");
  if (fields == nullptr || block.contains("text"))
    judge_text(block, "text", "", {1, 3000}, where, out);
  if (fields != nullptr) {
    if (fields->empty() || fields->size() > 10) out.fault("1 to 10 fields", where);
    for (std::size_t i = 0; i < fields->size(); ++i) {
      const json::object holder{{"text", (*fields)[i]}};
      judge_text(holder, "text", "", {1, 2000}, fmt::format("{}/fields/{}", where, i), out);
    }
  }
  std::set<std::string> actions;
  if (const json::object* accessory = object_at(block, "accessory"))
    judge_element(*accessory, "accessory", where + "/accessory", actions, out);
}

void judge_context(const json::object& block, const std::string& where, Judgement& out) {
  const json::array* elements = array_at(block, "elements");
  if (elements == nullptr || elements->empty())
    return out.fault("must have at least 1 element", where);
  if (elements->size() > 10) out.fault("no more than 10 items allowed", where);
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const json::object* element = (*elements)[i].if_object();
    if (element != nullptr && text_at(*element, "type") == "image") continue;
    const json::object holder{{"text", (*elements)[i]}};
    judge_text(holder, "text", "", {1, 3000}, fmt::format("{}/elements/{}", where, i), out);
  }
}

void judge_input(const json::object& block, const std::string& where, Judgement& out) {
  judge_text(block, "label", "plain_text", {1, 2000}, where, out);
  judge_text(block, "hint", "plain_text", {0, 2000}, where, out);
  const json::object* element = object_at(block, "element");
  if (element == nullptr) return out.fault("missing required field", where + "/element");
  std::set<std::string> actions;
  judge_element(*element, "input", where + "/element", actions, out);
}

void judge_block(
    const json::object& block, Surface surface, const std::string& where, Judgement& out
) {
  const std::string_view type = text_at(block, "type");
  judge_string(block, "block_id", 255, where, out);
  if (type == "section") return judge_section(block, where, out);
  if (type == "header") return judge_text(block, "text", "plain_text", {1, 150}, where, out);
  if (type == "context") return judge_context(block, where, out);
  if (type == "actions") return judge_elements(block, "elements", 25, where, out);
  if (type == "divider") return;
  if (type == "image") return judge_string(block, "alt_text", 2000, where, out);
  if (type == "input") return judge_input(block, where, out);
  if (type == "rich_text") return judge_rich(block, where, out);
  if (type == "table" && surface == Surface::message) return judge_table(block, where, out);
  if (type == "markdown" && surface == Surface::message) {
    const std::size_t size = characters(text_at(block, "text"));
    out.characters += size;
    if (size == 0 || size > 12000) out.fault("1 to 12000 characters", where);
    return;
  }
  out.fault(fmt::format("unsupported type: {}", type), where);
}

}  // namespace

void judge_blocks(
    const json::array& blocks, Surface surface, std::string_view where, Judgement& out
) {
  const std::size_t most = surface == Surface::message ? 50 : 100;
  if (blocks.size() > most) out.fault(fmt::format("no more than {} items allowed", most), where);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string here = fmt::format("{}/{}", where, i);
    const json::object* block = blocks[i].if_object();
    if (block == nullptr) {
      out.fault("must be an object", here);
      continue;
    }
    if (const std::string_view id = text_at(*block, "block_id");
        !id.empty() && !ids.emplace(id).second)
      out.fault("block_id already exists", here);
    judge_block(*block, surface, here, out);
  }
  // Undocumented: https://github.com/slackapi/bolt-js/issues/2509
  if (surface == Surface::message && out.characters > 13200)
    out.fault("msg_blocks_too_long", where);
}

void judge_message(const json::object& message, Judgement& out) {
  const std::string_view text = text_at(message, "text");
  judge_markup(text, "/text", out);
  const json::array* blocks = array_at(message, "blocks");
  if (message.contains("blocks") && blocks == nullptr) out.fault("must be an array", "/blocks");
  if (blocks != nullptr) judge_blocks(*blocks, Surface::message, "/blocks", out);
  if (characters(text) > 40000) out.fault("text is too long", "/text");
}

void judge_view(const json::object& view, Judgement& out) {
  const std::string_view type = text_at(view, "type");
  if (type != "modal" && type != "home") return out.fault("no type of a view", "/view/type");
  const json::array* blocks = array_at(view, "blocks");
  if (blocks == nullptr) return out.fault("missing required field", "/view/blocks");
  judge_blocks(*blocks, type == "modal" ? Surface::modal : Surface::home, "/view/blocks", out);
  judge_string(view, "private_metadata", 3000, "/view", out);
  judge_string(view, "callback_id", 255, "/view", out);
  judge_string(view, "external_id", 255, "/view", out);
  if (type == "home") {
    for (const std::string_view key : {"title", "submit", "close"})
      if (view.contains(key)) out.fault("a home tab has none", "/view");
    return;
  }
  judge_text(view, "title", "plain_text", {1, 24}, "/view", out);
  judge_text(view, "submit", "plain_text", {0, 24}, "/view", out);
  judge_text(view, "close", "plain_text", {0, 24}, "/view", out);
  bool asks = false;
  for (const json::value& one : *blocks)
    if (const json::object* block = one.if_object())
      asks = asks || text_at(*block, "type") == "input";
  if (asks && !view.contains("submit"))
    out.fault("a view with inputs needs a submit", "/view/submit");
}

}  // namespace usher::testing::slack
