// bot/config_checks_net.cpp: URLs, addresses to listen on, and time zones.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/text.hpp"
#include "bot/zone_names.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <date/tz.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>

namespace usher {

namespace {

namespace fs = std::filesystem;
namespace urls = boost::urls;

bool is_loopback_host(std::string_view host) {
  const std::string lower = to_lower_ascii(host);
  if (lower == "localhost" || lower == "::1" || lower == "[::1]") return true;
  const auto parsed = urls::parse_ipv4_address(host);
  return parsed.has_value() && parsed->is_loopback();
}

std::string_view view(urls::string_view text) { return {text.data(), text.size()}; }

struct HostPort {
  std::string_view host;
  int port = -1;
};

// "host:port" with an IPv6 address in brackets; port -1 where it is none.
HostPort split_listen(std::string_view value) {
  const auto colon = value.rfind(':');
  if (colon == std::string_view::npos) return {value, -1};
  const std::string_view digits = value.substr(colon + 1);
  int port = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool fine = error == std::errc() && end == digits.data() + digits.size() &&
                    !digits.empty() && port >= 0 && port <= 65535;
  return {value.substr(0, colon), fine ? port : -1};
}

bool is_address(std::string_view host) {
  if (host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']'))
    return urls::parse_ipv6_address(host.substr(1, host.size() - 2)).has_value();
  return urls::parse_ipv4_address(host).has_value();
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
  return names;
}

}  // namespace

bool is_loopback_url(std::string_view url) {
  const auto parsed = urls::parse_uri(url);
  return parsed.has_value() && is_loopback_host(parsed->host());
}

bool is_loopback_listen(std::string_view listen) {
  return is_loopback_host(split_listen(listen).host);
}

Verdict check_url(std::string_view value, bool loopback) {
  constexpr const char* example = "Write it as https://host/path.";
  const auto parsed = urls::parse_uri(value);
  if (!parsed || value.size() > 2000 || parsed->host().empty())
    return Flaw{fmt::format("\"{}\" is no URL.", shown(value)), example};
  // Told without showing the value: it holds a password.
  if (parsed->has_userinfo())
    return Flaw{
        "The URL holds a user name or password.",
        "Remove it; credentials stand in files of their own or in the environment."
    };
  const std::string_view scheme = view(parsed->scheme());
  if (is_loopback_host(parsed->host())) {
    if (!loopback)
      return Flaw{
          fmt::format("\"{}\" is on this machine.", shown(value)),
          "Name a public server, or set loopback = true in [testing] to try things out."
      };
    if (scheme != "http" && scheme != "https")
      return Flaw{fmt::format("\"{}\" is neither https nor http.", shown(value)), example};
  } else if (scheme != "https") {
    return Flaw{fmt::format("\"{}\" is not https.", shown(value)), example};
  }
  if (parsed->has_query() || parsed->has_fragment())
    return Flaw{
        fmt::format("\"{}\" has a query or a fragment.", shown(value)),
        "Remove what follows ? or #."
    };
  if (parsed->has_port() && (parsed->port_number() == 0))
    return Flaw{
        fmt::format("The port in \"{}\" is none.", shown(value)),
        "Write a port from 1 to 65535, or leave it out."
    };
  return std::nullopt;
}

Verdict check_public_url(std::string_view value) {
  if (Verdict flaw = check_url(value, true)) return flaw;
  const auto parsed = urls::parse_uri(value);
  if (const auto path = view(parsed->encoded_path()); !path.empty() && path != "/")
    return Flaw{
        fmt::format("\"{}\" has a path, and the page lies at the root.", shown(value)),
        "Write the scheme and the host only, https://chat.example.org for instance."
    };
  return std::nullopt;
}

Verdict check_calendar(std::string_view value, bool loopback) {
  if (value.find("://") != std::string_view::npos) {
    if (to_lower_ascii(value).starts_with("webcal://"))
      return Flaw{
          fmt::format("\"{}\" is for calendar programs.", shown(value)),
          "Write the same address with https://."
      };
    // Calendars are often published under an address with a query, so only that is let through here.
    const auto question = value.find('?');
    return check_url(value.substr(0, question), loopback);
  }
  std::error_code error;
  const fs::path path(value);
  if (value.empty() || !fs::exists(path, error))
    return Flaw{
        fmt::format("There is no file \"{}\".", shown(value)),
        "Mend the path (a relative one starts where usher is run), or write an https URL."
    };
  if (!fs::is_regular_file(path, error))
    return Flaw{
        fmt::format("\"{}\" is not a file.", shown(value)), "Name the calendar file itself."
    };
  if (::access(path.c_str(), R_OK) != 0)
    return Flaw{
        fmt::format("\"{}\" may not be read.", shown(value)),
        "Let the user that runs usher read it."
    };
  return std::nullopt;
}

// "Beijing Asia/Shanghai", "New York America/New_York".
Verdict check_city(std::string_view value) {
  const auto blank = value.rfind(' ');
  if (blank == std::string_view::npos || blank == 0)
    return Flaw{
        fmt::format("\"{}\" is no city with its time zone.", shown(value)),
        "Write the name and the zone, \"Beijing Asia/Shanghai\" for instance."
    };
  if (Verdict name = check_short(value.substr(0, blank))) return name;
  return check_zone(value.substr(blank + 1));
}

Verdict check_link(std::string_view value) {
  if (value.empty()) return std::nullopt;
  return check_url(value.substr(0, value.find_first_of("?#")), false);
}

Verdict check_listen(std::string_view value) {
  const HostPort at = split_listen(value);
  if (!is_address(at.host))
    return Flaw{
        fmt::format("\"{}\" is no address to listen on.", shown(value)),
        "Write address:port, 127.0.0.1:8008 or [::1]:8008 for instance."
    };
  if (at.port < 0)
    return Flaw{
        fmt::format("\"{}\" has no port from 0 to 65535.", shown(value)),
        "Add it, 127.0.0.1:8008 for instance; port 0 takes any that is free."
    };
  return std::nullopt;
}

Verdict check_zone(std::string_view value) {
  // These need no tables.
  if (value == "UTC" || has_zone_file(value)) return std::nullopt;
  try {
    date::locate_zone(value);
    return std::nullopt;
  } catch (const std::runtime_error&) {
    // falls through: unknown, or no tzdata at all
  }
  try {
    const std::vector<std::string> names = zone_names();
    std::string_view guess = nearest(value, names);
    // "Taipei" is near to nothing, but the end of "Asia/Taipei".
    const std::string tail = "/" + to_lower_ascii(value);
    for (const std::string& name : names)
      if (guess.empty() && value.size() > 2 && to_lower_ascii(name).ends_with(tail)) guess = name;
    return Flaw{
        fmt::format("There is no time zone \"{}\".", shown(value)),
        guess.empty() ? "Write an IANA name, Europe/Berlin or Asia/Taipei for instance."
                      : fmt::format("Did you mean {}?", guess)
    };
  } catch (const std::runtime_error&) {
    return Flaw{"The system has no table of time zones.", "Install the package tzdata."};
  }
}

}  // namespace usher
