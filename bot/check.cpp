// bot/check.cpp: the configuration, then each catalog.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"

#include "bot/config_checks.hpp"
#include "bot/po.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace usher {

namespace {

bool is_empty(const po::Entry& entry) {
  return std::ranges::all_of(entry.texts, &std::string::empty);
}

// Those of the reader name the whole entry's mistakes; this one compares with what the program says.
class CatalogCheck {
 public:
  CatalogCheck(const PoFile& file, std::string_view sentences)
      : name_(file.name), read_(po::parse(file.text)), wanted_(po::parse(sentences)) {
    last_line_ = static_cast<int>(std::ranges::count(file.text, '\n')) + 1;
  }

  std::vector<Problem> run(bool whole) {
    std::map<std::string_view, const po::Entry*> own;
    for (const po::Entry& entry : read_.entries) own.emplace(entry.id, &entry);
    for (const po::Entry& sentence : wanted_.entries) {
      const auto at = own.find(sentence.id);
      if (at != own.end())
        compare(*at->second, sentence, whole);
      else if (whole)
        problem(
            last_line_, fmt::format("There is no entry for \"{}\".", shown(sentence.id)),
            "Add it (packaging/extract_strings.py does), and its translation."
        );
    }
    std::map<std::string_view, const po::Entry*> wanted;
    for (const po::Entry& sentence : wanted_.entries) wanted.emplace(sentence.id, &sentence);
    for (const po::Entry& entry : read_.entries)
      if (!wanted.empty() && !wanted.contains(entry.id))
        problem(
            entry.line, fmt::format("The program does not say \"{}\".", shown(entry.id)),
            "Mend the msgid, or remove the entry."
        );
    return std::move(problems_);
  }

 private:
  void compare(const po::Entry& entry, const po::Entry& sentence, bool whole) {
    const std::string words = shown(entry.id);
    if (!whole && (entry.fuzzy || is_empty(entry))) return;
    if (entry.fuzzy)
      problem(
          entry.line, fmt::format("The translation of \"{}\" is a guess and is not used.", words),
          "Mend it where it is wrong, then remove the word fuzzy above it."
      );
    else if (is_empty(entry))
      problem(
          entry.line, fmt::format("\"{}\" is not translated.", words),
          "Write the translation after msgstr."
      );
    else if (entry.plural != sentence.plural)
      problem(
          entry.line, fmt::format("The plural of \"{}\" is not the program's.", words),
          sentence.plural.empty() ? "Remove msgid_plural and write msgstr."
                                  : "Copy msgid_plural from usher.pot, and write msgstr[0]."
      );
  }

  void problem(int line, std::string text, std::string remedy) {
    problems_.push_back({name_, line, std::move(text), std::move(remedy)});
  }

  std::string name_;
  po::File read_, wanted_;
  int last_line_ = 1;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_catalog(const PoFile& file, std::string_view sentences, bool whole) {
  std::vector<Problem> problems = Catalog::load({file}).problems();
  std::ranges::move(CatalogCheck(file, sentences).run(whole), std::back_inserter(problems));
  std::ranges::sort(problems, {}, &Problem::line);
  return problems;
}

std::vector<Problem> check(
    const ConfigInput& config, const std::vector<PoFile>& catalogs, std::string_view sentences
) {
  std::vector<Problem> problems = load_config(config).problems;
  for (auto file = catalogs.begin(); file != catalogs.end(); ++file) {
    const bool last = std::find_if(file + 1, catalogs.end(), [&](const PoFile& later) {
                        return later.locale == file->locale;
                      }) == catalogs.end();
    const bool whole = last && (file->locale == "zh_CN" || file->locale == "zh_TW");
    std::ranges::move(check_catalog(*file, sentences, whole), std::back_inserter(problems));
  }
  return problems;
}

Coverage coverage(const PoFile& file, std::string_view sentences) {
  Coverage out{file.name, file.locale};
  const po::File read = po::parse(file.text);
  std::map<std::string_view, const po::Entry*> own;
  for (const po::Entry& entry : read.entries) own.emplace(entry.id, &entry);
  const po::File wanted = po::parse(sentences);
  out.all = wanted.entries.size();
  for (const po::Entry& sentence : wanted.entries) {
    const auto at = own.find(sentence.id);
    if (at == own.end() || is_empty(*at->second) || at->second->plural != sentence.plural) continue;
    ++(at->second->fuzzy ? out.guesses : out.translated);
  }
  return out;
}

}  // namespace usher
