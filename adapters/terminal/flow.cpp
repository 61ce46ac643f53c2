// adapters/terminal/flow.cpp: finding the words, filling the lines.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/flow.hpp"

#include "bot/text.hpp"

namespace usher::terminal {

namespace {

struct Piece {
  std::size_t span = 0;
  std::string text;
};

// What must stay on one line: a run of narrow characters, or one wide character with the punctuation that clings to it.
struct Word {
  std::vector<Piece> pieces;
  int width = 0;
  int spaces = 0;  // before it
  int breaks = 0;  // line breaks before it
};

// Punctuation that may not begin a line (kinsoku shori), and that which may not end one.
constexpr std::u32string_view closers = U"，。、：；！？）」』》〉】〕…％,.:;!?)]}%·";
constexpr std::u32string_view openers = U"（「『《〈【〔([{";

class Words {
 public:
  std::vector<Word> take() {
    end();
    if (spaces_ != 0 || breaks_ != 0) {  // what ends in a space or a line break keeps it
      word_ = {{}, 0, spaces_, breaks_};
      words_.push_back(std::move(word_));
    }
    return std::move(words_);
  }

  void add(std::size_t span, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t from = at;
      const char32_t c = next_code_point(text, at);
      if (c == '\n' || c == ' ' || c == '\t') {
        end();
        if (c == '\n') {
          ++breaks_;
          spaces_ = 0;
        } else {
          ++spaces_;
        }
      } else {
        put(span, c, text.substr(from, at - from));
      }
    }
  }

 private:
  void put(std::size_t span, char32_t c, std::string_view bytes) {
    const int width = display_width(bytes);
    const bool clings = closers.contains(c) || open_ || width == 0;
    if (!clings && (width == 2 || wide_)) end();
    if (word_.pieces.empty()) {
      word_.spaces = spaces_;
      word_.breaks = breaks_;
      spaces_ = breaks_ = 0;
    }
    if (word_.pieces.empty() || word_.pieces.back().span != span)
      word_.pieces.push_back({span, {}});
    word_.pieces.back().text += bytes;
    word_.width += width;
    wide_ = width == 2 || (wide_ && clings);
    open_ = openers.contains(c);
  }
  void end() {
    if (!word_.pieces.empty()) words_.push_back(std::move(word_));
    word_ = {};
    wide_ = open_ = false;
  }

  std::vector<Word> words_;
  Word word_;
  int spaces_ = 0;
  int breaks_ = 0;
  bool wide_ = false;  // the last character was wide: a line may end after it
  bool open_ = false;  // the last character opens something: a line may not end after it
};

// Writes text, switching styles as little as possible; a style never reaches over the end of a line, so that prefixes and
// what else is printed stay plain.
class Pen {
 public:
  Pen(const std::vector<Span>& spans, const Look& look) : spans_(&spans), look_(&look) {}

  void put(std::size_t span, std::string_view text) {
    if (!on_ || span != span_) {
      lift();
      span_ = span;
      on_ = true;
      const Span& style = (*spans_)[span];
      if (look_->hyperlinks && !style.url.empty()) out_ += "\x1b]8;;" + style.url + "\x1b\\";
      if (look_->colour && !style.sgr.empty()) out_ += "\x1b[" + style.sgr + "m";
    }
    out_ += text;
  }
  void space(std::size_t span, int count) {
    if (count == 0) return;
    if (!on_ || span != span_) lift();
    out_.append(static_cast<std::size_t>(count), ' ');
  }
  void plain(std::string_view text) {
    lift();
    out_ += text;
  }
  void lift() {
    if (!on_) return;
    on_ = false;
    const Span& style = (*spans_)[span_];
    if (look_->colour && !style.sgr.empty()) out_ += "\x1b[0m";
    if (look_->hyperlinks && !style.url.empty()) out_ += "\x1b]8;;\x1b\\";
  }
  std::string take() {
    lift();
    return std::move(out_);
  }

 private:
  const std::vector<Span>* spans_;
  const Look* look_;
  std::string out_;
  std::size_t span_ = 0;
  bool on_ = false;
};

}  // namespace

std::string flow(
    const std::vector<Span>& spans, const Look& look, std::string_view first, std::string_view rest
) {
  Words words;
  for (std::size_t i = 0; i < spans.size(); ++i) words.add(i, spans[i].text);
  Pen pen(spans, look);
  pen.plain(first);
  int column = display_width(first);
  const int start = display_width(rest);
  bool fresh = true;  // nothing but the prefix stands on this line
  for (const Word& word : words.take()) {
    const bool full = look.width > 0 && !fresh && column + word.spaces + word.width > look.width;
    for (int i = 0; i < word.breaks + (full && word.breaks == 0 ? 1 : 0); ++i) {
      pen.plain("\n");
      pen.plain(rest);
      column = start;
      fresh = true;
    }
    const int spaces = full ? 0 : word.spaces;
    if (word.pieces.empty()) continue;
    pen.space(word.pieces.front().span, spaces);
    for (const Piece& piece : word.pieces) pen.put(piece.span, piece.text);
    column += spaces + word.width;
    fresh = false;
  }
  return pen.take();
}

}  // namespace usher::terminal
