// commands/proposals/news.hpp: what is new between two polls, as far as anybody wants to be told of it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/shelf.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace usher::proposals {

// As stored: bot/migrations/0004_proposal_news.sql knows 0.
enum class NewsKind : std::uint8_t {
  fresh = 0,         // a proposal that was not there before
  status = 1,        // from one status to another
  first_status = 2,  // known for long, and has a status now
  resolution = 3,    // a link to the decision
  replaced_by = 4,
  title = 5,
  lost_status =
      6  // its header says none any more: a mistake of the header, told to the operator alone
};

// "new", "status", "first_status", …: as `usher nep poll --json` says it.
std::string_view name_of(NewsKind kind);

struct News {
  NewsKind kind = NewsKind::status;
  int number = 0;
  // Of a status the words; of a resolution addresses, of replaced_by numbers, parted by spaces; of a title the title.
  std::string old, now;
  bool noted = false;   // a step that the series' own rules do not describe: worth a word, no blame
  bool digest = false;  // one of more than `most_alone` in this poll
  // A noted step back to the status that the step before it came from. News of the table know it (news_table.hpp).
  bool reverted = false;
  bool operator==(const News&) const = default;
};

inline constexpr std::size_t most_alone = 3;  // more are told in one message

// A text without a number in its name.
struct LooseFile {
  std::string file, sha;
};

// What was known before a poll.
struct Known {
  const Shelf& shelf;
  // Of those that left in earlier polls the one that this is, by its number, else its bytes, else its title: it is not
  // new when it comes back.
  std::function<std::optional<Proposal>(const Proposal& now)> gone;
  std::span<const LooseFile> loose;  // one that gets a number is not new either
};

// Prose, capitals in a title, renamed files and deletions are no news, and neither is what the same bytes are taken to
// say by another version of the program; a proposal is known by its number, else by its bytes, its title or the rest of
// its file's name.
class Comparison {
 public:
  // `left`: of the shelf before, in order, those that are no longer there under their number. What it is given outlives it.
  Comparison(
      const Known& before, std::span<const Proposal* const> left,
      std::span<const LooseFile> loose_after, const Settings& settings
  );
  // `news` by kind; `digest` is left to who knows how many there are in all. `moved_from`: the number that it had before,
  // where it was another.
  struct Compared {
    std::vector<News> news = {};
    std::optional<int> moved_from = {};
  };
  Compared of(const Proposal& now) const;

 private:
  const Proposal* moved_from(const Proposal& now) const;
  std::vector<News> since(const Proposal& old, const Proposal& now) const;
  bool was_loose(const Proposal& now) const;
  std::vector<News> between(const Header& old, const Proposal& proposal) const;

  const Known before_;
  const Settings& settings_;
  std::span<const Proposal* const> left_;
  // Filled when the first is asked for: the first of each.
  mutable std::unordered_map<std::string_view, const Proposal*> left_by_sha_;
  mutable std::unordered_map<std::string, const Proposal*> left_by_title_;
  std::unordered_set<std::string> loose_shas_;   // of all that were loose
  std::unordered_set<std::string> loose_slugs_;  // of those that are so no more
};

// Whole shelves at once: by number, then kind. Without statuses that were lost.
std::vector<News> news_between(
    const Known& before, const Shelf& after, std::span<const LooseFile> loose_after,
    const Settings& settings
);
// More than a few are told in one message.
void mark_digest(std::span<News> news);

// Whether the rules of the series describe this step of a proposal of this type.
bool is_usual(
    std::string_view old_status, std::string_view new_status, std::string_view type,
    const Settings& settings
);

}  // namespace usher::proposals
