// commands/proposals/view.hpp: what every answer about proposals is made from.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"
#include "bot/search.hpp"
#include "commands/proposals/shelf.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace usher::proposals {

using Finder = std::function<search::Found(std::string_view words, std::size_t limit)>;

// Refers to what the caller owns, for the length of one answer.
struct View {
  View(
      const Settings& of, const Shelf& known, const Catalog& words, Say speaker,
      std::string action_prefix, Finder finder
  )
      : settings(of),
        shelf(known),
        catalog(words),
        say(std::move(speaker)),
        actions(std::move(action_prefix)),
        find(std::move(finder)),
        label(of.label) {}

  const Settings& settings;
  const Shelf& shelf;
  const Catalog& catalog;
  Say say;
  std::string actions;  // what the actions of buttons begin with: "proposals-nep."
  Finder find;          // ids are numbers
  Text label;           // a member, because fmt::arg keeps a reference to what it names

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
