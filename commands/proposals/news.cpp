// commands/proposals/news.cpp: comparing what headers say.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news.hpp"

#include "bot/text.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 6> kinds = {"new",        "status",      "first_status",
                                                   "resolution", "replaced_by", "title"};

// "draft" → "Draft"; a word that nobody knows as it was written.
std::string status_of(const Header& header) {
  const Word* word = status_meant(header.status);
  return word == nullptr ? std::string(trim(header.status)) : std::string(word->name);
}

std::string title_of(const Header& header) { return plain_title(header.title); }

// Letters and digits alone: capitals and a question mark are no other title.
std::string words_of(std::string_view title) {
  std::string out;
  for (const char c : to_lower_ascii(title))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : " ") + item;
  return out;
}
std::string joined(const std::vector<int>& items) {
  std::string out;
  for (const int item : items) out += (out.empty() ? "" : " ") + std::to_string(item);
  return out;
}

// Whether `now` names something that `before` does not.
template <class Items>
bool adds(const Items& before, const Items& now) {
  return std::ranges::any_of(now, [&](const auto& item) {
    return std::ranges::find(before, item) == before.end();
  });
}

class Comparison {
 public:
  Comparison(
      const Known& before, const Shelf& after, std::span<const LooseFile> loose_after,
      const Settings& settings
  )
      : before_(before), after_(after), loose_after_(loose_after), settings_(settings) {
    for (const Proposal& old : before.shelf.proposals)
      if (after.find(old.number) == nullptr) left_.push_back(&old);
  }

  std::vector<News> all() {
    for (const Proposal& now : after_.proposals) {
      if (const Proposal* old = past_of(now))
        compare(old->header, now);
      else if (!was_loose(now))
        add(NewsKind::fresh, now, "", status_of(now.header));
    }
    if (news_.size() > most_alone)
      for (News& one : news_) one.digest = true;
    return std::move(news_);
  }

 private:
  void add(NewsKind kind, const Proposal& of, std::string old, std::string now) {
    news_.push_back({kind, of.number, std::move(old), std::move(now)});
  }

  const Proposal* past_of(const Proposal& now) const {
    if (const Proposal* same = before_.shelf.find(now.number)) return same;
    const auto gone = std::ranges::find(before_.gone, now.number, &Proposal::number);
    if (gone != before_.gone.end()) return &*gone;
    // It has another number now.
    const auto left = std::ranges::find_if(left_, [&](const Proposal* old) {
      return (!old->sha.empty() && old->sha == now.sha) ||
             (!old->header.title.empty() && title_of(old->header) == title_of(now.header));
    });
    return left == left_.end() ? nullptr : *left;
  }

  bool was_loose(const Proposal& now) const {
    const std::string rest = slug(now.file, settings_.label);
    return std::ranges::any_of(before_.loose, [&](const LooseFile& file) {
      if (!file.sha.empty() && file.sha == now.sha) return true;
      const bool left =
          std::ranges::find(loose_after_, file.file, &LooseFile::file) == loose_after_.end();
      return left && !rest.empty() && slug(file.file, settings_.label) == rest;
    });
  }

  void compare(const Header& old, const Proposal& proposal) {
    const Header& now = proposal.header;
    const std::string old_status = status_of(old);
    const std::string new_status = status_of(now);
    if (old_status.empty() && !new_status.empty()) {
      add(NewsKind::first_status, proposal, "", new_status);
    } else if (to_lower_ascii(old_status) != to_lower_ascii(new_status)) {
      add(NewsKind::status, proposal, old_status, new_status);
      news_.back().noted = !is_usual(old_status, new_status, now.type, settings_);
    }
    if (adds(old.resolution_urls, now.resolution_urls))
      add(NewsKind::resolution, proposal, joined(old.resolution_urls), joined(now.resolution_urls));
    if (adds(old.replaced_by, now.replaced_by))
      add(NewsKind::replaced_by, proposal, joined(old.replaced_by), joined(now.replaced_by));
    const std::string old_title = title_of(old);
    const std::string new_title = title_of(now);
    if (!old_title.empty() && !new_title.empty() && words_of(old_title) != words_of(new_title))
      add(NewsKind::title, proposal, old_title, new_title);
  }

  const Known& before_;
  const Shelf& after_;
  std::span<const LooseFile> loose_after_;
  const Settings& settings_;
  std::vector<const Proposal*> left_;  // of the shelf before: no longer there under their number
  std::vector<News> news_;
};

}  // namespace

std::string_view name_of(NewsKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

std::vector<News> news_between(
    const Known& before, const Shelf& after, std::span<const LooseFile> loose_after,
    const Settings& settings
) {
  return Comparison(before, after, loose_after, settings).all();
}

bool is_usual(
    std::string_view old_status, std::string_view new_status, std::string_view type,
    const Settings& settings
) {
  const Word* meant = type_meant(type);
  const std::string_view known = meant == nullptr ? type : meant->name;
  return std::ranges::any_of(settings.moves, [&](const Move& move) {
    return (move.from.empty() || move.from == old_status) && move.to == new_status &&
           (move.type.empty() || move.type == known);
  });
}

}  // namespace usher::proposals
