// tests/proposals/windows_rig.hpp: ten drafts, an archive of mails in memory, and a clock that lives through jobs.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/windows_table.hpp"
#include "tests/proposals/source.hpp"

#include <string>
#include <vector>

namespace usher::proposals {

class Windows : public Source {
 public:
  explicit Windows(Catalog words = Catalog()) : Source(with_archive()) {
    catalog = std::move(words);
    now = monday;
    take(start());
    poll();
    said("watch all");  // ada, in "terminal"
    posts.clear();
  }

  // 2026-10-19 09:00 UTC: Europe puts its clocks back on the 25th, America on the 1st of November.
  static constexpr sys_seconds monday =
      std::chrono::sys_days(std::chrono::year(2026) / std::chrono::October / 19) +
      std::chrono::hours(9);

  static Settings with_archive() {
    Settings settings = plain();
    settings.mail_url = "https://mail.example.org/archives/list/talk@example.org/";
    settings.mail_service = "nep-mail";
    return settings;
  }

  static std::string page(const std::string& letter) {
    std::string hash(32, 'A');
    hash.replace(0, letter.size(), letter);
    return with_archive().mail_url + "thread/" + hash + "/";
  }

  // Somebody else than ada; what they are told comes to `posts` too.
  Doc ask_as(
      const std::string& who, const std::string& args, Roles roles = {},
      const std::string& zone = "UTC", const std::string& lang = "en"
  ) {
    return reply(who, roles, zone, lang, Command{"nep", args});
  }
  std::string by(const std::string& who, const std::string& args, Roles roles = {}) {
    return plain_text(ask_as(who, args, roles));
  }
  std::string pressed_by(
      const std::string& who, const std::string& action, const std::string& value, Roles roles = {}
  ) {
    return plain_text(
        reply(who, roles, "UTC", "en", Press{"proposals-nep.windows." + action, value, {}, {}})
    );
  }
  // The same event once more, as a platform repeats it: its writes are taken back.
  std::string repeated(const std::string& who, const std::string& args, Roles roles = {}) {
    db.run("SAVEPOINT again");
    Context at = context();
    at.repeat = true;
    const Outcome outcome =
        feature->on(event_of(who, roles, "UTC", "en", Command{"nep", args}), at);
    db.run("ROLLBACK TO again");
    db.run("RELEASE again");
    feature->drop_caches();
    return plain_text(std::get<SayReply>(outcome.reply).doc);
  }

  // A mail in the archive. `hours` from monday.
  void mail(const std::string& letter, double hours, const std::string& subject) {
    const auto at = monday + std::chrono::seconds(static_cast<std::int64_t>(hours * 3600));
    archive += iso_time(at) + "\t" + page(letter) + "\t" + subject + "\n";
  }

  // Lives through every job until then, to the second, the archive answering at once.
  void live(sys_seconds until) {
    while (true) {
      auto next = jobs.end();
      for (auto at = jobs.begin(); at != jobs.end(); ++at)
        if (next == jobs.end() || at->second < next->second) next = at;
      if (next == jobs.end() || next->second > until) break;
      fire(next->first);
    }
    now = std::max(now, until);
  }
  void live_hours(double hours) {
    live(monday + std::chrono::seconds(static_cast<std::int64_t>(hours * 3600)));
  }
  // The program is not running until then: what was due meanwhile comes late, in the order of its time.
  void sleep_hours(double hours) {
    now = monday + std::chrono::seconds(static_cast<std::int64_t>(hours * 3600));
    take(start());
    live(now);
  }

  void fire(const std::string& job) {
    // The name may be the entry's own key.
    const auto fired = jobs.extract(job);
    const sys_seconds due = fired.mapped();
    now = std::max(now, due);
    if (fired.key() == "poll") return take({Remind{"poll", now + std::chrono::hours(1000)}});
    take(event(Tick{fired.key(), due, now}).effects);
  }

  void take(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (const auto* post = std::get_if<Post>(&effect)) {
        posts.push_back(*post);
        told.push_back(iso_time(now) + " " + post->key);
      } else if (const auto* remind = std::get_if<Remind>(&effect)) {
        jobs[remind->job] = remind->at;
      } else if (const auto* forget = std::get_if<Forget>(&effect)) {
        jobs.erase(forget->job);
      } else if (const auto* call = std::get_if<Call>(&effect);
                 call && call->service == "nep-mail") {
        asked.push_back(*call);
        if (silent) continue;
        Fetched answer = reply_with;
        answer.tag = call->tag;
        if (answer.status == 200 || answer.status == 206) answer.body = archive;
        take(event(answer).effects);
      }
    }
  }

  // "2026-10-19T09:00:00Z nep-window:1:opened" since the last look.
  std::vector<std::string> news() { return std::exchange(told, {}); }
  std::string last_post() {
    return posts.empty() ? std::string() : plain_text(std::get<Doc>(posts.back().body));
  }
  std::optional<Window> window(int number) { return window_of(db, "nep", number); }
  std::string notice() {
    auto row = db.query("SELECT what FROM notices ORDER BY rowid DESC");
    return row.next() ? std::string(row.text(0)) : std::string();
  }

  std::string archive;
  Fetched reply_with{"", 200, "", "", errc::ok};
  bool silent = false;
  std::vector<Call> asked;
  std::map<std::string, sys_seconds> jobs;
  std::vector<Post> posts;
  std::vector<std::string> told;

 private:
  static Event event_of(
      const std::string& who, Roles roles, const std::string& zone, const std::string& lang,
      What what
  ) {
    return {
        "e-" + who,
        {"web", "general", "t"},
        {who, lang, zone, roles, false, who},
        {},
        std::move(what)
    };
  }
  Doc reply(
      const std::string& who, Roles roles, const std::string& zone, const std::string& lang,
      What what
  ) {
    Context at = context();
    const Outcome outcome = feature->on(event_of(who, roles, zone, lang, std::move(what)), at);
    take(outcome.effects);
    return std::get<SayReply>(outcome.reply).doc;
  }
};

}  // namespace usher::proposals
