// tests/contract/slack_rig.cpp: Slack as the contract sees it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/slack_rig.hpp"

#include "tests/contract/contract.hpp"

#include <map>

namespace usher::contract {
namespace {

namespace json = boost::json;

constexpr std::string_view room = "C0GENERAL";

class SlackSide final : public Rig {
 public:
  SlackSide(bool by_http, const Cast& cast)
      : rig_(
            cast.hear, by_http ? slack::Settings::Mode::http : slack::Settings::Mode::socket, true,
            cast.specs, cast.also
        ),
        by_http_(by_http) {
    // Slack comes again at once, after a minute and after five: sooner here, and often enough for a busy machine.
    rig_.act({{"do", "configure"}, {"retry_ms", {50, 200, 500, 1000, 2000, 4000, 8000}}});
  }

  Engine& engine() override { return *rig_.engine; }
  Adapter& adapter() override { return *rig_.adapter; }
  void start() override { rig_.start(); }
  void stop() override { rig_.stop(); }
  void turn(int times) override { rig_.turn(times); }
  std::string database() const override { return rig_.path; }
  void ahead(std::chrono::milliseconds by) override {
    rig_.act({{"do", "configure"}, {"ahead_ms", by.count()}});
  }

  void say(std::string_view person, std::string words) override {
    rig_.act(
        {{"do", "message"},
         {"user", user(person)},
         {"channel", room},
         {"text", "@usher " + words},
         {"copies", std::exchange(copies_, 1)}}
    );
  }
  void command(std::string_view person, std::string line) override {
    const auto blank = line.find(' ');
    rig_.act(
        {{"do", "slash"},
         {"user", user(person)},
         {"channel", room},
         {"command", "/" + line.substr(0, blank)},
         {"text", blank == std::string::npos ? "" : line.substr(blank + 1)}}
    );
  }
  // In the room, else where they are alone with Usher.
  void press(std::string_view person, std::string_view label) override {
    json::object what{{"do", "press"}, {"user", user(person)}, {"channel", room}, {"label", label}};
    if (rig_.fake.ask(what).at("ok").as_bool()) return;
    what["channel"] = "dm";
    rig_.act(std::move(what));
  }
  bool asked(std::string_view person) override {
    return rig_.act({{"do", "view"}, {"user", user(person)}, {"in", "modal"}}).contains("view");
  }
  void fill(std::string_view person, std::string value) override {
    const json::object answer =
        rig_.ended(rig_.act({{"do", "submit"}, {"user", user(person)}, {"values", {{"Why", value}}}}
        ));
    said_by_forms_[std::string(person)].push_back(json::serialize(answer.at("answer")));
  }
  std::vector<std::string> sees(std::string_view person) override {
    std::vector<std::string> out = said_by_forms_[std::string(person)];
    for (const std::string_view channel : {room, std::string_view("dm")})
      for (std::string& one : said(channel, person)) out.push_back(std::move(one));
    return out;
  }
  std::vector<std::string> in_room() override { return said(room, ""); }
  std::vector<std::string> alone(std::string_view person) override { return said("dm", person); }
  bool trouble(Trouble what) override {
    switch (what) {
      case Trouble::refused_for_now:
        rig_.fake.expect("chat.postMessage").reply_with(429, 1);
        return true;
      case Trouble::lost_after_done:
        rig_.fake.expect("chat.postMessage").but("lost");
        return true;
      case Trouble::given_twice:
        copies_ = 2;
        return true;
      case Trouble::edit_refused:
        rig_.act(
            {{"do", "fault"},
             {"method", "chat.update"},
             {"error", "edit_window_closed"},
             {"every", 1}}
        );
        return true;
    }
    return false;
  }
  // Slack repeats an event for an hour: over HTTP, where a connection of Socket Mode must be there to bring it.
  bool waits_for_usher() const override { return by_http_; }
  std::string violations() override { return rig_.violations(); }

 private:
  // Usher's messages there that this person sees; nobody: that everybody does.
  std::vector<std::string> said(std::string_view channel, std::string_view person) {
    const std::string_view who = person.empty() ? std::string_view() : user(person);
    std::vector<std::string> out;
    const json::object history = rig_.act({{"do", "history"}, {"channel", channel}, {"user", who}});
    for (const json::value& value : history.at("messages").as_array()) {
      const json::object& one = value.as_object();
      const auto* author = one.if_contains("user");
      if (author == nullptr || author->as_string() != "U0USHERBOT") continue;
      if (one.at("ephemeral").as_bool() && one.at("for_user").as_string() != who) continue;
      out.emplace_back(one.at("words").as_string());
    }
    return out;
  }
  static std::string_view user(std::string_view person) {
    return person == "ada" ? "U0ADA" : "U0BO";
  }

  slack::rig::SlackRig rig_;
  bool by_http_;
  int copies_ = 1;
  std::map<std::string, std::vector<std::string>> said_by_forms_;
};

}  // namespace

std::unique_ptr<Rig> slack_rig(bool by_http, const Cast& cast) {
  return std::make_unique<SlackSide>(by_http, cast);
}

}  // namespace usher::contract
