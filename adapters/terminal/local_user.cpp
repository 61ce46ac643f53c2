// adapters/terminal/local_user.cpp: user name, language, zone and terminal from the environment.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"

#include "bot/text.hpp"

#include <langinfo.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdlib>
#include <filesystem>

namespace usher::terminal {

namespace {

std::string environment(const char* name) {
  const char* value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  return value == nullptr ? "" : value;
}

std::string user_name(std::string& full_name) {
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, room.data(), room.size(), &found) == 0 &&
      found != nullptr) {
    full_name = sanitize(split(entry.pw_gecos, ',').front());
    return sanitize(entry.pw_name);
  }
  return "user" + std::to_string(::geteuid());  // a container may have no entry for its user
}

std::string language() {
  for (const char* name :
       {"LC_ALL", "LC_MESSAGES", "LANG"})  // the first that is set decides, as for gettext
    if (const std::string value = environment(name); !value.empty())
      return language_of_locale(value);
  return {};
}

std::string zone() {
  if (const std::string tz = environment("TZ"); !tz.empty()) return zone_of(tz);
  std::error_code error;
  const auto target = std::filesystem::read_symlink("/etc/localtime", error);
  return error ? "" : zone_of(target.string());
}

bool shows_hyperlinks(const std::string& term) {
  if (term.starts_with("tmux") || term.starts_with("screen"))
    return false;  // until tmux 3.4 it drops them
  const std::string program = environment("TERM_PROGRAM");
  constexpr std::array<std::string_view, 5> programs{
      "iTerm.app", "WezTerm", "vscode", "ghostty", "rio"
  };
  constexpr std::array<std::string_view, 5> terms{
      "xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour"
  };
  return std::ranges::find(programs, program) != programs.end() ||
         std::ranges::any_of(
             terms, [&](std::string_view name) { return term.starts_with(name); }
         ) ||
         !environment("WT_SESSION").empty() || !environment("KONSOLE_VERSION").empty() ||
         environment("VTE_VERSION").size() >= 4;
}

}  // namespace

Person local_user() {
  Person user;
  user.id = user_name(user.name);
  if (user.name.empty()) user.name = user.id;
  user.lang = language();
  user.zone = zone();
  user.roles = {Role::contributor, Role::maintainer, Role::organiser, Role::administrator};
  return user;
}

Look local_look() {
  const std::string term = environment("TERM");
  Look look;
  look.colour = ::isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && !term.empty() &&
                term != "dumb";
  look.hyperlinks = look.colour && shows_hyperlinks(term);
  look.zone = zone();
  return look;
}

void use_utf8() {
  std::setlocale(LC_CTYPE, "");  // NOLINT(concurrency-mt-unsafe): before any thread
  // NOLINTBEGIN(concurrency-mt-unsafe): likewise
  if (std::string_view(::nl_langinfo(CODESET)) != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
  // NOLINTEND(concurrency-mt-unsafe)
}

std::string language_of_locale(std::string_view locale) {
  std::string tag(locale.substr(0, locale.find_first_of(".@")));
  if (tag.empty() || tag == "C" || tag == "POSIX") return {};
  std::ranges::replace(tag, '_', '-');
  const bool sound = std::ranges::all_of(tag, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return sound && tag.size() <= 35 ? tag : "";
}

std::string zone_of(std::string_view text) {
  if (text.starts_with(':')) text.remove_prefix(1);
  constexpr std::string_view folder = "zoneinfo/";
  if (const auto at = text.find(folder); at != std::string_view::npos)
    text.remove_prefix(at + folder.size());
  for (const std::string_view variant : {"posix/", "right/"})
    if (text.starts_with(variant)) text.remove_prefix(variant.size());
  const bool name = text == "UTC" || text == "GMT" ||
                    (text.find('/') != std::string_view::npos && !text.starts_with('/'));
  return name ? std::string(text) : std::string();
}

}  // namespace usher::terminal
