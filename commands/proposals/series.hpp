// commands/proposals/series.hpp: what makes one kind of enhancement proposal: NEP, PEP, …
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>

namespace usher::proposals {

// One [proposals.<name>] of the configuration.
struct Settings {
  std::string command = "nep";  // "/nep"; also the name of the series in the database
  std::string label = "NEP";    // "NEP 18"; files are called nep-0018-….rst
  std::string title = "NumPy Enhancement Proposal";
  std::string service = "nep";  // a tree service (bot/service.hpp); empty: never polled
  std::string source;           // which one that is, as one string: "github:numpy/numpy/doc/neps"
  std::string site =
      "https://numpy.org/neps/";  // pages are <site><file without ending><page_ending>
  std::string page_ending = ".html";
  std::chrono::minutes every{60};  // between two polls
  std::string index;  // facts to begin with, until the source was polled (index.hpp); may be empty
};

}  // namespace usher::proposals
