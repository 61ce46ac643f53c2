// commands/meeting/news_telling.cpp: news to rooms and people, and their earlier posts put right.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/news_words.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/reach.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/receipts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

// What is as near as this is urgent.
constexpr std::chrono::hours near{24};

bool is_near(const SeriesNews& news, sys_seconds now) {
  const auto soon = [&](sys_seconds at) { return at > now && at - now < near; };
  const auto any = [&](const std::vector<SeriesNews::Date>& dates) {
    return std::ranges::any_of(dates, [&](const auto& one) { return soon(one.start); });
  };
  return any(news.cancelled) || any(news.restored) || any(news.added) || any(news.relocated) ||
         any(news.programme) || std::ranges::any_of(news.moved, [&](const auto& one) {
           return soon(one.from) || soon(one.to);
         });
}

}  // namespace

NewsTeller::NewsTeller(
    const Settings& settings, const Context& context, const SeriesNews& news, sys_seconds at
)
    : settings_(settings),
      context_(context),
      news_(news),
      series_(series_by_id(context.db, news.series)),
      key_(
          news.receipt != 0 ? receipt_key(news.receipt)
                            : fmt::format(
                                  "meeting-news:{}:{}:{:x}", news.series,
                                  at.time_since_epoch().count(), digest_of(encode(news))
                              )
      ),
      near_(is_near(news, context.now)) {}

std::vector<Wanted> NewsTeller::wanted() const {
  std::vector<Wanted> out;
  for (std::string& what : whats_of(settings_, series_->key))
    out.push_back({std::move(what), std::nullopt});
  return out;
}

std::size_t NewsTeller::tell_rooms(std::vector<Effect>& out) const {
  const std::size_t before = out.size();
  const std::vector<Lead> leads = room_leads(settings_, series_->key);
  for (const Target& room : configured_rooms(settings_, context_, series_->key)) {
    const Reader reader = reader_for(room, settings_, context_);
    edit_earlier(room, leads, reader, out);
    post(room, "", reader, out);
  }
  tell_who_come(out);
  return out.size() - before;
}

// Who said that they come, and has not subscribed. Of those that have, one post is as good as another: they share its key.
std::size_t NewsTeller::tell_who_come(std::vector<Effect>& out) const {
  constexpr std::size_t most = 500;
  const std::size_t before = out.size();
  std::vector<std::int64_t> dates;
  dates.reserve(
      news_.moved.size() + news_.cancelled.size() + news_.relocated.size() + news_.restored.size()
  );
  for (const SeriesNews::Move& one : news_.moved) dates.push_back(one.id);
  for (const auto* list : {&news_.cancelled, &news_.restored, &news_.relocated, &news_.programme})
    for (const SeriesNews::Date& one : *list) dates.push_back(one.id);
  const std::vector<std::string> whats = whats_of(settings_, series_->key);
  for (const Subscriber& who : who_come(context_.db, dates, most)) {
    const auto own = subscriptions_of(context_.db, who);
    const bool subscribed = std::ranges::any_of(own, [&](const auto& one) {
      return std::ranges::find(whats, one.first) != whats.end();
    });
    if (subscribed) continue;
    const Target to{who};
    const Reader reader = reader_for(to, settings_, context_);
    Doc doc = news_doc(news_, *series_, reader);
    doc.paragraph({italic(reader.say("You get this because you said that you come."))});
    put(to, std::move(doc), out);
  }
  return out.size() - before;
}

bool NewsTeller::is_configured(const Subscriber& room) const {
  return room.person.empty() && std::ranges::any_of(
                                    configured_rooms(settings_, context_, series_->key),
                                    [&](const Target& one) { return one.who == room; }
                                );
}

std::size_t NewsTeller::tell(const Told& who, std::vector<Effect>& out) const {
  const std::size_t before = out.size();
  const Target to{who.who};
  const Reader reader = reader_for(to, settings_, context_);
  std::vector<Lead> leads;
  for (const auto& [what, asked] : subscriptions_of(context_.db, who.who))
    for (const Lead lead : asked)
      if (std::ranges::find(leads, lead) == leads.end()) leads.push_back(lead);
  edit_earlier(to, leads, reader, out);
  post(to, who.why.front().first, reader, out);
  return out.size() - before;
}

// Those that were never posted are let go by the outbox.
void NewsTeller::edit_earlier(
    const Target& to, const std::vector<Lead>& leads, const Reader& reader, std::vector<Effect>& out
) const {
  const auto edit = [&](const Shown& shown, sys_seconds was) {
    const auto due = [&](Lead lead) { return was - lead <= context_.now; };
    if (std::ranges::none_of(leads, due)) return;
    const MeetingDate& date = shown.date;
    Doc doc = date.start == was && date.state == OccurrenceState::scheduled
                  ? details(shown, std::nullopt, reader)
                  : outdated(shown, was, reader);
    for (const Lead lead : leads)
      if (due(lead)) out.emplace_back(Edit{reminder_key(date.id, was, lead), to_of(to.who), doc});
  };
  // former: also what was posted for times that it had before.
  const auto edit_all = [&](std::int64_t id, sys_seconds start, bool former) {
    auto date = date_by_id(context_.db, id);
    if (!date) return;
    const Shown shown{*series_, std::move(*date)};
    std::vector<sys_seconds> starts;
    if (former) starts = former_starts(context_.db, id);
    if (std::ranges::find(starts, start) == starts.end()) starts.push_back(start);
    for (const sys_seconds was : starts) edit(shown, was);
  };
  for (const SeriesNews::Move& one : news_.moved) edit_all(one.id, one.from, true);
  for (const auto* list : {&news_.cancelled, &news_.restored})
    for (const SeriesNews::Date& one : *list) edit_all(one.id, one.start, true);
  for (const auto* list : {&news_.relocated, &news_.programme})
    for (const SeriesNews::Date& one : *list) edit_all(one.id, one.start, false);
}

void NewsTeller::post(
    const Target& to, const std::string& why, const Reader& reader, std::vector<Effect>& out
) const {
  Doc doc = news_doc(news_, *series_, reader);
  doc.append(
      why.empty() ? room_reason({*series_, {}}, reader) : reason(why, to.who.person.empty(), reader)
  );
  put(to, std::move(doc), out);
}

// A room, where many read it, does not wait for each of hundreds who are written to: the chat system may take one in five
// seconds, and a room whose first attempt fails would come after all of them.
Lane NewsTeller::lane_for(const Target& to) const {
  if (!to.who.person.empty()) return near_ ? Lane::reminder : Lane::announcement;
  return near_ ? Lane::reply : Lane::reminder;
}

void NewsTeller::put(const Target& to, Doc doc, std::vector<Effect>& out) const {
  Post one = post_to(to.who, key_, std::move(doc), lane_for(to));
  one.tell = news_.receipt != 0;
  out.emplace_back(std::move(one));
  ++posts_;
}

}  // namespace usher::meeting
