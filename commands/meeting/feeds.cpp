// commands/meeting/feeds.cpp: series by series, document by document.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feeds.hpp"

#include "bot/documents.hpp"
#include "bot/text.hpp"
#include "commands/meeting/addresses.hpp"
#include "commands/meeting/feed_table.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;

constexpr std::string_view publisher = "meeting";
constexpr std::string_view calendar_type = "text/calendar; charset=utf-8";
constexpr std::string_view folder = "/calendar/";
constexpr std::string_view series_job = "feed:series ";
constexpr std::string_view day_job = "feed:day ";
constexpr std::string_view pages_job = "feed:pages ";

constexpr days kept{31};                     // what took place stays that long
constexpr days near{35};                     // dates that have a file of their own
constexpr std::size_t most_in_feed = 1'000;  // the first that are still in it
// One event writes no more than these.
constexpr std::size_t most_dates = 300;
constexpr std::size_t most_bytes = 512U << 10U;
constexpr std::size_t most_pages = 200;

sys_seconds day_of(const Context& context) { return std::chrono::floor<days>(context.now); }

const SeriesSettings& own_of(const Settings& settings, const Series& series) {
  static const SeriesSettings none;
  const SeriesSettings* own = settings_of(settings, series.key);
  return own == nullptr ? none : *own;
}

// What its dates say now becomes rows; of a new day, only of those that have none yet. How many dates that were.
std::size_t feed_series(
    const Settings& settings, Context& context, const Series& series, bool new_day
) {
  Database& db = context.db;
  const sys_seconds day = day_of(context);
  const Say say = context.say(context.community.language);
  const bool for_members = own_of(settings, series).link_in_feed;
  unfeed_past(db, series.id, day, day - kept);
  // No meeting is longer than a week.
  const auto dates =
      dates_after(db, series.id, day - kept - days(7), static_cast<int>(most_in_feed));
  const FeedWords words(series, settings, context, say, for_members);
  std::size_t written = 0;
  for (const MeetingDate& date : dates) {
    if (new_day && fed_date(db, date.id)) continue;
    const bool off = date.state == OccurrenceState::cancelled;
    if (date.end <= (off ? day : day - kept)) continue;
    feed(db, series, date, context.community.name, lines_of(words.of(date)), context.now);
    ++written;
  }
  return new_day ? written + dates.size() / 10 : dates.size();  // one that is there costs little
}

std::vector<Effect> feed_from(
    const Settings& settings, Context& context, std::string_view job, std::int64_t after
) {
  if (after == 0) unfeed_gone(context.db);
  std::size_t spent = 0;
  for (const Series& series : series_after(context.db, after, most_pages)) {
    spent += 1 + feed_series(settings, context, series, job == day_job);
    after = series.id;
    if (spent >= most_dates) break;
  }
  if (spent > 0) return {Remind{fmt::format("{}{}", job, after), context.now}};
  return {Remind{std::string(pages_job), context.now}};
}

// A document and what it is made of.
struct Page {
  std::string name;  // as calendar programs list it
  std::vector<std::int64_t> series;
  std::int64_t date = 0;  // of one date
};
using Pages = std::map<std::string, Page, std::less<>>;

class Publishing {
 public:
  Publishing(const Settings& settings, Context& context) : settings_(settings), context_(context) {}

  Pages pages() const {
    Pages out;
    if (!settings_.public_feeds) return out;
    const auto put = [&](std::string path, std::string name, std::int64_t series) {
      Page& page = out[std::move(path)];
      if (page.name.empty()) page.name = std::move(name);
      page.series.push_back(series);
    };
    out[feed_path_of_all()].name = context_.community.name;
    std::map<std::int64_t, std::string> titles;
    for (const Series& series : series_after(context_.db, 0, -1)) {
      const SeriesSettings& own = own_of(settings_, series);
      if (!own.in_feed) continue;
      const Shown shown{series, {}};
      put(feed_path_of_all(), context_.community.name, series.id);
      const std::string title = own.link_in_feed ? series.title : without_calls(series.title);
      put(feed_path_of_series(shown.typed(settings_)), title, series.id);
      for (const std::string& tag : std::set<std::string>(own.tags.begin(), own.tags.end()))
        put(feed_path_of_tag(tag), fmt::format("{}: {}", context_.community.name, tag), series.id);
      titles.emplace(series.id, title);
    }
    const sys_seconds day = day_of(context_);
    for (const FedName& one : fed_between(context_.db, day, day + near)) {
      const auto title = titles.find(one.series);
      if (title != titles.end()) out[date_path(one.uid)] = {title->second, {}, one.date};
    }
    return out;
  }

  std::size_t publish(const std::string& path, const Page& page) const {
    std::vector<FedDate> dates;
    if (page.date != 0) {
      if (auto one = fed_date(context_.db, page.date)) dates.push_back(std::move(*one));
    } else {
      dates = fed_dates(context_.db, page.series, most_in_feed);
    }
    std::vector<std::string> events;
    events.reserve(dates.size());
    for (const FedDate& one : dates) events.push_back(event_with(one.uid, one.stamp, one.lines));
    Document document{
        path, std::string(calendar_type), calendar_of({page.name, settings_.calendar_url}, events)
    };
    usher::publish(context_.db, publisher, document, context_.now);
    return document.bytes.size();
  }

  static std::string date_path(std::string_view uid) {
    return fmt::format("{}date/{}.ics", folder, uid.substr(0, uid.find('@')));
  }

 private:
  const Settings& settings_;
  Context& context_;
};

std::vector<Effect> publish_from(
    const Settings& settings, Context& context, std::string_view after
) {
  const Publishing publishing(settings, context);
  const Pages pages = publishing.pages();
  if (after.empty())
    for (const std::string& path : published_by(context.db, publisher))
      if (!pages.contains(path)) withdraw(context.db, path);
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (auto page = pages.upper_bound(after); page != pages.end(); ++page) {
    bytes += publishing.publish(page->first, page->second);
    if (bytes >= most_bytes || ++count >= most_pages)
      return {Remind{fmt::format("{}{}", pages_job, page->first), context.now}};
  }
  return {Remind{fmt::format("{}0", day_job), day_of(context) + days(1)}};
}

// A name as the last part of a path: "numpy community call" → "numpy-community-call".
std::string part_of(std::string_view name) {
  std::string out(name);
  std::ranges::replace_if(
      out, [](char c) { return c == ' ' || c == '/' || c == '?' || c == '#' || c == '%'; }, '-'
  );
  return shorten(out, 200);
}

}  // namespace

void withdraw_feeds(Database& db) {
  for (const std::string& path : published_by(db, publisher)) withdraw(db, path);
}

Effect feeds_changed(const Context& context) {
  return Remind{fmt::format("{}0", series_job), context.now};
}

std::vector<Effect> make_feeds(const Settings& settings, Context& context, std::string_view job) {
  if (job.starts_with(pages_job))
    return publish_from(settings, context, job.substr(pages_job.size()));
  const std::string_view kind = job.starts_with(day_job) ? day_job : series_job;
  if (!job.starts_with(kind)) return {};
  const std::string_view digits = job.substr(kind.size());
  std::int64_t after = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), after);
  return feed_from(settings, context, kind, after);
}

std::string feed_path_of_all() { return fmt::format("{}all.ics", folder); }
std::string feed_path_of_tag(std::string_view tag) {
  return fmt::format("{}tag/{}.ics", folder, part_of(to_lower_ascii(tag)));
}
std::string feed_path_of_series(std::string_view typed) {
  return fmt::format("{}series/{}.ics", folder, part_of(typed));
}

std::string feed_address(const Settings& settings, const Context& context, std::string_view path) {
  if (!settings.public_feeds || settings.public_url.empty()) return {};
  return is_published(context.db, path) ? settings.public_url + percent_encoded(path, "/")
                                        : std::string();
}

std::string date_address(const Shown& what, const Reader& to) {
  if (!to.settings.public_feeds || to.settings.public_url.empty()) return {};
  const auto fed = fed_date(to.context.db, what.date.id);
  return fed ? feed_address(to.settings, to.context, Publishing::date_path(fed->uid))
             : std::string();
}

}  // namespace usher::meeting
