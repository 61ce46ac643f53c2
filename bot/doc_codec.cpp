// bot/doc_codec.cpp: Docs and Forms as bytes. The tags are stored: add at the end, never renumber.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/doc_codec.hpp"

namespace usher {

// A friend of what only Say may make, since it reads back what Say made.
class DocReader {
 public:
  static Button button(ByteReader& from) {
    Button button;
    button.label = from.string();
    button.action = from.string();
    button.value = from.string();
    button.style = static_cast<Button::Style>(from.number() % 3);
    button.url = from.string();
    return button;
  }
  static void add(Doc& doc, Block block) { doc.blocks_.push_back(std::move(block)); }
};

namespace {

enum Tag : std::uint8_t { paragraph, heading, bullets, quote, preformatted, facts, buttons };

void put_line(ByteWriter& to, const Line& line) {
  to.number(line.size());
  for (const Inline& piece : line) {
    to.number((static_cast<unsigned>(piece.kind) << 3U) | piece.style);
    to.text(piece.text);
    if (piece.kind != Inline::Kind::text) to.text(piece.target);
    if (piece.kind == Inline::Kind::when) to.integer(piece.at.time_since_epoch().count());
  }
}

Line get_line(ByteReader& from) {
  Line line(from.count());
  for (Inline& piece : line) {
    const std::uint64_t tag = from.number();
    piece.kind = static_cast<Inline::Kind>((tag >> 3U) & 3U);
    piece.style = static_cast<std::uint8_t>(tag & 7U);
    piece.text = from.string();
    if (piece.kind != Inline::Kind::text) piece.target = from.string();
    if (piece.kind == Inline::Kind::when)
      piece.at = sys_seconds(std::chrono::seconds(from.integer()));
  }
  return line;
}

struct Writer {
  ByteWriter& to;
  void operator()(const Paragraph& block) const { tagged(paragraph, block.line); }
  void operator()(const Heading& block) const { tagged(heading, block.line); }
  void operator()(const Quote& block) const {
    to.number(quote);
    to.text(block.text);
  }
  void operator()(const Preformatted& block) const {
    to.number(preformatted);
    to.text(block.text);
  }
  void operator()(const Bullets& block) const {
    to.number(bullets);
    to.number(block.items.size());
    for (const Line& item : block.items) put_line(to, item);
  }
  void operator()(const Facts& block) const {
    to.number(facts);
    to.number(block.facts.size());
    for (const Fact& fact : block.facts) {
      put_line(to, fact.label);
      put_line(to, fact.value);
    }
  }
  void operator()(const Buttons& block) const {
    to.number(buttons);
    to.number(block.buttons.size());
    for (const Button& button : block.buttons) {
      to.text(button.label);
      to.text(button.action);
      to.text(button.value);
      to.number(static_cast<unsigned>(button.style));
      to.text(button.url);
    }
  }

 private:
  void tagged(Tag tag, const Line& line) const {
    to.number(tag);
    put_line(to, line);
  }
};

Block get_block(ByteReader& from) {
  switch (from.number()) {
    case paragraph:
      return Paragraph{get_line(from)};
    case heading:
      return Heading{get_line(from)};
    case quote:
      return Quote{from.string()};
    case preformatted:
      return Preformatted{from.string()};
    case bullets: {
      Bullets block;
      block.items.resize(from.count());
      for (Line& item : block.items) item = get_line(from);
      return block;
    }
    case facts: {
      Facts block;
      block.facts.resize(from.count());
      for (Fact& fact : block.facts) {
        fact.label = get_line(from);
        fact.value = get_line(from);
      }
      return block;
    }
    case buttons: {
      Buttons block;
      for (std::size_t n = from.count(); n > 0 && from.ok(); --n)
        block.buttons.push_back(DocReader::button(from));
      return block;
    }
    default:
      from.broken();
      return Paragraph{};
  }
}

}  // namespace

void encode(ByteWriter& to, const Doc& doc) {
  to.number(doc.blocks().size());
  for (const Block& block : doc.blocks()) std::visit(Writer{to}, block);
}

Doc decode_doc(ByteReader& from) {
  Doc doc;
  for (std::size_t n = from.count(); n > 0 && from.ok(); --n) DocReader::add(doc, get_block(from));
  return doc;
}

void encode(ByteWriter& to, const Form& form) {
  to.text(form.id);
  to.text(form.title);
  to.text(form.submit);
  encode(to, form.intro);
  to.text(form.state);
  to.flag(form.secret);
  to.number(form.fields.size());
  for (const Field& field : form.fields) {
    to.text(field.name);
    to.text(field.label);
    to.text(field.hint);
    to.number(static_cast<unsigned>(field.type));
    to.flag(field.optional);
    to.flag(field.secret);
    to.text(field.initial);
    to.number(field.max_length);
    to.number(field.choices.size());
    for (const Choice& choice : field.choices) {
      to.text(choice.value);
      to.text(choice.label);
    }
  }
}

Form decode_form(ByteReader& from) {
  Form form;
  form.id = from.string();
  form.title = from.string();
  form.submit = from.string();
  form.intro = decode_doc(from);
  form.state = from.string();
  form.secret = from.flag();
  for (std::size_t n = from.count(); n > 0 && from.ok(); --n) {
    Field field;
    field.name = from.string();
    field.label = from.string();
    field.hint = from.string();
    field.type = static_cast<Field::Type>(from.number() % 6);
    field.optional = from.flag();
    field.secret = from.flag();
    field.initial = from.string();
    field.max_length = from.number();
    for (std::size_t c = from.count(); c > 0 && from.ok(); --c) {
      std::string value = from.string();
      field.choices.push_back({std::move(value), from.string()});
    }
    form.fields.push_back(std::move(field));
  }
  return form;
}

std::string encode_doc(const Doc& doc) {
  ByteWriter to;
  encode(to, doc);
  return to.take();
}

std::optional<Doc> decode_doc(std::string_view bytes) {
  ByteReader from(bytes);
  Doc doc = decode_doc(from);
  if (!from.ok() || !from.at_end()) return std::nullopt;
  return doc;
}

}  // namespace usher
