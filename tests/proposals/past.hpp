// tests/proposals/past.hpp: a source in memory that has a history, and answers what is asked of it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/history_reading.hpp"
#include "tests/proposals/source.hpp"

#include <deque>

namespace usher::proposals {

inline std::string commit_id(int number) { return fmt::format("{:04x}{:036x}", number, number); }

class Past : public Source {
 public:
  struct Version {
    std::string commit, at, name, bytes;  // at: ISO 8601 UTC
  };
  explicit Past(Settings settings = with_pages()) : Source(std::move(settings)) {
    start();
    whole_poll("v1");
  }
  // To the end of what it puts off.
  void whole_poll(const std::string& etag) {
    auto effects = poll(etag);
    const auto goes_on = [&] {
      return std::ranges::any_of(effects, [](const Effect& effect) {
        const auto* remind = std::get_if<Remind>(&effect);
        return remind != nullptr && remind->job == "poll:step";
      });
    };
    while (goes_on()) effects = event(Tick{"poll:step", now, now}).effects;
  }
  static Settings with_pages() {
    Settings settings = plain();
    settings.web_url = "https://github.com/numpy/numpy";
    return settings;
  }

  // A version of proposal 3, in the order in which they are committed.
  void commit(const std::string& at, const std::string& status) {
    const int number = static_cast<int>(versions.size()) + 1;
    versions.push_back({commit_id(number), at, name(3), file(3, status)});
  }

  Fetched log_answer(const Call& call) const {
    std::string lines;
    for (auto it = versions.rbegin(); it != versions.rend(); ++it)
      lines += it->commit + " " + it->at + " " + it->name + "\n";
    const std::string tag = fmt::format("\"{}\"", std::hash<std::string>{}(lines));
    if (log_error != errc::ok) return {call.tag, 0, "", "", log_error};
    if (call.etag == tag) return {call.tag, 304, "", tag, errc::ok};
    if (lines.empty()) return {call.tag, 404, "", "", errc::ok};
    return {call.tag, 200, lines, tag, errc::ok};
  }
  Fetched text_answer(const Call& call) {
    ++texts;
    if (text_error != errc::ok) return {call.tag, 0, "", "", text_error};
    for (const Version& version : versions)
      if (call.path == "@" + version.commit + " " + version.name && version.bytes != "gone")
        return {call.tag, 200, version.bytes, "", errc::ok};
    return {call.tag, 404, "", "", errc::ok};
  }

  // Answers what is asked, and what that leads to; returns the posts.
  std::vector<Post> serve(std::vector<Effect> effects) {
    std::vector<Post> posts;
    std::deque<Effect> open(effects.begin(), effects.end());
    while (!open.empty()) {
      const Effect effect = std::move(open.front());
      open.pop_front();
      if (const auto* post = std::get_if<Post>(&effect)) posts.push_back(*post);
      const auto* call = std::get_if<Call>(&effect);
      if (call == nullptr) continue;
      logs += call->method == "LOG" ? 1 : 0;
      for (Effect& next : answer(call->method == "LOG" ? log_answer(*call) : text_answer(*call)))
        open.push_back(std::move(next));
    }
    return posts;
  }

  Outcome order(
      const std::string& args, const std::string& who = "ada", const std::string& lang = "en"
  ) {
    Context at = context();
    return feature->on(
        Event{
            fmt::format("e{}", ++events),
            {"web", "general", "t"},
            {who, lang, "UTC", {}, false, who},
            {},
            Command{"nep", args}
        },
        at
    );
  }
  static std::string text(const Outcome& outcome) {
    return plain_text(std::get<SayReply>(outcome.reply).doc);
  }
  static std::string text(const Post& post) { return plain_text(std::get<Doc>(post.body)); }
  int rows(const std::string& table) {
    auto row = db.query("SELECT count(*) FROM " + table);
    return row.next() ? static_cast<int>(row.integer(0)) : -1;
  }
  Moment moment(Context& at, const Shelf& shelf) const { return {own, shelf, at, "proposals-nep"}; }
  // Has the history of 3 read without anybody waiting.
  std::vector<Effect> want(int number) {
    Context at = context();
    const Shelf shelf = *facts_from_database(db, "nep");
    return read_history(moment(at, shelf), number);
  }

  std::vector<Version> versions;
  errc log_error = errc::ok, text_error = errc::ok;
  int texts = 0, logs = 0, events = 0;
  Settings own = with_pages();
};

// Four commits, three of which change the status.
class Four : public Past {
 public:
  Four() {
    commit("2020-01-01T10:00:00Z", "Draft");
    commit("2020-02-01T10:00:00Z", "Draft");
    commit("2020-03-01T10:00:00Z", "Accepted");
    commit("2021-04-01T10:00:00Z", "Final");
  }
};

inline std::vector<Call> calls_in(const std::vector<Effect>& effects) {
  return Source::calls(effects);
}

}  // namespace usher::proposals
