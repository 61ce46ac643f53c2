// tests/meeting/rig.hpp: the feature with a database, a clock and calendars of its own: its jobs run when they are due, its Calls
// are answered by the reader, and what it posts is kept as the outbox would keep it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/store.hpp"
#include "commands/meeting/feature.hpp"
#include "commands/meeting/reading.hpp"
#include "tests/meeting/calendars.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

struct Posted {
  Post post;
  sys_seconds at{};
  std::vector<Doc> edits;
  const Doc& doc() const { return std::get<Doc>(post.body); }
  std::string text() const { return plain_text(doc()); }
};

class MeetingRig {
 public:
  explicit MeetingRig(meeting::Settings settings) : settings_(std::move(settings)) {
    for (const Migration& migration : usher_migrations()) db.script(std::string(migration.sql));
    made();
  }

  // --- the world ---
  Database db{":memory:"};
  Catalog catalog;
  CommandTable commands;
  Community community;
  sys_seconds now = at(2026, 1, 1);
  std::map<std::string, std::string> calendars;  // by service; none: it cannot be reached
  // Answers the Calls to the archive; none: it cannot be reached.
  std::function<Fetched(const Call&)> archive;
  std::vector<Call> archive_calls;
  // The same, of the pages on which agendas are written.
  std::function<Fetched(const Call&)> pads;
  // The same, of the files that calendars are made of; and calendars of holidays, by service.
  std::function<Fetched(const Call&)> source;
  std::vector<Call> source_calls;
  std::map<std::string, std::string> holidays;
  std::vector<Posted> posts;
  int calls = 0;
  int edits_unmatched = 0;
  bool whispers = true;

  // The program is started anew.
  void start() {
    made();
    Context context = this->context();
    take(feature_->start(context));
    settle();
  }

  // From the next start on.
  void configure(meeting::Settings settings) { settings_ = std::move(settings); }

  // Time passes; what becomes due is done at its moment.
  void run_until(sys_seconds until) {
    settle();
    while (!jobs_.empty()) {
      const auto next =
          std::ranges::min_element(jobs_, {}, [](const auto& one) { return one.second; });
      if (next->second > until) break;
      now = std::max(now, next->second);
      settle();
    }
    now = std::max(now, until);
    settle();
  }
  void run_for(std::chrono::seconds span) { run_until(now + span); }
  // It passes, and nobody is there to see it.
  void stop_until(sys_seconds until) { now = until; }

  Outcome give(What what, Person who, std::string room = "general") {
    Event event{
        "event" + std::to_string(++events_),
        {"web", std::move(room), ""},
        std::move(who),
        {},
        std::move(what)
    };
    Context context = this->context();
    Outcome out = feature_->on(event, context);
    take(out.effects);
    settle();
    return out;
  }
  Outcome say(const std::string& args, Person who, std::string room = "general") {
    return give(Command{"meeting", args}, std::move(who), std::move(room));
  }

  std::vector<Posted> posts_to(const std::string& whom) const {
    std::vector<Posted> out;
    for (const Posted& one : posts) {
      const bool person = !one.post.to.people.empty();
      if (whom == (person ? one.post.to.people.front() : one.post.to.place.room))
        out.push_back(one);
    }
    return out;
  }
  // Posts whose end was to be told, and was not yet: they arrive, or are given up where `fails` says so.
  void deliver(const std::function<bool(const Posted&)>& fails = {}) {
    while (ends_ < posts.size()) {
      const Posted one = posts[ends_++];
      if (!one.post.tell) continue;
      if (fails && fails(one))
        hear(Undelivered{one.post.key, one.post.to, errc::gave_up, true});
      else
        hear(Delivered{one.post.key, one.post.to, one.post.to.place});
      settle();
    }
  }
  std::optional<sys_seconds> due(const std::string& job) const {
    const auto found = jobs_.find(job);
    return found == jobs_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  void made() {
    feature_ = std::make_unique<meeting::Meetings>(settings_);
    commands = {};
    commands.add(feature_->name(), feature_->commands(), feature_->shortcuts());
  }

  Context context() {
    Context out{db, catalog, commands, community, now, false};
    out.rooms = [](std::string_view named) -> std::vector<Place> {
      if (!named.starts_with("web:")) return {};
      return {{"web", std::string(named.substr(4)), ""}};
    };
    out.people = [](std::string_view named) -> std::vector<To> {
      if (!named.starts_with("web:")) return {};
      return {To{.place = {"web", "", ""}, .people = {std::string(named.substr(4))}}};
    };
    out.holders = [](Role role) -> std::vector<To> {
      if (role != Role::organiser) return {};
      return {To{.place = {"web", "", ""}, .people = {"grace"}}};
    };
    out.confides = [this](const Event&) { return whispers; };
    return out;
  }

  void take(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (const auto* remind = std::get_if<Remind>(&effect)) {
        jobs_[remind->job] = remind->at;
      } else if (const auto* forget = std::get_if<Forget>(&effect)) {
        jobs_.erase(forget->job);
      } else if (const auto* call = std::get_if<Call>(&effect)) {
        waiting_.push_back(*call);
      } else if (const auto* post = std::get_if<Post>(&effect)) {
        if (keys_.emplace(post->key, key_of(post->to)).second) posts.push_back({*post, now, {}});
      } else if (const auto* edit = std::get_if<Edit>(&effect)) {
        const auto found = std::ranges::find_if(posts, [&](const Posted& one) {
          return one.post.key == edit->key && one.post.to == edit->to;
        });
        if (found == posts.end())
          ++edits_unmatched;
        else
          found->edits.push_back(edit->doc);
      }
    }
  }

  static std::string key_of(const To& to) {
    return to.place.space + "/" + to.place.room + "/" +
           (to.people.empty() ? std::string() : to.people.front());
  }

  Fetched answer(const Call& call) {
    if (call.service == "archive") {
      archive_calls.push_back(call);
      Fetched out = archive ? archive(call) : Fetched{.error = errc::gave_up};
      out.tag = call.tag;
      return out;
    }
    if (call.service == "pads") {
      Fetched out = pads ? pads(call) : Fetched{.error = errc::gave_up};
      out.tag = call.tag;
      return out;
    }
    if (call.service.starts_with("source-")) {
      source_calls.push_back(call);
      Fetched out = source ? source(call) : Fetched{.error = errc::gave_up};
      out.tag = call.tag;
      return out;
    }
    if (call.service.starts_with("holidays-")) {
      const auto there = holidays.find(call.service);
      if (there == holidays.end()) return {.tag = call.tag, .error = errc::gave_up};
      return holidays_answer(call, there->second);
    }
    ++calls;
    const auto found = calendars.find(call.service);
    if (found != calendars.end()) return calendar_answer(call, found->second);
    Fetched out;
    out.tag = call.tag;
    out.error = errc::gave_up;
    return out;
  }

  void hear(What what) {
    Event event{"own" + std::to_string(++events_), {}, {}, {}, std::move(what)};
    Context context = this->context();
    take(feature_->on(event, context).effects);
  }

  // Everything that is due now.
  void settle() {
    for (int steps = 0; steps < 10'000; ++steps) {
      if (!waiting_.empty()) {
        const Call call = waiting_.front();
        waiting_.erase(waiting_.begin());
        hear(answer(call));
        continue;
      }
      const auto next =
          std::ranges::find_if(jobs_, [&](const auto& one) { return one.second <= now; });
      if (next == jobs_.end()) return;
      const std::string job = next->first;
      const sys_seconds at_time = next->second;
      jobs_.erase(next);
      hear(Tick{job, at_time, now});
    }
    FAIL("it never comes to rest");
  }

  meeting::Settings settings_;
  std::unique_ptr<meeting::Meetings> feature_;
  std::map<std::string, sys_seconds> jobs_;
  std::vector<Call> waiting_;
  std::set<std::pair<std::string, std::string>> keys_;
  int events_ = 0;
  std::size_t ends_ = 0;
};

// A series with a room and one calendar.
inline meeting::Settings usual_settings() {
  meeting::Settings out;
  out.sources = {{"calendar-1", "https://example.org/a.ics"}};
  meeting::SeriesSettings community;
  community.name = "community";
  community.title = "Community Call";
  community.tags = {"newcomer"};
  community.rooms = {"web:meetings"};
  community.leads = out.leads;
  community.agenda = "https://hackmd.io/agenda";
  out.series = {community};
  out.calendar_url = "https://example.org/calendar";
  out.takes_reports = true;
  return out;
}

// What stands in place of the message whose button was pressed.
inline std::string replaced(const Outcome& outcome) {
  const auto* replace = std::get_if<Replace>(&outcome.reply);
  return replace == nullptr ? std::string() : plain_text(replace->doc);
}
inline Person person(std::string id, Roles roles = {}) { return {id, "en", "", roles, false, id}; }
inline std::string said(const Outcome& outcome) {
  if (const auto* say = std::get_if<SayReply>(&outcome.reply)) return plain_text(say->doc);
  return {};
}

}  // namespace usher::test
