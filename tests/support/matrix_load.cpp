// tests/support/matrix_load.cpp: events are made by hand, because this is also the measure that bots are held against.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace usher::testing::matrix {
namespace {

constexpr std::string_view mark = "mark-";

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

json::object percentiles(std::vector<std::uint32_t> micros) {
  if (micros.empty()) return {};
  std::ranges::sort(micros);
  const auto at = [&](double share) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(micros.size()));
    return static_cast<double>(micros[std::min(micros.size() - 1, place)]) / 1000;
  };
  return {{"p50", at(0.5)}, {"p99", at(0.99)}, {"most", at(1)}};
}

}  // namespace

std::size_t Load::start(const json::object& what) {
  Run run;
  run.only_chatter = text_at(what, "kind") == "chatter";
  run.text = what.contains("text") ? text_at(what, "text") : std::string_view("!nep 0");
  run.users = texts(what, "users", {"@ada:" + world_.rules.server_name});
  std::vector<std::string> everywhere;
  for (const auto& [id, room] : world_.rooms)
    if (room.membership(world_.usher) == "join") everywhere.push_back(id);
  std::ranges::sort(everywhere);
  run.rooms = texts(what, "rooms", std::move(everywhere));
  run.count = static_cast<std::uint64_t>(number_at(what, "count", 0));
  if (const auto* rate = what.if_contains("rate"); rate != nullptr && rate->is_number())
    run.rate = rate->to_number<double>();
  run.in_flight = static_cast<int>(number_at(what, "in_flight", 1));
  run.chatter = static_cast<int>(number_at(what, "chatter", 0));
  run.begun = run.last = Loop::Clock::now();
  if (run.rooms.empty()) throw std::runtime_error("there is no room for a load");
  const std::size_t number = runs_.size();
  runs_.push_back(std::move(run));
  if (runs_[number].rate > 0)
    tick(number);
  else
    refill(number);
  return number;
}

void Load::tick(std::size_t number) {
  const double passed =
      std::chrono::duration<double>(Loop::Clock::now() - runs_[number].begun).count();
  auto due = static_cast<std::uint64_t>(passed * runs_[number].rate);
  if (runs_[number].count > 0) due = std::min(due, runs_[number].count);
  while (!runs_[number].stopped && runs_[number].sent < due) send_one(number);
  const Run& run = runs_[number];
  if (run.stopped || (run.count > 0 && run.sent >= run.count)) return;
  loop_.after(std::chrono::milliseconds(1), [this, number] { tick(number); });
}

void Load::refill(std::size_t number) {
  const auto more = [this, number] {
    const Run& run = runs_[number];
    return !run.stopped && std::cmp_less(run.flying, run.in_flight) &&
           (run.count == 0 || run.sent < run.count);
  };
  while (more()) send_one(number);
}

void Load::message(
    const std::string& room, const std::string& user, std::string_view body, std::int64_t item
) {
  Event event;
  event.type = "m.room.message";
  event.sender = user;
  event.content =
      fmt::format(R"({{"msgtype":"m.text","m.mentions":{{}},"body":{}}})", quoted(body));
  event.item = item;
  world_.store(*world_.room(room), std::move(event));
}

void Load::send_one(std::size_t number) {
  Run& run = runs_[number];
  const std::uint64_t turn = run.sent++;
  const std::string& room = run.rooms[turn % run.rooms.size()];
  const std::string& user = run.users[turn % run.users.size()];
  for (int i = 0; i < (run.only_chatter ? 1 : run.chatter); ++i)
    message(
        room, user,
        "this is what people say all day, at about this length, and it is nobody else's business "
        "at all",
        -1
    );
  if (run.only_chatter) return;
  ++run.flying;
  const std::size_t item = items_.size();
  items_.push_back({.sent = Loop::Clock::now(), .run = static_cast<std::uint32_t>(number)});
  std::string text = run.text;
  if (const auto at = text.find("{}"); at != std::string::npos)
    text.replace(at, 2, fmt::format("{}{:07}", mark, item));
  message(room, user, text, static_cast<std::int64_t>(item));
}

void Load::said(const Event& event, const json::object& content) {
  if (event.type != "m.room.message" || event.rel_type == "m.replace" || items_.empty()) return;
  std::int64_t item = -1;
  if (const json::object* relates = object_at(content, "m.relates_to")) {
    const json::object* reply = object_at(*relates, "m.in_reply_to");
    for (const std::string_view to :
         {reply == nullptr ? std::string_view() : text_at(*reply, "event_id"),
          std::string_view(event.relates_to)})
      if (const Event* asked = to.empty() || item >= 0 ? nullptr : world_.event(to))
        item = asked->item;
  }
  if (item < 0) {
    const std::string_view body = text_at(content, "body");
    const auto found = body.find(mark);
    if (found == std::string_view::npos) return;
    const std::string_view digits = body.substr(found + mark.size(), 7);
    std::from_chars(digits.data(), digits.data() + digits.size(), item);
  }
  if (item < 0 || std::cmp_greater_equal(item, items_.size())) return;
  const auto now = Loop::Clock::now();
  Item& one = items_[static_cast<std::size_t>(item)];
  const std::size_t number = one.run;
  Run& run = runs_[number];
  run.last = now;
  if (one.answers < 255) ++one.answers;
  if (one.answers > 1) return;
  one.answer_us = static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now - one.sent).count()
  );
  ++run.answered;
  --run.flying;
  if (run.rate > 0 || std::exchange(run.refilling, true)) return;
  // Not from within what is being told.
  loop_.after(std::chrono::milliseconds(0), [this, number] {
    runs_[number].refilling = false;
    refill(number);
  });
}

json::object Load::state(std::size_t number, bool times) const {
  const Run& run = runs_.at(number);
  std::vector<std::uint32_t> answers;
  json::array unanswered;
  json::array doubled;
  std::uint64_t doubled_count = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    if (item.run != number) continue;
    if (times && item.answers > 0) answers.push_back(item.answer_us);
    if (item.answers == 0 && unanswered.size() < 20)
      unanswered.emplace_back(fmt::format("{:07}", i));
    if (item.answers <= 1) continue;
    ++doubled_count;
    if (doubled.size() < 20) doubled.emplace_back(fmt::format("{:07}", i));
  }
  const double seconds = std::chrono::duration<double>(run.last - run.begun).count();
  const bool sent_all = run.stopped || (run.count > 0 && run.sent >= run.count);
  json::object out{
      {"sent", run.sent},
      {"answered", run.answered},
      {"unanswered", run.flying},
      {"answered_twice", doubled_count},
      {"done", sent_all && run.flying == 0},
      {"seconds", seconds},
      {"answers_per_second", seconds > 0 ? static_cast<double>(run.answered) / seconds : 0}
  };
  out["which"] =
      json::object{{"unanswered", std::move(unanswered)}, {"answered_twice", std::move(doubled)}};
  if (times) out["answer_ms"] = percentiles(std::move(answers));
  return out;
}

}  // namespace usher::testing::matrix
