// tests/group/rig.hpp: groups and meetings on one database: people speak to Usher, jobs are kept, posts are looked at.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/feature.hpp"
#include "commands/meeting/feature.hpp"
#include "tests/features/rig.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace usher::test {

inline group::Settings group_settings() {
  group::Settings out;
  out.announce = {"web:general"};
  out.lists = {{"Local user groups", "https://example.org/groups"}};
  out.known = {{"PyBerlin", "Berlin, Germany", "https://pyberlin.example.org"}};
  out.offending = {"pigs", "ass"};
  for (int i = 1; i <= 7; ++i) {
    const std::string id = "f" + std::to_string(i);
    out.formats["en"].push_back({id, "Format " + id + "."});
    out.formats["zh_CN"].push_back({id, "形式 " + id + "。"});
    out.projects["en"].push_back({"p" + std::to_string(i), "Project p" + std::to_string(i) + "."});
  }
  out.conduct = {{"en", "Everybody is welcome."}, {"zh_CN", "欢迎每一个人。"}};
  return out;
}

class GroupRig {
 public:
  GroupRig() {
    for (const Migration& migration : usher_migrations()) db.script(std::string(migration.sql));
    start();
  }

  Database db{":memory:"};
  Catalog catalog = shipped_catalog();
  CommandTable commands;
  Community community;
  sys_seconds now{std::chrono::seconds(1800000000)};  // Fri 15 Jan 2027, 08:00 UTC
  std::vector<Post> posts;
  std::vector<Retract> retracted;
  std::map<std::string, sys_seconds> jobs;
  std::string lang = "en";
  std::string direct_lang;             // what the platform says of everybody
  std::set<std::string> unreachable;   // people
  std::set<std::string> public_rooms;  // where nothing can be said that is for private ones

  // The program is started anew, on the same database.
  void start() {
    meeting_settings_ = {};
    group::Settings settings = group_settings();
    settings.meetings = &meeting_settings_;
    groups_ = std::make_unique<group::UserGroups>(std::move(settings));
    meetings_ = std::make_unique<meeting::Meetings>(meeting_settings_);
    Context context = this->context();
    take(groups_->start(context));
    take(meetings_->start(context));
  }

  Person person(const std::string& id, Roles roles = {}) const {
    std::string name = id;
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return {id, lang, "UTC", roles, false, name};
  }
  Outcome give(What what, const Person& who, const std::string& room = "") {
    Event event{"event" + std::to_string(++events_), {"web", room, ""}, who, {}, std::move(what)};
    Context context = this->context();
    const auto* press = event.as<Press>();
    const auto* command = event.as<Command>();
    const bool of_meeting = (press != nullptr && press->action.starts_with("meeting.")) ||
                            (command != nullptr && command->name == "meeting");
    const bool forgotten = event.as<Forgotten>() != nullptr;
    Outcome out;
    if (of_meeting || forgotten) {
      out = meetings_->on(event, context);
      take(out.effects);
    }
    if (!of_meeting) {
      out = groups_->on(event, context);
      take(out.effects);
      if (!std::holds_alternative<Reject>(out.reply)) expect_same_again(event, out);
    }
    last = out;
    tell_what_became_of_them();
    return out;
  }
  // Line by line, what of user groups /forget me says before it takes it along.
  std::string goes_with(const std::string& who) {
    Context context = this->context();
    std::string out;
    for (const Phrase& one :
         groups_->goes_with(Event{"", {"web", "", ""}, person(who), {}, {}}, context))
      out += one.str() + "\n";
    return out;
  }
  std::string meet(const std::string& args, const std::string& who, Roles roles = {}) {
    Command command{"meeting", args};
    command.direct = true;
    return text_of(give(std::move(command), person(who, roles)));
  }
  // In a conversation with Usher alone, but where a room is named.
  std::string say(
      const std::string& args, const std::string& who = "ada", const std::string& room = ""
  ) {
    Command command{"group", args};
    command.direct = room.empty();
    return text_of(give(std::move(command), person(who), room));
  }
  // The button of the last answer whose words begin so.
  std::string press(
      const std::string& words, const std::string& who = "ada", const std::string& room = ""
  ) {
    for (const Button& button : buttons_of(last))
      if (button.label.starts_with(words))
        return text_of(give(test::press(button), person(who), room));
    FAIL("no button “" << words << "” in:\n" << text_of(last));
    return {};
  }
  Outcome submit(const Form& form, const Fields& fields, const std::string& who = "ada") {
    Submit submit{form.id, fields, {}};
    submit.fields["_state"] = form.state;
    return give(std::move(submit), person(who));
  }
  // The form that the last outcome opens.
  Form form() const {
    for (const Effect& effect : last.effects)
      if (const auto* open = std::get_if<Open>(&effect)) return open->form;
    FAIL("no form was opened");
    return {};
  }

  std::vector<std::string> posts_to(const std::string& whom) const {
    std::vector<std::string> out;
    for (const Post& one : posts)
      if (whom == (one.to.people.empty() ? one.to.place.room : one.to.people.front()))
        out.push_back(plain_text(std::get<Doc>(one.body)));
    return out;
  }
  // A button of what somebody was written last.
  Outcome press_post(const std::string& whom, const std::string& words) {
    for (auto post = posts.rbegin(); post != posts.rend(); ++post) {
      if (post->to.people.empty() || post->to.people.front() != whom) continue;
      for (const Block& block : std::get<Doc>(post->body).blocks())
        if (const auto* row = std::get_if<Buttons>(&block))
          for (const Button& button : row->buttons)
            if (button.label.starts_with(words)) return give(test::press(button), person(whom));
    }
    FAIL("nobody wrote “" << words << "” to " << whom);
    return {};
  }
  // Time passes; the job of the groups is done when it is due.
  void run_until(sys_seconds until) {
    while (jobs.contains("due") && jobs["due"] <= until) {
      now = std::max(now, jobs["due"]);
      jobs.erase("due");
      Event event{"tick" + std::to_string(++events_), {}, {}, {}, Tick{"due", now, now}};
      Context context = this->context();
      take(groups_->on(event, context).effects);
      REQUIRE(jobs["due"] > now);
    }
    now = until;
  }

  // All questions of an open group in Potsdam; another is asked, and has said yes, and alan is asked.
  void open_group(
      const std::string& name = "Python Potsdam", bool first = true, const std::string& who = "ada",
      const std::string& other = "grace"
  ) {
    say("new", who);
    std::string next;
    for (const std::string& text :
         {std::string("open"), std::string("Potsdam, Germany"), std::string("none"), name})
      next = say("answer " + text, who);
    if (next.contains("Keep this name?")) say("answer keep", who);
    say("answer https://potsdam.example.org", who);
    say("answer The library", who);
    say("answer talks, lightning", who);
    say("answer @" + other + " @alan", who);
    say("answer meetup, lists", who);
    say("skip", who);
    say(first ? "answer 2027-03-04 18:30 Europe/Berlin every month" : "skip", who);
    press_post(other, "Yes");
  }
  void in_house_group() {
    say("new");
    for (const char* text :
         {"in-house", "Acme Rockets", "PUG-AR", "The head of research", "Nine people",
          "A room, our laptops", "outside", "The first Tuesday", "Nothing of customers",
          "Ten, later twenty", "Never", "People learn from each other", "@grace"})
      say(std::string("answer ") + text);
    say("skip");
    say("answer 2027-03-02 18:00 Europe/Berlin");
    press_post("grace", "Yes");
  }

  Outcome last;

 private:
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
      if (role != Role::administrator) return {};
      return {To{.place = {"web", "", ""}, .people = {"root"}}};
    };
    out.platform_language = [this](std::string_view, std::string_view) { return direct_lang; };
    return out;
  }
  // Whatever is asked may come twice: a chat system that has not heard of the first answer sends it again.
  void expect_same_again(const Event& event, const Outcome& first) {
    db.script("SAVEPOINT again");
    Context context = this->context();
    context.repeat = true;
    const Outcome second = groups_->on(event, context);
    db.script("ROLLBACK TO again");
    db.script("RELEASE again");
    CHECK(second.reply.index() == first.reply.index());
    CHECK(text_of(second) == text_of(first));
    const auto a = buttons_of(first);
    const auto b = buttons_of(second);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      CHECK(
          std::tie(a[i].label, a[i].action, a[i].value) ==
          std::tie(b[i].label, b[i].action, b[i].value)
      );
  }
  void tell_what_became_of_them() {
    for (const Post& post : std::exchange(told_, {})) {
      const bool refused = is_refused(post);
      Event event{
          "told" + std::to_string(++events_),
          {"web", "", ""},
          {},
          {},
          Delivered{post.key, post.to, post.to.place}
      };
      if (refused) event.what = Undelivered{post.key, post.to, errc::guard_failed, true};
      Context context = this->context();
      take(groups_->on(event, context).effects);
    }
  }
  bool is_refused(const Post& post) const {
    if (!post.to.people.empty() && unreachable.contains(post.to.people.front())) return true;
    return post.guard.is_private && public_rooms.contains(post.to.place.room);
  }
  void take(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (const auto* remind = std::get_if<Remind>(&effect)) jobs[remind->job] = remind->at;
      if (const auto* post = std::get_if<Post>(&effect)) {
        if (!is_refused(*post)) posts.push_back(*post);
        if (post->tell && post->key.starts_with("group:")) told_.push_back(*post);
      }
      if (const auto* retract = std::get_if<Retract>(&effect)) retracted.push_back(*retract);
    }
  }

  meeting::Settings meeting_settings_;
  std::unique_ptr<group::UserGroups> groups_;
  std::unique_ptr<meeting::Meetings> meetings_;
  std::vector<Post> told_;
  int events_ = 0;
};

}  // namespace usher::test
