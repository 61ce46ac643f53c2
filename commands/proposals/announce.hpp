// commands/proposals/announce.hpp: news, worded for those who watch.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/watches.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::proposals {

// For the length of one event; refers to what the caller owns. `shelf`: after the poll.
class Announcer {
 public:
  struct What {
    std::span<const News> news;
    int poll = 0;
    sys_seconds seen{};
  };
  Announcer(const Settings& settings, const Shelf& shelf, const What& what, Context& context)
      : settings_(settings), shelf_(shelf), what_(what), context_(context) {}

  // A post for each piece of news that they want to hear of; more than `most_alone` are one. A room is spoken to in the
  // community's language, a person in the one that they chose.
  void tell(const Watch& watch, std::vector<Effect>& out);

 private:
  View view(std::string_view lang) const;
  // Worded once for all who read the same language.
  const Doc& alone(const News& one, const std::string& lang);
  // Likewise for all who are told of the same news.
  const Doc& digest(const std::vector<const News*>& all, const std::string& lang);
  Doc worded_digest(const std::vector<const News*>& all, std::string_view lang) const;

  const Settings& settings_;
  const Shelf& shelf_;
  const What what_;
  Context& context_;
  std::map<std::pair<std::string, const News*>, Doc> worded_;
  std::map<std::pair<std::string, std::vector<const News*>>, Doc> digests_;
};

// One piece of news as a message of its own; as a line of a digest, and as one of plain text.
Doc message_of(const News& news, const View& view, sys_seconds seen);
Line line_of(const News& news, const View& view);

// Why a step is worth a word: the rules of the series do not describe it.
Phrase note_of(const News& news, const View& view);

}  // namespace usher::proposals
