// bot/compose_answers.cpp: reading answers, and what their slots say.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_answers.hpp"

#include "bot/answer_scripts.hpp"

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

}  // namespace usher
