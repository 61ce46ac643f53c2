// bot/compose_answers.cpp: reading answers, and what their slots say.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_answers.hpp"

#include "bot/answer_scripts.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher {

namespace {

void add_texts(
    const std::vector<std::string>& given, const std::string& kind, answers::SlotSources& to
) {
  for (const std::string& one : given) {
    const auto blank = one.find(' ');
    if (blank != std::string::npos)
      to.texts[kind + ":" + one.substr(0, blank)] = one.substr(blank + 1);
  }
}

}  // namespace

std::vector<answers::Source> answer_files(const Order& order, std::vector<Problem>& unread) {
  std::vector<answers::Source> out;
  for (CommunityFiles::File& file : CommunityFiles(order.config).in("answers", ".md", unread))
    if (order.config.empty() || !file.shipped)
      out.push_back({std::move(file.name), std::move(file.text)});
  return out;
}

answers::Book answer_book(const Order& order, std::vector<Problem>& problems) {
  std::vector<answers::Topic> topics = answers::read_all(answer_files(order, problems), problems);
  answers::add_traditional(topics);
  return answers::Book(std::move(topics));
}

answers::SlotSources slot_sources(const Setup& setup) {
  answers::SlotSources out;
  add_texts(setup.config.answers.contacts, "contact", out);
  add_texts(setup.config.answers.people, "people", out);
  // The committee's address is where /report has it, and nowhere else.
  if (setup.config.report) out.texts["contact:conduct"] = setup.config.report->email;
  if (setup.meetings) out.meetings = &*setup.meetings;
  out.series = setup.series;
  return out;
}

std::vector<Problem> unfilled_slots(
    std::span<const answers::Topic> topics, const answers::SlotSources& sources
) {
  std::vector<Problem> out;
  for (const answers::Topic& topic : topics)
    for (const auto& [language, text] : topic.texts)
      for (const answers::Slot& slot : answers::slots(text.body))
        if (!answers::slot_is_known(slot, sources))
          out.push_back(
              {topic.file, 0,
               fmt::format(
                   "Nothing says what {{{{{}:{}}}}} is, in “{}”.", slot.kind, slot.what, language
               ),
               "A meeting is named in meetings.toml, an address or a name in [answers], a proposal "
               "by its number."}
          );
  return out;
}

answers::Settings answers_settings(const Setup& setup) {
  const AnswersConfig& config = setup.config.answers;
  answers::Settings out;
  out.slots = slot_sources(setup);
  out.edit_url = config.edit_url;
  for (const std::string& one : config.people_rooms) {
    const auto blank = one.find(' ');
    out.people_rooms.push_back({one.substr(0, blank), one.substr(blank + 1)});
  }
  out.newcomer_rooms = config.newcomer_rooms;
  out.wait = config.wait;
  out.opens_at_start = !config.embedding_model.empty();
  out.takes_reports = setup.config.report.has_value();
  // What no feature answers is repeated then.
  out.only_known = setup.config.testing.echo;
  return out;
}

}  // namespace usher
