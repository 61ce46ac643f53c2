// tests/support/slack_load.cpp: payloads are made by hand, because this is also the measure that bots are held against.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_load.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace usher::testing::slack {
namespace {

constexpr std::string_view mark = "mark-";
constexpr std::size_t kept = 20000;  // triggers and response_urls of a load

std::vector<std::string> texts(
    const json::object& what, std::string_view key, std::vector<std::string> otherwise
) {
  const json::array* list = array_at(what, key);
  if (list == nullptr) return otherwise;
  std::vector<std::string> out;
  for (const json::value& one : *list)
    if (one.is_string()) out.emplace_back(one.get_string());
  return out;
}

}  // namespace

std::size_t Load::start(const json::object& what) {
  Run run;
  run.kind = text_at(what, "kind");
  run.command = what.contains("command") ? text_at(what, "command") : std::string_view("/help");
  run.text = what.contains("text") ? text_at(what, "text") : std::string_view("mark-{}");
  run.users = texts(what, "users", {"U0ADA"});
  run.channels = texts(what, "channels", {"C0GENERAL"});
  run.count = static_cast<std::uint64_t>(number_at(what, "count", 0));
  if (const auto* rate = what.if_contains("rate"); rate != nullptr && rate->is_number())
    run.rate = rate->to_number<double>();
  run.in_flight = static_cast<int>(number_at(what, "in_flight", 1));
  run.until_answer =
      what.contains("until") ? text_at(what, "until") == "answer" : run.kind != "slash";
  run.begun = run.last = run.last_ack = Loop::Clock::now();
  const std::size_t number = runs_.size();
  runs_.push_back(std::move(run));
  if (runs_[number].rate > 0)
    tick(number);
  else
    refill(number);
  return number;
}

void Load::stop(std::size_t run) { runs_.at(run).stopped = true; }

void Load::tick(std::size_t number) {
  Run& run = runs_[number];
  const double passed = std::chrono::duration<double>(Loop::Clock::now() - run.begun).count();
  auto due = static_cast<std::uint64_t>(passed * run.rate);
  if (run.count > 0) due = std::min(due, run.count);
  while (!run.stopped && runs_[number].sent < due) send_one(number);
  if (run.stopped || (run.count > 0 && run.sent >= run.count)) return;
  loop_.after(std::chrono::milliseconds(1), [this, number] { tick(number); });
}

void Load::refill(std::size_t number) {
  const Run& run = runs_[number];
  if (run.rate > 0) return;
  while (!run.stopped && std::cmp_less(run.flying, run.in_flight) &&
         (run.count == 0 || run.sent < run.count))
    send_one(number);
}

void Load::send_one(std::size_t number) {
  Run& run = runs_[number];
  const std::size_t item = items_.size();
  items_.push_back({.sent = Loop::Clock::now(), .run = static_cast<std::uint32_t>(number)});
  ++run.sent;
  ++run.flying;
  if (run.kind == "slash")
    send_slash(run, item);
  else
    send_message(run, item);
}

std::shared_ptr<Delivery> Load::delivery(
    std::size_t item, Delivery::Kind kind, std::string payload
) {
  auto out = std::make_shared<Delivery>();
  out->kind = kind;
  out->payload = std::move(payload);
  out->accepts = kind == Delivery::Kind::slash;
  out->acknowledged = [this, item](const json::object* answer) { acked(item, answer); };
  out->failed = [this, item](std::string_view) { ended(item); };
  ++items_[item].open;
  return out;
}

void Load::send_slash(Run& run, std::size_t item) {
  const std::string& user = run.users[item % run.users.size()];
  const std::string& channel = run.channels[item % run.channels.size()];
  std::string text = run.text;
  if (const auto at = text.find("{}"); at != std::string::npos)
    text.replace(at, 2, fmt::format("{:07}", item));
  std::string trigger = world_.new_trigger(user);
  std::string url = world_.new_response_url(channel, user, {}, true);
  std::string path = url.substr(url.find("/actions/"));
  world_.response_urls[path].tag = static_cast<std::int64_t>(item);
  std::string payload = fmt::format(
      R"({{"token":"fake","team_id":"{}","team_domain":"fake","channel_id":"{}","channel_name":"general","user_id":"{}","user_name":"load",)"
      R"("command":"{}","text":"{}","api_app_id":"{}","is_enterprise_install":"false","response_url":"{}","trigger_id":"{}"}})",
      team_id, channel, user, run.command, text, app_id, url, trigger
  );
  triggers_.push_back(std::move(trigger));
  urls_.push_back(std::move(path));
  if (triggers_.size() > kept) {
    world_.triggers.erase(triggers_.front());
    world_.response_urls.erase(urls_.front());
    triggers_.pop_front();
    urls_.pop_front();
  }
  dispatch_.send(delivery(item, Delivery::Kind::slash, std::move(payload)), false);
}

void Load::send_message(Run& run, std::size_t item) {
  const bool direct = run.kind == "dm";
  const std::string& user = run.users[item % run.users.size()];
  const Channel& channel =
      direct ? world_.direct_with(user) : *world_.channel(run.channels[item % run.channels.size()]);
  const std::string words = fmt::format(
      "mark-{:07} is the number of this message, which is as long as messages often are", item
  );
  const std::string text = direct ? words : fmt::format("<@{}> {}", bot_user, words);
  const Stored& stored = world_.store(channel, {{"user", user}, {"text", text}});
  const std::string_view ts = text_at(stored.message, "ts");
  const auto time = std::chrono::system_clock::to_time_t(world_.now());
  const auto one = [&](std::string_view type) {
    const std::string event = fmt::format(
        R"({{"user":"{}","type":"{}","ts":"{}","client_msg_id":"fake-{}","text":"{}","team":"{}","channel":"{}","event_ts":"{}"{}}})",
        user, type, ts, item, text, team_id, channel.id, ts,
        type == "message" ? fmt::format(R"(,"channel_type":"{}")", channel.type()) : std::string()
    );
    return delivery(item, Delivery::Kind::event, event_callback(event, world_.new_id("Ev"), time));
  };
  const auto message = one("message");
  const auto mention = direct ? nullptr : one("app_mention");
  dispatch_.send(message, false);
  if (mention != nullptr) dispatch_.send(mention, false);
}

void Load::acked(std::size_t at, const json::object* answer) {
  const auto now = Loop::Clock::now();
  Item& item = items_[at];
  Run& run = runs_[item.run];
  run.last = now;
  run.longest_gap = std::max(
      run.longest_gap, std::chrono::duration_cast<std::chrono::milliseconds>(now - run.last_ack)
  );
  run.last_ack = now;
  if (item.ack_us == never) {
    item.ack_us = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now - item.sent).count()
    );
    ++run.acked;
  }
  if (answer != nullptr) {
    Judgement judgement;
    judge_message(*answer, judgement);
    for (const std::string& fault : judgement.faults)
      world_.violation("a slash command's answer: " + fault);
    answered(at);
  }
  if (!run.until_answer) leave(items_[at]);
  ended(at);
}

void Load::ended(std::size_t at) {
  Item& item = items_[at];
  if (--item.open > 0) return;
  ++runs_[item.run].over;
  // What was given up, or acknowledged by one whose answers are told by nothing, must not stop the rest.
  if (item.ack_us == never) leave(item, std::chrono::milliseconds(5));
}

void Load::answered(std::size_t at) {
  const auto now = Loop::Clock::now();
  Item& item = items_[at];
  Run& run = runs_[item.run];
  run.last = now;
  if (item.answers < 255) ++item.answers;
  if (item.answers > 1) return;
  item.answer_us = static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now - item.sent).count()
  );
  ++run.answered;
  if (run.until_answer) leave(item);
}

void Load::leave(Item& item, std::chrono::milliseconds wait) {
  if (std::exchange(item.left, true)) return;
  const std::size_t number = item.run;
  Run& run = runs_[number];
  --run.flying;
  if (run.rate > 0 || std::exchange(run.refilling, true)) return;
  // Not from within what is being told: a thousand in flight would be as many calls deep. What was lost waits a little, for it
  // may be that nobody is there.
  loop_.after(wait, [this, number] {
    runs_[number].refilling = false;
    refill(number);
  });
}

void Load::said(std::string_view words, std::int64_t tag) {
  if (tag >= 0 && std::cmp_less(tag, items_.size())) return answered(static_cast<std::size_t>(tag));
  const auto found = words.find(mark);
  if (found == std::string_view::npos) return;
  const std::string_view digits = words.substr(found + mark.size(), 7);
  std::size_t item = 0;
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), item);
  if (bad == std::errc() && end == digits.data() + digits.size() && item < items_.size())
    answered(item);
}

}  // namespace usher::testing::slack
