// adapters/web/space.hpp: what the parts of the adapter share. I/O thread, but for `forgot`.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/hub.hpp"
#include "adapters/web/roster.hpp"
#include "adapters/web/rows.hpp"
#include "adapters/web/seal.hpp"
#include "adapters/web/settings.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"
#include "bot/clock.hpp"
#include "bot/command_table.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace usher::web {

inline constexpr std::string_view space_name = "web";
inline constexpr std::size_t most_text = 4000;  // code points of a message

struct Space {
  Space(Settings from, const Clock& wall, const Catalog& words_of, const CommandTable& table)
      : settings(std::move(from)),
        clock(wall),
        catalog(words_of),
        commands(table),
        roster(settings.rooms, settings.language) {}

  Settings settings;
  const Clock& clock;
  const Catalog& catalog;
  const CommandTable& commands;
  Roster roster;
  // A tab that outlives the rest, at a forced end, still leaves it.
  std::shared_ptr<Hub> hub_owner = std::make_shared<Hub>();
  Hub& hub = *hub_owner;
  std::unique_ptr<Database> reader;  // read-only, while the adapter runs
  std::optional<Seal> seal;
  std::optional<Accept> accept;

  // What must not be written down: the texts of sealed posts by their message, the secret forms by their outbox row.
  std::map<std::int64_t, Doc> sealed;
  struct Waiting {
    std::string person;
    Form form;
    std::string room, thread;
    sys_seconds until{};
  };
  std::map<std::int64_t, Waiting> secret_forms;

  const TokenSpec* token_of(std::string_view person) const;
  std::string_view token_text(std::string_view person) const;  // empty where there are none
  bool with_tokens() const { return !settings.people.empty(); }
  // The language that a person is spoken to in: what they chose with /language, else the page's.
  std::string lang_of(std::string_view person) const;
  Say say(std::string_view person) const { return {catalog, lang_of(person)}; }

  void open();  // reads what is known
  void load_roster();
  // Rows of the adapter's own that nobody waits for: should they fail, they are as before.
  std::function<void(Write)> write;
  // After a commit: to the tabs.
  void publish(rows::Changed changed);
  void forget(std::string_view person);  // somebody is gone from the database
  void sweep();                          // what has been in memory long enough
  // A sealed post as this person may see it now.
  void dress(Message& message, std::string_view person) const;
};

// Keeps a form for when its person comes back: what is to be written, or nothing where it may not be.
Write keep_form(Space& space, const Ticket& ticket);

// What may stand in a person's settings: a language tag, the name of an IANA zone (or nothing).
bool is_language(std::string_view tag);
bool is_zone(std::string_view name);

// {"is":"room",…} as this person sees it; nothing where they see nothing of it.
std::string room_frame(const Space& space, std::string_view room, const std::string& person);
std::string welcome_frame(const Space& space, const Known& me, std::int64_t since);
std::string person_frame(const Known& known);
std::string me_frame(const Known& known);
std::string form_frame(const Space& space, const Ticket& ticket);

}  // namespace usher::web
