// adapters/slack/response_urls.cpp: counting.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response_urls.hpp"

#include <algorithm>

namespace usher::slack {

namespace {

constexpr std::size_t sweep_at = 1024;  // counts in memory
// Each sweep looks at all of them, and those of the latest half an hour stay.
constexpr std::chrono::minutes sweep_every{1};

}  // namespace

ResponseUrls::Count& ResponseUrls::count(const std::string& mark, sys_seconds now) {
  if (const auto at = counts_.find(mark); at != counts_.end()) return at->second;
  if (counts_.size() >= sweep_at && (now >= swept_ + sweep_every || now < swept_)) sweep(now);
  Count fresh{0, now + life};
  try {
    if (reader_ != nullptr) fresh.uses = rows::url_uses(*reader_, mark);
  } catch (const DatabaseError&) {
    fresh.uses = 0;  // Slack counts too
  }
  return counts_.emplace(mark, fresh).first->second;
}

int ResponseUrls::left(std::string_view url, sys_seconds now) {
  if (url.empty()) return 0;
  return std::max(0, most_uses - count(rows::url_mark(url), now).uses);
}

void ResponseUrls::used(std::string_view url, sys_seconds now) {
  const std::string mark = rows::url_mark(url);
  const int uses = ++count(mark, now).uses;
  store_([mark, uses, now](Database& db) { rows::use_url(db, mark, uses, now); });
}

void ResponseUrls::spent(std::string_view url, sys_seconds now) {
  const std::string mark = rows::url_mark(url);
  count(mark, now).uses = most_uses;
  store_([mark, now](Database& db) { rows::use_url(db, mark, most_uses, now); });
}

void ResponseUrls::sweep(sys_seconds now) {
  swept_ = now;
  std::erase_if(counts_, [&](const auto& entry) { return entry.second.until < now; });
}

}  // namespace usher::slack
