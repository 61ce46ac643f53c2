// bot/po_header.cpp: the header's fields, read and checked.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/po_header.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace usher {

namespace {

constexpr std::array<BuiltInLanguage, 3> built_in = {{
    {"en", "English", "nplurals=2; plural=(n != 1);"},
    {"zh_CN", "简体中文", "nplurals=1; plural=0;"},
    {"zh_TW", "繁體中文", "nplurals=1; plural=0;"},
}};

class HeaderReader {
 public:
  HeaderReader(const PoFile& file, const po::File& read, std::vector<Problem>& problems)
      : file_(file), read_(read), problems_(problems), known_(built_in_language(file.locale)) {}

  PoHeader read() {
    PoHeader out;
    if (known_ != nullptr) out.own_name = known_->own_name;
    if (trim(read_.header).empty()) {
      if (known_ == nullptr)
        problem(
            1, "The file has no header.",
            "Begin it as `usher strings` does: an entry with an empty msgid that says Language, "
            "X-Language-Name, Content-Type and Plural-Forms."
        );
    } else {
      language();
      encoding();
      own_name(out);
      plural(out);
    }
    if (known_ != nullptr) out.plural = *PluralRule::parse(known_->plural);
    return out;
  }

 private:
  // Nothing where the field is not there, or is empty.
  std::string_view field(std::string_view name) const {
    for (const std::string_view line : split(read_.header, '\n')) {
      if (line.size() <= name.size() || line[name.size()] != ':') continue;
      if (same_ascii(line.substr(0, name.size()), name)) return trim(line.substr(name.size() + 1));
    }
    return {};
  }
  // Where it stands in the file; the header's line where it does not.
  int line_of(std::string_view name) const {
    const std::string begin = "\"" + to_lower_ascii(name) + ":";
    int number = 0;
    for (const std::string_view line : split(file_.text, '\n'))
      if (++number >= read_.header_line && to_lower_ascii(trim(line)).starts_with(begin))
        return number;
    return read_.header_line;
  }
  void problem(int line, std::string text, std::string remedy) {
    problems_.push_back({file_.name, line, std::move(text), std::move(remedy)});
  }
  // Whether there is nothing to check; a mistake where there should be.
  bool lacks(std::string_view name, std::string_view value, std::string_view example) {
    if (!value.empty()) return false;
    if (known_ == nullptr)
      problem(
          line_of(name), fmt::format("The header does not say {}.", name),
          fmt::format("Write it there, for example “{}: {}\\n”.", name, example)
      );
    return true;
  }

  void language() {
    constexpr std::string_view name = "Language";
    std::string said(field(name));
    if (lacks(name, said, file_.locale)) return;
    std::ranges::replace(said, '-', '_');
    if (said != file_.locale)
      problem(
          line_of(name),
          fmt::format(
              "The header says the language is {}, and the file's name {}.",
              shorten(sanitize(said), longest_own_name), file_.locale
          ),
          "Make both the same."
      );
  }

  void encoding() {
    constexpr std::string_view name = "Content-Type";
    const std::string_view said = field(name);
    if (lacks(name, said, "text/plain; charset=UTF-8")) return;
    if (!to_lower_ascii(said).ends_with("charset=utf-8"))
      problem(
          line_of(name), "The file's encoding is not UTF-8.",
          "Save it as UTF-8 and write “Content-Type: text/plain; charset=UTF-8\\n”."
      );
  }

  void own_name(PoHeader& out) {
    constexpr std::string_view name = "X-Language-Name";
    const std::string_view said = field(name);
    if (lacks(name, said, "Español")) return;
    if (said.size() > longest_own_name)
      problem(
          line_of(name), "The language's name is too long for a button.",
          fmt::format("Write one of at most {} bytes.", longest_own_name)
      );
    else
      out.own_name = said;
  }

  void plural(PoHeader& out) {
    constexpr std::string_view name = "Plural-Forms";
    const std::string_view said = field(name);
    if (lacks(name, said, "nplurals=2; plural=(n != 1);")) return;
    auto rule = PluralRule::parse(said);
    if (!rule)
      problem(
          line_of(name), std::move(rule.error()),
          "Copy your language's rule from the table of the gettext manual, “Plural forms”; it is "
          "made of n, numbers, %, comparisons, &&, ||, ?: and parentheses."
      );
    else if (known_ != nullptr && rule->forms() != PluralRule::parse(known_->plural)->forms())
      problem(
          line_of(name), "This language has another number of plural forms.",
          fmt::format("Write “Plural-Forms: {}\\n”, or leave the field out.", known_->plural)
      );
    else
      out.plural = std::move(*rule);
  }

  const PoFile& file_;
  const po::File& read_;
  std::vector<Problem>& problems_;
  const BuiltInLanguage* const known_;
};

}  // namespace

const BuiltInLanguage* built_in_language(std::string_view locale) {
  const auto* const at = std::ranges::find(built_in, locale, &BuiltInLanguage::locale);
  return at == built_in.end() ? nullptr : at;
}

PoHeader read_header(const PoFile& file, const po::File& read, std::vector<Problem>& problems) {
  return HeaderReader(file, read, problems).read();
}

}  // namespace usher
