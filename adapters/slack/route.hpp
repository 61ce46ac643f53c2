// adapters/slack/route.hpp: how an event's answer finds its way back, as Route::bytes (at most 2 KiB). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/person.hpp"

#include <string>

namespace usher::slack {

struct Way {
  std::string response_url;  // five uses within 30 minutes of `at`
  std::string trigger;       // opens a modal within 3 s of `at`, once
  std::string channel;       // where it happened
  std::string thread;        // ts of the thread's root; empty outside threads
  std::string message;       // ts of the message that was touched or mentioned Usher
  bool ephemeral = false;    // that message is one that only the person sees
  std::string view, hash;    // of the modal or home that it came from
  sys_seconds at{};          // when it came

  Route route() const;  // what does not fit is left out, response_url and trigger last
  static Way of(const Route& route);  // of anything else an empty one
};

}  // namespace usher::slack
