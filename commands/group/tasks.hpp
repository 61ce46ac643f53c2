// commands/group/tasks.hpp: /group checklist: what is to be done, by whom, and whether it is.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <string_view>
#include <vector>

namespace usher::group {

Phrase item_words(Item item, const Say& say);
// What a reminder says of those that are due.
Doc due_doc(const Group& group, const std::vector<Task>& due_now, const Say& say);

// /group checklist [NAME]
Outcome show_checklist(std::string_view typed, const Asked& asked);
// /group done ITEM [NAME] and /group assign ITEM [@WHO] [NAME]
Outcome task_done_typed(std::string_view typed, const Asked& asked);
Outcome assign_typed(std::string_view typed, const Asked& asked);
// The buttons "group.done" and "group.take": "7 venue".
Outcome task_pressed(std::string_view value, bool done, const Asked& asked);

}  // namespace usher::group
