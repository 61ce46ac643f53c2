// commands/proposals/shelf.hpp: all proposals of one series, as they are known at one time.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/series.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Proposal {
  int number = 0;
  std::string file;  // "nep-0018-array-function-protocol.rst"
  std::string sha;   // git's blob id; empty where it is not known
  Header header;     // header.number equals number
  // Not all of the facts are here: they came with the program, or were read by an earlier one. The next poll reads the
  // file again, though its blob id is known.
  bool partial = false;
  bool operator==(const Proposal&) const = default;
};

struct Shelf {
  std::vector<Proposal> proposals;  // by number, each once
  sys_seconds as_of{};              // when they were last known to equal their source, UTC
  bool shipped = false;             // the facts that came with the program

  const Proposal* find(int number) const;
  int highest() const;  // -1 where there is none
  // Puts the proposals in order. Of two with one number the longer file name stays: of a draft's
  // ("nep-0034.rst") and the final one, the latter.
  void arrange();
};

// "https://numpy.org/neps/nep-0018-array-function-protocol.html", from the file's name now: names change.
std::string page_of(const Settings& settings, const Proposal& proposal);

// "NEP 18 — A dispatch mechanism", without markup.
std::string name_of(const Settings& settings, const Proposal& proposal);

// Reads a folder of proposals (a checkout's doc/neps): unreachable where it cannot be read, not_found where it holds
// none. Files over 2 MiB are passed over. Blocking; any thread.
Result<Shelf> facts_from_directory(
    const std::string& folder, const Settings& settings, sys_seconds now
);

}  // namespace usher::proposals
