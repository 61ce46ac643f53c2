// adapters/slack/lookups.cpp: page after page, and who waits for them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/lookups.hpp"

#include "adapters/slack/payload.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr int page_size = 200;
constexpr int most_pages = 25;
constexpr int most_pages_of_answers = 2;
constexpr std::size_t most_readings = 256;
constexpr std::chrono::minutes skew{5};  // between this machine's clock and Slack's
constexpr std::chrono::minutes patience{5};
constexpr std::chrono::milliseconds rest{1000};  // between two readings for answers
// How far back such a reading goes, so that it does for events of about that age: Slack tries again at once, after a minute,
// and after five more.
constexpr std::chrono::minutes just_now{2};
constexpr std::chrono::minutes a_while_ago{15};

// What Usher would not have written below: messages of which Slack names no thread.
std::vector<std::string> without_thread(const json::object& answer) {
  std::vector<std::string> out;
  const json::array* messages = array(answer, "messages");
  if (messages == nullptr) return out;
  for (const json::value& one : *messages) {
    const json::object* message = one.if_object();
    if (message != nullptr && text(*message, "thread_ts").empty())
      out.emplace_back(text(*message, "ts"));
  }
  return out;
}

asio::awaitable<void> sleep(std::shared_ptr<asio::steady_timer> timer) {
  [[maybe_unused]] const auto woken =
      co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace

struct Lookups::Reading {
  sys_millis begun{};
  sys_seconds oldest{};
  bool over = false;
  Answer seen = std::unexpected(Refusal{});
  std::vector<std::shared_ptr<asio::steady_timer>> waiting;
};

asio::awaitable<std::expected<Lookups::Page, Refusal>> Lookups::page(
    Question question, std::string cursor
) {
  const sys_seconds oldest = question.oldest - skew;
  json::object arguments{
      {"channel", question.channel}, {"limit", page_size}, {"include_all_metadata", true}
  };
  if (!question.thread.empty()) arguments["ts"] = question.thread;
  arguments["oldest"] = fmt::format("{}.000000", oldest.time_since_epoch().count());
  if (!cursor.empty()) arguments["cursor"] = cursor;
  auto answer = co_await api_.call(
      question.thread.empty() ? "conversations.history" : "conversations.replies",
      std::move(arguments)
  );
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Page out;
  out.found = marked(*answer, us_.user, us_.bot);
  if (question.thread.empty()) out.alone = without_thread(*answer);
  out.cursor = text(*answer, "response_metadata", "next_cursor");
  co_return out;
}

asio::awaitable<std::expected<Lookups::Seen, Refusal>> Lookups::fetch(
    Question question, Sort sort
) {
  Seen out;
  std::string cursor;
  const int most = sort == Sort::rows ? most_pages : most_pages_of_answers;
  for (int i = 0; i < most; ++i) {
    auto next = co_await page(question, std::move(cursor));
    if (!next) co_return std::unexpected(std::move(next.error()));
    for (Found& one : next->found) {
      if (sort == Sort::answers) {
        if (!one.mark.event.empty()) out.events.insert(std::move(one.mark.event));
      } else if (one.mark.installation == question.installation) {
        out.rows[one.mark.row].insert_or_assign(one.mark.part, std::move(one.ts));
      }
    }
    if (sort == Sort::answers)
      for (std::string& ts : next->alone) out.alone.insert(std::move(ts));
    cursor = std::move(next->cursor);
    if (cursor.empty()) co_return out;
  }
  if (sort == Sort::rows) co_return std::unexpected(Refusal{.why = errc::uncertain});
  co_return out;
}

asio::awaitable<Lookups::Answer> Lookups::read(Question question) {
  Answer out = co_await share(std::move(question), Sort::rows);
  co_return out;
}

asio::awaitable<Lookups::Answer> Lookups::answers(Question question) {
  const auto now = std::chrono::floor<std::chrono::minutes>(clock_.now());
  const sys_seconds recent = now - just_now;
  const sys_seconds older = now - a_while_ago;
  question.oldest = std::min(question.oldest, question.oldest >= recent ? recent : older);
  Answer out = co_await share(std::move(question), Sort::answers);
  co_return out;
}

asio::awaitable<Lookups::Answer> Lookups::share(Question question, Sort sort) {
  const std::string key = static_cast<char>(sort) + question.channel + '\n' + question.thread;
  const auto executor = co_await asio::this_coro::executor;
  bool rested = sort == Sort::rows;
  while (true) {
    const auto known = readings_.find(key);
    if (known == readings_.end()) break;
    const std::shared_ptr<Reading> reading = known->second;
    // What seems to be read later than now was read before the clock was set back.
    const bool does = reading->begun >= question.not_before && reading->begun <= clock_.now() &&
                      reading->oldest <= question.oldest;
    if (!reading->over) {
      // One at a time: what comes too late for this one is there when the next begins.
      const auto timer = std::make_shared<asio::steady_timer>(executor, patience);
      reading->waiting.push_back(timer);
      co_await sleep(timer);
      if (!reading->over) co_return std::unexpected(Refusal{.why = errc::unavailable});
      if (does) co_return reading->seen;
      continue;
    }
    if (does) co_return reading->seen;
    const std::chrono::milliseconds left = reading->begun + rest - clock_.now();
    if (std::exchange(rested, true) || left <= left.zero()) break;
    co_await sleep(std::make_shared<asio::steady_timer>(executor, clock_.real(std::min(left, rest)))
    );
  }
  if (readings_.size() >= most_readings) sweep();
  const auto reading = std::make_shared<Reading>();
  reading->begun = clock_.now();
  reading->oldest = question.oldest;
  readings_.insert_or_assign(key, reading);
  const auto finish = [&](Answer seen) {
    reading->over = true;
    reading->seen = std::move(seen);
    const auto mine = readings_.find(key);
    if (!reading->seen && mine != readings_.end() && mine->second == reading) readings_.erase(mine);
    for (const auto& timer : reading->waiting) timer->cancel();
  };
  try {
    auto seen = co_await fetch(std::move(question), sort);
    if (seen)
      finish(std::make_shared<const Seen>(std::move(*seen)));
    else
      finish(std::unexpected(std::move(seen.error())));
  } catch (...) {
    finish(std::unexpected(Refusal{}));  // nobody waits for what will never come
    throw;
  }
  co_return reading->seen;
}

void Lookups::sweep() {
  std::erase_if(readings_, [](const auto& entry) { return entry.second->over; });
}

}  // namespace usher::slack
