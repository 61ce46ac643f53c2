// bot/secret_dialogues.cpp: versions in memory, and the generation in the database that says which of them hold.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/secret_dialogues.hpp"

#include <charconv>

namespace usher {

namespace {

constexpr std::string_view name = "dialogue_generation";

std::string key_of(std::string_view space, std::string_view person) {
  std::string key(space);
  key += '\0';
  key += person;
  return key;
}

std::int64_t read_generation(Database& db) {
  auto row = db.query("SELECT value FROM meta WHERE name=?", name);
  if (!row.next()) return 0;
  const std::string_view text = row.blob(0);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

// Drops what a rollback took back; the generation that holds.
std::int64_t SecretDialogues::catch_up(Database& db) {
  const std::int64_t holds = read_generation(db);
  for (auto it = people_.begin(); it != people_.end();) {
    std::erase_if(it->second, [&](const Version& one) { return one.generation > holds; });
    it = it->second.empty() ? people_.erase(it) : std::next(it);
  }
  return holds;
}

std::optional<std::string_view> SecretDialogues::find(
    Database& db, std::string_view space, std::string_view person, sys_seconds now
) {
  if (people_.empty()) return std::nullopt;
  catch_up(db);
  const auto it = people_.find(key_of(space, person));
  if (it == people_.end()) return std::nullopt;
  const Version& newest = it->second.back();
  if (!newest.bytes || newest.touched + lifetime <= now) return std::nullopt;
  return newest.bytes->view();
}

void SecretDialogues::add(Database& db, std::string key, Version version) {
  version.generation = catch_up(db) + 1;
  const std::string number = std::to_string(version.generation);
  db.run(
      "INSERT INTO meta(name,value) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET "
      "value=excluded.value",
      name, Blob{number}
  );
  people_[std::move(key)].push_back(std::move(version));
}

bool SecretDialogues::put(
    Database& db, std::string_view space, std::string_view person, std::string_view bytes,
    sys_seconds now
) {
  Version version{.generation = 0, .touched = now, .bytes = LockedBytes(bytes)};
  const bool locked = version.bytes->locked();
  add(db, key_of(space, person), std::move(version));
  return locked;
}

void SecretDialogues::remove(Database& db, std::string_view space, std::string_view person) {
  std::string key = key_of(space, person);
  if (people_.contains(key)) add(db, std::move(key), {});
}

void SecretDialogues::committed(Database& db, sys_seconds now) {
  if (people_.empty()) return;
  catch_up(db);
  for (auto it = people_.begin(); it != people_.end();) {
    Versions& versions = it->second;
    versions.erase(versions.begin(), std::prev(versions.end()));
    const Version& holds = versions.back();
    const bool over = !holds.bytes || holds.touched + lifetime <= now;
    it = over ? people_.erase(it) : std::next(it);
  }
}

}  // namespace usher
