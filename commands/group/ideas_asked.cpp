// commands/group/ideas_asked.cpp: /group ideas: a few each time, and none twice before all have come.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/group/heard.hpp"
#include "commands/group/looking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace usher::group {

namespace {

constexpr std::size_t at_once = 3;
constexpr std::array<std::string_view, 5> project_words = {
    "projects", "project", "项目", "專案", "項目"
};
constexpr std::array<std::string_view, 6> format_words = {"formats", "format", "形式",
                                                          "活动",    "活動",   "meetings"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  const std::string lower = to_lower_ascii(word);
  return std::ranges::find(words, lower) != words.end();
}

// Those that come next, which are shown then.
std::vector<const Idea*> take_next(
    std::string_view kind, const std::vector<Idea>& all, std::size_t count, const Asked& asked
) {
  const std::string begin = std::string(kind) + " ";
  std::vector<std::string> shown;
  for (const std::string& one : ideas_shown(asked.db(), asked.space(), asked.person()))
    if (one.starts_with(begin)) shown.push_back(one.substr(begin.size()));
  auto next = next_ideas(all, shown, asked.person(), count);
  if (next.size() < std::min(count, all.size())) {
    // The last few of this round, and the first of the next.
    forget_ideas(asked.db(), asked.space(), asked.person(), kind);
    std::vector<std::string> these;
    these.reserve(next.size());
    for (const Idea* one : next) these.push_back(one->id);
    for (const Idea* one : next_ideas(all, these, asked.person(), count - next.size()))
      next.push_back(one);
  }
  for (const Idea* one : next)
    set_shown(asked.db(), asked.space(), asked.person(), begin + one->id, asked.context.now);
  return next;
}

// Those that were shown to the same event before.
std::vector<const Idea*> those_of(
    const Heard& before, std::string_view kind, const std::vector<Idea>& all
) {
  std::vector<const Idea*> out;
  for (const std::string_view line : split(before.rest, '\n')) {
    const auto [its, id] = first_word(line);
    const auto found = std::ranges::find(all, id, &Idea::id);
    if (its == kind && found != all.end()) out.push_back(&*found);
  }
  return out;
}

}  // namespace

Outcome show_ideas(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const std::string_view word = first_word(typed).word;
  const bool projects = is_one_of(word, project_words);
  const bool formats = is_one_of(word, format_words);
  const std::size_t count = projects || formats ? at_once : at_once - 1;
  const auto before = heard(asked);
  std::string shown;
  Doc doc;
  const auto put = [&](std::string_view kind, const ByLocale<std::vector<Idea>>& texts) {
    const std::vector<Idea>& all = in_language(texts, asked.event.who.lang);
    std::vector<Line> lines;
    for (const Idea* one :
         before ? those_of(*before, kind, all) : take_next(kind, all, count, asked)) {
      lines.push_back({Text(one->text)});
      shown += fmt::format("{} {}\n", kind, one->id);
    }
    if (!lines.empty()) doc.bullets(std::move(lines));
  };
  if (!projects) {
    doc.heading({say("For a meeting")});
    put("formats", asked.settings.formats);
  }
  if (!formats) {
    doc.heading({say("To do together")});
    put("projects", asked.settings.projects);
  }
  note_answer(asked, 0, answer_was::ideas, shown);
  doc.buttons(
      {Button(say("More for a meeting"), "group.ideas", "formats"),
       Button(say("More to do together"), "group.ideas", "projects")}
  );
  return told(std::move(doc));
}

}  // namespace usher::group
