// tests/support/slack_control.hpp: the fake Slack as a script speaks to it: one JSON object a command, one an answer.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_acts.hpp"
#include "tests/support/slack_hook.hpp"
#include "tests/support/slack_load.hpp"
#include "tests/support/slack_server.hpp"
#include "tests/support/slack_sockets.hpp"

namespace usher::testing::slack {

// All parts of a fake, on one thread. {"do":"message","user":"U0ADA",…}: see slack_acts.hpp for what people do, and
// slack_control.cpp for the rest: configure, calls, delivery, history, view, state, fault, no_faults, refresh, cut, say, request,
// load, load_state, load_stop, user.
class Control {
 public:
  Control();
  World world;
  Loop loop;
  Dispatch dispatch{world, loop};
  Sockets sockets{world, loop, dispatch};
  Hook hook{world, loop, dispatch};
  Server server{world, loop, sockets};
  Load load{world, loop, dispatch};
  Acts acts{world, dispatch};

  json::object obey(const json::object& command);

 private:
  json::object configure(const json::object& command);
  json::object calls(const json::object& command);
  json::object delivery(const json::object& command);
  json::object history(const json::object& command);
  json::object view(const json::object& command);
  json::object state();
  json::object trouble_makers(std::string_view what, const json::object& command);
};

}  // namespace usher::testing::slack
