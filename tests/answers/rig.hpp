// tests/answers/rig.hpp: the feature with a handful of answers, people who ask, rooms, and time that passes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/feature.hpp"
#include "tests/features/rig.hpp"
#include "tests/support/answer_topics.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

class AnswersRig : public Rig {
 public:
  std::shared_ptr<answers::Shelf> shelf =
      std::make_shared<answers::Shelf>([] { return answers::Book(a_few_topics()); });
  std::unique_ptr<answers::Answers> feature;
  std::vector<Post> posts;
  std::vector<Retract> retracted;
  std::vector<Call> calls;
  std::map<std::string, sys_seconds> jobs;
  std::vector<std::string> maintainers;

  explicit AnswersRig(answers::Settings settings = usual(), bool open = true) {
    feature = std::make_unique<answers::Answers>(std::move(settings), shelf);
    commands.add(feature->name(), feature->commands());
    if (open) static_cast<void>(shelf->opened());
  }

  static answers::Settings usual() {
    answers::Settings out;
    out.slots.texts = {
        {"contact:conduct", "conduct@example.org"},
        {"contact:team", "team@example.org"},
        {"contact:security", "https://example.org/security"}
    };
    out.people_rooms = {{"slack:C9", "#elsewhere"}, {"web:people", "#people"}};
    out.newcomer_rooms = {"web:newcomers"};
    out.takes_reports = true;
    return out;
  }

  static Person person(std::string id, Roles roles = {}) {
    return {id, "en", "UTC", roles, false, id == "ada" ? "Ada" : id};
  }
  Outcome say(What what, Place at = {"web", "general", ""}, Person who = person("ada")) {
    Outcome out = run([&](Context& context) {
      return feature->on(
          Event{
              "event" + std::to_string(++events_),
              std::move(at),
              std::move(who),
              {},
              std::move(what)
          },
          context
      );
    });
    return out;
  }
  Outcome ask(std::string question, Person who = person("ada")) {
    return say(
        Command{.name = "ask", .args = std::move(question)}, {"web", "general", ""}, std::move(who)
    );
  }
  Outcome mention(std::string text) {
    return say(Message{.text = std::move(text), .mention = true});
  }
  // Said in the room for newcomers, to nobody.
  Outcome remark(std::string text, std::string who = "ada", std::string thread = {}) {
    Message message{.text = std::move(text)};
    if (thread.empty()) message.root = "root" + std::to_string(events_ + 1);
    return say(std::move(message), {"web", "newcomers", thread}, person(std::move(who)));
  }
  Outcome push(const Button& button, std::string who = "ada", Place at = {"web", "general", ""}) {
    return say(press(button), std::move(at), person(std::move(who)));
  }
  // What the service would say to a Call.
  Outcome fetched(const Call& call, std::string body, int status = 200, errc error = errc::ok) {
    return say(Fetched{
        .tag = call.tag, .status = status, .body = std::move(body), .etag = {}, .error = error
    });
  }
  void start() {
    Outcome out;
    Context context = context_now();
    out.effects = feature->start(context);
    apply(out);
  }
  void wait(std::chrono::seconds time) {
    const sys_seconds until = now + time;
    while (true) {
      const auto next =
          std::ranges::min_element(jobs, {}, [](const auto& one) { return one.second; });
      if (next == jobs.end() || next->second > until) break;
      now = std::max(now, next->second);
      const auto [job, due] = *next;
      jobs.erase(next);
      static_cast<void>(say(Tick{job, due, now}));
    }
    now = until;
  }
  std::int64_t rows(const std::string& table) {
    auto row = db.query("SELECT count(*) FROM " + table);
    return row.next() ? row.integer(0) : 0;
  }
  static std::string text(const Post& post) { return plain_text(std::get<Doc>(post.body)); }

 private:
  Context context_now() {
    Context context{db, catalog, commands, community, now, false};
    context.holders = [this](Role role) {
      std::vector<To> out;
      if (role == Role::maintainer)
        for (const std::string& one : maintainers) out.push_back({{"web", "", ""}, {one}});
      return out;
    };
    return context;
  }
  template <class F>
  Outcome run(F&& handle) {
    Context context = context_now();
    Outcome out = handle(context);
    apply(out);
    return out;
  }
  void apply(const Outcome& outcome) {
    for (const Effect& effect : outcome.effects) {
      if (const auto* post = std::get_if<Post>(&effect)) {
        const bool again = std::ranges::any_of(posts, [&](const Post& one) {
          return one.key == post->key && one.to == post->to;
        });
        if (!again) posts.push_back(*post);
      }
      if (const auto* one = std::get_if<Retract>(&effect)) retracted.push_back(*one);
      if (const auto* call = std::get_if<Call>(&effect)) calls.push_back(*call);
      if (const auto* remind = std::get_if<Remind>(&effect)) jobs[remind->job] = remind->at;
    }
  }

  int events_ = 0;
};

// Topics that are hard to tell apart, and a question that does not.
inline std::shared_ptr<const answers::Book> alike() {
  return std::make_shared<const answers::Book>(std::vector<answers::Topic>{
      topic("join", "How do I join the mailing list?", {"subscribe to the list"}, "On its page."),
      topic("leave", "How do I leave the mailing list?", {"unsubscribe"}, "On its page, below."),
      topic("post", "How do I post to the mailing list?", {"write to all"}, "By mail.")
  });
}
inline constexpr const char* unsure = "list join";

inline std::optional<Button> button_named(const Doc& doc, std::string_view label) {
  for (const Block& block : doc.blocks())
    if (const auto* buttons = std::get_if<Buttons>(&block))
      for (const Button& button : buttons->buttons)
        if (button.label == label) return button;
  return std::nullopt;
}
inline Button button_of(const Outcome& outcome, std::string_view label) {
  const auto found = button_named(said(outcome), label);
  INFO(text_of(outcome));
  REQUIRE(found);
  return *found;
}
inline const SayReply& reply_of(const Outcome& outcome) {
  return std::get<SayReply>(outcome.reply);
}

}  // namespace usher::test
