// adapters/matrix/plan_parts.hpp: what the parts of plan.hpp share. Included by plan*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/plan.hpp"

#include <string>

namespace usher::matrix {

struct Task {
  const Pending& pending;
  const Goal& goal;
  const Circumstances& known;

  Mark mark(int part) const {
    return {known.installation, pending.id, part, pending.secret_question};
  }
  std::string txn(int step) const { return txn_of(known.installation, pending, step); }
};

Plan not_possible(errc why);
bool notifies(const Pending& pending, const Goal& goal);

Plan plan_post(const Task& task);
Plan plan_edit(const Task& task, const std::vector<std::string>& events);
Plan plan_retract(const Task& task);
Plan plan_react(const Task& task);

}  // namespace usher::matrix
