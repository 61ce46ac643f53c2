// bot/catalog.cpp: whose words a reader gets, and in which language a sentence is found.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/catalog.hpp"

#include "bot/catalog_load.hpp"
#include "bot/locales.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

namespace usher {

struct Catalog::Impl : LoadedLanguages {
  const LoadedLanguage* find(std::string_view locale) const {
    const auto at = languages.find(locale);
    return at == languages.end() ? nullptr : &at->second;
  }

  // Those whose words a reader gets, best first.
  std::vector<const LoadedLanguage*> read_by(std::string_view lang) const {
    std::vector<const LoadedLanguage*> out;
    const std::vector<std::string> names = locales_for(lang);
    for (const std::string& name : names) {
      if (name == "en" && out.empty() && !is_english(lang))
        if (const LoadedLanguage* near = akin(names.front())) out.push_back(near);
      if (const LoadedLanguage* language = find(name)) out.push_back(language);
    }
    return out;
  }

  const LoadedLanguage* akin(std::string_view locale) const {
    for (const auto& [name, language] : languages)
      if (are_akin(name, locale)) return &language;
    return nullptr;
  }

  // The locale of languages() that a reader is answered in; empty where there is none.
  std::string spoken(std::string_view lang) const {
    const std::vector<std::string> names = locales_for(lang);
    for (const std::string& name : names) {
      if (name == "en" && !is_english(lang)) break;
      if (std::ranges::find(always_spoken, name) != always_spoken.end() || languages.contains(name))
        return name;
    }
    for (const auto& [name, language] : languages)
      if (are_akin(name, names.front())) return name;
    return {};
  }

  std::string own_name(std::string_view locale) const {
    if (const auto at = languages.find(locale);
        at != languages.end() && !at->second.own_name.empty())
      return at->second.own_name;
    const BuiltInLanguage* known = built_in_language(locale);
    return known == nullptr ? tag_of(locale) : std::string(known->own_name);
  }
};

// What is there now. Who speaks keeps it as long as they look.
class Catalog::Shelf {
 public:
  std::shared_ptr<const Impl> now() {
    const std::lock_guard lock(mutex_);
    if (!impl_) {
      impl_ = std::make_shared<const Impl>(load_languages(files_));
      files_ = {};
    }
    return impl_;
  }
  // Whether whoever reads English reads the sentences as they stand in the code: nothing has to be read for them.
  bool leaves_english() const { return english_.load(std::memory_order_relaxed); }
  void lay(std::vector<PoFile> files) {
    english_ = std::ranges::none_of(files, [](const PoFile& file) {
      return is_english(tag_of(file.locale));
    });
    const std::lock_guard lock(mutex_);
    files_ = std::move(files);
    impl_ = nullptr;
  }
  void put(std::shared_ptr<const Impl> impl, bool english) {
    const std::lock_guard lock(mutex_);
    impl_ = std::move(impl);
    files_ = {};
    english_ = english;
  }

 private:
  std::mutex mutex_;
  std::vector<PoFile> files_;  // until they are read
  std::shared_ptr<const Impl> impl_;
  std::atomic<bool> english_{true};
};

Catalog::Catalog() : shelf_(std::make_unique<Shelf>()) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Catalog Catalog::load(std::vector<PoFile> files) {
  Catalog catalog;
  catalog.shelf_->lay(std::move(files));
  return catalog;
}

void Catalog::put(const Catalog& newer) {
  shelf_->put(newer.shelf_->now(), newer.shelf_->leaves_english());
}

std::vector<Problem> Catalog::problems() const { return shelf_->now()->problems; }

std::vector<SpokenLanguage> Catalog::languages() const {
  const auto now = shelf_->now();
  std::vector<SpokenLanguage> out;
  out.reserve(always_spoken.size() + now->languages.size());
  for (const std::string_view locale : always_spoken)
    out.push_back({tag_of(locale), now->own_name(locale)});
  for (const auto& [locale, language] : now->languages)
    if (std::ranges::find(always_spoken, locale) == always_spoken.end())
      out.push_back({tag_of(locale), now->own_name(locale)});
  return out;
}

bool Catalog::reads_code(std::string_view lang) const {
  return shelf_->leaves_english() && is_english(lang);  // most sentences, in most places
}

std::string Catalog::spoken(std::string_view lang) const {
  if (reads_code(lang)) return "en";
  const std::string locale = shelf_->now()->spoken(lang);
  return locale.empty() ? locale : tag_of(locale);
}

std::string Catalog::own_name(std::string_view lang) const {
  const auto now = shelf_->now();
  const std::string locale = now->spoken(lang);
  return now->own_name(locale.empty() ? std::string_view("en") : locale);
}

std::string Catalog::translate(std::string_view lang, const char* msgid) const {
  // gettext keeps its header under the empty msgid; nobody asks for that.
  if (*msgid == '\0' || reads_code(lang)) return msgid;
  const auto now = shelf_->now();
  for (const LoadedLanguage* language : now->read_by(lang))
    if (const char* text = language->messages->get(0, nullptr, msgid)) return text;
  return msgid;
}

std::string Catalog::translate(std::string_view lang, const char* one, const char* many, long n)
    const {
  const char* english = n == 1 ? one : many;
  if (*one == '\0' || reads_code(lang)) return english;
  const auto count = static_cast<std::uint64_t>(std::max<long>(n, 0));
  const auto now = shelf_->now();
  for (const LoadedLanguage* language : now->read_by(lang)) {
    const int form = language->plural ? language->plural->form_of(count) : 0;
    if (const char* text = language->messages->get(0, nullptr, one, form)) return text;
  }
  return english;
}

bool Catalog::has(std::string_view locale, const char* msgid) const {
  const auto now = shelf_->now();
  const LoadedLanguage* language = now->find(locale);
  if (language == nullptr || *msgid == '\0' ||
      language->messages->get(0, nullptr, msgid) == nullptr)
    return false;
  return !std::ranges::binary_search(language->borrowed, std::string_view(msgid));
}

}  // namespace usher
