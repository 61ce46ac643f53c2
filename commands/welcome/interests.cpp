// commands/welcome/interests.cpp: one question, several answers; what the configuration has for them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/interests.hpp"

#include "bot/locales.hpp"
#include "bot/text.hpp"
#include "commands/welcome/next_meeting.hpp"
#include "commands/welcome/words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace usher::welcome {

namespace {

constexpr std::size_t most_buttons = 8;                     // of each kind
constexpr std::string_view topic_action = "answers.topic";  // of the answers; value: the id
constexpr std::string_view later_action = "meeting.later";  // of the meetings; value: the date's id

struct Known {
  std::string_view name;
  Msgid words;
};
constexpr std::array<Known, 9> known_interests = {{
    {"code", mark("Writing code")},
    {"docs", mark("Documentation")},
    {"translation", mark("Translation")},
    {"design", mark("Design and graphics")},
    {"website", mark("The website")},
    {"triage", mark("Sorting issues")},
    {"teaching", mark("Teaching and tutorials")},
    {"groups", mark("User groups")},
    {"looking", mark("Just looking around")},
}};

// The chat system or space that a room is in: "slack" is every workspace.
bool is_in(std::string_view where, std::string_view space) {
  return where == space || where == space.substr(0, space.find(':'));
}

// Nothing of an answer that nobody has written: `usher check` tells of it.
std::optional<Text> title_of(
    const std::string& topic, const Settings& settings, std::string_view lang
) {
  if (!settings.titles) return std::nullopt;
  const TopicTitles& all = settings.titles->all();
  const auto titles = all.find(topic);
  if (titles == all.end()) return std::nullopt;
  for (const std::string& locale : locales_for(lang))
    if (const auto at = titles->second.find(tag_of(locale)); at != titles->second.end())
      return Text(at->second);
  return Text(topic);
}

// What stands in the text of one interest, and the buttons that are gathered beneath all of them.
class Answer {
 public:
  Answer(const Settings& settings, const Event& event, const Context& context)
      : settings_(settings), event_(event), context_(context), say_(context.say(event.who)) {}

  void add(const InterestSettings& interest) {
    std::vector<Line> items;
    for (const RoomSettings& room : interest.rooms)
      if (is_in(room.where, event_.at.space)) add(room, items);
    for (const LinkSettings& one : interest.links) items.push_back({link(Text(one.text), one.url)});
    if (!items.empty()) {
      doc_.paragraph({bold(label_of(interest, say_))});
      doc_.bullets(std::move(items));
    }
    for (const std::string& topic : interest.topics) add(topic);
  }

  Doc finish() && {
    std::vector<Button> more;
    if (!settings_.first_issues.empty())
      doc_.paragraph({link(say_("Issues that suit a first contribution"), settings_.first_issues)});
    if (const auto next = next_meeting(settings_, event_, context_)) {
      Line line{say_("The next meeting for newcomers:"), Text(std::string(" "))};
      line.insert(line.end(), next->line.begin(), next->line.end());
      doc_.paragraph(std::move(line));
      more.emplace_back(
          say_("Remind me ten minutes before"), std::string(later_action),
          std::to_string(next->date)
      );
    }
    more.push_back(again_button(say_));
    if (!joins_.empty()) doc_.buttons(joins_);
    if (!topics_.empty()) doc_.paragraph({say_("What others asked first:")}).buttons(topics_);
    if (doc_.empty())
      doc_.paragraph({say_("Look around, and ask in any room: every question is welcome.")});
    doc_.buttons(std::move(more));
    return std::move(doc_);
  }

 private:
  void add(const RoomSettings& room, std::vector<Line>& items) {
    const Text name(room.name);
    items.push_back({say_("The room {room}", fmt::arg("room", name))});
    if (room.link.empty() || joins_.size() == most_buttons) return;
    Button button = Button::open(say_("Join {room}", fmt::arg("room", name)), room.link);
    if (std::ranges::find(joins_, button) == joins_.end()) joins_.push_back(std::move(button));
  }

  void add(const std::string& topic) {
    if (context_.commands.find("ask") == nullptr || topics_.size() == most_buttons) return;
    if (std::ranges::find(topics_, topic, &Button::value) != topics_.end()) return;
    if (const auto title = title_of(topic, settings_, event_.who.lang))
      topics_.emplace_back(as_it_is(say_, title->str()), std::string(topic_action), topic);
  }

  const Settings& settings_;
  const Event& event_;
  const Context& context_;
  Say say_;
  Doc doc_;
  std::vector<Button> joins_, topics_;
};

}  // namespace

bool has_words(std::string_view name) {
  return std::ranges::find(known_interests, name, &Known::name) != known_interests.end();
}

Phrase label_of(const InterestSettings& interest, const Say& say) {
  const auto* const at = std::ranges::find(known_interests, interest.name, &Known::name);
  if (interest.title.empty() && at != known_interests.end()) return say(at->words);
  return as_it_is(say, interest.title.empty() ? interest.name : interest.title);
}

Form ask(const Settings& settings, const Say& say) {
  Form form;
  form.id = interests_form;
  form.title = say("What interests you").str();
  form.submit = say("Show me").str();
  Field field;
  field.name = interests_field;
  field.label = say("What would you like to do here? You may choose several.").str();
  field.type = Field::Type::choices;
  for (const InterestSettings& interest : settings.interests)
    field.choices.push_back({interest.name, label_of(interest, say).str()});
  form.fields.push_back(std::move(field));
  return form;
}

std::vector<const InterestSettings*> chosen(const Settings& settings, std::string_view values) {
  const std::vector<std::string_view> names = split(values, '\n');
  std::vector<const InterestSettings*> out;
  for (const InterestSettings& interest : settings.interests)
    if (std::ranges::find(names, interest.name) != names.end()) out.push_back(&interest);
  return out;
}

Doc shown(
    const std::vector<const InterestSettings*>& interests, const Settings& settings,
    const Event& event, const Context& context
) {
  Answer answer(settings, event, context);
  for (const InterestSettings* interest : interests) answer.add(*interest);
  return std::move(answer).finish();
}

}  // namespace usher::welcome
