// The configuration: usher.toml, --set and the secrets, checked as a whole and turned into plain structs.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config_welcome.hpp"
#include "bot/feature.hpp"
#include "bot/problem.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace usher {

// Each struct is one section of the file, its members the keys; config/usher.example.toml says what each is for.
// Relative paths start at the folder from which usher is run.

struct DatabaseConfig {
  std::string path = "./var/usher.db";
};

struct DeliveryConfig {
  std::chrono::seconds drain{10};
  int max_tries = 10;
  std::chrono::hours max_age{24};
  std::chrono::milliseconds retry_base{1000};
  std::chrono::seconds retry_cap{300};
};

enum class LogLevel : std::uint8_t { error, warning, info, debug };
struct LogConfig {
  LogLevel level = LogLevel::info;
};

// Beside what each platform says itself: "web:ada", "slack:U123", "matrix:@ada:example.org", "terminal:ada".
struct RolesConfig {
  std::vector<std::string> contributors, maintainers, organisers, administrators;
  std::string
      committee_file;  // empty: the committee is whom platforms with a file of their own say it is
  std::vector<std::string> committee;  // of committee_file, in its order
};

struct ProposalStatus {
  std::string name;   // "Endorsed"
  std::string means;  // "accepted": one of the nine words of NEP 0; empty: a word of its own
};
struct ProposalMove {
  std::string from, to, type;  // empty from: any status; empty type: any type
};
struct ProposalsConfig {  // [proposals.<name>]
  enum class Source : std::uint8_t { directory, github };
  enum class Header : std::uint8_t { either, rst, rfc2822 };
  std::string name;               // "nep": the command, and the files' prefix
  std::vector<std::string> also;  // other names of the command: "提案"
  std::string label;              // "NEP"; the name in capitals where it is not given
  std::string title = "Enhancement Proposal";
  Source source = Source::github;
  std::string path;                   // of a directory source
  std::string repository, directory;  // of a GitHub source: "numpy/numpy", "doc/neps"
  std::string branch = "main";
  std::string api_url = "https://api.github.com";
  std::string raw_url = "https://raw.githubusercontent.com";
  std::chrono::minutes poll{60};
  std::string site;  // pages are <site><file without ending><page_ending>
  std::string page_ending = ".html";
  std::string mail_url;           // archive of the list where proposals are discussed; may be empty
  std::chrono::minutes mail{30};  // between two readings of it; 0: it is never read
  std::string
      web_url;  // the repository's pages, for links to commits; empty: GitHub's, of a GitHub source
  std::string rules_url;                     // the page with the rules for proposals; may be empty
  std::string council = "Steering Council";  // who decides where the community cannot agree
  std::vector<ProposalStatus> statuses;      // empty: those of NEP 0
  std::vector<std::string> types;            // likewise
  std::optional<std::vector<ProposalMove>> moves;  // not given: NEP 0's, where statuses are its too
  Header header = Header::either;
  std::optional<std::string> file_prefix;  // not given: the label
  std::string index_file;  // "index.md": each proposal has a folder of its own; empty: none has
  std::vector<std::string> examples;  // what help shows after the command
  // Days of the final comment period, 0: there is none. Not given: NEP 0's seven, where statuses are its too; else none.
  std::optional<int> comment_days;
  std::string template_url;  // where authors find the template; may be empty
};

struct CityConfig {
  std::string name, zone;  // "Beijing", IANA
};

struct MeetingConfig {            // [series.<name>] and [local.<name>] of meetings.toml
  std::string name;               // what people type: "community"
  std::string title;              // of a series: as the calendar calls it
  std::vector<std::string> also;  // other titles that it has had there
  std::vector<std::string> tags;
  std::vector<std::string> rooms;  // "web:meetings", "slack:C123", "matrix:!abc:example.org"
  std::vector<std::string> hosts, stand_by;  // people: "web:ada"
  std::vector<std::chrono::seconds> leads;   // of these rooms; longest first
  std::string link, dial_in, agenda, notes;
  // Of its notes: their title, a file of templates/ without its ending, and which file of the archive they become.
  std::string page_title, page_template, archive;
  std::string hackmd;  // the id of its page there that is prepared and read; empty: none is
  std::vector<CityConfig> cities;
  bool in_feed = true;        // of calendars that everybody may subscribe to
  bool link_in_feed = false;  // with the link to the call
  // Of a local one, which no calendar has.
  bool local = false;
  std::string start;  // "2026-01-14T18:00", by the clocks of `zone`
  std::string zone = "UTC";
  std::string rule;                 // RRULE; empty: once
  std::vector<std::string> except;  // days: "2026-12-23"
  std::chrono::minutes length{60};
  std::string description;
};
// [meetings.source.NAME]: the file in a repository on GitHub that one of the calendars is made of, with yaml2ics.
struct CalendarSourceConfig {
  std::string name, calendar;  // one of MeetingsConfig::calendars
  std::string repository, branch = "main", file;
};
// [meetings.holidays.NAME]: days on which a region does not work, as a calendar.
struct HolidaysConfig {
  std::string name, region;  // "germany", "Germany"
  std::string calendar;      // an https URL or a file
  std::string zone;          // whose days they are; empty: those of each meeting's zone
};

struct MeetingsConfig {
  std::vector<std::string> calendars;  // each an https URL or a file
  std::chrono::minutes poll{15};
  std::vector<std::string> organisers;  // rooms where they are told; empty: each of them directly
  std::string page_url;                 // the community's page of its calendar; may be empty
  bool public_feeds = false;            // everybody may subscribe to what [web] serves of them
  // The repository on GitHub that notes go to as pull requests, where a token is given; empty: they are handed out as files.
  std::string archive_repository, archive_branch = "main";
  // The token is that of [github], and goes there: where it is not said, to the server that proposals come from.
  std::string archive_api_url;
  std::string hackmd_api_url = "https://api.hackmd.io/v1";
  std::vector<CalendarSourceConfig> sources;  // by name
  std::vector<HolidaysConfig> holidays;       // likewise
  // --- of meetings.toml, beside the configuration ---
  std::vector<std::chrono::seconds> leads{std::chrono::hours(24), std::chrono::minutes(15)};
  std::vector<CityConfig> cities;
  std::vector<MeetingConfig> series;  // by name
};

struct ReportConfig {   // [report]: where harm is told of
  std::string email;    // of the Code of Conduct committee
  std::string instead;  // whom to turn to instead, where one is uneasy about the committee
  std::string url;      // the Code of Conduct
};

struct AnswersConfig {                // [answers]
  std::vector<std::string> contacts;  // "team numpy-team@example.org": what {{contact:team}} says
  std::vector<std::string> people;    // "conduct Ada, Grace and Alan": what {{people:conduct}} says
  std::string edit_url;               // of the folder that the answers are edited in; may be empty
  std::vector<std::string>
      people_rooms;  // "web:newcomers #newcomers": where people are asked, and what they call it
  std::vector<std::string> newcomer_rooms;  // where a question put to nobody may be answered
  std::chrono::minutes wait{3};             // there, people come first for so long
  std::string embedding_model;  // the file of a language model; empty: words alone decide
};

struct GroupsConfig {                 // [groups]
  std::vector<std::string> announce;  // rooms that are told of a new user group
  std::vector<std::string> lists;     // "Local user groups https://…": where groups are listed
  std::vector<std::string> known;     // "PyBerlin | Berlin, Germany | https://…"
};

struct SlackConfig {
  enum class Mode : std::uint8_t { socket, http };
  Mode mode = Mode::socket;
  std::string api_url = "https://slack.com/api";
  std::string listen = "127.0.0.1:8010";  // http mode
  int connections = 2;                    // socket mode
  double posts_per_second = 1;
  int burst = 5;                  // 0: unpaced
  bool debug_reconnects = false;  // socket mode: Slack ends each connection after six minutes
};

struct MatrixConfig {
  enum class Transport : std::uint8_t { sync, appservice };
  std::string homeserver, user_id;
  std::string device_id = "USHER";
  Transport transport = Transport::sync;
  std::string listen = "127.0.0.1:8011";  // appservice
  std::string session_file;               // empty: beside the database, "<database>.matrix"
  std::vector<std::string> rooms;  // aliases or ids that are joined; of a Space its rooms too
  // Whose invitations to other rooms are accepted: user ids; servers ("example.org", "*").
  std::vector<std::string> allow_people, allow_servers;
  bool moderators_organise = true;  // in `rooms`: a power of 50 makes an organiser
  bool receipts = true, reactions = true;
  std::chrono::minutes act_within{5
  };  // what was said longer ago, while Usher was away, is not acted on
  double posts_per_second = 0;  // 0: unpaced
  int burst = 5;
  std::vector<CityConfig>
      cities;  // as written: "Beijing Asia/Shanghai"; beside UTC in what rooms are told
};

struct WebPerson {  // a line of web.people_file
  Secret<std::string> token;
  std::string id;
  std::string role;  // newcomer, contributor, maintainer, organiser, committee, administrator
  std::string name;
};
struct WebRoom {  // [web.rooms.<name>]
  std::string name, topic;
  bool joined = false;       // everybody who is new is put in it
  std::optional<Role> only;  // a private room: of those who have this role
};
struct WebConfig {
  std::string listen = "127.0.0.1:8008";  // port 0: any that is free
  std::string public_url;   // "https://chat.example.org", without a slash; empty: where it listens
  std::string people_file;  // empty: everybody says who they are
  std::vector<WebPerson> people;  // of people_file, in its order
  int frames_per_second = 10;     // 0: no limit
  int burst = 60;
  std::vector<WebRoom> rooms;  // in the order of names; "general" where the file names none
};

struct TerminalConfig {
  std::string history_file = "./var/history";  // empty: lines are not remembered
};

struct TestingConfig {
  bool echo = false;      // repeat messages back that no feature answers
  bool loopback = false;  // services may be reached on loopback, by http too
};

// Read from files that only their owner can read, or from the environment, which wins. Empty: not given.
struct Secrets {
  Secret<std::string> slack_bot_token, slack_app_token, slack_signing_secret;
  Secret<std::string> matrix_access_token, matrix_password;
  Secret<std::string> matrix_as_token, matrix_hs_token;  // appservice
  Secret<std::string> github_token, hackmd_token;
};

struct Config {
  Community community;
  std::string contact_url;  // community.contact_url: told to the servers that are polled
  DatabaseConfig database;
  DeliveryConfig delivery;
  LogConfig log;
  RolesConfig roles;
  std::vector<ProposalsConfig> proposals;  // in the file's order of names
  std::optional<MeetingsConfig>
      meetings;  // optional sections: there when the file or --set names them
  std::optional<ReportConfig> report;
  AnswersConfig answers;
  std::optional<WelcomeConfig> welcome;
  std::optional<GroupsConfig> groups;
  std::optional<SlackConfig> slack;
  std::optional<MatrixConfig> matrix;
  std::optional<WebConfig> web;
  TerminalConfig terminal;
  TestingConfig testing;
  Secrets secrets;
};

// meetings.archive_api_url; where it is not written, the server that proposals come from, whose token it is.
std::string archive_api_of(const Config& config);

// Of one key: what is wrong with its value, and what to do.
struct KeyFlaw {
  std::string key, problem, remedy;
};

struct ConfigInput {
  std::string file;  // its name, for messages
  std::string text;
  std::vector<std::string> set;  // of --set: "slack.mode=http"; the last of a key wins
  // Looks a variable up; nullptr where it is not set. Empty: the process's own environment.
  std::function<const char*(const char*)> environment;
  // Whether an adapter whose tokens are missing is a mistake: yes to run it, no to check the file on another machine.
  bool need_secrets = false;
  // The catalogs that are there ("es", "pt_BR"), which the community's language is compared with; nothing: it is not.
  std::optional<std::vector<std::string>> locales = {};
  // meetings.toml, which lies beside the file; empty: there is none.
  std::string meetings_file, meetings_text;
  // What is wrong with a recurrence rule; nothing where it is none of this layer's business.
  std::function<std::optional<std::string>(std::string_view rule)> rule_flaw = {};
  // Of a meeting, or with nullptr of [meetings]: what need not be a mistake, and is looked for by `usher check` alone. All of
  // the configuration but meetings.toml has been read then.
  std::function<std::vector<KeyFlaw>(const Config&, const MeetingConfig*)> meeting_flaws = {};
};

struct LoadedConfig {
  Config config;                  // meaningful only where there are no problems
  std::vector<Problem> problems;  // all of them, in the order of the lines
};

// Never throws on any text. Reads secret files and looks at the files and folders that are named; no network.
LoadedConfig load_config(const ConfigInput& input);

// Every key there is, as it is written for --set: "community.name"; proposals appear as "proposals.nep.…", rooms as
// "web.rooms.coc-committee.…".
std::vector<std::string> known_config_keys();

}  // namespace usher
