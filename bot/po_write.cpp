// bot/po_write.cpp: .po text out of the program's list of sentences, entry by entry.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/po_write.hpp"

#include "bot/locales.hpp"
#include "bot/po.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace usher {

namespace {

struct KnownLanguage {
  std::string_view locale, own_name, plural;
};
constexpr std::string_view one_form = "nplurals=1; plural=0;";
constexpr std::string_view one_and_more = "nplurals=2; plural=(n != 1);";
constexpr std::string_view up_to_one = "nplurals=2; plural=(n > 1);";
constexpr std::string_view russian =
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) "
    "? 1 : 2);";
// As the gettext manual's "Plural forms" has them. Whoever speaks another one writes both.
constexpr auto known = std::to_array<KnownLanguage>({
    {"ar", "العربية",
     "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
     "4 : 5);"},
    {"bg", "Български", one_and_more},
    {"bn", "বাংলা", one_and_more},
    {"ca", "Català", one_and_more},
    {"cs", "Čeština", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"},
    {"da", "Dansk", one_and_more},
    {"de", "Deutsch", one_and_more},
    {"el", "Ελληνικά", one_and_more},
    {"es", "Español", one_and_more},
    {"et", "Eesti", one_and_more},
    {"eu", "Euskara", one_and_more},
    {"fa", "فارسی", up_to_one},
    {"fi", "Suomi", one_and_more},
    {"fr", "Français", up_to_one},
    {"he", "עברית", one_and_more},
    {"hi", "हिन्दी", one_and_more},
    {"hu", "Magyar", one_and_more},
    {"id", "Bahasa Indonesia", one_form},
    {"it", "Italiano", one_and_more},
    {"ja", "日本語", one_form},
    {"ko", "한국어", one_form},
    {"lt", "Lietuvių",
     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"},
    {"nl", "Nederlands", one_and_more},
    {"nb", "Norsk bokmål", one_and_more},
    {"pl", "Polski",
     "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"},
    {"pt", "Português", one_and_more},
    {"pt_BR", "Português (Brasil)", up_to_one},
    {"ro", "Română", "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100 > 0 && n%100 < 20) ? 1 : 2);"},
    {"ru", "Русский", russian},
    {"sk", "Slovenčina", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"},
    {"sr", "Српски", russian},
    {"sv", "Svenska", one_and_more},
    {"ta", "தமிழ்", one_and_more},
    {"th", "ไทย", one_form},
    {"tr", "Türkçe", one_and_more},
    {"uk", "Українська", russian},
    {"vi", "Tiếng Việt", one_form},
});

constexpr std::string_view guidance =
    "# What Usher says. Write your translation between the quotes after each msgstr; what you "
    "leave "
    "empty is said\n"
    "# in English. Keep each {placeholder} as it is. Where there is a msgid_plural, write one "
    "msgstr[…] for each form\n"
    "# of Plural-Forms. docs/translating.md says more.\n";

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
  }
  return out + '"';
}

// What is known of a language, or of the one that its territory speaks.
KnownLanguage about(std::string_view locale) {
  if (const BuiltInLanguage* built_in = built_in_language(locale))
    return {built_in->locale, built_in->own_name, built_in->plural};
  const auto* const exact = std::ranges::find(known, locale, &KnownLanguage::locale);
  if (exact != known.end()) return *exact;
  const auto* const language =
      std::ranges::find(known, locale.substr(0, locale.find('_')), &KnownLanguage::locale);
  return language == known.end() ? KnownLanguage{} : *language;
}

std::string header_for(std::string_view locale) {
  const KnownLanguage language = about(locale);
  std::string out(guidance);
  out += "msgid \"\"\nmsgstr \"\"\n";
  for (const auto& [name, value] :
       {std::pair("Language", locale), std::pair("X-Language-Name", language.own_name),
        std::pair("MIME-Version", std::string_view("1.0")),
        std::pair("Content-Type", std::string_view("text/plain; charset=UTF-8")),
        std::pair("Content-Transfer-Encoding", std::string_view("8bit")),
        std::pair("Plural-Forms", language.plural)})
    out += in_quotes(fmt::format("{}: {}\n", name, value)) + "\n";
  return out;
}

// One for each line, as editors of catalogs write it.
std::string header_of(const po::File& read) {
  std::string out(guidance);
  out += "msgid \"\"\nmsgstr \"\"\n";
  for (const std::string_view line : split(read.header, '\n'))
    if (!trim(line).empty()) out += in_quotes(std::string(line) + "\n") + "\n";
  return out;
}

int forms_of(const po::File& read, std::string_view locale) {
  std::vector<Problem> told_by_check;
  const PoHeader header = read_header({{}, std::string(locale), {}}, read, told_by_check);
  return header.plural ? header.plural->forms() : 2;
}

void add_texts(
    const po::Entry& sentence, const po::Entry* translated, std::size_t forms, std::string& out
) {
  if (sentence.plural.empty()) {
    out += "msgstr " + in_quotes(translated == nullptr ? "" : translated->texts.front()) + "\n";
    return;
  }
  for (std::size_t i = 0; i < forms; ++i) {
    const bool there = translated != nullptr && i < translated->texts.size();
    out += fmt::format("msgstr[{}] {}\n", i, in_quotes(there ? translated->texts[i] : ""));
  }
}

}  // namespace

std::string new_catalog(std::string_view locale, std::string_view sentences) {
  const std::string header = header_for(locale);
  return updated_catalog({{}, std::string(locale), header}, sentences).text;
}

UpdatedCatalog updated_catalog(const PoFile& file, std::string_view sentences) {
  const po::File read = po::parse(file.text);
  const auto forms = static_cast<std::size_t>(forms_of(read, file.locale));
  std::map<std::string_view, const po::Entry*> own;
  for (const po::Entry& entry : read.entries) own.emplace(entry.id, &entry);
  UpdatedCatalog out;
  out.text = header_of(read);
  std::size_t kept = 0;
  std::string block;
  const auto add = [&] {
    const po::File one = po::parse(block);
    if (one.entries.size() == 1) {
      const po::Entry& sentence = one.entries.front();
      const auto at = own.find(sentence.id);
      const po::Entry* entry =
          at == own.end() || at->second->plural != sentence.plural ? nullptr : at->second;
      ++(entry == nullptr ? out.added : kept);
      out.text += "\n";
      // Where the sentence comes from, and what its author has to say of it.
      for (const std::string_view line : split(block, '\n'))
        if (line.starts_with('#')) (out.text += line) += '\n';
      if (entry != nullptr && entry->fuzzy) out.text += "#, fuzzy\n";
      out.text += "msgid " + in_quotes(sentence.id) + "\n";
      if (!sentence.plural.empty()) out.text += "msgid_plural " + in_quotes(sentence.plural) + "\n";
      add_texts(sentence, entry, forms, out.text);
    }
    block.clear();
  };
  for (const std::string_view line : split(sentences, '\n')) {
    if (trim(line).empty())
      add();
    else
      (block += line) += '\n';
  }
  add();
  out.gone = read.entries.size() - kept;
  return out;
}

}  // namespace usher
