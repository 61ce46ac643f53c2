// commands/group/repeating.cpp: the answer of the first time, once more.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/heard.hpp"
#include "commands/group/publishing.hpp"
#include "commands/group/talk.hpp"

namespace usher::group {

std::optional<Outcome> answered_before(const Asked& asked) {
  const auto before = heard(asked);
  if (!before) return std::nullopt;
  const Say say = asked.say();
  if (before->what == answer_was::joined || before->what == answer_was::dropped)
    return has_ended(before->what, asked);
  if (before->what == answer_was::removed) return answered(removed_doc(before->rest, say), asked);
  auto group = group_by_id(asked.db(), before->id);
  if (!group) return std::nullopt;
  if (before->what == answer_was::question) {
    group->wizard.at = step_named(before->rest);
    return ask(*group, asked);
  }
  if (before->what == answer_was::first) return offer_meeting(*group, asked);
  if (before->what == answer_was::stays)
    return ask_again(*group, asked, Doc(say("It stays as it is.")));
  if (before->what == answer_was::published) return was_published(*group, asked);
  if (before->what == answer_was::left) return has_left(*group, asked);
  if (before->what == answer_was::yes) return invitation_was_answered(*group, true, asked);
  if (before->what == answer_was::no) return invitation_was_answered(*group, false, asked);
  return std::nullopt;
}

}  // namespace usher::group
