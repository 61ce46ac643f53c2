// adapters/matrix/html_pages.hpp: the messages that a Doc becomes, written from front to back: body and HTML together, each
// within its limit, every tag closed at a page's end and opened again on the next. Pure; linear. Of html*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/html.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Bytes of both as they lie in an event, with JSON's escapes. html counts the user ids of mentions too, which stand a second
// time in m.mentions.
struct Size {
  std::size_t body = 0, html = 0;
  Size& operator+=(const Size& more) {
    body += more.body;
    html += more.html;
    return *this;
  }
};
inline constexpr std::size_t page_size = std::size_t{24} * 1024;

Size size_of(std::string_view text);               // of what text() puts there
Size size_of(const Line& line, const Look& look);  // never too little

class Pages {
 public:
  // What follows begins a block: a blank line in the body, none behind a heading.
  void block(bool heading = false);
  void line();     // a line ends within a block: <br>
  void newline();  // in the body alone
  // Whether what is said next fits here; where it does not and would on a page of its own, the next page begins.
  void together(Size size);

  void open(std::string_view tag);
  void open_link(std::string_view url);
  void close();  // the latest that is open
  // Lines of the body begin with this from here on: "| " of a quote. A literal.
  void indent(std::string_view with) { indent_ = with; }
  void begin_indented() { body_ += indent_; }

  // In body and HTML, divided where it must be: behind a line, a word, a code point. as_it_is: line breaks within <pre>.
  void text(std::string_view text, bool as_it_is = false);
  void aside(std::string_view text);  // in the body alone, undivided: "- ", " (https://…)"
  void mentions(const std::string& user);

  std::vector<Message> take();  // at least one

 private:
  struct Tag {
    std::string name, whole;
  };
  bool fits(Size size) const {
    return weight_.body + size.body <= page_size &&
           weight_.html + size.html + closing_ <= page_size;
  }
  bool is_small(Size size) const {
    return size.body <= page_size / 2 && size.html <= page_size / 2;
  }
  void push(Tag tag);
  void put(std::string_view text);
  void put_line(std::string_view line);
  void put_long(std::string_view word);
  std::size_t fitting(std::string_view text) const;
  void end_page();
  void next();

  std::vector<Message> done_;
  std::vector<Tag> open_;
  std::string body_, html_;
  std::vector<std::string> mentions_;
  std::string_view indent_;
  Size weight_;
  std::size_t closing_ = 0;
  bool said_ = false;           // something of this page can be read
  bool rich_ = false;           // the HTML says more than the body
  bool after_heading_ = false;  // the block before was one
};

// Pieces of a line.
void put(Pages& pages, const Line& line, const Look& look);
void put_link(Pages& pages, std::string_view label, std::string_view url, bool is_code);
// Whether it may be a link here: http, https or mailto; none that clients would draw as somebody's pill.
bool is_link(std::string_view url);

}  // namespace usher::matrix
