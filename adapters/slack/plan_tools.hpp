// adapters/slack/plan_tools.hpp: what the parts of plan.hpp share. Included by plan*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/blocks.hpp"
#include "adapters/slack/plan.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// A row with what its route says, and whether its response_url may still be used.
struct Task {
  const Pending& pending;
  const Circumstances& known;
  Way way;

  Task(const Pending& row, const Circumstances& now)
      : pending(row), known(now), way(Way::of(row.route)) {}
  // Uses of the response_url, where it belongs to this conversation; 0: none.
  int responses() const;
  std::string root() const { return Reference::read(pending.to.place.thread).root(); }
  const std::string& room() const { return pending.to.place.room; }
};

Step step(std::string_view method, boost::json::object arguments);
// To the response_url, under `part`.
Step respond(const Task& task, boost::json::object message, int part);

Plan not_possible(errc why);

Plan plan_post(const Task& task);
Plan plan_replace(const Task& task);
Plan plan_edit(const Task& task);
Plan plan_retract(const Task& task);
Plan plan_react(const Task& task);
Plan plan_open(const Task& task);
Plan plan_home(const Task& task);

}  // namespace usher::slack
