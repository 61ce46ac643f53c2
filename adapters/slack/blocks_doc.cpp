// adapters/slack/blocks_doc.cpp: one function for each block of a Doc.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/measure.hpp"
#include "adapters/slack/press.hpp"
#include "adapters/slack/units.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_header = 150;
constexpr std::size_t longest_label = 75;
constexpr std::size_t longest_url = 3000;
constexpr std::size_t most_buttons = 25;
constexpr std::size_t block_frame = 120;   // JSON around a block's content
constexpr std::size_t item_frame = 60;     // around an item of a list
constexpr std::size_t button_frame = 140;  // around a button, with its number

json::object rich(std::string_view type, json::array elements) {
  json::object inner(elements.storage());
  inner.reserve(3);
  inner.emplace("type", type);
  inner.emplace("elements", std::move(elements));
  return inner;
}

class Builder {
 public:
  Builder(std::vector<Unit>& out, std::string_view key, const json::storage_ptr& storage)
      : out_(out), key_(key), storage_(storage) {}

  void operator()(const Paragraph& block) {
    Sections sections(storage_);
    sections.add(block.line);
    put(sections, "rich_text_section");
  }

  void operator()(const Heading& block) {
    std::string words;
    bool plain = true;
    for (const Inline& piece : block.line) {
      plain = plain && piece.kind == Inline::Kind::text;
      words += piece.text;
    }
    const Measure size = measure(words);
    if (plain && size.sound && !trim(words).empty() && size.units <= longest_header &&
        words.find('\n') == std::string::npos) {
      json::object header(
          {{"type", "header"}, {"text", plain_object(words, longest_header)}}, storage_
      );
      out_.push_back({std::move(header), size.weight + block_frame, true});
      return;
    }
    Sections sections(storage_);
    for (const Inline& piece : block.line) sections.add(bold(piece));
    put(sections, "rich_text_section");
    if (!block.line.empty() && !out_.empty()) out_.back().heading = true;
  }

  void operator()(const Bullets& block) {
    json::array items(storage_);
    std::size_t units = 0;
    std::size_t weight = 0;
    const auto close = [&] {
      if (items.empty()) return;
      json::object list = rich("rich_text_list", std::move(items));
      list.emplace("style", "bullet");
      add(std::move(list), weight);
      items = {};
      units = weight = 0;
    };
    for (const Line& line : block.items) {
      Sections sections(storage_);
      sections.add(line);
      std::vector<Section> parts = sections.take();
      for (std::size_t i = 0; i < parts.size(); ++i) {
        Section& part = parts[i];
        // An item that is divided goes on below the list, without a bullet of its own.
        const bool continued = i > 0;
        if (continued || units + part.units > most_units ||
            weight + part.weight + item_frame > most_weight)
          close();
        if (continued) {
          const std::size_t size = part.weight;
          add(rich("rich_text_section", std::move(part.elements)), size);
          continue;
        }
        units += part.units;
        weight += part.weight + item_frame;
        items.push_back(rich("rich_text_section", std::move(part.elements)));
      }
    }
    close();
  }

  void operator()(const Quote& block) {
    Sections sections(storage_);
    sections.text(block.text);
    put(sections, "rich_text_quote");
  }

  void operator()(const Preformatted& block) {
    Sections sections(storage_);
    sections.text(block.text);
    put(sections, "rich_text_preformatted");
  }

  // A line each; a section with fields would take plain text alone.
  void operator()(const Facts& block) {
    Sections sections(storage_);
    bool first = true;
    for (const Fact& fact : block.facts) {
      if (!first) sections.text("\n");
      first = false;
      for (const Inline& piece : fact.label) sections.add(bold(piece));
      if (!fact.label.empty()) sections.text(": ");
      sections.add(fact.value);
    }
    put(sections, "rich_text_section");
  }

  void operator()(const Buttons& block) {
    json::array buttons(storage_);
    std::size_t weight = 0;
    const auto close = [&] {
      if (buttons.empty()) return;
      json::object actions(
          {{"type", "actions"},
           {"block_id", block_id_of(number_++, key_)},
           {"elements", std::move(buttons)}},
          storage_
      );
      out_.push_back({std::move(actions), weight + block_frame + measure(key_).weight, false});
      buttons = {};
      weight = 0;
    };
    for (const Button& button : block.buttons) {
      const std::string value = value_of(button);
      if (value.empty() && (!button.value.empty() || !button.secret.empty())) continue;
      if (measure(button.url).units > longest_url) continue;
      const std::size_t size = measure(value).weight + measure(button.url).weight +
                               measure(shortened(button.label, longest_label)).weight +
                               measure(button.action).weight + button_frame;
      if (buttons.size() == most_buttons || weight + size > most_weight) close();
      weight += size;
      buttons.push_back(element(button, value));
    }
    close();
  }

 private:
  json::object element(const Button& button, const std::string& value) {
    json::object out(
        {{"type", "button"},
         {"action_id", action_id_of(number_++, button.action)},
         {"text", plain_object(button.label, longest_label)}},
        storage_
    );
    if (!value.empty()) out.emplace("value", value);
    if (!button.url.empty()) out.emplace("url", button.url);
    if (button.style == Button::Style::primary) out.emplace("style", "primary");
    if (button.style == Button::Style::danger) out.emplace("style", "danger");
    return out;
  }

  void add(json::object inner, std::size_t weight) {
    json::array elements(storage_);
    elements.push_back(std::move(inner));
    out_.push_back({rich("rich_text", std::move(elements)), weight + block_frame, false});
  }

  void put(Sections& sections, std::string_view type) {
    for (Section& part : sections.take()) {
      const std::size_t weight = part.weight;
      add(rich(type, std::move(part.elements)), weight);
    }
  }

  std::vector<Unit>& out_;
  std::string_view key_;
  const json::storage_ptr& storage_;
  std::size_t number_ = 0;  // makes ids of blocks and actions unique within the Doc
};

}  // namespace

std::vector<Unit> units_of(const Doc& doc, std::string_view key, const json::storage_ptr& storage) {
  std::vector<Unit> out;
  out.reserve(doc.blocks().size());
  Builder builder(out, key, storage);
  for (const Block& block : doc.blocks()) std::visit(builder, block);
  return out;
}

json::object plain_object(std::string_view text, std::size_t limit) {
  std::string words = shortened(text, limit);
  if (trim(words).empty()) words = "…";
  json::object out;
  out.reserve(3);
  out.emplace("type", "plain_text");
  out.emplace("text", words);
  out.emplace("emoji", false);
  return out;
}

}  // namespace usher::slack
