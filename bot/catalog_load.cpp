// bot/catalog_load.cpp: .po text → checked entries → .mo bytes in memory → a Boost.Locale facet for each
// language.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/catalog_load.hpp"

#include "bot/locales.hpp"
#include "bot/mo.hpp"
#include "bot/placeholders.hpp"
#include "bot/po.hpp"
#include "bot/text.hpp"
#include "bot/traditional.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace usher {

namespace {

// The form is chosen here, by the rule of the translator's header, and Boost.Locale is asked for it by its number.
constexpr const char* header =
    "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=6; plural=n;\n";
static_assert(po::max_forms == 6);

// The facet comes straight from Boost.Locale's gettext reader: no back end takes part, so the
// result is the same with icu, posix and std, and none of them is loaded.
std::locale make_locale(std::string_view name, const MoEntries& entries) {
  boost::locale::gnu_gettext::messages_info info;
  info.language = name.substr(0, name.find('_'));
  info.encoding = "UTF-8";
  info.domains.emplace_back("usher");
  info.paths.emplace_back("memory");
  info.callback = [bytes = make_mo(entries)](const std::string&, const std::string&) {
    return bytes;
  };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

std::string key_of(const po::Entry& entry) {
  return entry.plural.empty() ? entry.id : entry.id + '\0' + entry.plural;
}

std::string value_of(const po::Entry& entry) {
  std::string out;
  for (const std::string& text : entry.texts) {
    if (&text != entry.texts.data()) out += '\0';
    out += text;
  }
  return out;
}

// Files to languages; what is wrong with them on the way.
class Loading {
 public:
  explicit Loading(const std::vector<PoFile>& files) {
    std::vector<po::File> read;
    for (const PoFile& file : files) {
      read.push_back(po::parse(file.text));
      for (const Problem& found : read.back().problems)
        problem(file, found.line, found.problem, found.remedy);
      if (is_locale(file.locale))
        open(file, read.back());
      else
        refuse(file);
    }
    for (std::size_t i = 0; i < files.size(); ++i)
      if (is_locale(files[i].locale)) take(files[i], read[i]);
    borrow();
    for (auto& [name, language] : languages) {
      MoEntries& entries = entries_[name];
      if (entries.empty()) continue;
      entries.emplace("", header);
      language.locale = make_locale(name, entries);
      language.messages = &std::use_facet<CatalogMessages>(language.locale);
    }
    // Where nothing is translated yet there is nothing to offer.
    std::erase_if(languages, [](const auto& one) { return one.second.messages == nullptr; });
    std::ranges::sort(problems, {}, [](const Problem& one) {
      return std::pair<std::string_view, int>(one.file, one.line);
    });
  }

  LoadedByLocale languages;
  std::vector<Problem> problems;

 private:
  void problem(const PoFile& file, int line, std::string text, std::string remedy) {
    problems.push_back({file.name, line, std::move(text), std::move(remedy)});
  }

  void refuse(const PoFile& file) {
    const bool chinese = file.locale == "zh" || file.locale.starts_with("zh_");
    problem(
        file, 1, fmt::format("Nobody's language leads to \"{}\".", sanitize(file.locale)),
        chinese ? "Name the file zh_CN.po or zh_TW.po."
                : "Name the file after its language as gettext does: es.po, pt_BR.po."
    );
  }

  // The first file of a language that says what it is called, and how it counts, is believed.
  void open(const PoFile& file, const po::File& read) {
    PoHeader said = read_header(file, read, problems);
    LoadedLanguage& language = languages[file.locale];
    if (language.own_name.empty() && !said.own_name.empty()) {
      if (const std::string other = also_called(said.own_name, file.locale); !other.empty())
        problem(
            file, read.header_line,
            fmt::format("“{}” is also the name of {}.", said.own_name, other),
            "Give one of them another X-Language-Name, so that people can tell their buttons "
            "apart."
        );
      language.own_name = std::move(said.own_name);
    }
    if (!language.plural) language.plural = std::move(said.plural);
  }

  // Another locale whose language has this name; empty where none has.
  std::string also_called(std::string_view name, std::string_view locale) const {
    for (const std::string_view other : always_spoken)
      if (other != locale && built_in_language(other)->own_name == name) return std::string(other);
    for (const auto& [other, language] : languages)
      if (other != locale && language.own_name == name) return other;
    return {};
  }

  void take(const PoFile& file, const po::File& read) {
    const LoadedLanguage& language = languages[file.locale];
    MoEntries& into = entries_[file.locale];
    for (const po::Entry& entry : read.entries) {
      if (entry.fuzzy || std::ranges::all_of(entry.texts, &std::string::empty)) continue;
      if (is_sound(file, entry, language)) into.emplace(key_of(entry), value_of(entry));
    }
  }

  bool is_sound(const PoFile& file, const po::Entry& entry, const LoadedLanguage& language) {
    if (!entry.plural.empty()) {
      if (!language.plural) return false;  // told of the header
      const auto forms = static_cast<std::size_t>(language.plural->forms());
      if (entry.texts.size() != forms) {
        problem(
            file, entry.line,
            fmt::format(
                "The language has {} plural {}, and this sentence {}; English is shown instead.",
                forms, forms == 1 ? "form" : "forms", entry.texts.size()
            ),
            forms == 1 ? "Write msgstr[0] and no other."
                       : fmt::format("Write msgstr[0] to msgstr[{}], and no other.", forms - 1)
        );
        return false;
      }
      if (std::ranges::any_of(entry.texts, &std::string::empty)) {
        problem(
            file, entry.line, "One of the plural forms is empty; English is shown instead.",
            "Write it, or leave all of them empty."
        );
        return false;
      }
    }
    const std::string& many = entry.plural.empty() ? entry.id : entry.plural;
    if (std::ranges::all_of(entry.texts, [&](const std::string& text) {
          return same_placeholders(entry.id, many, text);
        }))
      return true;
    problem(
        file, entry.line,
        "The {placeholders} differ from those of the msgid; English is shown instead.",
        "Keep each as it is, braces included."
    );
    return false;
  }

  // What zh_TW lacks and zh_CN has, in Taiwan's words.
  void borrow() {
    const auto simplified = entries_.find("zh_CN");
    if (simplified == entries_.end()) return;
    LoadedLanguage& language = languages["zh_TW"];
    MoEntries& to = entries_["zh_TW"];
    if (!language.plural) language.plural.emplace();
    std::optional<Traditional> traditional;
    for (const auto& [key, text] : simplified->second) {
      if (to.contains(key)) continue;
      try {
        if (!traditional) traditional.emplace();
        to.emplace(key, traditional->from_simplified(text));
      } catch (const std::runtime_error& error) {
        problems.push_back(
            {"OpenCC", 0,
             "Simplified Chinese could not be converted (" + std::string(error.what()) +
                 "); English is shown instead.",
             "Install the package libopencc-data."}
        );
        return;
      }
      language.borrowed.emplace_back(key.c_str());  // up to the NUL before a plural
    }
    std::ranges::sort(language.borrowed);
  }

  std::map<std::string, MoEntries, std::less<>> entries_;
};

}  // namespace

LoadedLanguages load_languages(const std::vector<PoFile>& files) {
  Loading loading(files);
  return {std::move(loading.languages), std::move(loading.problems)};
}

}  // namespace usher
