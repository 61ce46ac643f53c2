// commands/proposals/faults.hpp: what in a proposal's file the rules want otherwise. Pure: bytes in, codes out.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// What can only be seen in the file itself, as codes that are kept with its header and that lint.hpp explains:
// "no-type", or with a detail after a colon, "created-format:20-Dec-2007". Each code once, in a fixed order, at most
// most_faults. A code has at most longest_fault bytes, is valid UTF-8 without line breaks and tabs, and holds no
// address of a person. Files with fields are held against NEP 0, those with mail-like lines against PEP 1, its model.
// Never throws for what the bytes hold; takes time in proportion to at most their first 256 KiB. `file_name` is without
// folders.
//
//   no-header                    no field was found at all; of the header nothing else is said then
//   no-author no-status no-type no-created    the field is missing, or nothing stands in it
//   order:Author,Status,…        its fields come in another order than this, which is that of the rules
//   authors-one-line             two authors or more on one line
//   author-format                a line of an Author field that is neither "Name" nor "Name <address>"
//   created-format:…             Created, as it is written, where that is not 2007-12-20
//   created-day-first:…          of mail-like lines: where that is not 20-Dec-2007
//   title-number:17              the title's number, where the file's name has another
//   discussion-no-link           a section Discussion without any link to the web
//   discussion-no-thread         one with links, none of them to a mailing list's archive or a forum
std::vector<std::string> faults_in(
    const Document& document, std::string_view file_name, const Grammar& grammar
);
std::vector<std::string> faults_in(
    std::string_view bytes, std::string_view file_name, const Grammar& grammar
);

inline constexpr std::size_t most_faults = 12;
inline constexpr std::size_t longest_fault = 200;

// "created-format:20-Dec-2007" → "created-format" and "20-Dec-2007".
struct Fault {
  std::string_view code, detail;
};
Fault parted_fault(std::string_view fault);

}  // namespace usher::proposals
