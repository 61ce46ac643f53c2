// tests/features/rig.hpp: one feature with a database of its own, spoken to as the engine does.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "bot/store.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace usher::test {

inline Catalog shipped_catalog() {
  std::vector<PoFile> files;
  for (const char* locale : {"zh_CN", "zh_TW"}) {
    const std::string path =
        std::string(USHER_SOURCE_DIR) + "/config/numpy/locale/" + locale + ".po";
    std::ifstream in(path, std::ios::binary);
    files.push_back({path, locale, {std::istreambuf_iterator<char>(in), {}}});
  }
  return Catalog::load(files);
}

struct Rig {
  static Person ada(std::string lang = "en", Roles roles = {}) {
    return {"ada", std::move(lang), "UTC", roles, false, "Ada"};
  }

  Database db{":memory:"};
  Catalog catalog = shipped_catalog();
  CommandTable commands;
  Community community;
  sys_seconds now{std::chrono::seconds(1800000000)};

  Rig() {
    for (const Migration& migration : usher_migrations()) db.script(std::string(migration.sql));
  }

  Outcome give(Feature& feature, What what, Person who = ada()) {
    Context context{db, catalog, commands, community, now, false};
    return feature.on(
        Event{"event", {"terminal", "chat", ""}, std::move(who), {}, std::move(what)}, context
    );
  }
};

// What the reply says, whichever way it says it.
inline Doc said(const Outcome& outcome) {
  if (const auto* say = std::get_if<SayReply>(&outcome.reply)) return say->doc;
  if (const auto* replace = std::get_if<Replace>(&outcome.reply)) return replace->doc;
  return {};
}
inline std::string text_of(const Outcome& outcome) { return plain_text(said(outcome)); }
inline std::vector<Button> buttons_of(const Outcome& outcome) {
  std::vector<Button> all;
  for (const Block& block : said(outcome).blocks())
    if (const auto* buttons = std::get_if<Buttons>(&block))
      all.insert(all.end(), buttons->buttons.begin(), buttons->buttons.end());
  return all;
}
inline Press press(const Button& button) { return {button.action, button.value, {}, {}}; }

}  // namespace usher::test
