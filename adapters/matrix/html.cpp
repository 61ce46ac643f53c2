// adapters/matrix/html.cpp: the blocks of a Doc.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/html.hpp"

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/html_pages.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <variant>

namespace usher::matrix {

namespace {

bool is_blank(const Line& line) {
  return std::ranges::all_of(line, [](const Inline& piece) {
    return piece.kind == Inline::Kind::text && trim(piece.text).empty();
  });
}

class Builder {
 public:
  Builder(Pages& pages, const Look& look)
      : pages_(pages), look_(look), number_(look.first_button) {}

  void operator()(const Paragraph& block) {
    if (is_blank(block.line)) return;
    begin(size_of(block.line, look_), "p");
    put(pages_, block.line, look_);
    pages_.close();
  }

  void operator()(const Heading& block) {
    if (is_blank(block.line)) return;
    Size size = size_of(block.line, look_);
    size += {512, 512};  // and something that it stands above
    pages_.together(size);
    pages_.block(true);
    pages_.open("h4");
    put(pages_, block.line, look_);
    pages_.close();
  }

  void operator()(const Bullets& block) {
    bool first = true;
    for (const Line& item : block.items) {
      if (is_blank(item)) continue;
      const Size size = size_of(item, look_);
      if (first) {
        begin(size, "ul");
      } else {
        pages_.together(size);
        pages_.newline();
      }
      first = false;
      pages_.open("li");
      pages_.aside("- ");
      put(pages_, item, look_);
      pages_.close();
    }
    if (!first) pages_.close();
  }

  void operator()(const Quote& block) {
    if (trim(block.text).empty()) return;
    begin(size_of(block.text), "blockquote");
    // No ">": in a reply old clients take such lines at its beginning for the message that is answered, and hide them.
    pages_.indent("| ");
    pages_.begin_indented();
    pages_.text(block.text);
    pages_.indent("");
    pages_.close();
  }

  void operator()(const Preformatted& block) {
    if (trim(block.text).empty()) return;
    begin(size_of(block.text), "pre");
    pages_.open("code");
    pages_.text(block.text, true);
    pages_.close();
    pages_.close();
  }

  void operator()(const Facts& block) {
    bool first = true;
    for (const Fact& fact : block.facts) {
      if (is_blank(fact.label) && is_blank(fact.value)) continue;
      Size size = size_of(fact.label, look_);
      size += size_of(fact.value, look_);
      next_line(size, first);
      first = false;
      for (const Inline& piece : fact.label) put(pages_, {bold(piece)}, look_);
      if (!is_blank(fact.label)) pages_.text(": ");
      put(pages_, fact.value, look_);
    }
    if (!first) pages_.close();
  }

  // One a line, so that their numbers are found.
  void operator()(const usher::Buttons& block) {
    bool first = true;
    for (const Button& button : block.buttons) {
      Size size = size_of(button.label);
      size += size_of(button.url);
      size += size_of(button.url);
      size += {64, 64};
      next_line(size, first);
      first = false;
      if (sends_press(button)) {
        pages_.text(keycap(number_++));
        pages_.text(" ");
      }
      put_link(pages_, button.label, button.url, false);
    }
    if (!first) pages_.close();
  }

 private:
  void begin(Size size, std::string_view tag) {
    pages_.together(size);
    pages_.block();
    pages_.open(tag);
  }
  void next_line(Size size, bool first) {
    if (first) return begin(size, "p");
    pages_.together(size);
    pages_.line();
  }

  Pages& pages_;
  const Look& look_;
  std::size_t number_;
};

}  // namespace

std::vector<Message> render(const Doc& doc, const Look& look) {
  Pages pages;
  Builder builder(pages, look);
  for (const Block& block : doc.blocks()) std::visit(builder, block);
  return pages.take();
}

}  // namespace usher::matrix
