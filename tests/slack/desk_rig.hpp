// tests/slack/desk_rig.hpp: a desk whose engine, people and Slack the test plays, on one thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/desk.hpp"
#include "bot/store.hpp"
#include "tests/slack/out_tools.hpp"
#include "tests/slack/wire.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace usher::slack::test_rig {

namespace asio = boost::asio;
namespace json = boost::json;

inline constexpr CommandSpec desk_specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up")},
    {.name = "notices", .grammar = "", .summary = mark("Notices"), .role = Role::administrator}
};

inline Reply say(std::string_view what) { return SayReply{Doc(phrase(what))}; }

struct DeskRig {
  // What the others answer, and what they were asked.
  std::function<Result<Reply>(const Event&)> engine = [](const Event&) { return Reply(None{}); };
  std::function<Result<Person>(const std::string& id, Role needed)> introduce =
      [](const std::string& id, Role) { return Person{.id = id, .lang = "en", .name = "Ada"}; };
  Result<bool> answered = false;
  std::chrono::milliseconds answered_after{0};
  std::deque<std::expected<void, Refusal>> responses;  // empty: fine
  errc outbox = errc::ok;                   // what becomes of an answer that is handed over
  std::map<std::string, std::string> keys;  // by ts

  std::vector<Event> events;
  std::vector<Inbound> handed_over;
  std::vector<std::string> log;  // "introduce U0ADA", "answered C0NEPS 2025…", "call views.update"
  std::vector<std::pair<std::string, json::object>> responded;
  std::vector<json::object> called;
  std::vector<json::object> told;
  std::vector<std::string> kept;   // ids, in order
  std::vector<std::string> alone;  // ids and conversations
  std::set<std::string> bots;
  std::vector<std::string> opened_late;
  bool holding = false;  // the engine commits nothing until release()

  explicit DeskRig(bool open = true) {
    commands.add("test", desk_specs);
    desk = std::make_unique<Desk>(io.get_executor(), clock, catalog, commands, us, "en", offices());
    if (open) desk->open(accept());
  }

  Taken take(const std::string& file) {
    Envelope envelope = wire_envelope(file);
    return take(envelope.feed, std::move(envelope.payload), envelope.retry);
  }
  Taken take(Feed feed, json::object payload, int retry = 0) {
    return testing::run(io, desk->take(feed, std::move(payload), retry));
  }
  // A slash command; a mention of the same is mention().
  static json::object slash(std::string_view command, std::string_view words = "") {
    json::object out = wire_envelope("slash.json").payload;
    out["command"] = command;
    out["text"] = words;
    return out;
  }
  static json::object mention(std::string_view words) {
    json::object out = wire_envelope("event_message_mention.json").payload;
    out["event"].as_object()["text"] = "<@U0USHER> " + std::string(words);
    return out;
  }
  void settle(Taken taken, bool carried) {
    testing::run(io, [](Desk* at, Taken what, bool was) -> asio::awaitable<int> {
      co_await at->settled(std::move(what), was);
      co_return 0;
    }(desk.get(), std::move(taken), carried));
  }
  void hand_over(Taken* taken) {
    testing::run(io, [](Desk* at, Taken* what) -> asio::awaitable<int> {
      co_await at->hand_over(what);
      co_return 0;
    }(desk.get(), taken));
  }
  void release() {
    holding = false;
    std::vector<std::move_only_function<void()>> waiting = std::exchange(held_, {});
    for (auto& one : waiting) asio::post(io, std::move(one));
  }
  // Lets what was begun come to its end.
  void idle() {
    io.restart();
    io.run_for(std::chrono::milliseconds(50));
  }

  asio::io_context io;
  ManualClock clock{noon};
  Catalog catalog;
  CommandTable commands;
  Identity us = wire_identity();
  Database* db = nullptr;  // where Inbound::also runs; none: it is not
  std::unique_ptr<Desk> desk;

 private:
  Accept accept() {
    return Accept([this](Inbound in, std::move_only_function<void(Result<Reply>)> done) {
      if (in.also && db != nullptr) in.also(*db);
      Result<Reply> reply = Reply(None{});
      if (in.uncarried) {
        log.emplace_back("hand over");
        if (outbox != errc::ok) reply = std::unexpected(outbox);
        handed_over.push_back(in);
      } else if (in.event) {
        events.push_back(*in.event);
        log.emplace_back("accept");
        reply = engine(*in.event);
      }
      auto answer = [done = std::move(done), reply = std::move(reply)]() mutable {
        done(std::move(reply));
      };
      if (holding) {
        held_.emplace_back(std::move(answer));
      } else {
        asio::post(io, std::move(answer));
      }
    });
  }

  // Members, since a coroutine outlives the lambda that began it.
  asio::awaitable<Result<Person>> on_introduce(std::string id, Role needed) {
    log.push_back("introduce " + id);
    Result<Person> who = introduce(id, needed);
    co_return who;
  }
  asio::awaitable<Result<bool>> on_answered(Place at, std::string event, sys_seconds since) {
    log.push_back(
        "answered " + at.room + " " + event + " " + std::to_string((noon - since).count())
    );
    if (answered_after > std::chrono::milliseconds(0)) {
      asio::steady_timer wait(io, answered_after);
      co_await wait.async_wait(asio::use_awaitable);
    }
    co_return answered;
  }
  asio::awaitable<std::expected<void, Refusal>> on_respond(std::string url, json::object message) {
    responded.emplace_back(std::move(url), std::move(message));
    if (responses.empty()) co_return std::expected<void, Refusal>();
    std::expected<void, Refusal> answer = std::move(responses.front());
    responses.pop_front();
    co_return answer;
  }
  asio::awaitable<void> on_open_late(
      Person who, Place at, std::string value, std::string trigger, std::string url
  ) {
    opened_late = {who.name, at.room, std::move(value), std::move(trigger), std::move(url)};
    co_return;
  }
  asio::awaitable<std::expected<json::object, Refusal>> on_call(
      std::string method, json::object arguments
  ) {
    log.push_back("call " + method);
    called.push_back(std::move(arguments));
    co_return json::object();
  }

  Offices offices() {
    Offices out;
    out.introduce = [this](std::string id, Role needed) {
      return on_introduce(std::move(id), needed);
    };
    out.at_hand = [](const std::string& id) {
      return std::optional(Person{.id = id, .lang = "de", .name = "at hand"});
    };
    out.is_bot = [this](const std::string& id) { return bots.contains(id); };
    out.keep = [this](const std::string& id) { kept.push_back(id); };
    out.alone_in = [this](const std::string& id, const std::string& room) {
      alone.push_back(id + " " + room);
    };
    out.told = [this](const json::object& user) { told.push_back(user); };
    out.key_of = [this](const Place&, std::string_view ts) -> std::optional<std::string> {
      const auto found = keys.find(std::string(ts));
      return found != keys.end() ? std::optional(found->second) : std::nullopt;
    };
    out.answered = [this](Place at, std::string event, sys_seconds since) {
      return on_answered(std::move(at), std::move(event), since);
    };
    out.respond = [this](std::string url, json::object message) {
      return on_respond(std::move(url), std::move(message));
    };
    out.open_late =
        [this](Person who, Place at, std::string value, std::string trigger, std::string url) {
          return on_open_late(
              std::move(who), std::move(at), std::move(value), std::move(trigger), std::move(url)
          );
        };
    out.call = [this](std::string method, json::object arguments) {
      return on_call(std::move(method), std::move(arguments));
    };
    return out;
  }

  std::vector<std::move_only_function<void()>> held_;
};

inline std::expected<void, Refusal> fails(errc why, std::chrono::milliseconds after = {}) {
  Refusal out;
  out.why = why;
  out.retry_after = after;
  return std::unexpected(out);
}

}  // namespace usher::slack::test_rig
