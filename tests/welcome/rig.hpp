// tests/welcome/rig.hpp: the welcome in a community of a few chat systems, with a clock that jobs follow.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/report/feature.hpp"
#include "commands/welcome/feature.hpp"
#include "commands/welcome/words.hpp"
#include "tests/features/rig.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

inline welcome::Settings newcomers() {
  welcome::Settings out;
  out.rooms = {"web:newcomers", "matrix:!abc:example.org", "slack:C1"};
  out.spaces = {"slack:T2"};
  out.conduct_url = "https://example.org/conduct";
  out.first_issues = "https://example.org/first";
  welcome::InterestSettings docs;
  docs.name = "docs";
  docs.rooms = {{"web", "#docs", "https://chat.example.org/docs"}, {"slack", "#documentation", ""}};
  docs.topics = {"docs-guide"};
  docs.links = {{"Style guide", "https://example.org/style"}};
  welcome::InterestSettings code;
  code.name = "code";
  code.topics = {"build", "docs-guide"};
  welcome::InterestSettings own;
  own.name = "maths";
  own.title = "Mathematics";
  out.interests = {code, docs, own};
  out.titles = std::make_shared<welcome::Titles>([] {
    return welcome::TopicTitles{
        {"build", {{"en", "How do I build it?"}}},
        {"docs-guide", {{"en", "How do I help?"}, {"zh-Hant", "怎麼幫忙？"}}}
    };
  });
  return out;
}

class WelcomeRig : public Rig {
 public:
  struct Sent {
    Post post;
    sys_seconds at{};
    std::string text() const { return plain_text(std::get<Doc>(post.body)); }
    std::string to() const { return post.to.place.space + " " + post.to.people.front(); }
  };

  explicit WelcomeRig(welcome::Settings settings = newcomers()) : feature(std::move(settings)) {
    commands.add(feature.name(), feature.commands());
    commands.add("report", report_.commands());
    static constexpr CommandSpec others[] = {
        {.name = "forget", .grammar = "", .summary = mark("Erase what I keep about you")},
        {.name = "ask", .grammar = "", .summary = mark("Erase what I keep about you")},
    };
    commands.add("others", others);
    Context context = here();
    take(feature.start(context));
  }

  welcome::Welcome feature;
  std::vector<Sent> sent;
  std::map<std::string, std::string> platform;  // what the chat systems know: person → language
  std::vector<To> administrators{To{{"web", "", ""}, {"root"}}};

  Context here(bool repeat = false) {
    Context out{db, catalog, commands, community, now, repeat};
    out.platform_language = [this](std::string_view, std::string_view person) {
      const auto at = platform.find(std::string(person));
      return at == platform.end() ? std::string() : at->second;
    };
    out.holders = [this](Role role) {
      return role == Role::administrator ? administrators : std::vector<To>{};
    };
    return out;
  }
  // As the engine gives it: nothing that does not concern the feature, and its effects are kept.
  Outcome happens(
      What what, const std::string& who, Place at, std::string lang = "en", Roles roles = {}
  ) {
    const Event event{
        "event",
        std::move(at),
        {who, std::move(lang), "UTC", roles, false, who},
        {},
        std::move(what)
    };
    const bool anybody = event.kind() == Kind::joined || event.kind() == Kind::left;
    if (anybody && !(feature.wants().has(event.kind()) && feature.concerns(event))) return {};
    Context context = here();
    Outcome out = feature.on(event, context);
    take(out.effects);
    return out;
  }
  Outcome join(
      const std::string& who, const std::string& space = "web",
      const std::string& room = "newcomers"
  ) {
    return happens(Joined{}, who, {space, room, ""});
  }
  Outcome leave(const std::string& who, const std::string& room = "newcomers") {
    return happens(Left{}, who, {"web", room, ""});
  }
  Outcome type(
      const std::string& args, const std::string& who, const std::string& lang = "en",
      Roles roles = {}
  ) {
    return happens(Command{"welcome", args}, who, {"web", "@" + who, ""}, lang, roles);
  }
  Outcome touch(
      const std::string& action, const std::string& value, const std::string& who,
      const std::string& lang = "en", Roles roles = {}
  ) {
    return happens(Press{action, value, {}, {}}, who, {"web", "@" + who, ""}, lang, roles);
  }
  Outcome choose(
      const std::string& values, const std::string& who, const std::string& lang = "en",
      const std::string& space = "web"
  ) {
    return happens(
        Submit{"welcome.interests", {{"interests", values}}, {}}, who, {space, "@" + who, ""}, lang
    );
  }
  // Time goes on, and the jobs run when they are due.
  void pass(std::chrono::seconds much) {
    const sys_seconds end = now + much;
    for (;;) {
      const auto next =
          std::ranges::min_element(jobs_, {}, [](const auto& job) { return job.second; });
      if (next == jobs_.end() || next->second > end) break;
      const auto [job, due] = *next;
      jobs_.erase(next);
      now = std::max(now, due);
      Context context = here();
      Event event;
      event.id = "tick";
      event.what = Tick{job, due, now};
      take(feature.on(event, context).effects);
    }
    now = end;
  }
  // To whom something went, as "space person", in order.
  std::vector<std::string> reached() const {
    std::vector<std::string> out;
    out.reserve(sent.size());
    for (const Sent& one : sent) out.push_back(one.to());
    return out;
  }
  std::int64_t rows(const std::string& table) {
    auto query = db.query("SELECT count(*) FROM " + table);
    return query.next() ? query.integer(0) : -1;
  }

 private:
  void take(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (const auto* post = std::get_if<Post>(&effect)) {
        // (key, To) is posted once.
        const bool before = std::ranges::any_of(sent, [&](const Sent& one) {
          return one.post.key == post->key && one.post.to == post->to;
        });
        CHECK_FALSE(before);
        sent.push_back({*post, now});
      }
      if (const auto* remind = std::get_if<Remind>(&effect)) jobs_[remind->job] = remind->at;
      if (const auto* forget = std::get_if<Forget>(&effect)) jobs_.erase(forget->job);
    }
  }

  ReportDesk report_{ReportSettings{}};
  std::map<std::string, sys_seconds> jobs_;
};

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
inline std::vector<Button> buttons_in(const Doc& doc) {
  return buttons_of(Outcome{SayReply{doc}, {}});
}
inline std::vector<Button> buttons_in(const WelcomeRig::Sent& sent) {
  return buttons_in(std::get<Doc>(sent.post.body));
}
inline const Button* button(
    const std::vector<Button>& all, std::string_view action, std::string_view value = {}
) {
  const auto at = std::ranges::find_if(all, [&](const Button& one) {
    return one.action == action && (value.empty() || one.value == value);
  });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace usher::test
