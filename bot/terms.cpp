// bot/terms.cpp: folding, parting and stemming, with OpenCC and libstemmer.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/terms.hpp"

#include "bot/text.hpp"

#include <libstemmer.h>
#include <opencc/opencc.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>

namespace usher::search {

namespace {

// Base letters of U+00C0 … U+017F; '*' stands for what is no letter, the ligatures lose their second half.
constexpr std::string_view latin_base =
    "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo*ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_base.size() == 0x180 - 0xC0);

bool is_paired(char32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x3FFFD);
}

char32_t folded(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c < 0x180) {
    const char base = latin_base[c - 0xC0];
    return base == '*' ? U' ' : static_cast<char32_t>(base);
  }
  if (c >= 0x0391 && c <= 0x03A9) return c + 32;  // Greek
  if (c >= 0x0410 && c <= 0x042F) return c + 32;  // Cyrillic
  if (c >= 0x0400 && c <= 0x040F) return c + 80;
  return c;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  if (c < 0x250) return c >= 0x180;
  const bool mark = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || c == 0x30FB ||
                    (c >= 0xFE00 && c <= 0xFFFF) || (c >= 0xE000 && c <= 0xF8FF) ||
                    (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000;
  return !mark && !is_paired(c);
}

std::string simplified(std::string text) {
  const bool has_han =
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
  if (!has_han) return text;
  try {
    static const opencc::SimpleConverter converter("t2s.json"
    );  // about 1 MB, so not before the first Chinese text
    return converter.Convert(text);
  } catch (const std::exception&) {
    return text;  // without OpenCC's tables the two scripts are two languages; better than no search
  }
}

class Stemmer {
 public:
  Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete) {}
  std::string operator()(const std::string& word) const {
    const auto* bytes =
        reinterpret_cast<const sb_symbol*>(word.data());  // NOLINT: the C interface wants unsigned
    const auto* stem =
        stemmer_ ? sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size())) : nullptr;
    if (stem == nullptr) return word;
    return {
        reinterpret_cast<const char*>(stem),
        static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))
    };  // NOLINT
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_;
};

// Not for several threads, and dearer to make than to use.
const Stemmer& stemmer() {
  thread_local const Stemmer mine;
  return mine;
}

class Parts {
 public:
  // What is pointed at outlives it. Without `stem`, what is parted has no stems.
  Parts(std::size_t most, const Stemmer* stem) : most_(most), stem_(stem) {}

  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && terms_.size() < most_;) {
      const char32_t c = folded(next_code_point(text, at));
      if (is_paired(c)) {
        end_word();
        run_.push_back(c);
      } else if (is_letter(c)) {
        end_run();
        if (word_.size() < longest_word) append_code_point(word_, c);
      } else {
        end_word();
        end_run();
      }
    }
    end_word();
    end_run();
  }
  std::vector<Term> take() {
    if (terms_.size() > most_) terms_.resize(most_);
    return std::move(terms_);
  }

 private:
  static constexpr std::size_t longest_word = 64;

  void end_word() {
    if (word_.empty()) return;
    terms_.push_back({word_, stem_ != nullptr ? (*stem_)(word_) : std::string(), false});
    word_.clear();
  }
  void end_run() {
    const std::size_t pairs =
        run_.size() == 1 ? 1 : run_.size() - std::min<std::size_t>(run_.size(), 1);
    for (std::size_t i = 0; i < pairs; ++i) {
      std::string pair;
      append_code_point(pair, run_[i]);
      if (run_.size() > 1) append_code_point(pair, run_[i + 1]);
      terms_.push_back({pair, pair, true});
    }
    run_.clear();
  }

  std::size_t most_;
  const Stemmer* stem_;
  std::string word_;
  std::u32string run_;
  std::vector<Term> terms_;
};

}  // namespace

std::vector<Term> terms(std::string_view text, std::size_t most) {
  Parts parts(most, &stemmer());
  parts.read(simplified(sanitize(text)));
  return parts.take();
}

std::vector<Term> unstemmed_terms(std::string_view text, std::size_t most) {
  Parts parts(most, nullptr);
  parts.read(simplified(sanitize(text)));
  return parts.take();
}

std::string stem_of(const std::string& plain) { return stemmer()(plain); }

std::vector<std::string> folded_words(std::string_view text, std::size_t most) {
  std::vector<std::string> out;
  for (Term& term : unstemmed_terms(text, most)) out.push_back(std::move(term.plain));
  return out;
}

bool is_stop_word(std::string_view plain) {
  constexpr std::array<std::string_view, 44> words = {
      "a",    "about", "an",   "and",  "are",   "as",    "at",   "be",  "by",    "can",   "do",
      "does", "for",   "from", "how",  "i",     "in",    "is",   "it",  "its",   "me",    "my",
      "of",   "on",    "or",   "s",    "so",    "t",     "that", "the", "their", "there", "this",
      "to",   "was",   "what", "when", "where", "which", "who",  "why", "with",  "you",   "your"
  };
  return std::ranges::find(words, plain) != words.end();
}

}  // namespace usher::search
