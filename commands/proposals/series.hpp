// commands/proposals/series.hpp: what makes one kind of enhancement proposal: NEP, PEP, …
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace usher::proposals {

// A step from one status to another that the series' own rules describe.
struct Move {
  std::string from;  // empty: from any
  std::string to;
  std::string type;  // empty: whatever the proposal's type is
};

// What NEP 0 describes: its diagram, and what its text adds (a Process proposal becomes Active at once, anything may be
// superseded).
inline std::vector<Move> usual_moves() {
  return {
      {"Draft", "Accepted", ""},        {"Draft", "Provisional", ""},
      {"Draft", "Rejected", ""},        {"Draft", "Withdrawn", ""},
      {"Draft", "Deferred", ""},        {"Draft", "Active", "Process"},
      {"Deferred", "Draft", ""},        {"Accepted", "Final", ""},
      {"Provisional", "Final", ""},     {"Provisional", "Rejected", ""},
      {"Provisional", "Withdrawn", ""}, {"", "Superseded", ""},
  };
}

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
  std::string mail_url;            // where proposals are discussed; may be empty
  std::chrono::minutes every{60};  // between two polls
  std::string index;  // facts to begin with, until the source was polled (index.hpp); may be empty
  std::vector<Move> moves = usual_moves();  // any other step is announced with a note
};

}  // namespace usher::proposals
