// adapters/web/space.cpp: opening, publishing, forgetting.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/space.hpp"

#include "bot/doc_codec.hpp"
#include "bot/form.hpp"
#include "bot/people.hpp"

#include <algorithm>

namespace usher::web {

namespace {

constexpr std::chrono::hours keep_secret_form{1};

}  // namespace

bool is_language(std::string_view tag) {
  return !tag.empty() && tag.size() <= 35 && std::ranges::all_of(tag, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_zone(std::string_view name) {
  return name.size() <= 64 && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("/_+-").find(c) != std::string_view::npos;
         });
}

std::string Space::lang_of(std::string_view person) const {
  std::string chosen = reader ? people::chosen_language(*reader, space_name, person) : "";
  if (!chosen.empty()) return chosen;
  const Known* known = roster.find(person);
  return known != nullptr && !known->lang.empty() ? known->lang : settings.language;
}

const TokenSpec* Space::token_of(std::string_view person) const {
  const auto it = std::ranges::find(settings.people, person, &TokenSpec::id);
  return it == settings.people.end() ? nullptr : &*it;
}

std::string_view Space::token_text(std::string_view person) const {
  const TokenSpec* token = token_of(person);
  return token != nullptr ? std::string_view(token->token.reveal()) : std::string_view();
}

// Where there are tokens, the file that names them says who has which role, whatever was so when somebody last came in.
void Space::load_roster() {
  roster = Roster(settings.rooms, settings.language);
  roster.load(*reader);
  if (!with_tokens()) return;
  const auto people = roster.people();  // a copy: what follows changes them
  for (auto [id, known] : people) {
    const TokenSpec* token = token_of(id);
    known.role = token != nullptr ? token->role : std::string(role_names().front());
    if (token != nullptr) known.name = token->name;
    roster.put(std::move(known));
  }
}

void Space::open() {
  reader = std::make_unique<Database>(settings.database, Database::Mode::read_only);
  load_roster();
  hub.start_at(rows::newest_rev(*reader));
  auto row = reader->query("SELECT value FROM web_state WHERE name='key'");
  if (row.next()) seal.emplace(row.blob(0));
}

void Space::publish(rows::Changed changed) {
  for (Message& message : changed) {
    if (!message.sealed) continue;
    const auto text = sealed.find(message.id);
    if (text == sealed.end()) continue;
    if (message.deleted) {
      sealed.erase(text);
    } else {
      message.doc = text->second;
    }
  }
  hub.publish(changed, roster);
}

void Space::forget(std::string_view person) {
  if (!reader) return;
  load_roster();
  std::erase_if(secret_forms, [&](const auto& form) { return form.second.person == person; });
  std::erase_if(sealed, [&](const auto& text) {
    const auto message = rows::find(*reader, text.first);
    return !message || message->deleted;
  });
  constexpr int all = 1000000;
  hub.publish_all(rows::since(*reader, hub.shown(), all), roster);
}

void Space::sweep() {
  std::erase_if(secret_forms, [now = clock.seconds()](const auto& form) {
    return form.second.until <= now;
  });
}

// A secret form is kept in memory at once, and nothing is to be written.
Write keep_form(Space& space, const Ticket& ticket) {
  const sys_seconds now = space.clock.seconds();
  if (forms::is_secret(ticket.form)) {
    space.secret_forms[ticket.id] = {
        ticket.person, ticket.form, ticket.room, ticket.thread, now + keep_secret_form
    };
    return {};
  }
  ByteWriter to;
  to.text(ticket.room);
  to.text(ticket.thread);
  encode(to, ticket.form);
  return [id = ticket.id, person = ticket.person, bytes = to.take(), now](Database& db) {
    db.run(
        "INSERT INTO web_forms(id,person,form,at) VALUES(?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
        "form=excluded.form, at=excluded.at",
        id, person, Blob{bytes}, now
    );
  };
}

void Space::dress(Message& message, std::string_view person) const {
  if (!message.sealed || message.deleted) return;
  const auto text = sealed.find(message.id);
  if (text != sealed.end()) {
    message.doc = text->second;
    return;
  }
  const Say words(catalog, lang_of(person));
  message.doc = Doc(words("What stood here was shown once and is kept nowhere. Ask for it again."));
}

}  // namespace usher::web
