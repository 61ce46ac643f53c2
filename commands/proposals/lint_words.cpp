// commands/proposals/lint_words.cpp: one title and one advice a rule.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint_words.hpp"

#include "bot/text.hpp"
#include "commands/proposals/grammar.hpp"

#include <algorithm>
#include <array>

namespace usher::proposals {

namespace {

// Of the page that holds the rules; but the form of dates is as the template has it.
enum class Part : std::uint8_t { header, types, resolution, acceptance, the_template };

struct Worded {
  Rule rule;
  Part part;
  Msgid title;
  Msgid advice;
};

constexpr std::array<Worded, 28> rules = {{
    {Rule::no_header, Part::header, mark("No header"),
     mark("Below the title, add the header: Author, Status, Type and Created, a line each.")},
    {Rule::no_author, Part::header, mark("Author is missing"),
     mark("In the header, add a line Author for each author, with the address or without.")},
    {Rule::no_status, Part::header, mark("Status is missing"),
     mark("In the header, add Status, one of these: {statuses}.")},
    {Rule::no_type, Part::types, mark("Type is missing"),
     mark("In the header, add Type, one of these: {types}.")},
    {Rule::no_created, Part::header, mark("Created is missing"),
     mark("In the header, add Created, the day of the first version.")},
    {Rule::order, Part::header, mark("Fields in another order"),
     mark("In the header, move the lines; what they say can stay as it is.")},
    {Rule::authors_one_line, Part::header, mark("Several authors on one line"),
     mark("In Author, give each of them a line of their own.")},
    {Rule::author_format, Part::header, mark("Author in another form"),
     mark("In Author, write “Name <address>”, or the name alone.")},
    {Rule::created_format, Part::the_template, mark("Created in another form"),
     mark("In Created, write the day as yyyy-mm-dd, as the template does.")},
    {Rule::created_day_first, Part::header, mark("Created in another form"),
     mark("In Created, write the day as dd-mmm-yyyy, the month in letters.")},
    {Rule::title_number, Part::header, mark("The title has another number"),
     mark("In the title, or in the file's name, correct the number.")},
    {Rule::unknown_status, Part::resolution, mark("A status that is not in the rules"),
     mark("In Status, write one of these: {statuses}.")},
    {Rule::type_variant, Part::types, mark("Type in another spelling"),
     mark("In Type, write the word as the rules do: {types}.")},
    {Rule::unknown_type, Part::types, mark("A type that is not in the rules"),
     mark("In Type, write one of these: {types}.")},
    {Rule::no_resolution, Part::resolution, mark("Resolution without a link"),
     mark("In Resolution, link to the thread in which it was decided.")},
    {Rule::no_replaced_by, Part::resolution, mark("Superseded, and not said by which"),
     mark("In the header, add {replaced_by} with what has taken its place.")},
    {Rule::not_superseded, Part::resolution, mark("{replaced_by}, and another status"),
     mark("If it no longer holds, set Status to {superseded}; else take {replaced_by} out.")},
    {Rule::replaced_by_nobody, Part::resolution, mark("{replaced_by} names what is not there"),
     mark("In {replaced_by}, correct the number.")},
    {Rule::replaces_nobody, Part::resolution, mark("Replaces names what is not there"),
     mark("In Replaces, correct the number.")},
    {Rule::no_replaces, Part::resolution, mark("{replaced_by} without its counterpart"),
     mark("In the header of the newer one, add Replaces with the older one.")},
    {Rule::no_counterpart, Part::resolution, mark("Replaces without its counterpart"),
     mark("In the header of the older one, add {replaced_by} with the newer one.")},
    {Rule::still_in_force, Part::resolution, mark("Replaced, and not {superseded}"),
     mark("Once the newer one is agreed on, set Status of the older one to {superseded}.")},
    {Rule::chain, Part::resolution, mark("Superseded more than once"),
     mark("In {replaced_by}, the last one saves readers a step.")},
    {Rule::circle, Part::resolution, mark("Superseded in a circle"),
     mark("In one {replaced_by} of these, the number leads back; take it out.")},
    {Rule::no_link, Part::acceptance, mark("Discussion without a link"),
     mark("In the section Discussion, link to the thread in which it is discussed.")},
    {Rule::no_thread, Part::acceptance, mark("Discussion without the mail thread"),
     mark("In the section Discussion, link to the thread on the mailing list too.")},
    {Rule::long_accepted, Part::resolution, mark("Accepted for over a year"),
     mark("If it is implemented, set Status to {final}; if not, it may want a hand.")},
    {Rule::silent_draft, Part::resolution, mark("A Draft that has rested for over a year"),
     mark("Ask its authors whether it goes on; if not, Status may be {deferred} for now.")},
}};

const Worded& worded(Rule rule) { return *std::ranges::find(rules, rule, &Worded::rule); }

// "Draft, Active, Accepted"
template <class Items, class NameOf>
Text joined(const Items& items, const NameOf& name_of) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += ", ";
    out += name_of(item);
  }
  return Text(out);
}

// The word that the series has for it.
Text word_for(Meaning meaning, const View& view) {
  const auto& statuses = view.settings.statuses;
  const auto found = std::ranges::find(statuses, meaning, &Status::meaning);
  const auto usual = usual_statuses();
  return Text(
      found != statuses.end() ? found->name
                              : std::ranges::find(usual, meaning, &Status::meaning)->name
  );
}

Phrase said(Msgid id, const View& view) {
  const Settings& settings = view.settings;
  const bool mail_like = settings.header == HeaderStyle::rfc2822;
  const Text replaced_by(std::string(mail_like ? "Superseded-By" : "Replaced-By"));
  const Text statuses = joined(settings.statuses, [](const Status& one) { return one.name; });
  const Text types = joined(settings.types, [](const std::string& one) { return one; });
  const Text final = word_for(Meaning::final, view);
  const Text superseded = word_for(Meaning::superseded, view);
  const Text deferred = word_for(Meaning::deferred, view);
  return view.say(
      id, fmt::arg("replaced_by", replaced_by), fmt::arg("statuses", statuses),
      fmt::arg("types", types), fmt::arg("final", final), fmt::arg("superseded", superseded),
      fmt::arg("deferred", deferred)
  );
}

std::string anchor(Part part, const Settings& settings) {
  switch (part) {
    case Part::header:
      return "#header-preamble";
    case Part::types:
      return "#types";
    case Part::resolution:
      return "#review-and-resolution";
    case Part::acceptance:
    case Part::the_template:
      break;
  }
  return "#how-a-" + to_lower_ascii(settings.label) + "-becomes-accepted";
}

}  // namespace

Phrase rule_title(Rule rule, const View& view) { return said(worded(rule).title, view); }

Line rule_advice(Rule rule, const View& view) {
  const Worded& words = worded(rule);
  Line line = {said(words.advice, view)};
  const bool of_template = words.part == Part::the_template;
  const std::string& page = of_template ? view.settings.template_url : view.settings.rules_url;
  if (page.empty()) return line;
  line.emplace_back(Text(std::string(" ")));
  if (of_template)
    line.push_back(link(view.say("See the template."), page));
  else
    line.push_back(link(view.say("See the rules."), page + anchor(words.part, view.settings)));
  return line;
}

}  // namespace usher::proposals
