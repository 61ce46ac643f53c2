// commands/proposals/topics.cpp: which topic an event is for.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/topics.hpp"

#include "commands/proposals/author_topic.hpp"
#include "commands/proposals/history_topic.hpp"
#include "commands/proposals/lint_topic.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/trust.hpp"
#include "commands/proposals/watch.hpp"
#include "commands/proposals/weekly_topic.hpp"
#include "commands/proposals/windows_topic.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace usher::proposals {

namespace {

// "windows:close 3" → {"windows", "close 3"}
std::pair<std::string_view, std::string_view> parted(std::string_view text, char by) {
  const auto at = std::min(text.find(by), text.size());
  return {text.substr(0, at), text.substr(std::min(at + 1, text.size()))};
}

void add(std::vector<Effect>& all, std::vector<Effect> more) {
  std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Topics::Topics(const Settings& settings, const Poll& poll) {
  topics_.push_back(std::make_unique<Watching>());
  topics_.push_back(std::make_unique<Trust>(poll));
  topics_.push_back(std::make_unique<HistoryTopic>());
  topics_.push_back(std::make_unique<LintTopic>());
  topics_.push_back(std::make_unique<WeeklyTopic>());
  if (settings.process_days > 0) topics_.push_back(std::make_unique<WindowsTopic>());
  if (settings.process_days > 0) topics_.push_back(std::make_unique<Author>());
  words_.assign(query_words().begin(), query_words().end());
  for (const auto& topic : topics_) {
    const auto own = topic->words();
    words_.insert(words_.end(), own.begin(), own.end());
  }
}

Topic* Topics::named(std::string_view name) const {
  const auto found =
      std::ranges::find_if(topics_, [&](const auto& topic) { return topic->name() == name; });
  return found == topics_.end() ? nullptr : found->get();
}

std::optional<Outcome> Topics::asked(std::string_view args, const Question& question) const {
  for (const auto& topic : topics_) {
    CommandSpec spec;
    spec.words = topic->words();
    const WordMatch match = match_word(spec, args);
    if (match.word == nullptr) continue;
    const auto place = static_cast<std::size_t>(match.word - spec.words.data());
    return topic->asked(place, match.rest, question);
  }
  return std::nullopt;
}

std::optional<Outcome> Topics::pressed(
    std::string_view action, std::string_view value, const Question& question
) const {
  const auto [name, what] = parted(action, '.');
  Topic* topic = named(name);
  if (topic == nullptr) return std::nullopt;
  return topic->pressed(what, value, question);
}

Outcome Topics::submitted(std::string_view form, const Submit& submit, const Question& question)
    const {
  const auto [name, what] = parted(form, '.');
  Topic* topic = named(name);
  return topic == nullptr ? Outcome{} : topic->submitted(what, submit, question);
}

std::vector<Effect> Topics::start(const Moment& now) const {
  std::vector<Effect> all;
  for (const auto& topic : topics_) add(all, topic->start(now));
  return all;
}

std::vector<Effect> Topics::due(const Tick& tick, const Moment& now) const {
  const auto [name, job] = parted(tick.job, ':');
  Topic* topic = named(name);
  return topic == nullptr ? std::vector<Effect>{} : topic->due(job, tick, now);
}

std::optional<std::vector<Effect>> Topics::answered(const Fetched& answer, const Moment& now)
    const {
  const auto [name, tag] = parted(answer.tag, ' ');
  Topic* topic = named(name);
  if (topic == nullptr) return std::nullopt;
  return topic->answered(tag, answer, now);
}

std::vector<Effect> Topics::polled(std::span<const News> news, int poll, const Moment& now) const {
  std::vector<Effect> all;
  for (const auto& topic : topics_) add(all, topic->polled(news, poll, now));
  return all;
}

std::vector<Effect> Topics::room_changed(
    const Place& room, const RoomChanged& change, const Moment& now
) const {
  std::vector<Effect> all;
  for (const auto& topic : topics_) add(all, topic->room_changed(room, change, now));
  return all;
}

void Topics::forget(const Person& who, std::string_view space, const Moment& now) const {
  for (const auto& topic : topics_) topic->forget(who, space, now);
}

}  // namespace usher::proposals
