// commands/proposals/watch_words.cpp: spellings.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/watch_words.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 3> also_watch = {"follow", "关注", "關注"};
constexpr std::array<std::string_view, 3> also_unwatch = {"unfollow", "取消关注", "取消關注"};
constexpr std::array<std::string_view, 3> also_watching = {"watches", "我的关注", "我的關注"};
constexpr std::array<WordSpec, 3> own_words = {{
    {"watch", "NUMBER… | all | new | status [here]",
     mark("Be told of changes; with “here”, this room is"), Role::everyone, also_watch},
    {"unwatch", "NUMBER… | all | new | status [here]", mark("Be told no longer"), Role::everyone,
     also_unwatch},
    {"watching", "", mark("Say what you and this room are told of"), Role::everyone, also_watching},
}};

constexpr std::array<std::string_view, 7> here_words = {"here",   "#here",  "这里", "這裡",
                                                        "本频道", "本頻道", "此处"};
struct Spelled {
  std::string_view word, means;
};
constexpr std::array<Spelled, 12> spellings = {{
    {"everything", "all"},
    {"*", "all"},
    {"全部", "all"},
    {"所有", "all"},
    {"新", "new"},
    {"新的", "new"},
    {"新增", "new"},
    {"statuses", "status"},
    {"状态", "status"},
    {"狀態", "status"},
    {"any", "all"},
    {"newest", "new"},
}};

}  // namespace

std::span<const WordSpec> watch_words() { return own_words; }

WatchOrder watch_order(WatchVerb verb, std::string_view rest) {
  WatchOrder out;
  out.verb = verb;
  for (const std::string_view word : split_words(rest)) {
    if (std::ranges::find(here_words, to_lower_ascii(word)) != here_words.end())
      out.here = true;
    else
      out.what += (out.what.empty() ? "" : " ") + std::string(word);
  }
  return out;
}

std::optional<Watched> watched_kind(std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  const auto* const other = std::ranges::find(spellings, lower, &Spelled::word);
  const std::string_view meant = other == spellings.end() ? std::string_view(lower) : other->means;
  const auto watched = watched_from(meant);
  return watched && watched->what != Watched::What::number ? watched : std::nullopt;
}

}  // namespace usher::proposals
