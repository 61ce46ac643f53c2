// Reads gettext .po files: what translators edit. Pure, tolerant, never throws on any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::po {

struct Entry {
  int line = 0;                    // of its msgid, from 1
  std::string id, plural;          // plural is empty where the sentence has one form only
  std::vector<std::string> texts;  // by plural form; may be empty strings: not translated yet
  bool fuzzy = false;              // a guess of msgmerge that nobody has confirmed
};

struct File {
  std::string header;             // the text of the entry with the empty msgid
  int header_line = 1;            // of its msgid; 1 where there is none
  std::vector<Entry> entries;     // in the file's order, without the header; each msgid once
  std::vector<Problem> problems;  // file is empty: the caller knows its name
};

// What cannot be understood is left out and described; the rest is kept.
File parse(std::string_view bytes);

constexpr std::size_t max_bytes = std::size_t{1} << 20U;  // a larger file is refused as a whole
constexpr std::size_t max_problems = 100;                 // then the file is read no further
constexpr std::size_t max_forms = 6;                      // no language of gettext's list has more

}  // namespace usher::po
