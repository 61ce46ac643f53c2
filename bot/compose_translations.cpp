// bot/compose_translations.cpp: files to a catalog, on the worker.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_translations.hpp"

#include "bot/embedded.hpp"
#include "bot/locales.hpp"
#include "bot/log.hpp"
#include "commands/language.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>
#include <utility>

namespace usher {

namespace {

// "locale/zh_TW.po" → "zh_TW".
std::string locale_in(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string base = path.substr(slash == std::string::npos ? 0 : slash + 1);
  return base.substr(0, base.find('.'));
}

class TranslationService final : public Service {
 public:
  TranslationService(const Translations& translations, Worker& worker)
      : translations_(translations), worker_(worker) {}

  std::string_view name() const override { return Language::service; }
  bool is_prompt() const override { return true; }
  boost::asio::awaitable<Answer> perform(Call call) override {
    Answer failed;
    failed.fetched.status = 500;
    failed.fetched.error = call.method == "RELOAD" ? errc::bug : errc::unsupported;
    if (call.method != "RELOAD") co_return failed;
    Answer made = co_await worker_.run<Answer>([this, failed] {
      try {
        return reload();
      } catch (const std::exception& error) {
        log::error("the translations cannot be read: {}", error.what());
        return failed;
      }
    });
    co_return made;
  }

 private:
  Answer reload() const {
    std::vector<Problem> problems;
    Translations::Read words = translations_.read(problems);
    Answer out;
    out.fetched.status = problems.empty() ? 200 : 422;
    for (const Problem& problem : problems) out.fetched.body += to_line(problem) + "\n";
    if (!problems.empty()) return out;
    for (const Coverage& one : words.shares)
      out.fetched.body += fmt::format("{} {} {}\n", tag_of(one.locale), one.translated, one.all);
    translations_.put(std::move(words));
    return out;
  }

  const Translations& translations_;
  Worker& worker_;
};

}  // namespace

std::vector<PoFile> read_catalogs(const CommunityFiles& files, std::vector<Problem>& unread) {
  std::vector<PoFile> out;
  for (CommunityFiles::File& file : files.in("locale", ".po", unread)) {
    std::string locale = locale_in(file.name);
    out.push_back({std::move(file.name), std::move(locale), std::move(file.text), file.shipped});
  }
  return out;
}

std::string_view sentences() {
  for (const EmbeddedFile& file : embedded_config())
    if (file.name == "locale/usher.pot") return file.bytes;
  return {};
}

Translations::Read Translations::read(std::vector<Problem>& problems) const {
  const std::vector<PoFile> files = read_catalogs(CommunityFiles(order_.config), problems);
  Read out{Catalog::load(files), {}};
  std::ranges::copy(out.catalog.problems(), std::back_inserter(problems));
  for (const PoFile& file : files)
    if (built_in_language(file.locale) == nullptr && is_locale(file.locale))
      out.shares.push_back(coverage(file, sentences()));
  return out;
}

std::unique_ptr<Service> translation_service(const Translations& translations, Worker& worker) {
  return std::make_unique<TranslationService>(translations, worker);
}

}  // namespace usher
