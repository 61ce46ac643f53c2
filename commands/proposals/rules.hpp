// commands/proposals/rules.hpp: the words and steps that a series of proposals goes by. Without others: NEP 0's.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace usher::proposals {

// What a status is to its readers, whatever the series calls it. `other`: a word of the series' own, shown as it is.
enum class Meaning : std::uint8_t {
  other,
  draft,
  active,
  accepted,
  provisional,
  final,
  deferred,
  rejected,
  withdrawn,
  superseded
};

struct Status {
  std::string name;  // as proposals write it: "Draft"
  Meaning meaning = Meaning::other;
};

inline std::vector<Status> usual_statuses() {
  return {
      {"Draft", Meaning::draft},           {"Active", Meaning::active},
      {"Accepted", Meaning::accepted},     {"Provisional", Meaning::provisional},
      {"Final", Meaning::final},           {"Deferred", Meaning::deferred},
      {"Rejected", Meaning::rejected},     {"Withdrawn", Meaning::withdrawn},
      {"Superseded", Meaning::superseded},
  };
}

// As proposals write them; one that begins like the word "Standard" is also met as "Standard", "Standards", ….
inline std::vector<std::string> usual_types() {
  return {"Standards Track", "Informational", "Process"};
}

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

// How headers are written: reStructuredText fields (":Status: Draft"), or mail-like lines (RFC 2822: "Status: Draft").
enum class HeaderStyle : std::uint8_t { either, rst, rfc2822 };

}  // namespace usher::proposals
