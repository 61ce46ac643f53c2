// commands/proposals/news.cpp: comparing what headers say.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news.hpp"

#include "bot/text.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 7> kinds = {
    "new", "status", "first_status", "resolution", "replaced_by", "title", "lost_status"
};

// "draft" → "Draft"; a word that nobody knows as it was written.
std::string status_of(const Header& header, const Settings& settings) {
  const Status* status = status_meant(header.status, settings);
  return status == nullptr ? std::string(trim(header.status)) : status->name;
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

News piece(NewsKind kind, const Proposal& of, std::string old, std::string now) {
  return {kind, of.number, std::move(old), std::move(now)};
}

}  // namespace

std::string_view name_of(NewsKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

Comparison::Comparison(
    const Known& before, std::span<const Proposal* const> left,
    std::span<const LooseFile> loose_after, const Settings& settings
)
    : before_(before), settings_(settings), left_(left) {
  std::unordered_set<std::string_view> still;
  for (const LooseFile& file : loose_after) still.insert(file.file);
  const Grammar grammar = grammar_of(settings);
  for (const LooseFile& file : before.loose) {
    if (!file.sha.empty()) loose_shas_.insert(file.sha);
    if (!still.contains(file.file)) loose_slugs_.insert(slug(file.file, grammar));
  }
}

Comparison::Compared Comparison::of(const Proposal& now) const {
  if (const Proposal* same = before_.shelf.find(now.number)) return {since(*same, now)};
  const auto gone = before_.gone ? before_.gone(now) : std::nullopt;
  if (gone && gone->number == now.number) return {since(*gone, now)};
  if (const Proposal* old = moved_from(now)) return {since(*old, now), old->number};
  if (gone) return {since(*gone, now), gone->number};
  if (was_loose(now)) return {};
  return {{piece(NewsKind::fresh, now, "", status_of(now.header, settings_))}};
}

std::vector<News> Comparison::since(const Proposal& old, const Proposal& now) const {
  if (!old.sha.empty() && old.sha == now.sha) return {};
  return between(old.header, now);
}

// The one that has another number now.
const Proposal* Comparison::moved_from(const Proposal& now) const {
  if (left_.empty()) return nullptr;
  if (left_by_sha_.empty())
    for (const Proposal* old : left_) left_by_sha_.try_emplace(old->sha, old);
  if (const auto same = left_by_sha_.find(now.sha); !now.sha.empty() && same != left_by_sha_.end())
    return same->second;
  if (left_by_title_.empty())
    for (const Proposal* old : left_) left_by_title_.try_emplace(title_of(old->header), old);
  const std::string title = title_of(now.header);
  const auto called = left_by_title_.find(title);
  return title.empty() || called == left_by_title_.end() ? nullptr : called->second;
}

bool Comparison::was_loose(const Proposal& now) const {
  if (loose_shas_.contains(now.sha)) return true;
  if (loose_slugs_.empty()) return false;
  const std::string rest = slug(now.file, grammar_of(settings_));
  return !rest.empty() && loose_slugs_.contains(rest);
}

std::vector<News> Comparison::between(const Header& old, const Proposal& proposal) const {
  std::vector<News> news;
  const Header& now = proposal.header;
  const std::string old_status = status_of(old, settings_);
  const std::string new_status = status_of(now, settings_);
  if (old_status.empty() && !new_status.empty()) {
    news.push_back(piece(NewsKind::first_status, proposal, "", new_status));
  } else if (!old_status.empty() && new_status.empty()) {
    news.push_back(piece(NewsKind::lost_status, proposal, old_status, ""));
  } else if (to_lower_ascii(old_status) != to_lower_ascii(new_status)) {
    news.push_back(piece(NewsKind::status, proposal, old_status, new_status));
    news.back().noted = !is_usual(old_status, new_status, now.type, settings_);
  }
  if (adds(old.resolution_urls, now.resolution_urls))
    news.push_back(piece(
        NewsKind::resolution, proposal, joined(old.resolution_urls), joined(now.resolution_urls)
    ));
  if (adds(old.replaced_by, now.replaced_by))
    news.push_back(
        piece(NewsKind::replaced_by, proposal, joined(old.replaced_by), joined(now.replaced_by))
    );
  const std::string old_title = title_of(old);
  const std::string new_title = title_of(now);
  if (!old_title.empty() && !new_title.empty() && words_of(old_title) != words_of(new_title))
    news.push_back(piece(NewsKind::title, proposal, old_title, new_title));
  return news;
}

std::vector<News> news_between(
    const Known& before, const Shelf& after, std::span<const LooseFile> loose_after,
    const Settings& settings
) {
  std::vector<const Proposal*> left;
  for (const Proposal& old : before.shelf.proposals)
    if (after.find(old.number) == nullptr) left.push_back(&old);
  const Comparison comparison(before, left, loose_after, settings);
  std::vector<News> news;
  for (const Proposal& now : after.proposals)
    std::ranges::move(comparison.of(now).news, std::back_inserter(news));
  std::erase_if(news, [](const News& one) { return one.kind == NewsKind::lost_status; });
  mark_digest(news);
  return news;
}

void mark_digest(std::span<News> news) {
  for (News& one : news) one.digest = news.size() > most_alone;
}

bool is_usual(
    std::string_view old_status, std::string_view new_status, std::string_view type,
    const Settings& settings
) {
  const std::string_view meant = type_meant(type, settings);
  const std::string_view known = meant.empty() ? type : meant;
  return settings.moves.empty() || std::ranges::any_of(settings.moves, [&](const Move& move) {
           return (move.from.empty() || move.from == old_status) && move.to == new_status &&
                  (move.type.empty() || move.type == known);
         });
}

}  // namespace usher::proposals
