// adapters/slack/late_forms.cpp: keeping forms until their button is pressed.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/late_forms.hpp"

#include "bot/doc_codec.hpp"
#include "bot/form.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace {

LockedBytes locked(const Form& form) {
  ByteWriter writer;
  encode(writer, form);
  Secret<std::string> bytes(writer.take());
  return LockedBytes(bytes.reveal());
}

}  // namespace

Write LateForms::keep(rows::LateForm form) {
  if (!forms::is_secret(form.form))
    return [form = std::move(form)](Database& db) { rows::keep_form(db, form); };
  if (secret_.size() >= most_secret)
    secret_.erase(std::ranges::min_element(secret_, {}, [](const auto& entry) {
      return entry.second.at;
    }));
  Held held{
      std::move(form.person), locked(form.form), std::move(form.room), std::move(form.thread),
      form.at
  };
  secret_.insert_or_assign(form.id, std::move(held));
  return {};
}

std::optional<rows::LateForm> LateForms::find(
    std::int64_t id, std::string_view person, sys_seconds now
) {
  std::erase_if(secret_, [&](const auto& entry) { return entry.second.at + life < now; });
  if (const auto at = secret_.find(id); at != secret_.end()) {
    const Held& held = at->second;
    if (held.person != person) return std::nullopt;
    ByteReader bytes(held.bytes.view());
    return rows::LateForm{id, held.person, held.room, held.thread, decode_form(bytes), held.at};
  }
  if (reader_ == nullptr) return std::nullopt;
  try {
    return rows::form(*reader_, id, person, now);
  } catch (const DatabaseError& error) {
    log::warning("slack: a form that waits could not be read: {}", error.what());
    return std::nullopt;
  }
}

void LateForms::forgotten(std::string_view person) {
  std::erase_if(secret_, [&](const auto& entry) { return entry.second.person == person; });
}

}  // namespace usher::slack
