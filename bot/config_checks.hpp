// Whether a value can be what it is meant to be: URLs, zones, addresses, names. Pure, except for zones and paths.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct Flaw {
  std::string problem, remedy;
};
using Verdict = std::optional<Flaw>;  // nothing: it is fine
using Check = std::function<Verdict(std::string_view)>;

// A value from the file, made safe to show: on one line, shortened, and never a credential.
std::string shown(std::string_view value);

// The candidate nearest to `wrong`; empty when none is near.
std::string_view nearest(std::string_view wrong, const std::vector<std::string>& candidates);

Verdict check_name(std::string_view value);        // what a community is called
Verdict check_language(std::string_view value);    // a tag of BCP 47
Verdict check_zone(std::string_view value);        // IANA, known to the system's tzdata
Verdict check_city(std::string_view value);        // "Beijing Asia/Shanghai"
Verdict check_repository(std::string_view value);  // "owner/name"
Verdict check_folder_in_repository(std::string_view value);
Verdict check_branch(std::string_view value);
Verdict check_listen(std::string_view value);     // "127.0.0.1:8008", "[::1]:8008"
Verdict check_matrix_id(std::string_view value);  // "@usher:example.org"
Verdict check_device_id(std::string_view value);
Verdict check_short(std::string_view value);   // one line of at most 80 bytes, not blank
Verdict check_person(std::string_view value);  // "web:ada": a platform and the id there
Verdict check_any_room(std::string_view value
);  // "web:general": a chat system and the id of a room there
Verdict check_topic(std::string_view value);      // likewise, of at most 200
Verdict check_directory(std::string_view value);  // exists
Verdict check_database_path(std::string_view value);
Verdict check_archive(std::string_view value);  // "calls/{year}/call-{date}.md"
Verdict check_page(std::string_view value);     // the id of a page on HackMD
Verdict check_email(std::string_view value);

// https, or where `loopback` is allowed http to this machine; no user name, password, query or fragment.
Verdict check_url(std::string_view value, bool loopback);
// What people open: https, with a query where it has one, as calls often do. May be empty.
Verdict check_link(std::string_view value);
// An address that people open: scheme and host, and a port where it takes one. http only to this machine.
Verdict check_public_url(std::string_view value);
// A calendar: an https URL or a file that can be read.
Verdict check_calendar(std::string_view value, bool loopback);

// Whether the host of a URL, or of a "host:port", is this machine. False for what is neither.
bool is_loopback_url(std::string_view url);
bool is_loopback_listen(std::string_view listen);

// Whether a value has the shape of a credential of Slack, GitHub or Matrix. It must not be shown.
bool looks_like_secret(std::string_view value);

}  // namespace usher
