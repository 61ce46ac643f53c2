// adapters/matrix/route.hpp: how an event's answer finds its way back, as Route::bytes (at most 2 KiB). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/person.hpp"

#include <string>

namespace usher::matrix {

struct Way {
  std::string room;  // where it happened
  // What is answered: a reply names it. Of a press the message of Usher's that was touched: a Replace edits it.
  std::string event;
  std::string thread;  // the root, where it stands in a thread; the answer goes there too
  bool related =
      false;  // the event itself has a relation: no thread may be begun on it (400 M_UNKNOWN)
  bool direct = false;  // that room is the person's and Usher's alone
  sys_seconds at{};     // when it was said, UTC

  Route route() const;
  static Way of(const Route& route);  // of anything else an empty one
};

}  // namespace usher::matrix
