// bot/net/log.cpp: names, instants and lines of logs.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/log.hpp"

#include "bot/net/mail_dates.hpp"
#include "bot/net/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher::net {
namespace {

// ".rst" of "a.b.rst"; "." where the name ends so, empty where there is no full stop.
std::string_view ending(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
}

bool is_text(std::string_view name) {
  constexpr std::array<std::string_view, 5> texts = {".rst", ".md", ".txt", ".", ""};
  return std::ranges::find(texts, ending(name)) != texts.end();
}

}  // namespace

int LogNames::fit(std::string_view other) const {
  if (other == name) return 3;
  if (beginning.empty() || !other.starts_with(beginning) || other.size() == beginning.size())
    return 0;
  const char next = other[beginning.size()];
  if (next != '-' && next != '.') return 0;
  if (ending(other) == ending(name)) return 2;
  return is_text(other) ? 1 : 0;
}

std::optional<LogNames> log_names(const Call& call) {
  LogNames names{call.path, call.body};
  if (!is_file_name(names.name)) return std::nullopt;
  if (!names.beginning.empty() && (!is_file_name(names.beginning) || names.fit(names.name) != 3 ||
                                   !names.name.starts_with(names.beginning)))
    return std::nullopt;
  return names;
}

std::string log_text(const std::vector<LogEntry>& entries) {
  std::string out;
  for (const LogEntry& entry : entries)
    fmt::format_to(
        std::back_inserter(out), "{} {} {}\n", entry.commit, utc_text(entry.at), entry.name
    );
  return out;
}

std::optional<CommitPath> parse_commit_path(std::string_view path) {
  if (!path.starts_with('@')) return std::nullopt;
  auto parsed = parse_blob_path(path.substr(1));
  if (!parsed) return std::nullopt;
  return CommitPath{std::move(parsed->sha), std::move(parsed->name)};
}

std::optional<sys_seconds> parse_utc(std::string_view text) {
  const bool whole = text.size() == 20 && text[10] == 'T' && text[16] == ':' && text[19] == 'Z';
  return whole ? parse_iso_date(text) : std::nullopt;
}

}  // namespace usher::net
