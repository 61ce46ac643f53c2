// commands/answers/replies.hpp: what is said in chat: an answer with its buttons, what its buttons say, to whom people are asked.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/settings.hpp"
#include "commands/answers/subject.hpp"
#include "commands/answers/wording.hpp"

#include <string_view>

namespace usher::answers {

// The actions of the buttons; each has a Subject as its value, but for `keep`.
inline constexpr std::string_view topic_action = "answers.topic";
inline constexpr std::string_view none_action = "answers.none";
inline constexpr std::string_view helpful_action = "answers.helpful";
inline constexpr std::string_view unhelpful_action = "answers.unhelpful";
inline constexpr std::string_view people_action = "answers.people";
inline constexpr std::string_view stop_action = "answers.stop";
inline constexpr std::string_view keep_action = "answers.keep";  // "no" or "yes"

// Where people are asked in this space; null: nowhere.
const PeopleRoom* people_room(const Settings& settings, std::string_view space);

// Each with the buttons that belong beneath it. room: as above. kept: the question is, for whoever mends the answers.
Doc answered(
    const Topic& topic, const Subject& subject, const Wording& with, const PeopleRoom* room
);
Doc offered(const Decision& decision, const Subject& subject, const Wording& with);
Doc not_known(const Subject& subject, const Wording& with, const PeopleRoom* room, bool kept);
Doc answered_unasked(const Topic& topic, const Subject& subject, const Wording& with);
// After "Not helpful".
Doc sorry(const Subject& subject, const Wording& with, const PeopleRoom* room, bool kept);
// In the room where people are asked. name: the asker's, as people see it.
Doc to_people(const Subject& subject, std::string_view name, const Say& say);
// That one can report: beneath what is answered to somebody who may have told of harm.
void add_report(Doc& doc, const Say& say);
// To somebody who told of harm: how to report it, and that nothing was kept.
Doc report_instead(const Say& say);
Doc how_to_ask(const Say& say);
// Whoever is polite is answered so. room: where people are.
Doc small_talk_doc(SmallTalk said, const Wording& with, const PeopleRoom* room);

Post to_one(const Place& at, std::string_view person, Audience audience, Doc doc, std::string key);

}  // namespace usher::answers
