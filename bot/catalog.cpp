// bot/catalog.cpp: .po text → checked entries → .mo bytes in memory → a Boost.Locale facet for each
// language.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/catalog.hpp"

#include "bot/mo.hpp"
#include "bot/placeholders.hpp"
#include "bot/po.hpp"
#include "bot/text.hpp"
#include "bot/traditional.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <locale>
#include <optional>
#include <stdexcept>
#include <utility>

namespace usher {

namespace {

using Messages = boost::locale::message_format<char>;

constexpr std::array<std::string_view, 2> locales = {"zh_CN", "zh_TW"};

std::optional<std::size_t> index_of(std::string_view locale) {
  const auto* const it = std::ranges::find(locales, locale);
  if (it == locales.end()) return std::nullopt;
  return static_cast<std::size_t>(it - locales.begin());
}

// Chinese does not inflect for number. The header is written here and not taken from the file, so
// that no file can bring a plural rule that contradicts its forms.
constexpr std::size_t forms = 1;
constexpr const char* header =
    "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n";

// The facet comes straight from Boost.Locale's gettext reader: no back end takes part, so the
// result is the same with icu, posix and std, and none of them is loaded.
std::locale make_locale(std::string_view name, const MoEntries& entries) {
  boost::locale::gnu_gettext::messages_info info;
  info.language = name.substr(0, 2);
  info.country = name.substr(3);
  info.encoding = "UTF-8";
  info.domains.emplace_back("usher");
  info.paths.emplace_back("memory");
  info.callback = [bytes = make_mo(entries)](const std::string&, const std::string&) {
    return bytes;
  };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

struct Language {
  std::locale locale = std::locale::classic();
  const Messages* messages = nullptr;  // owned by locale; nullptr: English
  std::vector<std::string> borrowed;   // sorted msgids whose text was made from another language's
};

std::string key_of(const po::Entry& entry) {
  return entry.plural.empty() ? entry.id : entry.id + '\0' + entry.plural;
}

}  // namespace

struct Catalog::Impl {
  std::array<Language, locales.size()> languages;
  std::vector<Problem> problems;

  const Language* find(std::string_view locale) const {
    const auto index = index_of(locale);
    if (!index || languages[*index].messages == nullptr) return nullptr;
    return &languages[*index];
  }

  void take(const PoFile& file, MoEntries& into) {
    const po::File read = po::parse(file.text);
    const auto problem = [&](int line, std::string text, std::string remedy) {
      problems.push_back({file.name, line, std::move(text), std::move(remedy)});
    };
    for (const Problem& found : read.problems) problem(found.line, found.problem, found.remedy);
    for (const po::Entry& entry : read.entries) {
      if (entry.fuzzy || std::ranges::all_of(entry.texts, &std::string::empty)) continue;
      if (entry.texts.size() != forms) {
        problem(entry.line, "Chinese has one plural form.", "Write msgstr[0] and no other.");
        continue;
      }
      const std::string& many = entry.plural.empty() ? entry.id : entry.plural;
      if (!same_placeholders(entry.id, many, entry.texts.front())) {
        problem(
            entry.line,
            "The {placeholders} differ from those of the msgid; English is shown instead.",
            "Keep each as it is, braces included."
        );
        continue;
      }
      into.emplace(key_of(entry), entry.texts.front());
    }
  }

  // What zh_TW lacks and zh_CN has, in Taiwan's words.
  void borrow(const MoEntries& from, MoEntries& to, Language& language) {
    std::optional<Traditional> traditional;
    for (const auto& [key, text] : from) {
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
};

Catalog::Catalog() : impl_(std::make_unique<Impl>()) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Catalog Catalog::load(const std::vector<PoFile>& files) {
  Catalog catalog;
  Impl& impl = *catalog.impl_;
  std::array<MoEntries, locales.size()> entries;
  for (const PoFile& file : files) {
    if (const auto index = index_of(file.locale))
      impl.take(file, entries[*index]);
    else
      impl.problems.push_back(
          {file.name, 1, "Nobody's language leads to \"" + sanitize(file.locale) + "\".",
           "Name the file zh_CN.po or zh_TW.po."}
      );
  }
  impl.borrow(entries[0], entries[1], impl.languages[1]);
  for (std::size_t i = 0; i < locales.size(); ++i) {
    if (entries[i].empty()) continue;
    entries[i].emplace("", header);
    Language& language = impl.languages[i];
    language.locale = make_locale(locales[i], entries[i]);
    language.messages = &std::use_facet<Messages>(language.locale);
  }
  return catalog;
}

const std::vector<Problem>& Catalog::problems() const { return impl_->problems; }

std::string Catalog::translate(std::string_view lang, const char* msgid) const {
  const Language* language = impl_->find(locale_for(lang));
  // gettext keeps its header under the empty msgid; nobody asks for that.
  if (language == nullptr || *msgid == '\0') return msgid;
  const char* text = language->messages->get(0, nullptr, msgid);
  return text == nullptr ? msgid : text;
}

std::string Catalog::translate(std::string_view lang, const char* one, const char* many, long n)
    const {
  const Language* language = impl_->find(locale_for(lang));
  const char* english = n == 1 ? one : many;
  if (language == nullptr || *one == '\0') return english;
  const int count = static_cast<int>(std::clamp<long>(n, 0, std::numeric_limits<int>::max()));
  const char* text = language->messages->get(0, nullptr, one, count);
  return text == nullptr ? english : text;
}

bool Catalog::has(std::string_view locale, const char* msgid) const {
  const Language* language = impl_->find(locale);
  if (language == nullptr || *msgid == '\0' ||
      language->messages->get(0, nullptr, msgid) == nullptr)
    return false;
  return !std::ranges::binary_search(language->borrowed, std::string_view(msgid));
}

std::string_view locale_for(std::string_view bcp47) {
  const std::string tag = to_lower_ascii(bcp47);
  const auto begins = [&](std::string_view prefix) {
    if (!tag.starts_with(prefix)) return false;
    return tag.size() == prefix.size() || tag[prefix.size()] == '-' || tag[prefix.size()] == '_';
  };
  if (!begins("zh")) return "en";
  // A script says more than a region: zh-Hans-TW is written in Simplified characters.
  const std::string_view rest = std::string_view(tag).substr(2);
  const auto holds = [&](std::string_view part) {
    return rest.find(part) != std::string_view::npos;
  };
  if (holds("hans")) return "zh_CN";
  if (holds("hant")) return "zh_TW";
  if (holds("tw") || holds("hk") || holds("mo")) return "zh_TW";
  return "zh_CN";
}

}  // namespace usher
