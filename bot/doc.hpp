// Doc: rich text that belongs to no platform. Small on purpose.
//
// It takes Phrase (translated, made only by Say, see bot/say.hpp) and Text (from people and files,
// sanitized) and nothing else, so an untranslated literal does not compile and a person's text can
// never become a mention, a link or markup.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace usher {

// Words of Usher's own, already in the reader's language.
class Phrase {
 public:
  const std::string& str() const& { return text_; }
  std::string str() && { return std::move(text_); }
  bool operator==(const Phrase&) const = default;

 private:
  friend class Say;
  friend class DocReader;  // reads back what was stored
  explicit Phrase(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Words of people and files: valid UTF-8, one line, no control or bidirectional characters
// (bot/text.hpp, sanitize).
class Text {
 public:
  explicit Text(std::string_view from_outside);
  explicit Text(const std::string& from_outside) : Text(std::string_view(from_outside)) {}
  template <std::size_t N>
  explicit Text(const char (&literal)[N]) = delete;  // say("…") it, so that it can be translated
  // Keeps line breaks and tabs: for Preformatted and Quote.
  static Text lines(std::string_view from_outside);
  static Text number(std::int64_t value);
  const std::string& str() const& { return text_; }
  bool operator==(const Text&) const = default;

 private:
  Text() = default;
  std::string text_;
};

struct Inline {
  enum class Kind : std::uint8_t { text, link, mention, when };
  enum Style : std::uint8_t { plain = 0, bold = 1, italic = 2, code = 4 };

  Kind kind = Kind::text;
  std::uint8_t style = plain;
  std::string text;  // what is shown; for a mention the name to fall back to; for `when` the worded
                     // fallback
  std::string
      target;        // link: the URL; mention: the person's id; when: the IANA zone of the fallback
  sys_seconds at{};  // when

  Inline() = default;
  Inline(Phrase words)
      : text(std::move(words).str()) {}  // NOLINT(google-explicit-constructor): reads as a sentence
  Inline(const Text& words) : text(words.str()) {}  // NOLINT(google-explicit-constructor)
  bool operator==(const Inline&) const = default;
};
using Line = std::vector<Inline>;

Inline bold(Inline inner);
Inline italic(Inline inner);
Inline code(Inline inner);
// Only http, https and mailto become links; any other URL leaves its label as text.
Inline link(Inline label, std::string_view url);
Inline mention(std::string person_id, const Text& name);
// An instant, shown in the reader's own zone where the platform can, else as `fallback` says.
Inline when(sys_seconds at, std::string zone, Inline fallback);

struct Button {
  enum class Style : std::uint8_t { plain, primary, danger };
  std::string label;
  std::string action;  // comes back in Press; "<feature>.<what>"
  std::string
      value;  // comes back in Press; at most 1,900 bytes (Slack's limit is 2,000 characters)
  Style style = Style::plain;
  std::string url;             // opens this instead of sending a Press
  Secret<std::string> secret;  // comes back in Press; only in Sealed posts, never stored

  Button(
      Phrase words, std::string action_name, std::string value_bytes = {}, Style how = Style::plain
  )
      : label(std::move(words).str()),
        action(std::move(action_name)),
        value(std::move(value_bytes)),
        style(how) {}
  static Button open(Phrase words, std::string_view url);
  bool operator==(const Button& other) const;

 private:
  friend class DocReader;
  Button() = default;
};

struct Paragraph {
  Line line;
  bool operator==(const Paragraph&) const = default;
};
struct Heading {
  Line line;
  bool operator==(const Heading&) const = default;
};
struct Bullets {
  std::vector<Line> items;
  bool operator==(const Bullets&) const = default;
};
struct Quote {
  std::string text;
  bool operator==(const Quote&) const = default;
};
struct Preformatted {
  std::string text;
  bool operator==(const Preformatted&) const = default;
};
struct Fact {
  Line label;
  Line value;
  bool operator==(const Fact&) const = default;
};
struct Facts {
  std::vector<Fact> facts;
  bool operator==(const Facts&) const = default;
};
struct Buttons {
  std::vector<Button> buttons;
  bool operator==(const Buttons&) const = default;
};
using Block = std::variant<Paragraph, Heading, Bullets, Quote, Preformatted, Facts, Buttons>;

class Doc {
 public:
  Doc() = default;
  Doc(Phrase sentence) {
    paragraph({Inline(std::move(sentence))});
  }  // NOLINT(google-explicit-constructor)

  Doc& paragraph(Line line);
  Doc& heading(Line line);
  Doc& bullets(std::vector<Line> items);
  Doc& quote(const Text& text);
  Doc& preformatted(const Text& text);
  Doc& facts(std::vector<Fact> facts);
  Doc& buttons(std::vector<Button> buttons);
  Doc& append(Doc other);

  const std::vector<Block>& blocks() const { return blocks_; }
  bool empty() const { return blocks_.empty(); }
  bool operator==(const Doc&) const = default;

 private:
  friend class DocReader;
  std::vector<Block> blocks_;
};

// The Doc as one plain string, blocks separated by line breaks: for notifications, logs of tests,
// and accessibility.
std::string plain_text(const Doc& doc);

}  // namespace usher
