// commands/meeting/feeds.hpp: calendars that others subscribe to: what is in them, and where they are published
// (bot/documents.hpp).
//
// All of them are made anew at a start and when dates have changed; once a day what is past goes, and dates that have come near
// enough to be known come in. Series by series, then document by document, as many in one event as keep nobody waiting. Nothing
// of a document changes but what has changed in it.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/feed_writing.hpp"
#include "commands/meeting/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// --- feed_event.cpp ---
// What a calendar says of a series' dates. for_members: with the link to the call, its numbers, and what the source says of the
// meeting, where passcodes may stand. What it says of all of them is worked out once. The references outlive it.
class FeedWords {
 public:
  FeedWords(
      const Series& series, const Settings& settings, const Context& context, const Say& say,
      bool for_members
  );
  FeedEvent of(const MeetingDate& date) const;

 private:
  std::string clean(const std::string& url) const;
  bool undecided(const MeetingDate& date) const;
  std::string description(const MeetingDate& date, const std::string& join) const;
  void put_call(
      Doc& doc, std::vector<Fact>& facts, const MeetingDate& date, const std::string& join
  ) const;

  const Series& series_;
  const Settings& settings_;
  const Context& context_;
  const Say& say_;
  const SeriesSettings* own_;
  bool for_members_;
  std::string agenda_, notes_;
  Doc conduct_;
};
// One date as a file, with the link.
std::string date_file(const Shown& what, const Reader& to);

// --- feeds.cpp ---
inline constexpr std::string_view feed_jobs = "feed:";  // what their names begin with
// Nothing is public any more, from this moment on.
void withdraw_feeds(Database& db);
// Dates have changed, or what is said of them.
Effect feeds_changed(const Context& context);
std::vector<Effect> make_feeds(const Settings& settings, Context& context, std::string_view job);

// "/calendar/all.ics", "/calendar/tag/newcomer.ics", "/calendar/series/community.ics", "/calendar/date/….ics"
std::string feed_path_of_all();
std::string feed_path_of_tag(std::string_view tag);
std::string feed_path_of_series(std::string_view typed);
// Where somebody reaches what is published there: "https://chat.example.org/calendar/…"; empty where it is not, or there is no
// public address.
std::string feed_address(const Settings& settings, const Context& context, std::string_view path);
// Of one date's file; empty as above.
std::string date_address(const Shown& what, const Reader& to);

// --- feed_words.cpp ---
// /meeting calendar
Outcome tell_feeds(std::string_view typed, const Asked& asked);
// The button "meeting.calendar", where there is no address.
Outcome give_date(const Shown& what, const Asked& asked);

}  // namespace usher::meeting
