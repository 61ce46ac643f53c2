// bot/config_checks.cpp: names, addresses and paths.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"

#include "bot/locales.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace usher {

namespace {

namespace fs = std::filesystem;

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool consists_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_alnum(c) || others.find(c) != std::string_view::npos;
  });
}

Flaw flaw(std::string problem, std::string remedy) {
  return {std::move(problem), std::move(remedy)};
}

Verdict check_line(std::string_view value, std::size_t limit) {
  if (trim(value).empty())
    return flaw("The text is empty.", "Write something, or remove the line for the default.");
  if (value.size() > limit)
    return flaw(fmt::format("The text is longer than {} bytes.", limit), "Shorten it.");
  if (value.find('\n') != std::string_view::npos)
    return flaw("The text has a line break.", "Write it on one line.");
  return std::nullopt;
}

}  // namespace

std::string shown(std::string_view value) {
  if (looks_like_secret(value)) return "(a secret)";
  return shorten(sanitize(value), 60);
}

std::string_view nearest(std::string_view wrong, const std::vector<std::string>& candidates) {
  const std::string lower = to_lower_ascii(wrong.substr(0, 200));
  std::string_view best;
  std::size_t distance = std::min<std::size_t>(4, lower.size() / 2 + 2);
  for (const std::string& candidate : candidates) {
    const std::size_t d = edit_distance(lower, to_lower_ascii(candidate), distance);
    if (d >= distance) continue;
    best = candidate;
    distance = d;
  }
  return best;
}

Verdict check_short(std::string_view value) { return check_line(value, 80); }

Verdict check_topic(std::string_view value) { return check_line(value, 200); }

Verdict check_name(std::string_view value) { return check_short(value); }

Verdict check_language(std::string_view value) {
  if (consists_of(value, "-") && (is_english(value) || locales_for(value).front() != "en"))
    return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no language's tag.", shown(value)),
      "Write one of BCP 47, zh-Hant or es for instance."
  );
}

Verdict check_repository(std::string_view value) {
  const auto parts = split(value, '/');
  const bool fine = parts.size() == 2 && consists_of(parts[0], "-") &&
                    consists_of(parts[1], "-_.") && value.size() <= 140 && parts[1] != "." &&
                    parts[1] != "..";
  if (fine) return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no repository of GitHub.", shown(value)),
      "Write owner/name, numpy/numpy for instance."
  );
}

Verdict check_folder_in_repository(std::string_view value) {
  if (value.empty()) return std::nullopt;  // the top
  const auto parts = split(value, '/');
  const bool fine = value.size() <= 200 && std::ranges::all_of(parts, [](std::string_view part) {
                      return consists_of(part, "-_.+ ") && part != "." && part != "..";
                    });
  if (fine) return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no folder inside a repository.", shown(value)),
      "Write its path without a slash before or after it, doc/neps for instance, or \"\" for the "
      "top."
  );
}

Verdict check_branch(std::string_view value) {
  if (consists_of(value, "-_./") && value.size() <= 100 && !value.contains("..") &&
      !value.contains("//") && value.front() != '/' && value.back() != '/' && value.front() != '-')
    return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no branch.", shown(value)),
      "Write the branch's name, main for instance."
  );
}

Verdict check_matrix_id(std::string_view value) {
  const auto colon = value.find(':');
  const bool fine = value.starts_with('@') && colon != std::string_view::npos &&
                    value.size() <= 255 && consists_of(value.substr(1, colon - 1), "._=-/+") &&
                    consists_of(value.substr(colon + 1), ".-:[]");
  if (fine) return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no Matrix user.", shown(value)),
      "Write @name:server, @usher:example.org for instance."
  );
}

Verdict check_device_id(std::string_view value) {
  if (consists_of(value, "._-") && value.size() <= 100) return std::nullopt;
  return flaw(
      fmt::format("\"{}\" is no device id.", shown(value)),
      "Use letters, digits, dots, dashes and underscores."
  );
}

Verdict check_directory(std::string_view value) {
  std::error_code error;
  const fs::path path(value);
  if (value.empty()) return flaw("No folder is named.", "Write its path.");
  if (fs::is_directory(path, error)) return std::nullopt;
  if (fs::exists(path, error))
    return flaw(fmt::format("\"{}\" is not a folder.", shown(value)), "Name the folder itself.");
  return flaw(
      fmt::format("There is no folder \"{}\".", shown(value)),
      "Mend the path; a relative one starts where usher is run."
  );
}

Verdict check_database_path(std::string_view value) {
  std::error_code error;
  if (trim(value).empty())
    return flaw("No file is named.", "Write a path, ./var/usher.db for instance.");
  if (value.find(":memory:") != std::string_view::npos || value.starts_with("file:"))
    return flaw(
        "The database must be a file: it is what survives a crash.",
        "Write a path, ./var/usher.db for instance."
    );
  const fs::path path(value);
  if (value.ends_with('/') || fs::is_directory(path, error))
    return flaw(
        fmt::format("\"{}\" is a folder.", shown(value)),
        "Add the name of the file, usher.db for instance."
    );
  // Folders are made when they are missing, so the nearest one that exists decides.
  fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  while (!fs::exists(folder, error) && folder.has_relative_path() && folder.parent_path() != folder)
    folder = folder.parent_path().empty() ? fs::path(".") : folder.parent_path();
  if (!fs::is_directory(folder, error))
    return flaw(
        fmt::format(
            "\"{}\" cannot be made: \"{}\" is not a folder.", shown(value), shown(folder.string())
        ),
        "Name another path."
    );
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return flaw(
        fmt::format("\"{}\" may not be written to.", shown(folder.string())),
        "Name another path, or give the user that runs usher the right to write there."
    );
  return std::nullopt;
}

bool looks_like_secret(std::string_view value) {
  constexpr std::array<std::string_view, 14> prefixes = {"xoxb-", "xoxp-", "xoxa-", "xoxe-",
                                                         "xoxe.", "xoxs-", "xapp-", "ghp_",
                                                         "gho_",  "ghs_",  "ghu_",  "github_pat_",
                                                         "syt_",  "mct_"};
  const auto in_token = [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; };
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) {
    for (auto at = value.find(prefix); at != std::string_view::npos;
         at = value.find(prefix, at + 1)) {
      const std::string_view rest = value.substr(at + prefix.size(), 4);
      if (rest.size() == 4 && std::ranges::all_of(rest, in_token)) return true;
    }
    return false;
  });
}

Verdict check_any_room(std::string_view value) {
  const auto colon = value.find(':');
  const std::string_view kind = value.substr(0, colon);
  const std::string_view room =
      colon == std::string_view::npos ? std::string_view() : value.substr(colon + 1);
  const bool known = kind == "web" || kind == "slack" || kind == "matrix" || kind == "terminal";
  const bool whole = value.size() <= 255 && std::ranges::none_of(value, [](char c) {
                       return static_cast<unsigned char>(c) <= ' ';
                     });
  if (kind == "matrix" && room.starts_with('#'))
    return Flaw{
        fmt::format("\"{}\" is an address, which may lead to another room tomorrow.", shown(value)),
        "Write the room's id, matrix:!abc:example.org for instance; its settings show it."
    };
  if (known && whole && !room.empty()) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no room.", shown(value)),
      "Write the chat system and the room's id there: web:meetings, slack:C0123456, "
      "matrix:!abc:example.org."
  };
}

}  // namespace usher
