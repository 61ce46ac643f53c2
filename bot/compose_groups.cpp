// bot/compose_groups.cpp: ideas, the conduct text and words that names are looked through for, by language.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_groups.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace usher {

namespace {

using File = CommunityFiles::File;

// "formats.zh_CN.txt": what it is, and in which language; that of names.txt is empty.
struct Named {
  std::string what, locale;
};
Named named(std::string_view path) {
  // "config/numpy/groups/names.txt (built in)"
  std::string_view name = path.substr(0, path.find(".txt"));
  if (const auto slash = name.rfind('/'); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return {std::string(name), ""};
  return {std::string(name.substr(0, dot)), std::string(name.substr(dot + 1))};
}

// The community's own of a name stand in for those that ship.
std::vector<File> texts(const CommunityFiles& files, std::vector<Problem>& unread) {
  std::vector<File> out;
  std::vector<std::string> seen;
  for (File& file : files.in("groups", ".txt", unread)) {
    const Named name = named(file.name);
    std::string key = fmt::format("{}.{}", name.what, name.locale);
    if (std::ranges::find(seen, key) != seen.end()) continue;
    seen.push_back(std::move(key));
    out.push_back(std::move(file));
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view line : split(text, '\n'))
    if (const auto word = trim(line); !word.empty() && !word.starts_with('#'))
      out.emplace_back(word);
  return out;
}

void check_lines(const File& file, std::vector<Problem>& problems) {
  int number = 0;
  for (const std::string_view line : split(file.text, '\n')) {
    ++number;
    const std::string_view text = trim(line);
    if (text.empty() || text.starts_with('#')) continue;
    const auto colon = text.find(':');
    const bool fine = colon != std::string_view::npos && colon > 0 &&
                      text.substr(0, colon).find(' ') == std::string_view::npos &&
                      !trim(text.substr(colon + 1)).empty();
    if (!fine)
      problems.push_back(
          {file.name, number, "This line is no idea.",
           "Write a word of your own, a colon, and what it is: \"lightning: Five minutes each.\""}
      );
  }
}

// What a language has not is not shown in it.
void compare(
    const File& file, const std::vector<group::Idea>& ours, const std::vector<group::Idea>& english,
    std::vector<Problem>& problems
) {
  for (const group::Idea& one : english)
    if (std::ranges::find(ours, one.id, &group::Idea::id) == ours.end())
      problems.push_back(
          {file.name, 0, fmt::format("The idea {} is missing in this language.", one.id),
           "Translate it, under the same word."}
      );
}

}  // namespace

void add_groups(Setup& setup, const CommunityFiles& files) {
  if (!setup.config.groups) return;
  const GroupsConfig& config = *setup.config.groups;
  group::Settings out;
  out.announce = config.announce;
  for (const std::string& list : config.lists) {
    const auto blank = list.rfind(' ');
    if (blank == std::string::npos) continue;
    out.lists.push_back({std::string(trim(list.substr(0, blank))), list.substr(blank + 1)});
  }
  for (const std::string& known : config.known) out.known.push_back(group::known_group(known));
  for (const File& file : texts(files, setup.remarks)) {
    const auto [what, locale] = named(file.name);
    if (what == "formats")
      out.formats.emplace(locale, group::read_ideas(file.text));
    else if (what == "projects")
      out.projects.emplace(locale, group::read_ideas(file.text));
    else if (what == "conduct")
      out.conduct.emplace(locale, file.text);
    else if (what == "names")
      out.offending = words_of(file.text);
  }
  setup.groups = std::move(out);
}

std::vector<Problem> check_group_texts(const CommunityFiles& files) {
  std::vector<Problem> problems;
  std::vector<Problem> unread;  // read_sources() tells of the like
  const std::vector<File> all = texts(files, unread);
  std::map<std::string, std::vector<group::Idea>, std::less<>> english;
  for (const File& file : all)
    if (const auto [what, locale] = named(file.name); locale == "en")
      english[what] = group::read_ideas(file.text);
  for (const File& file : all) {
    const auto [what, locale] = named(file.name);
    if (what == "formats" || what == "projects") {
      check_lines(file, problems);
      if (locale != "en") compare(file, group::read_ideas(file.text), english[what], problems);
    } else if (what != "conduct" && what != "names") {
      problems.push_back(
          {file.name, 0, "Nothing reads this file.",
           "The texts of groups are formats, projects and conduct, each with a language "
           "(formats.en.txt), and names.txt."}
      );
    }
  }
  std::ranges::move(unread, std::back_inserter(problems));
  return problems;
}

}  // namespace usher
