// commands/proposals/file_facts.hpp: what a READ of a tree service is answered with (bot/service.hpp): facts for bytes. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/shelf.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// A file's size in bytes, whether it has a header, and a line with what it says (index.hpp). `path`: "<sha> <name>". Any thread: it is made where
// nobody waits for it, since a large file takes longer to read than all else that is done with it.
std::string facts_of_file(std::string_view path, std::string_view bytes, const Settings& settings);

struct FileFacts {
  std::int64_t size = 0;
  bool readable = false;  // it has a header: a title or a status
  std::string_view line;  // into the text; begins with number, file and sha, parted by tabs
};
// Nothing where the text is none.
std::optional<FileFacts> parse_file_facts(std::string_view text);

}  // namespace usher::proposals
