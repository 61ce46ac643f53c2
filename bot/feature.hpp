// The contract of a feature: plain synchronous C++, an Event in, an Outcome out, inside one
// database transaction.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/command_table.hpp"
#include "bot/database.hpp"
#include "bot/model.hpp"
#include "bot/say.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// What every feature may know of the community it serves.
struct Community {
  std::string name = "NumPy";
  std::string language = "en";  // BCP 47
  std::string time_zone = "UTC";
  std::string contact_url = {};  // where its people can be reached; may be empty
};

struct Context {
  Database& db;
  const Catalog& catalog;
  const CommandTable& commands;
  const Community& community;
  sys_seconds now;  // UTC; the same throughout one event
  bool repeat =
      false;  // the event was handled before: answer as then; writes and effects will be discarded
  // In which language somebody uses their chat system now, BCP 47: for what is written to them unasked. Empty where that
  // is not known; the function itself where there are no chat systems.
  std::function<std::string(std::string_view space, std::string_view person)> platform_language = {
  };
  // Whom the configuration names with a role, one person of one space each, for what is written to them unasked: in every
  // space that is served and that they are named for. Nobody for the committee's role, ever. The function itself is empty
  // where no space is served, so that nobody could be written to.
  std::function<std::vector<To>(Role role)> holders = {};
  // The rooms that the configuration means by "web:general", "matrix:!abc:example.org", "slack:C123" (in each workspace
  // that is served) or "slack:T1:C123". None where that chat system is not served; the function as above.
  std::function<std::vector<Place>(std::string_view named)> rooms = {};
  // The people that the configuration means by "web:ada", "matrix:@ada:example.org", "slack:U1" or "slack:T1:U1", one of
  // one space each. As rooms.
  std::function<std::vector<To>(std::string_view named)> people = {};
  // Whether an answer to this event, for one alone, is seen by nobody else: the platform whispers, or they are alone with
  // Usher there. Empty as above: then it is.
  std::function<bool(const Event&)> confides = {};
  // What of every feature would go with whom this event is from (Feature::goes_with).
  std::function<std::vector<Phrase>(const Event&)> goes_with = {};

  Say say(const Person& who) const { return {catalog, who.lang}; }
  Say say(std::string_view lang) const { return {catalog, lang}; }
};

// Brain thread only. Holds no state outside the database; caches are rebuilt from it and dropped on
// rollback.
class Feature {
 public:
  Feature() = default;
  Feature(const Feature&) = delete;
  Feature& operator=(const Feature&) = delete;
  virtual ~Feature() = default;

  virtual std::string_view name() const = 0;  // a constant: "proposals"
  virtual std::span<const CommandSpec> commands() const { return {}; }
  virtual std::span<const ShortcutSpec> shortcuts() const { return {}; }
  // Kinds it wants beside what is always its own: its commands and shortcuts, and the Tick, Fetched,
  // Delivered and Undelivered that answer its own effects, and Presses and Submits whose action or
  // form begins with "<name>.".
  virtual Kinds wants() const { return {}; }
  // Of those kinds, whether this one concerns it. Without a look at the database: what nobody is concerned with leaves
  // no row behind.
  virtual bool concerns(const Event&) const { return true; }
  // It only answers, and only whom nobody else has: where another feature's reply is taken, it is not asked. A constant.
  virtual bool last_resort() const { return false; }
  // A throw rolls this feature's writes back, tells the operator, and the person gets an apology.
  virtual Outcome on(const Event& event, Context& context) = 0;
  // Run once at every start, before any event, in a transaction: standing jobs, first fetches.
  virtual std::vector<Effect> start(Context& context) {
    (void)context;
    return {};
  }
  // The transaction that this feature wrote in was rolled back: forget what was cached from it.
  virtual void drop_caches() {}
  // What others use as well and would be gone when who this event is from is forgotten, a line each in their language: they
  // are told before it happens. Others may read it, where the platform cannot whisper.
  virtual std::vector<Phrase> goes_with(const Event& event, Context& context) {
    (void)event;
    (void)context;
    return {};
  }
  // The text of a Sealed post, made anew at each attempt and wiped after it.
  virtual Result<Doc> unseal(const Sealed& sealed, Context& context) {
    (void)sealed;
    (void)context;
    return std::unexpected(errc::unsupported);
  }
};

}  // namespace usher
