// commands/meeting/settings.hpp: what a community has configured of its meetings: [meetings] and meetings.toml.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct City {
  std::string name, zone;  // "Beijing", IANA
};

// [series.<name>], and [local.<name>]: what the calendar does not say.
struct SeriesSettings {
  std::string name;                // what people type: "community"
  std::string title;               // as the calendar calls it
  std::vector<std::string> also;   // and has called it
  std::vector<std::string> tags;   // "newcomer"
  std::vector<std::string> rooms;  // "web:meetings": reminded, with the link
  // "web:ada": who can host it, in the order in which they are asked; and who is asked when none of them can.
  std::vector<std::string> hosts, stand_by;
  std::vector<std::chrono::seconds>
      leads;  // of these rooms: how long before the start; longest first
  std::string join, dial_in, agenda, notes;  // addresses; dial_in may be numbers
  std::vector<City> cities;                  // empty: Settings::cities
  bool in_feed = true;        // it stands in calendars that everybody may subscribe to
  bool link_in_feed = false;  // and with it the call, its numbers and its description
  // Of its notes: what they are called, the template (minutes.hpp; empty: a plain one), and which file of the archive they
  // become: "community_meetings/{year}/community-{date}.md".
  std::string page_title, page, archive;
  std::string
      pad;  // the page on which its agenda is written: an id of the pad service; empty: none
};

// The file that a calendar is made of, where it lies in a repository and can be proposed to.
struct SourceFileSettings {
  std::string repository, file;  // "numpy/calendars", "numpy.yaml"; empty: none is known
  std::string service;           // an archive service (bot/service.hpp); empty: there is no token
};

// A calendar: a service (bot/service.hpp) that answers Call{method "READ", path window_path(from, until)} with what
// read_meetings() makes of it, 304 where Call::etag still holds.
struct Source {
  std::string service;  // "calendar-1"
  std::string address;  // its URL or path; "local": the meetings that meetings.toml has of its own
  SourceFileSettings file = {};
};

// Days on which a region does not work, as a calendar: a service like a Source's, which answers with holiday_lines().
struct HolidaySettings {
  std::string service, address;
  std::string region;  // "Germany"
  std::string zone;    // whose days they are, IANA; empty: those of each series
};

struct Settings {
  std::vector<Source> sources;
  std::vector<HolidaySettings> holidays;
  std::chrono::minutes every{15};  // between two polls of a calendar
  std::vector<SeriesSettings> series;
  std::vector<std::chrono::seconds> leads{std::chrono::hours(24), std::chrono::minutes(15)};
  std::vector<City> cities;             // where `When` cannot be shown in each reader's zone
  std::vector<std::string> organisers;  // rooms where they are told; none: each of them directly
  std::string calendar_url;             // the community's page of its calendar; may be empty
  bool public_feeds = false;            // everybody may subscribe to what it has (feeds.hpp)
  std::string
      public_url;  // where the web server is reached: "https://chat.example.org"; may be empty
  // The Code of Conduct notice of every reminder, by locale ("en", "zh_CN"): the community's own words. Empty: Usher's.
  std::map<std::string, std::string, std::less<>> notices;
  // Where notes can be proposed: an archive service (bot/service.hpp), and what it is called. Empty: nowhere.
  std::string archive_service, archive;
  std::string pad_service;                                 // (bot/service.hpp) empty: there is none
  bool takes_reports = false;                              // /report is there
  std::map<std::string, std::size_t, std::less<>> by_key;  // index()
};

// Finds the places of `series` by the keys of their titles (names.hpp): once, when all are there.
void index(Settings& settings);
// Those of the series with this key; null where none is configured.
const SeriesSettings* settings_of(const Settings& settings, std::string_view key);

}  // namespace usher::meeting
