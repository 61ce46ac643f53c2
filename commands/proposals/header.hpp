// commands/proposals/header.hpp: what the first lines of a proposal say. Pure: bytes in, a Header out.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/layout.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// What the Resolution field holds. `pending`: something that is no link, "TODO" for instance.
enum class Resolution { absent, empty, pending, linked };

// All text is valid UTF-8 without control or bidirectional characters; no e-mail address is kept.
struct Header {
  std::optional<int> number;  // of the file's name, else of the title; 0 to 99,999
  std::string title;          // as written, reStructuredText markup included
  std::string status;         // as written; empty where there is none
  std::string type;  // as written: "Standards Track", "Standard", …; empty where there is none
  std::vector<std::string> authors;
  std::string created;      // ISO 8601 date; empty where none was given or understood
  std::string created_raw;  // as written; empty where there is none
  std::string dated;        // ISO date of the first Date field, which old proposals have instead
  std::vector<int> replaces, replaced_by;
  Resolution resolution = Resolution::absent;
  std::vector<std::string> resolution_urls;
  std::vector<std::string> notes;  // the notes right below the header, as short plain text

  // Of the whole file (reading.hpp); parse_header leaves these empty.
  std::string abstract;                      // its first sentence, as plain text: at most 400 bytes
  std::vector<std::string> discussion_urls;  // where it was or is talked about; http and https
  std::vector<std::string> faults;           // codes of faults.hpp

  bool operator==(const Header&) const = default;
};

// Reads the header of a proposal: a reStructuredText field list below a title, or the mail-like lines
// that the oldest proposals and many PEPs begin with. `label` is "NEP" or "PEP", as titles say it.
// Never throws for what the bytes hold (only when memory ends); takes time in proportion to at most
// the first 64 KiB, and what it returns is bounded whatever they are.
Header parse_header(std::string_view bytes, std::string_view file_name, const Grammar& grammar);
Header parse_header(const Layout& layout, std::string_view file_name, const Grammar& grammar);

// "nep-0018-array-function-protocol.rst" → 18. Nothing where the name is not that of a proposal:
// templates, indexes, pictures, programs.
std::optional<int> proposal_number(std::string_view file_name, const Grammar& grammar);

}  // namespace usher::proposals
