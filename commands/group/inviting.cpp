// commands/group/inviting.cpp: nobody organises a group without having said so.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/inviting.hpp"

#include "bot/text.hpp"
#include "commands/group/heard.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/drafts.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace usher::group {

namespace {

constexpr std::size_t most_invited = 10;  // at once
constexpr std::size_t most_people = 20;   // of one group
constexpr std::size_t most_a_day = 10;    // that one person asks
constexpr std::size_t longest_id = 255;
constexpr std::string_view invitation_prefix = "group:ask:";

// "<@U123|grace>" is U123; on Matrix an id keeps its sign.
std::string id_of(std::string_view word, std::string_view space, Named how) {
  if (how == Named::typed && !word.starts_with('@') && !word.starts_with("<@")) return {};
  if (word.starts_with("<@")) {
    word.remove_prefix(2);
    word = word.substr(0, word.find_first_of("|>"));
  }
  const bool matrix = space.starts_with("matrix");
  if (!matrix)
    while (word.starts_with('@')) word.remove_prefix(1);
  if (matrix && (!word.starts_with('@') || !word.contains(':'))) return {};
  return word.size() > longest_id ? std::string() : std::string(word);
}

// One for each thing that happens; it names nobody, for keys are kept.
std::string news_key(std::string_view what, const Group& group, const Asked& asked) {
  const auto all = organisers(asked.db(), group.id);
  const auto said =
      std::ranges::count_if(all, [](const Organiser& one) { return one.stand != Stand::asked; });
  return fmt::format(
      "group:{}:{}:{}:{}", what, group.id, asked.context.now.time_since_epoch().count(), said
  );
}

}  // namespace

std::vector<Organiser> people_typed(std::string_view text, const Asked& asked, Named how) {
  std::vector<Organiser> out;
  std::string words = sanitize(text, true);
  std::ranges::replace_if(
      words, [](char c) { return c == ',' || c == ';' || c == '\n' || c == '\r'; }, ' '
  );
  for (const std::string_view word : split_words(words)) {
    std::string id = id_of(word, asked.space(), how);
    const bool there = std::ranges::find(out, id, &Organiser::person) != out.end();
    if (id.empty() || id == asked.person() || there || out.size() == most_invited) continue;
    std::string name = id;
    out.push_back({asked.space(), std::move(id), std::move(name), Stand::asked});
  }
  return out;
}

std::optional<Effect> invite(const Group& group, const Organiser& who, const Asked& asked) {
  if (stand_of(asked.db(), group.id, who.space, who.person)) return std::nullopt;
  if (organisers(asked.db(), group.id).size() >= most_people) return std::nullopt;
  set_stand(asked.db(), group.id, who, asked.context.now);
  note_invitation(asked.db(), asked.space(), asked.person(), asked.context.now);
  const Say say = say_to(who.space, who.person, asked.context);
  Doc doc;
  doc.paragraph({say(
      "{person} founds the user group {name} and asks whether you organise it with them.",
      fmt::arg("person", Text(name_of(asked.event.who))), fmt::arg("name", title_of(group, say))
  )});
  doc.paragraph(
      {say("Organisers share what is to be done: the venue, speakers, being there when it begins. "
           "You can leave at any time.")}
  );
  const std::string id = fmt::format("{}", group.id);
  doc.buttons(
      {Button(say("Yes, I organise it too"), "group.yes", id, Button::Style::primary),
       Button(say("No"), "group.no", id)}
  );
  Post post = post_to(
      who.space, who.person,
      fmt::format(
          "{}{}:{}", invitation_prefix, group.id, asked.context.now.time_since_epoch().count()
      ),
      std::move(doc), Lane::reply
  );
  post.tell = true;
  return post;
}

std::vector<Effect> invitation_lost(const Undelivered& told, Context& context) {
  if (!told.key.starts_with(invitation_prefix) || told.to.people.size() != 1) return {};
  const std::string_view rest = std::string_view(told.key).substr(invitation_prefix.size());
  const auto group =
      group_by_id(context.db, meeting::number_typed(rest.substr(0, rest.find(':'))).value_or(0));
  if (!group) return {};
  const auto all = organisers(context.db, group->id);
  const auto lost = std::ranges::find_if(all, [&](const Organiser& one) {
    return one.space == told.to.place.space && one.person == told.to.people.front() &&
           one.stand == Stand::asked;
  });
  if (lost == all.end()) return {};
  remove_organiser(context.db, group->id, lost->space, lost->person);
  std::vector<Effect> out;
  for (const Organiser& one : all) {
    if (one.stand != Stand::organises) continue;
    const Say say = say_to(one.space, one.person, context);
    out.emplace_back(post_to(
        one.space, one.person,
        fmt::format(
            "group:lost:{}:{}:{}", group->id, context.now.time_since_epoch().count(), all.size()
        ),
        say("I cannot reach {person}, so they were not asked whether they organise {name}. To ask "
            "them by another name, or somebody else: {command}",
            fmt::arg("person", Text(lost->name)), fmt::arg("name", title_of(*group, say)),
            fmt::arg("command", Text(std::string("/group change")))),
        Lane::reply
    ));
  }
  return out;
}

bool may_invite(const Group& group, const std::vector<Organiser>& named, const Asked& asked) {
  const auto fresh = static_cast<std::size_t>(std::ranges::count_if(named, [&](const auto& one) {
    return !stand_of(asked.db(), group.id, one.space, one.person);
  }));
  const sys_seconds since = asked.context.now - std::chrono::days(1);
  return fresh == 0 ||
         invitations_since(asked.db(), asked.space(), asked.person(), since) + fresh <= most_a_day;
}

Outcome invitation_answered(std::string_view value, bool yes, const Asked& asked) {
  const Say say = asked.say();
  auto group = group_by_id(asked.db(), meeting::number_typed(value).value_or(0));
  const auto stand = group ? stand_of(asked.db(), group->id, asked.space(), asked.person())
                           : std::optional<Stand>();
  if (!stand) return answered(say("This group is not there any more."), asked);
  const Organiser who{
      asked.space(), asked.person(), name_of(asked.event.who),
      yes ? Stand::organises : Stand::declined
  };
  const Text title = title_of(*group, say);
  const auto name = fmt::arg("name", title);
  if (*stand == Stand::organises)
    return answered(
        say("You organise {name}. To leave it: {command}", name,
            fmt::arg("command", Text(std::string("/group leave")))),
        asked
    );
  if (*stand == who.stand) return answered(say("You have said so already."), asked);
  set_stand(asked.db(), group->id, who, asked.context.now);
  keep(asked.db(), *group, asked.context.now);  // it goes on: it is not to be pruned
  if (yes) hosts_follow(*group, asked.db());
  std::vector<Effect> effects;
  for (const Organiser& other : organisers(asked.db(), group->id)) {
    const bool self = other.space == asked.space() && other.person == asked.person();
    if (self || other.stand != Stand::organises) continue;
    const Say to = say_to(other.space, other.person, asked.context);
    const Text person(who.name);
    const auto person_arg = fmt::arg("person", person);
    const Text theirs = title_of(*group, to);
    const auto title_arg = fmt::arg("name", theirs);
    Doc doc;
    doc.paragraph(
        {yes ? to("{person} organises {name} with you.", person_arg, title_arg)
             : to("{person} cannot organise {name}.", person_arg, title_arg)}
    );
    doc.paragraph(
        {to("Bus number: {number}.", fmt::arg("number", bus_number(asked.db(), group->id)))}
    );
    if (group->state == State::begun)
      doc.buttons({Button(to("Go on"), "group.go", fmt::format("{}", group->id))});
    effects.emplace_back(post_to(
        other.space, other.person, news_key("said", *group, asked), std::move(doc), Lane::reply
    ));
  }
  note_answer(asked, group->id, yes ? answer_was::yes : answer_was::no);
  Outcome out = invitation_was_answered(*group, yes, asked);
  out.effects = std::move(effects);
  return out;
}

Outcome invitation_was_answered(const Group& group, bool yes, const Asked& asked) {
  const Say say = asked.say();
  if (!yes) return answered(say("All right. I have told them."), asked);
  return answered(
      say("You organise {name} now. What there is to do: {command}",
          fmt::arg("name", title_of(group, say)),
          fmt::arg("command", Text(std::string("/group checklist")))),
      asked
  );
}

std::vector<Effect> take_leave(const Group& group, const Asked& asked) {
  remove_organiser(asked.db(), group.id, asked.space(), asked.person());
  hosts_follow(group, asked.db());
  std::vector<Effect> effects;
  for (const Organiser& other : organisers(asked.db(), group.id)) {
    if (other.stand != Stand::organises) continue;
    const Say to = say_to(other.space, other.person, asked.context);
    Doc doc;
    doc.paragraph({to(
        "{person} organises {name} no more.", fmt::arg("person", Text(name_of(asked.event.who))),
        fmt::arg("name", title_of(group, to))
    )});
    doc.paragraph({to("Bus number: {number}.", fmt::arg("number", bus_number(asked.db(), group.id)))
    });
    effects.emplace_back(post_to(
        other.space, other.person, news_key("left", group, asked), std::move(doc), Lane::reply
    ));
  }
  return effects;
}

Outcome has_left(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  return answered(
      say("You organise {name} no more. I have told the others.",
          fmt::arg("name", title_of(group, say))),
      asked
  );
}

Outcome leave(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const auto group = own_meant(typed, asked);
  if (!group) return told(group.error());
  const Text title = title_of(*group, say);
  const auto name = fmt::arg("name", title);
  const std::string remove = "/group remove " + std::string(group->name());
  if (bus_number(asked.db(), group->id) == 1)
    return told(say(
        "You are the last who organises {name}. Ask somebody to take it over, or end it: {command}",
        name, fmt::arg("command", Text(remove))
    ));
  note_answer(asked, group->id, answer_was::left);
  Outcome out = has_left(*group, asked);
  out.effects = take_leave(*group, asked);
  return out;
}

std::vector<std::string> hosts_of(const Group& group, Database& db) {
  std::vector<std::string> out;
  for (const Organiser& one : organisers(db, group.id))
    if (one.stand == Stand::organises) out.push_back(meeting::person_named(one.space, one.person));
  return out;
}

void hosts_follow(const Group& group, Database& db) {
  const auto hosts = hosts_of(group, db);
  if (!group.meeting.empty()) meeting::set_made_hosts(db, group.meeting, hosts);
  meeting::set_draft_hosts(db, owner_of(group), hosts);
}

}  // namespace usher::group
