// commands/meeting/news_words.hpp: news of one series, worded, for each who is to hear of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/news.hpp"
#include "commands/meeting/subscriptions.hpp"
#include "commands/meeting/telling.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace usher::meeting {

// What has changed, what comes next; without why it is said.
Doc news_doc(const SeriesNews& news, const Series& series, const Reader& to);

// For the length of one event; refers to what the caller owns.
class NewsTeller {
 public:
  // at: when it was found.
  NewsTeller(
      const Settings& settings, const Context& context, const SeriesNews& news, sys_seconds at
  );
  bool sound() const { return series_.has_value(); }  // else there is nothing left to tell of

  std::vector<Wanted> wanted() const;
  // Earlier posts are put right by edits, and a new one says what has changed. How many effects that are.
  std::size_t tell_rooms(std::vector<Effect>& out) const;
  std::size_t tell(const Told& who, std::vector<Effect>& out) const;
  bool is_configured(const Subscriber& room) const;  // tell_rooms() tells it
  std::size_t posts_made() const { return posts_; }  // by this object

 private:
  std::size_t tell_who_come(std::vector<Effect>& out) const;
  void edit_earlier(
      const Target& to, const std::vector<Lead>& leads, const Reader& reader,
      std::vector<Effect>& out
  ) const;
  void post(
      const Target& to, const std::string& why, const Reader& reader, std::vector<Effect>& out
  ) const;

  Lane lane_for(const Target& to) const;
  void put(const Target& to, Doc doc, std::vector<Effect>& out) const;

  const Settings& settings_;
  const Context& context_;
  const SeriesNews& news_;
  std::optional<Series> series_;
  std::string key_;
  bool near_;  // one of the dates: it is urgent
  mutable std::size_t posts_ = 0;
};

}  // namespace usher::meeting
