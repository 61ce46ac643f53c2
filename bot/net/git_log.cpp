// bot/net/git_log.cpp: git as a subprocess: log, diff-tree, cat-file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/git_log.hpp"

#include "bot/net/tree.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace usher::net {
namespace {

constexpr int deepest = 64;  // folders from the file system's root
constexpr std::size_t log_bytes = 4U << 20U;
constexpr std::string_view pathspec_signs = "\\*?[";

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "<id> <seconds>"
std::optional<LogEntry> parse_begin(std::string_view text) {
  if (text.size() < 42 || text[40] != ' ' || !is_blob_id(text.substr(0, 40))) return std::nullopt;
  const auto seconds = number_in<std::int64_t>(text.substr(41));
  // Beyond the year 9999 no ISO 8601 has four digits.
  if (!seconds || *seconds < 0 || *seconds > 253402300799) return std::nullopt;
  return LogEntry{std::string(text.substr(0, 40)), sys_seconds(std::chrono::seconds(*seconds)), {}};
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string glob_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (pathspec_signs.contains(c)) out += '\\';
    out += c;
  }
  return out;
}

// All that git may know of its surroundings: where programs are, and nothing of any user.
std::vector<std::string> bare_environment() {
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return {
      std::string("PATH=") + (path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path),
      "LC_ALL=C",
      "HOME=/nonexistent",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_CONFIG_GLOBAL=/dev/null",
      "GIT_ATTR_NOSYSTEM=1",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_ALLOW_PROTOCOL=",  // none, whatever protocol.<name>.allow says
      "GIT_OPTIONAL_LOCKS=0",
      "GIT_NO_LAZY_FETCH=1",
      "GIT_NO_REPLACE_OBJECTS=1",
  };
}

}  // namespace

Result<std::vector<LogEntry>> parse_git_log(std::string_view bytes, const LogNames& names) {
  std::vector<LogEntry> entries;
  int best = 0;
  const auto drop_empty = [&] {
    if (!entries.empty() && entries.back().name.empty()) entries.pop_back();
  };
  while (!bytes.empty()) {
    const auto end = bytes.find('\0');
    if (end == std::string_view::npos) return std::unexpected(errc::malformed);
    std::string_view word = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (word.starts_with('\x01')) {
      drop_empty();
      auto entry = parse_begin(word.substr(1));
      if (!entry) return std::unexpected(errc::malformed);
      entries.push_back(std::move(*entry));
      best = 0;
      continue;
    }
    if (word.starts_with('\n')) word.remove_prefix(1);
    const auto path_end = bytes.find('\0');
    if (entries.empty() || word.size() != 1 || path_end == std::string_view::npos)
      return std::unexpected(errc::malformed);
    const std::string_view name = base_name(bytes.substr(0, path_end));
    bytes.remove_prefix(path_end + 1);
    // Of a renamed file there are two names: the new one counts.
    const int fit = names.fit(name) == 0 || !is_file_name(name) ? 0
                    : word == "D"                               ? 1
                                                                : 1 + names.fit(name);
    if (fit <= best) continue;
    best = fit;
    entries.back().name = name;
  }
  drop_empty();
  return entries;
}

std::string previous_name(std::string_view bytes, std::string_view folder, std::string_view name) {
  const auto next = [&bytes]() -> std::optional<std::string_view> {
    const auto end = bytes.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view word = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return word;
  };
  const auto within = [folder](std::string_view path) {
    if (!path.starts_with(folder)) return std::string_view{};
    path.remove_prefix(folder.size());
    return is_file_name(path) ? path : std::string_view{};
  };
  while (const auto kind = next()) {
    const auto old = next();
    if (!old) return {};
    if (!kind->starts_with('R') && !kind->starts_with('C')) continue;
    const auto now = next();
    if (!now) return {};
    if (kind->starts_with('R') && within(*now) == name) return std::string(within(*old));
  }
  return {};
}

Result<Checkout> Checkout::around(
    const std::filesystem::path& folder, Deadline until, std::stop_token stop
) {
  std::error_code error;
  const auto real = std::filesystem::canonical(folder, error);
  if (error) return std::unexpected(errc::unsupported);
  std::filesystem::path top = real;
  for (int depth = 0; depth < deepest; ++depth, top = top.parent_path()) {
    if (std::filesystem::exists(top / ".git", error)) {
      std::string within =
          real == top ? std::string() : real.lexically_relative(top).string() + "/";
      Checkout found(top.string(), std::move(within), until, std::move(stop));
      // Also where there is no git, or nothing was committed yet.
      const auto head = found.git({"rev-parse", "--quiet", "--verify", "HEAD^{commit}"}, {}, 4096);
      if (!head && head.error() == errc::timed_out) return std::unexpected(errc::timed_out);
      if (!head) return std::unexpected(errc::unsupported);
      return found;
    }
    if (top == top.parent_path()) break;
  }
  return std::unexpected(errc::unsupported);
}

Result<std::string> Checkout::git(
    std::vector<std::string> arguments, std::string input, std::size_t limit
) const {
  Program program;
  // A checkout is read whoever owns it: the operator has named it. What its own configuration could make git run or
  // fetch is switched off, and so is what makes a log look different.
  program.arguments = {"git", "--no-pager",
                       "-c",  "safe.directory=" + top_,
                       "-c",  "core.fsmonitor=false",
                       "-c",  "protocol.allow=never",
                       "-c",  "core.attributesFile=/dev/null",
                       "-c",  "log.follow=false",
                       "-c",  "log.showRoot=true",
                       "-C",  top_};
  for (std::string& one : arguments) program.arguments.push_back(std::move(one));
  program.environment = bare_environment();
  program.input = std::move(input);
  program.output = limit;
  program.time = std::min(
      program.time,
      std::chrono::floor<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now())
  );
  program.stop = stop_;
  auto ran = run_program(program);
  if (!ran)
    return std::unexpected(ran.error() == errc::not_found ? errc::unsupported : ran.error());
  if (ran->status != 0) return std::unexpected(errc::unavailable);
  return std::move(ran->output);
}

Result<std::vector<LogEntry>> Checkout::part(
    const std::string& from, std::vector<std::string> paths, const LogNames& names
) const {
  std::vector<std::string> arguments = {
      "log",
      "--first-parent",
      "--diff-merges=first-parent",
      "--no-renames",
      "--no-show-signature",
      "--no-ext-diff",
      "--no-textconv",
      "--no-color",
      "--no-notes",
      "--encoding=UTF-8",
      "-O/dev/null",
      "--name-status",
      "-z",
      "--format=%x01%H %ct",
      "--max-count=" + std::to_string(most_log),
      from,
      "--"
  };
  for (std::string& path : paths) arguments.push_back(std::move(path));
  auto printed = git(std::move(arguments), {}, log_bytes);
  if (!printed) return std::unexpected(printed.error());
  return parse_git_log(*printed, names);
}

Result<std::vector<LogEntry>> Checkout::log(const LogNames& names) const {
  std::vector<std::string> paths = {":(literal)" + folder_ + names.name};
  if (!names.beginning.empty())
    for (const char* rest : {"-*", ".*"})
      paths.push_back(":(glob)" + glob_escaped(folder_ + names.beginning) + rest);
  auto entries = part("HEAD", std::move(paths), names);
  if (!entries) return entries;
  // The oldest may be a file that had another name before, without a number perhaps.
  for (int renames = 0; renames < most_renames && !entries->empty(); ++renames) {
    const LogEntry& oldest = entries->back();
    const std::string parent = oldest.commit + "^1";
    if (entries->size() >= most_log) break;
    const auto there = git({"rev-parse", "--quiet", "--verify", parent}, {}, 4096);
    // What is known so far is not all: better asked for again than taken for the whole.
    if (!there && there.error() == errc::timed_out) return std::unexpected(errc::timed_out);
    if (!there) break;  // the very first commit
    auto changes =
        git({"diff-tree", "-r", "-z", "-M", "-l2000", "--no-ext-diff", "--no-textconv",
             "--name-status", parent, oldest.commit, "--",
             ":(literal)" + (folder_.empty() ? "." : folder_)},
            {}, log_bytes);
    if (!changes) return std::unexpected(changes.error());
    const std::string before = previous_name(*changes, folder_, oldest.name);
    if (before.empty()) break;
    auto older = part(parent, {":(literal)" + folder_ + before}, {before, {}});
    if (!older) return older;
    if (older->empty()) break;
    for (LogEntry& entry : *older) entries->push_back(std::move(entry));
  }
  if (entries->empty()) return std::unexpected(errc::not_found);
  if (entries->size() > most_log) entries->resize(most_log);
  return entries;
}

Result<std::vector<LogEntry>> Checkout::log_below(const std::string& path, const std::string& name)
    const {
  auto entries = part("HEAD", {":(literal)" + folder_ + path}, {std::string(base_name(path)), {}});
  if (!entries) return entries;
  if (entries->empty()) return std::unexpected(errc::not_found);
  for (LogEntry& entry : *entries) entry.name = name;
  return entries;
}

Result<std::string> Checkout::bytes_at(
    std::string_view commit, std::string_view name, std::size_t limit
) const {
  const auto parts = split(name, '/');
  const bool clean =
      parts.size() < 3 && std::ranges::all_of(parts, [](auto one) { return is_file_name(one); });
  if (!is_blob_id(commit) || !clean) return std::unexpected(errc::malformed);
  std::string object(commit);
  object.append(":").append(folder_).append(name).append("\n");
  // "<id> blob <size>\n<bytes>\n", or "<what was asked for> missing\n".
  auto printed = git({"cat-file", "--batch"}, std::move(object), limit + 4096);
  if (!printed) return printed;
  const auto line = printed->find('\n');
  if (line == std::string::npos) return std::unexpected(errc::malformed);
  const std::string_view head = std::string_view(*printed).substr(0, line);
  if (head.ends_with(" missing")) return std::unexpected(errc::not_found);
  const auto words = split(head, ' ');
  if (words.size() != 3 || !is_blob_id(words[0])) return std::unexpected(errc::malformed);
  if (words[1] != "blob") return std::unexpected(errc::not_found);
  const auto size = number_in<std::size_t>(words[2]);
  if (!size || printed->size() != line + 1 + *size + 1) return std::unexpected(errc::malformed);
  if (*size > limit) return std::unexpected(errc::too_large);
  printed->erase(0, line + 1);
  printed->pop_back();
  return printed;
}

}  // namespace usher::net
