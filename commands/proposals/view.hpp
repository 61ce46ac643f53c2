// commands/proposals/view.hpp: what every answer about proposals is made from.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"
#include "bot/search.hpp"
#include "commands/proposals/shelf.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace usher::proposals {

// Refers to what the caller owns, for the length of one answer.
struct View {
  const Settings& settings;
  const Shelf& shelf;
  const Catalog& catalog;
  Say say;
  std::string actions;  // what the actions of buttons begin with: "proposals-nep."
  std::function<search::Found(std::string_view words, std::size_t limit)> find;  // ids are numbers

  Text label() const { return Text(settings.label); }
  Text command(std::string_view args) const {
    return Text("/" + settings.command + (args.empty() ? "" : " ") + std::string(args));
  }
  // Links to the page: "NEP 18 — A dispatch mechanism".
  Inline linked(const Proposal& proposal) const {
    return link(Text(name_of(settings, proposal)), page_of(settings, proposal));
  }
};

struct Answer {
  Doc doc;
  bool found = true;  // false: what was asked for does not exist
};

}  // namespace usher::proposals
