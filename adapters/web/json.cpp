// adapters/web/json.cpp: one function for each thing that is shown.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/json.hpp"

#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace json = boost::json;

namespace {

json::array line_json(const Line& line) {
  json::array out;
  out.reserve(line.size());
  for (const Inline& piece : line) {
    json::object one;
    one["t"] = piece.text;
    if ((piece.style & Inline::bold) != 0) one["b"] = true;
    if ((piece.style & Inline::italic) != 0) one["i"] = true;
    if ((piece.style & Inline::code) != 0) one["c"] = true;
    switch (piece.kind) {
      case Inline::Kind::text:
        break;
      case Inline::Kind::link:
        one["href"] = piece.target;
        break;
      case Inline::Kind::mention:
        one["who"] = piece.target;
        break;
      case Inline::Kind::when:
        one["when"] = piece.at.time_since_epoch().count();
        one["zone"] = piece.target;
        break;
    }
    out.push_back(std::move(one));
  }
  return out;
}

class Blocks {
 public:
  json::array take() { return std::move(out_); }

  void operator()(const Paragraph& block) { add("p", line_json(block.line)); }
  void operator()(const Heading& block) { add("h", line_json(block.line)); }
  void operator()(const Bullets& block) {
    json::array items;
    for (const Line& item : block.items) items.push_back(line_json(item));
    add("ul", std::move(items));
  }
  void operator()(const Quote& block) { add("quote", json::value(block.text)); }
  void operator()(const Preformatted& block) { add("pre", json::value(block.text)); }
  void operator()(const Facts& block) {
    json::array facts;
    for (const Fact& fact : block.facts) {
      json::array pair;
      pair.push_back(line_json(fact.label));
      pair.push_back(line_json(fact.value));
      facts.push_back(std::move(pair));
    }
    add("facts", std::move(facts));
  }
  void operator()(const Buttons& block) {
    json::array buttons;
    for (const Button& button : block.buttons) {
      json::object one{{"label", button.label}, {"n", buttons_++}};
      if (button.style == Button::Style::primary) one["style"] = "primary";
      if (button.style == Button::Style::danger) one["style"] = "danger";
      if (!button.url.empty()) one["url"] = button.url;
      buttons.push_back(std::move(one));
    }
    add("buttons", std::move(buttons));
  }

 private:
  void add(std::string_view name, json::value content) {
    json::object block;
    block.emplace(name, std::move(content));
    out_.push_back(std::move(block));
  }

  json::array out_;
  std::int64_t buttons_ = 0;
};

std::string_view name_of(Field::Type type) {
  switch (type) {
    case Field::Type::line:
      return "line";
    case Field::Type::text:
      return "text";
    case Field::Type::choice:
      return "choice";
    case Field::Type::choices:
      return "choices";
    case Field::Type::date:
      return "date";
    case Field::Type::person:
      return "person";
  }
  return "line";
}

std::string_view name_of(Message::Kind kind) {
  switch (kind) {
    case Message::Kind::joined:
      return "joined";
    case Message::Kind::left:
      return "left";
    default:
      return "said";
  }
}

json::object to_json(const Field& field) {
  json::object out{{"name", field.name}, {"label", field.label}, {"type", name_of(field.type)}};
  if (!field.hint.empty()) out["hint"] = field.hint;
  if (field.optional) out["optional"] = true;
  if (field.secret) out["secret"] = true;
  if (!field.initial.empty()) out["initial"] = field.initial;
  out["max"] = field.max_length;
  if (!field.choices.empty()) {
    json::array choices;
    for (const Choice& choice : field.choices)
      choices.push_back(json::object{{"value", choice.value}, {"label", choice.label}});
    out["choices"] = std::move(choices);
  }
  return out;
}

}  // namespace

json::array to_json(const Doc& doc) {
  Blocks blocks;
  for (const Block& block : doc.blocks()) std::visit(blocks, block);
  return blocks.take();
}

json::object to_json(const Message& message) {
  json::object out;
  out["id"] = message.id;
  out["rev"] = message.rev;
  out["room"] = message.room;
  if (message.thread != 0) out["thread"] = message.thread;
  out["author"] = message.author;
  out["at"] = message.at.time_since_epoch().count();
  out["kind"] = name_of(message.kind);
  if (!message.deleted && message.kind == Message::Kind::said) out["text"] = message.text;
  if (!message.deleted && message.kind == Message::Kind::doc) out["doc"] = to_json(message.doc);
  if (!message.only.empty()) out["only"] = true;
  if (message.edited) out["edited"] = true;
  if (message.deleted) out["deleted"] = true;
  if (!message.reactions.empty()) {
    json::array reactions;
    for (const auto& [emoji, people] : message.reactions) {
      json::array names(people.begin(), people.end());
      reactions.push_back(json::array{json::value(emoji), std::move(names)});
    }
    out["reactions"] = std::move(reactions);
  }
  if (message.replies != 0) out["replies"] = message.replies;
  return out;
}

json::array to_json(std::span<const Message> messages) {
  json::array out;
  out.reserve(messages.size());
  for (const Message& message : messages) out.push_back(to_json(message));
  return out;
}

json::object to_json(const Known& known) {
  return {{"id", known.id}, {"name", known.name}, {"role", known.role}};
}

json::object to_json(const Form& form, std::string_view ticket) {
  json::array fields;
  for (const Field& field : form.fields) fields.push_back(to_json(field));
  return {{"ticket", ticket},      {"title", form.title},
          {"submit", form.submit}, {"intro", to_json(form.intro)},
          {"secret", form.secret}, {"fields", std::move(fields)}};
}

std::string changes_frame(std::span<const Message> messages) {
  json::object out;
  out["is"] = "changes";
  out["rev"] = messages.empty() ? 0 : messages.back().rev;
  out["messages"] = to_json(messages);
  return json::serialize(out);
}

std::vector<Button> buttons_of(const Doc& doc) {
  std::vector<Button> out;
  for (const Block& block : doc.blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      std::ranges::copy(row->buttons, std::back_inserter(out));
  return out;
}

}  // namespace usher::web
