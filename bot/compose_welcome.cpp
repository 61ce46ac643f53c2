// bot/compose_welcome.cpp: from configured lines to settings.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_welcome.hpp"

#include "bot/answer_file.hpp"
#include "bot/answer_scripts.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace usher {

namespace {

// "web:docs #docs https://example.org/docs", checked before.
welcome::RoomSettings room_of(const std::string& line) {
  const auto words = split_words(line);
  const auto colon = words[0].find(':');
  const std::string_view kind = words[0].substr(0, colon);
  const std::string_view room = words[0].substr(colon + 1);
  welcome::RoomSettings out;
  out.where = kind;
  // "slack:T1:C1" is in that workspace alone. A colon in other ids is their own.
  if (const auto next = room.find(':'); kind == "slack" && next != std::string_view::npos)
    out.where += ":" + std::string(room.substr(0, next));
  out.name = words[1];
  if (words.size() > 2) out.link = words[2];
  return out;
}

welcome::LinkSettings link_of(const std::string& line) {
  const std::string_view whole = trim(line);
  const auto blank = whole.rfind(' ');
  return {std::string(trim(whole.substr(0, blank))), std::string(whole.substr(blank + 1))};
}

using Files = std::set<std::string, std::less<>>;

// Those that interests lead to: all of a community's are half a megabyte.
Files files_of(const WelcomeConfig& config) {
  Files out;
  for (const WelcomeInterestConfig& one : config.interests)
    for (const std::string& id : one.topics) out.insert(id + ".md");
  return out;
}

welcome::TopicTitles titles_in(std::vector<answers::Source> sources, const Files& wanted) {
  std::erase_if(sources, [&](const answers::Source& source) {
    return std::ranges::none_of(wanted, [&](const std::string& file) {
      return source.name.find("/" + file) != std::string::npos;
    });
  });
  std::vector<Problem> told_elsewhere;
  std::vector<answers::Topic> topics = answers::read_all(sources, told_elsewhere);
  // Of the rest nothing is needed, nor need it be converted.
  for (answers::Topic& topic : topics)
    for (auto& [language, text] : topic.texts) {
      text.aliases.clear();
      text.asked.clear();
      text.body.clear();
    }
  answers::add_traditional(topics);
  welcome::TopicTitles out;
  for (const answers::Topic& topic : topics)
    for (const auto& [language, text] : topic.texts) out[topic.id].emplace(language, text.title);
  return out;
}

std::shared_ptr<welcome::Titles> titles_of(const Setup& setup, Worker* worker) {
  Files wanted = files_of(*setup.config.welcome);
  if (wanted.empty() || !setup.answer_sources) return nullptr;
  welcome::Titles::Elsewhere elsewhere;
  if (worker != nullptr)
    elsewhere = [worker](std::move_only_function<void()> job) { worker->post(std::move(job)); };
  return std::make_shared<welcome::Titles>(
      [sources = setup.answer_sources, wanted = std::move(wanted)] {
        return titles_in(sources(), wanted);
      },
      std::move(elsewhere)
  );
}

welcome::InterestSettings interest_of(const WelcomeInterestConfig& config) {
  welcome::InterestSettings out;
  out.name = config.name;
  out.title = config.title;
  for (const std::string& room : config.rooms) out.rooms.push_back(room_of(room));
  for (const std::string& line : config.links) out.links.push_back(link_of(line));
  out.topics = config.topics;
  return out;
}

}  // namespace

welcome::Settings welcome_of(const Setup& setup, Worker* worker) {
  const WelcomeConfig& config = *setup.config.welcome;
  welcome::Settings out;
  out.rooms = config.rooms;
  out.spaces = config.spaces;
  out.delay = config.delay;
  out.per_minute = config.per_minute;
  out.rush_joins = config.rush_joins;
  out.rush_within = config.rush_within;
  if (setup.config.report) out.conduct_url = setup.config.report->url;
  out.first_issues = config.first_issues;
  out.meeting = config.meeting;
  if (setup.meetings) out.meetings = &*setup.meetings;
  out.titles = titles_of(setup, worker);
  for (const WelcomeInterestConfig& one : config.interests)
    out.interests.push_back(interest_of(one));
  return out;
}

std::vector<Problem> check_welcome(
    const WelcomeConfig& config, const std::vector<answers::Topic>& topics, const std::string& file
) {
  std::vector<Problem> out;
  for (const WelcomeInterestConfig& one : config.interests)
    for (const std::string& id : one.topics)
      if (std::ranges::find(topics, id, &answers::Topic::id) == topics.end())
        out.push_back(
            {file, 0,
             fmt::format(
                 "[welcome.interests.{}] leads to the answer {}, and there is none.", one.name, id
             ),
             fmt::format("Write answers/{}.md, or take it out of topics.", id)}
        );
  return out;
}

}  // namespace usher
