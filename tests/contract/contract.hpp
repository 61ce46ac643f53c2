// tests/contract/contract.hpp: what every adapter keeps to, played to each of them by the same test.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "tests/support/engine_rig.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::contract {

// What people see of one of Usher's messages, on whichever chat system.
struct Seen {
  std::string room;  // as People names it: "general", or "@ada" for what ada alone sees
  std::string text;  // plain words, with the labels of buttons
  bool edited = false, gone = false;
  std::string about;  // what it hangs on (a thread's root, a reply): the name that the rig gave it
  bool operator==(const Seen&) const = default;
};

// One adapter with an engine, before a stand-in of its chat system, and two people, ada and bo. Each call does what a person
// does there and waits for nothing.
class Rig {
 public:
  virtual ~Rig() = default;
  virtual std::string_view name() const = 0;
  virtual Capabilities capabilities() const = 0;

  // Before start(): features made of lambdas.
  virtual test::LambdaFeature& feature(
      std::string name, Kinds wants, test::LambdaFeature::On on,
      std::span<const CommandSpec> specs = {}
  ) = 0;
  virtual void start() = 0;
  virtual void stop() = 0;    // as SIGTERM does; the stand-in and the database stay
  virtual void settle() = 0;  // until nothing is under way on either side
  virtual void pass(std::chrono::milliseconds time) = 0;  // the clock goes on

  // room: "general", or "@usher": the conversation with Usher. The name by which later calls mean it.
  virtual std::string say(
      std::string_view person, std::string_view room, std::string_view words
  ) = 0;
  virtual std::string command(
      std::string_view person, std::string_view room, std::string_view line
  ) = 0;  // "nep 0"
  virtual void edit(std::string_view said, std::string_view words) = 0;
  virtual void take_back(std::string_view said) = 0;
  virtual void press(
      std::string_view person, std::string_view label
  ) = 0;  // the newest button with that label that they see
  // All fields of the form that is open for them, by their order, as people fill them there: in a modal, or question by
  // question.
  virtual void fill(std::string_view person, const std::vector<std::string>& answers) = 0;
  virtual void cancel(std::string_view person) = 0;

  virtual std::vector<Seen> sees(std::string_view person) = 0;  // oldest first

  // What goes wrong with the next so many deliveries of the adapter, or with what it is given.
  enum class Trouble { refused_for_now, lost_after_done, given_twice, cut_before_acknowledged };
  virtual void trouble(Trouble what, int times) = 0;
  // False: this chat system cannot do that (a terminal loses no message); the test then skips that line and says so.
  virtual bool knows(Trouble what) const = 0;
};

std::unique_ptr<Rig> web_rig();
std::unique_ptr<Rig> terminal_rig();
std::unique_ptr<Rig> slack_rig();
std::unique_ptr<Rig> matrix_rig();

// Every rig in turn: for (const auto& make : rigs()) { SECTION(…) … }
std::vector<std::pair<std::string, std::function<std::unique_ptr<Rig>()>>> rigs();

}  // namespace usher::contract
