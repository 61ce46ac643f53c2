// tests/proposals/rig.hpp: a feature with a database of its own, spoken to as the engine does.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/database.hpp"
#include "bot/feature.hpp"
#include "commands/proposals/feature.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace usher::test {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string source_path(const std::string& name) {
  return std::string(USHER_SOURCE_DIR) + "/" + name;
}

inline std::string shipped_index() {
  return file_bytes(source_path("config/numpy/proposals/nep.tsv"));
}

// The translations that ship.
inline Catalog shipped_catalog() {
  std::vector<PoFile> files;
  for (const char* locale : {"zh_CN", "zh_TW"}) {
    const std::string name = std::string("config/numpy/locale/") + locale + ".po";
    if (std::filesystem::exists(source_path(name)))
      files.push_back({name, locale, file_bytes(source_path(name))});
  }
  return Catalog::load(files);
}

// The migrations of bot/migrations/ with these numbers, in order: all of them.
inline void migrate(Database& db, int last = 9999, int first = 0) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("bot/migrations"))) {
    if (!entry.is_regular_file()) continue;  // the baseline, which stands for them
    const int number = std::stoi(entry.path().filename().string());
    if (number >= first && number <= last) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) db.script(file_bytes(file));
}

class ProposalsRig {
 public:
  explicit ProposalsRig(proposals::Settings settings = with_index(), Catalog words = Catalog())
      : catalog(std::move(words)),
        feature(std::make_unique<proposals::Proposals>(std::move(settings))) {
    migrate(db);
    commands.add(feature->name(), feature->commands(), feature->shortcuts());
  }

  static proposals::Settings with_index() {
    proposals::Settings settings;
    settings.source = "test:neps";
    settings.index = shipped_index();
    return settings;
  }

  Context context() {
    Context out{db, catalog, commands, community, now, false};
    out.holders = holders;
    return out;
  }
  std::vector<Effect> start() {
    Context at = context();
    return feature->start(at);
  }
  Outcome event(What what, const std::string& lang = "en") {
    Context at = context();
    return feature->on(
        Event{
            "e",
            {"terminal", "chat", ""},
            {"ada", lang, "UTC", {}, false, "Ada"},
            {},
            std::move(what)
        },
        at
    );
  }
  // What "/nep <args>" is answered with.
  Doc ask(const std::string& args, const std::string& lang = "en") {
    const Outcome outcome = event(Command{"nep", args}, lang);
    return std::get<SayReply>(outcome.reply).doc;
  }
  std::string said(const std::string& args, const std::string& lang = "en") {
    return plain_text(ask(args, lang));
  }
  Outcome press(
      const std::string& action, const std::string& value, const std::string& lang = "en"
  ) {
    return event(Press{"proposals-nep." + action, value, {}, {}}, lang);
  }

  sys_seconds now{std::chrono::seconds(1790000000)};  // 2026-09-21 14:13:20 UTC
  Database db{":memory:"};
  Catalog catalog;
  CommandTable commands;
  Community community;
  std::function<std::vector<To>(Role)> holders;  // empty: no space is served
  std::unique_ptr<proposals::Proposals> feature;
};

inline std::vector<Button> buttons_of(const Doc& doc) {
  std::vector<Button> out;
  for (const Block& block : doc.blocks())
    if (const auto* buttons = std::get_if<Buttons>(&block))
      out.insert(out.end(), buttons->buttons.begin(), buttons->buttons.end());
  return out;
}

}  // namespace usher::test
