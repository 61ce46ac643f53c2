// tests/support/slack_acts.hpp: what people do in the fake Slack, and the payloads that the app gets of it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_dispatch.hpp"

#include <string>
#include <string_view>

namespace usher::testing::slack {

// Each takes what a script says and gives what it needs to go on: "delivery" (a number to ask about), "ts", "trigger_id"…; or
// "error", where a person could not have done that.
class Acts {
 public:
  Acts(World& world, Dispatch& dispatch) : world_(world), dispatch_(dispatch) {}

  // user, channel ("dm": with the bot), text as typed ("@usher" mentions the bot), thread_ts, subtype, copies (each with an
  // event_id of its own), mention_first
  json::object message(const json::object& act);
  json::object edit(const json::object& act);    // channel, ts, text
  json::object remove(const json::object& act);  // channel, ts
  json::object slash(const json::object& act);   // user, channel, command, text
  // user; label, action_id or value of the button; channel with ts (else the newest message that has it), or in: "modal", "home"
  json::object press(const json::object& act);
  json::object shortcut(const json::object& act);        // user, callback_id
  json::object message_action(const json::object& act);  // user, callback_id, channel, ts
  json::object submit(const json::object& act);          // user, values: label or block_id → value
  json::object close(const json::object& act);           // user
  json::object home(const json::object& act);            // user, tab
  json::object react(const json::object& act);           // user, channel, ts, name, remove
  json::object join(const json::object& act);            // user, channel; leave: true
  json::object team_join(const json::object& act);       // id, name, locale, zone, guest
  json::object room(const json::object& act
  );  // channel, how: rename (name), archive, unarchive, convert
  json::object raw(const json::object& act);  // event: an object; id: its event_id

 private:
  bool in_menu(std::string_view type, const json::object& act) const;
  json::object interaction(std::string_view type, const std::string& user);
  json::object interact(
      json::object payload, bool accepts, std::function<void(const json::object* answer)> then = {}
  );
  std::string channel_of(const json::object& act);
  void after_submit(const std::string& user, const std::string& view, const json::object* answer);

  World& world_;
  Dispatch& dispatch_;
};

// --- slack_acts_find.cpp ---

// The element of that label, action_id or value; nullptr where there is none. block_id: of the block that it stands in.
const json::object* find_button(
    const json::object& holder, const json::object& wanted, std::string& block_id
);
// view.state.values, of what a person typed. The error where a client would not let it go.
std::string fill_in(const json::object& view, const json::object& typed, json::object& values);

}  // namespace usher::testing::slack
