// tests/web/web_rig.hpp: a space over a database of its own, without sockets, and an engine that the test plays.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/desk.hpp"
#include "adapters/web/post.hpp"
#include "tests/web/json_tools.hpp"
#include "tests/web/store.hpp"

#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace usher::web::test_rig {

inline constexpr std::string_view help_names[] = {"帮助"};
inline constexpr WordSpec nep_words[] = {{.word = "list", .grammar = "", .summary = mark("List")}};
inline constexpr CommandSpec specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up"), .words = nep_words},
    {.name = "help", .grammar = "", .summary = mark("Help"), .also = help_names},
    {.name = "notices", .grammar = "", .summary = mark("Notices"), .role = Role::administrator}
};

inline Settings settings() {
  Settings out;
  out.community = "Tests";
  out.language = "en";
  out.rooms = {
      {.id = "general", .topic = "Everything", .joined = true, .only = {}},
      {.id = "random", .topic = "Anything else", .joined = false, .only = {}},
      {.id = "crew", .topic = "Who maintains", .joined = false, .only = Role::maintainer},
      {.id = "committee", .topic = "In confidence", .joined = false, .only = Role::committee}
  };
  return out;
}

// Ada maintains, Grace is new, Kay is of the committee, Root administers; all are in general.
struct Rig {
  explicit Rig(Settings from = settings(), std::span<const CommandSpec> has = specs)
      : configured(std::move(from)) {
    configured.database = store.path;
    commands.add("test", has);
    start();
    person("ada", "Ada", "maintainer");
    person("grace", "Grace", "newcomer");
    person("kay", "Kay", "committee");
    person("root", "Root", "administrator");
    for (const char* who : {"ada", "grace", "kay", "root"}) member("general", who);
  }

  // Anew on the same database, as after a restart: nothing in memory.
  void start() {
    desk.reset();
    space = std::make_unique<Space>(configured, clock, catalog, commands);
    space->write = [this](const Write& write) { store.commit(write); };
    space->accept.emplace([](Inbound, std::move_only_function<void(Result<Reply>)>) {});
    space->open();
    desk = std::make_unique<Desk>(*space);
  }
  void person(std::string id, std::string name, std::string role, std::string lang = "en") {
    const Known known{std::move(id), std::move(name), std::move(role), std::move(lang), "UTC"};
    store.commit([&](Database& db) { save(db, known, clock.seconds()); });
    space->roster.put(known);
  }
  void member(const std::string& room, const std::string& who) {
    store.commit([&](Database& db) { save_member(db, room, who); });
    space->roster.join(room, who);
  }

  // What the page is sent for a frame, where the engine answers with `reply`. What the engine was given is in `event`.
  json::object take(const std::string& who, Frame frame, Result<Reply> reply = Reply()) {
    event.reset();
    asked = false;
    Step step = desk->take({who, "tab"}, std::move(frame));
    auto* ask = std::get_if<Ask>(&step);
    if (ask == nullptr) return read_json(std::get<std::string>(step));
    asked = true;
    event = ask->inbound.event;
    if (reply && ask->inbound.also) store.commit(ask->inbound.also);
    return read_json(ask->then(std::move(reply)));
  }
  template <class What>
    requires(!std::same_as<What, Frame>)
  json::object take(const std::string& who, What what, Result<Reply> reply = Reply()) {
    return take(who, Frame{"f" + std::to_string(++frames), std::move(what)}, std::move(reply));
  }
  // Says it and gives the message's number.
  std::int64_t say(
      const std::string& who, std::string room, std::string text, std::int64_t thread = 0
  ) {
    return num(take(who, frame::Send{std::move(room), thread, std::move(text)}), "message");
  }

  web::Delivered deliver(Pending pending) {
    Posting posting = web::post(*space, std::move(pending));
    auto* writing = std::get_if<Writing>(&posting);
    if (writing == nullptr) return std::get<web::Delivered>(std::move(posting));
    store.commit(writing->write);
    return writing->then();
  }
  // Delivers and gives the message's number; 0 where it was not delivered.
  std::int64_t post(Pending pending) {
    const web::Delivered done = deliver(std::move(pending));
    return done ? std::stoll(done->ref) : 0;
  }
  std::optional<web::Message> found(std::int64_t id) const { return rows::find(*store.db, id); }
  json::object welcome(const std::string& who, std::int64_t since = 0) const {
    return read_json(welcome_frame(*space, *space->roster.find(who), since));
  }
  std::int64_t rows_of_messages() const {
    return store.number("SELECT count(*) FROM web_messages");
  }

  Store store;
  Settings configured;
  ManualClock clock{noon};
  Catalog catalog;
  CommandTable commands;
  std::unique_ptr<Space> space;
  std::unique_ptr<Desk> desk;
  std::optional<Event> event;  // of the last frame
  bool asked = false;          // the last frame went to the engine, with an event or without
  int frames = 0;
};

// A post of Usher's, as the outbox hands it over. No people: to the room.
inline Pending pending(
    std::int64_t row, std::string room, std::string_view text, std::vector<std::string> people = {},
    Audience audience = Audience::only_you
) {
  Pending out;
  out.id = row;
  out.to = {{"web", std::move(room), ""}, std::move(people)};
  out.audience = out.to.people.empty() ? Audience::room : audience;
  out.doc = Doc(phrase(text));
  return out;
}

inline Doc with_buttons() {
  Doc doc(phrase("Choose."));
  doc.buttons(
      {Button(phrase("One"), "test.one", "1"), Button(phrase("Two"), "test.two", "2"),
       Button::open(phrase("Site"), "https://numpy.org/")}
  );
  return doc;
}

}  // namespace usher::web::test_rig
