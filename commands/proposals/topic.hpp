// commands/proposals/topic.hpp: what a series can do beside being looked up: watching, checks, history, windows, …
//
// A topic is a small feature inside the feature of its series: it declares its words, and hears of what begins with its
// name. It holds no state outside the database.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/view.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// The present, for the length of one event. `shelf` is what the table holds; after a poll, what it holds now.
struct Moment {
  const Settings& settings;
  const Shelf& shelf;
  Context& context;
  std::string_view feature;  // "proposals-nep"

  // For texts that nobody has asked for: reminders, announcements. Knows no search.
  View view(std::string_view lang) const;
};

// Somebody asks, by a command, a button or a form. `view` speaks their language.
struct Question {
  const Event& event;
  const View& view;
  Context& context;
};

class Topic {
 public:
  Topic() = default;
  Topic(const Topic&) = delete;
  Topic& operator=(const Topic&) = delete;
  virtual ~Topic() = default;

  // Lower-case ASCII, a constant. What it must hear of begins with it: its jobs "<name>:…", the tags of its Calls
  // "<name> …", and the actions of its buttons and its forms, action_of(view.actions, "…").
  virtual std::string_view name() const = 0;
  virtual std::span<const WordSpec> words() const = 0;  // a static table
  std::string action_of(std::string_view prefix, std::string_view what) const;

  // `word`: which of words(), by its place. The engine has looked at its role.
  virtual Outcome asked(std::size_t word, std::string_view rest, const Question& question) = 0;
  virtual Outcome pressed(std::string_view what, std::string_view value, const Question& question);
  virtual Outcome submitted(std::string_view what, const Submit& form, const Question& question);

  virtual std::vector<Effect> start(const Moment& now);  // at every start
  virtual std::vector<Effect> due(std::string_view job, const Tick& tick, const Moment& now);
  virtual std::vector<Effect> answered(
      std::string_view tag, const Fetched& answer, const Moment& now
  );
  // In the transaction that has swapped the table. Only where there are news.
  virtual std::vector<Effect> polled(std::span<const News> news, int poll, const Moment& now);
  // A room was archived, or another took its place: what it was told is to end, or to go there.
  virtual std::vector<Effect> room_changed(
      const Place& room, const RoomChanged& change, const Moment& now
  );
  // The place is a space: /forget me. All rows of this person there are to go.
  virtual void forget(const Person& who, std::string_view space, const Moment& now);
};

}  // namespace usher::proposals
