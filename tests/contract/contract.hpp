// tests/contract/contract.hpp: what every adapter keeps to, played to each of them by the same tests.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "bot/engine.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/temp.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::contract {

// What a rig's engine carries: a feature of the tests' own, and others.
struct Cast {
  test::LambdaFeature::On hear;
  std::span<const CommandSpec> specs;
  test::Carried also;
};
// The feature of most of these tests (contract.cpp), and help.
Cast usual_cast();

// What goes wrong with the next delivery or the next thing that somebody says.
enum class Trouble : std::uint8_t {
  refused_for_now,  // the chat system says that it is too much
  lost_after_done,  // it does it, and its answer never comes
  given_twice,      // what people say reaches Usher twice
  edit_refused,     // what was said may not be changed any more
};

// One adapter with a real engine, before a stand-in of its chat system, where ada and bo are in one room with Usher. Each call
// does what a person does there.
class Rig {
 public:
  Rig() = default;
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;
  virtual ~Rig() = default;

  virtual Engine& engine() = 0;
  virtual Adapter& adapter() = 0;
  virtual void start() = 0;
  virtual void stop() = 0;  // as SIGTERM does; the stand-in and the database stay
  virtual void turn(int times) = 0;
  void until(const std::function<bool()>& condition);
  virtual std::string database() const = 0;  // its path
  // Nothing is due by this clock, under way or waiting to be delivered.
  void until_idle(const Clock& clock);
  // The stand-in's own clock goes so far ahead of the machine's.
  virtual void ahead(std::chrono::milliseconds) {}

  virtual bool has(std::string_view person) const { return person == "ada" || person == "bo"; }
  virtual void say(std::string_view person, std::string words) = 0;     // to Usher, in the room
  virtual void command(std::string_view person, std::string line) = 0;  // "look 1", in the room
  // Said so that it can be meant for nobody but Usher: where other bots listen to the same sign, it is addressed.
  virtual void address(std::string_view person, std::string line) {
    command(person, std::move(line));
  }
  virtual void press(std::string_view person, std::string_view label) = 0;
  virtual bool asked(std::string_view person) = 0;  // a form is open for them, or a question put
  // Its one field is filled so, and it is sent.
  virtual void fill(std::string_view person, std::string value) = 0;
  // Usher's words that they see, the oldest first: messages, and what a form says is wrong.
  virtual std::vector<std::string> sees(std::string_view person) = 0;
  // Of these, what everybody in the room sees, and what stands where somebody is alone with Usher. On one screen it is the
  // same.
  virtual std::vector<std::string> in_room() = 0;
  virtual std::vector<std::string> alone(std::string_view person) = 0;
  virtual bool one_screen() const { return false; }
  // False where that cannot happen on this chat system.
  virtual bool trouble(Trouble what) = 0;
  // What people say while Usher is away reaches it afterwards.
  virtual bool waits_for_usher() const = 0;
  virtual std::string violations() { return "[]"; }  // what the stand-in found wrong with Usher

  // Does it, and waits until an event of it is on the disk: a chat system with several connections brings what happens one
  // after the other in any order.
  void heard(const std::function<void()>& act);
  std::size_t count(std::string_view person, std::string_view words);
  void until_sees(std::string_view person, std::string_view words);
};

std::unique_ptr<Rig> web_rig(const Cast& cast);
std::unique_ptr<Rig> terminal_rig(const Cast& cast);
std::unique_ptr<Rig> slack_rig(bool by_http, const Cast& cast);
std::unique_ptr<Rig> matrix_rig(bool as_service, const Cast& cast);

struct Made {
  std::string_view name;
  std::string_view ada, bo, room;  // as the configuration names them; bo empty: ada is alone
  std::function<std::unique_ptr<Rig>(const Cast&)> make_with;
  std::unique_ptr<Rig> make() const { return make_with(usual_cast()); }
};
std::vector<Made> rigs();

}  // namespace usher::contract
