// adapters/slack/lookups.cpp: page after page, and who waits for them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/lookups.hpp"

#include "adapters/slack/payload.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr int page_size = 200;
constexpr int most_pages = 25;
constexpr std::size_t most_readings = 256;
constexpr std::chrono::minutes skew{5};  // between this machine's clock and Slack's
constexpr std::chrono::minutes patience{5};

}  // namespace

struct Lookups::Reading {
  sys_millis begun{};
  sys_seconds oldest{};
  bool over = false;
  std::expected<std::shared_ptr<const Rows>, Refusal> rows = std::unexpected(Refusal{});
  std::vector<std::shared_ptr<asio::steady_timer>> waiting;
};

asio::awaitable<std::expected<Lookups::Page, Refusal>> Lookups::page(
    std::string channel, std::string thread, sys_seconds oldest, std::string cursor
) {
  json::object question{{"channel", channel}, {"limit", page_size}, {"include_all_metadata", true}};
  if (!thread.empty()) question["ts"] = thread;
  question["oldest"] = fmt::format("{}.000000", (oldest - skew).time_since_epoch().count());
  if (!cursor.empty()) question["cursor"] = cursor;
  auto answer = co_await api_.call(
      thread.empty() ? "conversations.history" : "conversations.replies", std::move(question)
  );
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Page out;
  out.found = marked(*answer, us_.user, us_.bot);
  out.cursor = text(*answer, "response_metadata", "next_cursor");
  co_return out;
}

asio::awaitable<std::expected<Lookups::Rows, Refusal>> Lookups::fetch(
    std::string channel, std::string thread, std::string installation, sys_seconds oldest
) {
  Rows rows;
  std::string cursor;
  for (int i = 0; i < most_pages; ++i) {
    auto next = co_await page(channel, thread, oldest, std::move(cursor));
    if (!next) co_return std::unexpected(std::move(next.error()));
    for (Found& one : next->found)
      if (one.mark.installation == installation)
        rows[one.mark.row].insert_or_assign(one.mark.part, std::move(one.ts));
    cursor = std::move(next->cursor);
    if (cursor.empty()) co_return rows;
  }
  co_return std::unexpected(Refusal{.why = errc::uncertain});
}

asio::awaitable<std::expected<std::shared_ptr<const Lookups::Rows>, Refusal>> Lookups::read(
    std::string channel, std::string thread, std::string installation, sys_seconds oldest,
    sys_millis not_before
) {
  const std::string key = channel + '\n' + thread;
  if (const auto known = readings_.find(key); known != readings_.end()) {
    const std::shared_ptr<Reading> reading = known->second;
    if (reading->begun >= not_before && reading->oldest <= oldest) {
      if (!reading->over) {
        auto timer =
            std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, patience);
        reading->waiting.push_back(timer);
        [[maybe_unused]] const auto woken =
            co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
      }
      if (reading->over) co_return reading->rows;
      co_return std::unexpected(Refusal{.why = errc::unavailable});
    }
  }
  if (readings_.size() >= most_readings) sweep();
  const auto reading = std::make_shared<Reading>();
  reading->begun = clock_.now();
  reading->oldest = oldest;
  readings_.insert_or_assign(key, reading);
  auto rows =
      co_await fetch(std::move(channel), std::move(thread), std::move(installation), oldest);
  reading->over = true;
  if (rows) {
    reading->rows = std::make_shared<const Rows>(std::move(*rows));
  } else {
    reading->rows = std::unexpected(std::move(rows.error()));
    const auto mine = readings_.find(key);
    if (mine != readings_.end() && mine->second == reading) readings_.erase(mine);
  }
  for (const auto& timer : reading->waiting) timer->cancel();
  co_return reading->rows;
}

void Lookups::sweep() {
  std::erase_if(readings_, [](const auto& entry) { return entry.second->over; });
}

}  // namespace usher::slack
