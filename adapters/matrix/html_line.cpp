// adapters/matrix/html_line.cpp: the pieces of a line: words, links, mentions, instants.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/html_pages.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/sign.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>

namespace usher::matrix {

namespace {

constexpr std::size_t longest_code = 1000;  // in backquotes, and undivided
constexpr std::size_t longest_name = 250;   // of who is mentioned
constexpr std::size_t longest_url = 2000;   // as bot/doc.cpp

// What backquotes can stand around without a doubt where it ends.
bool is_quotable(std::string_view text) {
  return !trim(text).empty() && text.size() <= longest_code &&
         text.find_first_of("`\n") == std::string_view::npos;
}

// A clock, with the Doc's own words where no cities are named.
std::string instant(const Inline& piece, const Look& look) {
  std::string plain = worded(piece.at, look.cities);
  if (plain.empty()) return piece.text;
  if (!look.cities.empty() || trim(piece.text).empty()) return plain;
  if (piece.text.contains("UTC")) return piece.text;
  return piece.text + " (" + plain + ")";
}

// Opens and closes what a piece's style asks for.
class Styled {
 public:
  Styled(Pages& pages, std::uint8_t style) : pages_(pages) {
    if ((style & Inline::bold) != 0) open("strong");
    if ((style & Inline::italic) != 0) open("em");
  }
  Styled(const Styled&) = delete;
  Styled& operator=(const Styled&) = delete;
  ~Styled() {
    for (; open_ > 0; --open_) pages_.close();
  }

 private:
  void open(std::string_view tag) {
    pages_.open(tag);
    ++open_;
  }

  Pages& pages_;
  int open_ = 0;
};

void put_words(Pages& pages, std::string_view text, bool is_code) {
  if (!is_code) return pages.text(text);
  const std::string_view quote = is_quotable(text) ? "`" : "";
  pages.open("code");
  pages.aside(quote);
  pages.text(text);
  pages.aside(quote);
  pages.close();
}

// An address in the body: one that holds "@room" would not be an address any more with something between.
std::string shown_url(std::string_view url) {
  std::string out;
  out.reserve(url.size());
  for (std::size_t i = 0; i < url.size(); ++i) {
    if (url[i] == '@' && to_lower_ascii(url.substr(i + 1, 4)) == "room")
      out += "%40";
    else
      out += url[i];
  }
  return out;
}

Size size_of_piece(const Inline& piece, const Look& look) {
  constexpr Size styles{2, 64};
  Size out = styles;
  const bool named = piece.kind == Inline::Kind::mention && is_user_id(piece.target);
  if (piece.kind == Inline::Kind::when)
    out += size_of(instant(piece, look));
  else if (named)
    out += size_of(shorten(piece.text, longest_name));
  else
    out += size_of(piece.text);
  if (piece.kind == Inline::Kind::link || piece.kind == Inline::Kind::mention) {
    const Size url = size_of(piece.target);
    out += url;
    out += Size{url.body + 4, 3 * piece.target.size() + 48};
  }
  return out;
}

void put(Pages& pages, const Inline& piece, const Look& look) {
  if (piece.text.empty() && piece.kind == Inline::Kind::text) return;
  const bool is_code = (piece.style & Inline::code) != 0;
  if (piece.kind != Inline::Kind::text || (is_code && is_quotable(piece.text)))
    pages.together(size_of_piece(piece, look));
  const Styled styled(pages, piece.style);
  switch (piece.kind) {
    case Inline::Kind::text:
      return put_words(pages, with_sign(piece.text, look.commands), is_code);
    case Inline::Kind::when:
      return put_words(pages, instant(piece, look), is_code);
    case Inline::Kind::link:
      return put_link(pages, piece.text, piece.target, is_code);
    case Inline::Kind::mention:
      break;
  }
  const std::string_view name = trim(piece.text).empty() ? piece.target : piece.text;
  if (!is_user_id(piece.target)) return put_words(pages, name, is_code);
  pages.mentions(piece.target);
  pages.open_link(link_to(piece.target));
  pages.text(shorten(name, longest_name));  // on one page with its mention
  pages.close();
}

}  // namespace

// Clients draw links of matrix.to to persons as their names, as if Usher had named them: of those only rooms are linked to.
bool is_link(std::string_view url) {
  if (url.size() > longest_url || std::ranges::any_of(url, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == '<' || c == '>' || c == '"' ||
               c == '\x7f' || c == '\\';
      }))
    return false;
  if (sanitize(url) != url) return false;
  const std::string lower = to_lower_ascii(url);
  if (lower.starts_with("mailto:")) return true;
  std::string_view rest = lower;
  if (rest.starts_with("https://"))
    rest.remove_prefix(8);
  else if (rest.starts_with("http://"))
    rest.remove_prefix(7);
  else
    return false;
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty()) return false;
  if (!authority.contains("matrix.to")) return true;
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"!", "%21", "#", "%23"},
      [&](std::string_view sigil) {
        return lower.starts_with("https://matrix.to/#/" + std::string(sigil));
      }
  );
}

void put_link(Pages& pages, std::string_view label, std::string_view url, bool is_code) {
  if (!is_link(url)) return put_words(pages, label, is_code);
  const bool bare = trim(label).empty() || label == url;
  pages.open_link(url);
  if (bare)
    put_words(pages, shown_url(url), false);
  else
    put_words(pages, label, is_code);
  pages.close();
  if (bare) return;
  pages.aside(" (");
  pages.aside(shown_url(url));
  pages.aside(")");
}

Size size_of(const Line& line, const Look& look) {
  Size out{8, 32};
  for (const Inline& piece : line) out += size_of_piece(piece, look);
  return out;
}

void put(Pages& pages, const Line& line, const Look& look) {
  for (const Inline& piece : line) put(pages, piece, look);
}

}  // namespace usher::matrix
