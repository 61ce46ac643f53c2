// commands/meeting/order.cpp: verbs, leads, places.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/order.hpp"

#include "bot/span.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

namespace usher::meeting {

namespace {

using std::chrono::seconds;

constexpr std::size_t longest = 300;
constexpr std::chrono::days longest_lead{30};

constexpr std::array<std::string_view, 4> also_next = {"upcoming", "when", "下次", "下一次"};
constexpr std::array<std::string_view, 5> also_subscribe = {
    "sub", "remind", "订阅", "訂閱", "提醒"
};
constexpr std::array<std::string_view, 6> also_unsubscribe = {"unsub", "stop",     "退订",
                                                              "退訂",  "取消订阅", "取消訂閱"};
constexpr std::array<std::string_view, 3> also_mine = {"my", "我的", "subscriptions"};
constexpr std::array<std::string_view, 4> also_snooze = {"later", "稍后", "稍後", "再提醒"};
constexpr std::array<std::string_view, 4> also_zone = {"timezone", "tz", "时区", "時區"};

constexpr std::array<std::string_view, 3> also_cancel = {"calloff", "取消会议", "取消會議"};
constexpr std::array<std::string_view, 4> also_move = {"reschedule", "改期", "改到", "改時間"};
constexpr std::array<std::string_view, 3> also_relocate = {"换地点", "換地點", "换链接"};

constexpr std::array<std::string_view, 4> also_restore = {"uncancel", "恢复", "恢復", "照常"};
constexpr std::array<std::string_view, 3> also_announce = {"通知", "公告", "宣布"};
constexpr std::array<std::string_view, 3> also_host = {"主持", "我主持", "我來主持"};
constexpr std::array<std::string_view, 2> also_unhost = {"不再主持", "不主持"};
constexpr std::array<std::string_view, 2> also_hosts = {"主持人", "主持者"};
constexpr std::array<std::string_view, 3> also_missing = {"nobody", "主持人没来", "主持人沒來"};

constexpr std::array<std::string_view, 3> also_start = {"begin", "开会", "開會"};
constexpr std::array<std::string_view, 4> also_here = {"present", "到", "签到", "簽到"};
constexpr std::array<std::string_view, 4> also_topic = {"话题", "話題", "议题", "議題"};
constexpr std::array<std::string_view, 3> also_info = {"note", "记录", "記錄"};
constexpr std::array<std::string_view, 2> also_action = {"待办", "待辦"};
constexpr std::array<std::string_view, 2> also_agreed = {"决定", "決定"};
constexpr std::array<std::string_view, 1> also_link = {"链接"};
constexpr std::array<std::string_view, 2> also_undo = {"撤销", "撤銷"};
constexpr std::array<std::string_view, 3> also_notes = {"minutes", "纪要", "紀要"};
constexpr std::array<std::string_view, 3> also_end = {"finish", "散会", "散會"};

constexpr std::array<std::string_view, 5> also_new = {"create", "add", "新建", "新增", "创建"};
constexpr std::array<std::string_view, 3> also_change = {"更改", "变更", "變更"};
constexpr std::array<std::string_view, 5> also_calendar = {"ics", "feed", "日历", "日曆", "行事曆"};

constexpr std::array<WordSpec, 28> words = {{
    {.word = "next",
     .grammar = "[MEETING]",
     .summary = mark("Says when a meeting takes place next, and where"),
     .also = also_next},
    {.word = "subscribe",
     .grammar = "MEETING|tag:TAG|all [24h 1h 10m start] [here|dm]",
     .summary = mark("Reminds you of a meeting, as long before as you say; with “here”, this room"),
     .also = also_subscribe},
    {.word = "unsubscribe",
     .grammar = "MEETING|tag:TAG|all [here|dm]",
     .summary = mark("Stops that"),
     .also = also_unsubscribe},
    {.word = "mine",
     .grammar = "",
     .summary = mark("Shows what I remind you of, and by which clocks"),
     .also = also_mine},
    {.word = "snooze",
     .grammar = "[10m]",
     .summary = mark("Reminds you once more of the meeting that comes next"),
     .also = also_snooze},
    {.word = "zone",
     .grammar = "[ZONE]",
     .summary = mark("Sets the time zone that I tell you times in"),
     .also = also_zone},
    {.word = "cancel",
     .grammar = "MEETING [DAY] [because …]",
     .summary = mark("Calls a meeting off, and tells everybody"),
     .role = Role::organiser,
     .also = also_cancel},
    {.word = "move",
     .grammar = "MEETING [DAY] to [DAY] TIME [ZONE] [because …]",
     .summary = mark("Puts a meeting at another time, and tells everybody"),
     .role = Role::organiser,
     .also = also_move},
    {.word = "relocate",
     .grammar = "MEETING [DAY] to LINK [because …]",
     .summary = mark("Puts a meeting in another place, and tells everybody"),
     .role = Role::organiser,
     .also = also_relocate},
    {.word = "restore",
     .grammar = "MEETING [DAY] [because …]",
     .summary = mark("Holds a meeting after all that was called off, and tells everybody"),
     .role = Role::organiser,
     .also = also_restore},
    {.word = "announce",
     .grammar = "MEETING [DAY]",
     .summary = mark("Tells a meeting's rooms of it now, and writes a text for mailing lists"),
     .role = Role::organiser,
     .also = also_announce},
    {.word = "host",
     .grammar = "MEETING",
     .summary = mark("You host a meeting from now on, every time"),
     .also = also_host},
    {.word = "unhost",
     .grammar = "MEETING",
     .summary = mark("You do not host it any more"),
     .also = also_unhost},
    {.word = "hosts",
     .grammar = "MEETING",
     .summary = mark("Shows who can host a meeting, and who hosts the next one"),
     .also = also_hosts},
    {.word = "missing",
     .grammar = "MEETING",
     .summary = mark("The host has not come: asks everybody who could host it"),
     .also = also_missing},
    {.word = "start",
     .grammar = "[MEETING]",
     .summary = mark("Begins to take notes in this room"),
     .also = also_start},
    {.word = "here",
     .grammar = "[NAMES, 3 newcomers]",
     .summary = mark("Notes who is there"),
     .also = also_here},
    {.word = "topic",
     .grammar = "WORDS",
     .summary = mark("Notes what is talked about"),
     .also = also_topic},
    {.word = "info",
     .grammar = "WORDS",
     .summary = mark("Notes what is said of it"),
     .also = also_info},
    {.word = "action",
     .grammar = "[@NAME] WORDS",
     .summary = mark("Notes what somebody takes on"),
     .also = also_action},
    {.word = "agreed",
     .grammar = "WORDS",
     .summary = mark("Notes what is decided"),
     .also = also_agreed},
    {.word = "link", .grammar = "URL", .summary = mark("Notes a page"), .also = also_link},
    {.word = "undo", .grammar = "", .summary = mark("Takes back your last note"), .also = also_undo
    },
    {.word = "end",
     .grammar = "",
     .summary = mark("Ends the notes, and writes them"),
     .also = also_end},
    {.word = "calendar",
     .grammar = "[MEETING|tag:TAG]",
     .summary = mark("Says how to have meetings in your own calendar"),
     .also = also_calendar},
    {.word = "notes",
     .grammar = "[MEETING [DAY]][: TEXT | from page]",
     .summary = mark(
         "Shows the last notes, or takes some that were written elsewhere; opens a pull request"
     ),
     .also = also_notes},
    {.word = "new",
     .grammar = "[\"TITLE\" DAY TIME [ZONE] [every …] [until DAY] [at LINK] [here|ROOM] [#TAG]]",
     .summary = mark("Makes a meeting, for organisers and maintainers: by a form, or in one line"),
     .also = also_new},
    {.word = "change",
     .grammar = "MEETING [from DAY] [to TIME [ZONE]] [every …|on …] [until DAY|end now|back]",
     .summary =
         mark("Changes time, cadence or end of a whole series, for organisers and maintainers"),
     .also = also_change},
}};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& all) {
  return std::ranges::find(all, word) != all.end();
}

constexpr std::array<std::string_view, 5> at_start = {"start", "now", "开始", "開始", "0"};
constexpr std::array<std::string_view, 5> here_words = {"here", "room", "这里", "這裡", "这里提醒"};
constexpr std::array<std::string_view, 5> direct_words = {"dm", "me", "direct", "私信", "私訊"};

}  // namespace

std::span<const WordSpec> verb_words() { return words; }

std::optional<seconds> lead_typed(std::string_view word) {
  const std::string lower = to_lower_ascii(trim(word));
  if (is_one_of(lower, at_start)) return seconds(0);
  const auto out = parse_span(lower);
  return out && *out <= longest_lead ? out : std::nullopt;
}

Typed read_typed(std::string_view text) {
  Typed out;
  text = text.substr(0, std::min(text.size(), longest));
  for (const std::string_view word : split_words(text)) {
    const std::string lower = to_lower_ascii(word);
    std::string_view plain = word;
    while (plain.ends_with(',')) plain.remove_suffix(1);
    if (const auto lead = lead_typed(plain)) {
      if (std::ranges::find(out.leads, *lead) == out.leads.end()) out.leads.push_back(*lead);
    } else if (is_one_of(lower, here_words)) {
      out.here = true;
    } else if (!is_one_of(lower, direct_words)) {
      out.what += (out.what.empty() ? "" : " ") + std::string(word);
    }
  }
  std::ranges::sort(out.leads, std::greater());
  return out;
}

std::optional<std::int64_t> number_typed(std::string_view text) {
  std::string_view digits = first_word(text).word;
  if (digits.starts_with('#')) digits.remove_prefix(1);
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && out >= 0;
  return whole ? std::optional(out) : std::nullopt;
}

std::optional<Parted> parted_by_colon(std::string_view text) {
  constexpr std::string_view narrow = ":", wide = "：";
  const auto at = std::min(text.find(narrow), text.find(wide));
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view sign = text.substr(at).starts_with(narrow) ? narrow : wide;
  return Parted{trim(text.substr(0, at)), trim(text.substr(at + sign.size()))};
}

}  // namespace usher::meeting
