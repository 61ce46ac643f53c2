// Forms under way, one for each person and space: rows for most, locked memory for secret ones.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/dialogue.hpp"
#include "bot/secret_dialogues.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace usher {

// Brain thread, inside a transaction but for committed().
class Dialogues {
 public:
  static constexpr std::string_view owner =
      "dialogue";                                    // in place of a feature: of its posts, its job
  static constexpr std::chrono::hours lifetime{24};  // after the last answer; secret ones: an hour

  std::optional<Dialogue> load(
      Database& db, std::string_view space, std::string_view person, sys_seconds now
  );
  // In place of the person's former one. False where a secret one could not be locked into memory.
  bool save(
      Database& db, std::string_view space, std::string_view person, const Dialogue& dialogue,
      sys_seconds now
  );
  void remove(Database& db, std::string_view space, std::string_view person);

  // After a commit: wipes the secret ones that have ended.
  void committed(Database& db, sys_seconds now) { secret_.committed(db, now); }

 private:
  SecretDialogues secret_;
};

}  // namespace usher
