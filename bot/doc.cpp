// bot/doc.cpp: building a Doc, and reading it as plain text.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/doc.hpp"

#include "bot/text.hpp"

#include <algorithm>

namespace usher {

Text::Text(std::string_view from_outside) : text_(sanitize(from_outside)) {}

Text Text::lines(std::string_view from_outside) {
  Text text;
  text.text_ = sanitize(from_outside, true);
  return text;
}

Text Text::number(std::int64_t value) { return Text(std::to_string(value)); }

namespace {

Inline styled(Inline inner, Inline::Style style) {
  inner.style = static_cast<std::uint8_t>(inner.style | style);
  return inner;
}

bool is_linkable(std::string_view url) {
  const std::string lower = to_lower_ascii(url.substr(0, 8));
  const bool scheme =
      lower.starts_with("https://") || lower.starts_with("http://") || lower.starts_with("mailto:");
  return scheme && url.size() <= 2000 && std::ranges::none_of(url, [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == '<' || c == '>' || c == '"' ||
                  c == '|';
         });
}

}  // namespace

Inline bold(Inline inner) { return styled(std::move(inner), Inline::bold); }
Inline italic(Inline inner) { return styled(std::move(inner), Inline::italic); }
Inline code(Inline inner) { return styled(std::move(inner), Inline::code); }

Inline link(Inline label, std::string_view url) {
  if (!is_linkable(url)) return label;
  label.kind = Inline::Kind::link;
  label.target = sanitize(url);
  return label;
}

Inline mention(std::string person_id, const Text& name) {
  Inline out(name);
  out.kind = Inline::Kind::mention;
  out.target = std::move(person_id);
  return out;
}

Inline when(sys_seconds at, std::string zone, Inline fallback) {
  fallback.kind = Inline::Kind::when;
  fallback.at = at;
  fallback.target = std::move(zone);
  return fallback;
}

Button Button::open(Phrase words, std::string_view url) {
  Button button(std::move(words), "open");
  if (is_linkable(url)) button.url = sanitize(url);
  return button;
}

bool Button::operator==(const Button& other) const {
  return label == other.label && action == other.action && value == other.value &&
         style == other.style && url == other.url && secret.reveal() == other.secret.reveal();
}

Doc& Doc::paragraph(Line line) {
  blocks_.emplace_back(Paragraph{std::move(line)});
  return *this;
}
Doc& Doc::heading(Line line) {
  blocks_.emplace_back(Heading{std::move(line)});
  return *this;
}
Doc& Doc::bullets(std::vector<Line> items) {
  blocks_.emplace_back(Bullets{std::move(items)});
  return *this;
}
Doc& Doc::quote(const Text& text) {
  blocks_.emplace_back(Quote{text.str()});
  return *this;
}
Doc& Doc::preformatted(const Text& text) {
  blocks_.emplace_back(Preformatted{text.str()});
  return *this;
}
Doc& Doc::facts(std::vector<Fact> facts) {
  blocks_.emplace_back(Facts{std::move(facts)});
  return *this;
}
Doc& Doc::buttons(std::vector<Button> buttons) {
  if (!buttons.empty()) blocks_.emplace_back(Buttons{std::move(buttons)});
  return *this;
}
Doc& Doc::append(Doc other) {
  std::ranges::move(other.blocks_, std::back_inserter(blocks_));
  return *this;
}

namespace {

struct Plain {
  std::string out;

  void line(const Line& inlines) {
    for (const Inline& piece : inlines) {
      out += piece.text;
      const bool told = piece.target == piece.text || piece.target == "mailto:" + piece.text;
      if (piece.kind == Inline::Kind::link && !told) out += " (" + piece.target + ")";
    }
  }
  void operator()(const Paragraph& block) { line(block.line); }
  void operator()(const Heading& block) { line(block.line); }
  void operator()(const Quote& block) { out += block.text; }
  void operator()(const Preformatted& block) { out += block.text; }
  void operator()(const Bullets& block) {
    for (std::size_t i = 0; i < block.items.size(); ++i) {
      out += i == 0 ? "- " : "\n- ";
      line(block.items[i]);
    }
  }
  void operator()(const Facts& block) {
    for (std::size_t i = 0; i < block.facts.size(); ++i) {
      if (i != 0) out += '\n';
      line(block.facts[i].label);
      out += ": ";
      line(block.facts[i].value);
    }
  }
  void operator()(const Buttons& block) {
    for (const Button& button : block.buttons) out += "[" + button.label + "]";
  }
};

}  // namespace

std::string plain_text(const Doc& doc) {
  Plain plain;
  for (const Block& block : doc.blocks()) {
    if (!plain.out.empty()) plain.out += '\n';
    std::visit(plain, block);
  }
  return std::move(plain.out);
}

}  // namespace usher
