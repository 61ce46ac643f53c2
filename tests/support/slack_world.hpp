// tests/support/slack_world.hpp: what a workspace holds: people, channels, messages, views, triggers and response_urls.
// No sockets; one thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/text_hash.hpp"
#include "tests/support/slack_rules.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::testing::slack {

inline constexpr std::string_view team_id = "T0TESTTEAM";
inline constexpr std::string_view bot_user = "U0USHERBOT";
inline constexpr std::string_view bot_id = "B0USHERBOT";
inline constexpr std::string_view app_id = "A0USHERAPP";

struct User {
  std::string id, name, real_name, locale = "en-US", zone = "UTC";
  bool admin = false, guest = false, deactivated = false, bot = false;
  json::object object(bool with_locale) const;  // as users.info and team_join have it
};

struct Channel {
  std::string id, name;
  bool hidden = false, archived = false, direct = false, group = false, shared = false;
  std::set<std::string> members;  // the bot's user among them, where it is one

  std::string_view type() const {  // as events name it
    return direct ? "im" : group ? "mpim" : hidden ? "group" : "channel";
  }
  std::string_view family(
  ) const {  // of the scopes that reading it takes: "channels" of channels:history
    return direct ? "im" : group ? "mpim" : hidden ? "groups" : "channels";
  }
  json::object object() const;
};

struct Stored {
  json::object message;
  bool ephemeral = false;
  std::string for_user;  // of an ephemeral one
};

struct View {
  std::string id, hash, user, root, previous;
  json::object view;  // as it was sent
};

// What a person's act gave the app: to open a modal, to answer.
struct Trigger {
  std::string user;
  std::chrono::steady_clock::time_point at{};
  bool used = false;
};
struct ResponseUrl {
  std::string channel, user, ts;  // ts: of the message whose button was pressed
  bool ephemeral = false;         // that message is one that only the person sees
  std::chrono::steady_clock::time_point at{};
  int uses = 0;
  std::int64_t tag = -1;  // of the load that it belongs to
};

struct Settings {
  std::string bot_token, app_token,
      signing_secret;  // made by the constructor: invented, and like nobody's
  std::set<std::string> scopes;
  std::set<std::string> events;    // subscribed: "message.im", "app_mention"…
  std::set<std::string> commands;  // registered: "/nep"; empty: any
  // Of a manifest: "global help.all", "message nep.named". Nothing: any.
  std::optional<std::set<std::string>> shortcuts;
  std::chrono::milliseconds trigger{3000}, response{1800000}, ack{3000};
  std::vector<std::chrono::milliseconds> retries{
      std::chrono::milliseconds(50), std::chrono::minutes(1), std::chrono::minutes(5)
  };
  bool echo = true;            // our own messages come back
  std::size_t history = 5000;  // messages kept of a channel
  std::size_t kept_calls = 5000;
  double posts_per_second = 0;  // of a channel; more is a 429. 0: any number
  double burst = 5;
  std::chrono::milliseconds ahead{0};  // of the machine's clock, by which Slack's own goes
  double tiers =
      0;  // that share of Slack's calls a minute of each method, at once too; 0: any number

  Settings();
};

class World {
 public:
  World();

  Settings settings;
  std::map<std::string, User, std::less<>> users;
  std::map<std::string, Channel, std::less<>> channels;
  std::map<std::string, std::map<std::string, Stored>, std::less<>> messages;  // by channel and ts
  std::map<std::string, View, std::less<>> views;
  std::map<std::string, std::vector<std::string>, std::less<>>
      modals;  // of a person: the stack, the topmost last
  std::map<std::string, std::string, std::less<>> homes;  // of a person: the view
  std::unordered_map<std::string, Trigger, TextHash, std::equal_to<>> triggers;
  std::unordered_map<std::string, ResponseUrl, TextHash, std::equal_to<>> response_urls;  // by path
  std::uint16_t port = 0;

  // An event for the app, where it has subscribed to it and may see it.
  std::function<void(json::object event)> tell;
  // What the app said where people can read it: for who counts answers. tag: the response_url's, else -1.
  std::function<void(std::string_view words, bool in_public, std::int64_t tag)> said;

  std::chrono::system_clock::time_point now() const {
    return std::chrono::system_clock::now() + settings.ahead;
  }
  std::string new_ts();
  std::string new_id(std::string_view prefix);  // "V00000012"
  std::string new_trigger(const std::string& user);
  // The whole URL. ts: see ResponseUrl.
  std::string new_response_url(
      const std::string& channel, const std::string& user, const std::string& ts, bool ephemeral
  );

  const User* user(std::string_view id) const;
  Channel* channel(std::string_view id);
  Channel& direct_with(const std::string& user);  // opened where there is none
  Stored* message(std::string_view channel, std::string_view ts);
  // Puts it there; gives what was stored, which has ts, and ids where blocks and elements had none.
  Stored& store(const Channel& channel, json::object message);
  json::object view_object(const View& view) const;  // as payloads have it; state empty

  // The app did what it must not: kept, and counted.
  void violation(std::string what);
  const std::vector<std::string>& violations() const { return violations_; }
  std::size_t violation_count() const { return violation_count_; }

 private:
  std::int64_t last_ts_ = 0;
  std::uint64_t last_id_ = 0;
  std::vector<std::string> violations_;
  std::size_t violation_count_ = 0;
};

// Slack gives blocks and their elements ids where they have none.
void give_ids(json::array& blocks, World& world);

// & < > as Slack writes them in texts of people.
std::string escaped(std::string_view typed);

}  // namespace usher::testing::slack
