// The history of the line editor: a file that only its owner can read, and what may not enter it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

enum class Memory : std::uint8_t {
  none,     // not even for the arrow keys: it may be a report
  session,  // until the chat is left: a sentence; a command that does not exist, to be corrected
  kept,     // a command
};

// How long a line that was typed may be remembered. A report, also a misspelt one, is never: somebody else may read this
// screen or this disk later. Nor is a line that begins with a space, as in a shell.
Memory memory_of(std::string_view line, const CommandTable& commands);

// One line of the file for each that was typed; its folder is made with mode 0700 when it is missing. Throws nothing: a
// history that cannot be kept is no reason to stop.
class HistoryFile {
 public:
  explicit HistoryFile(std::string path) : path_(std::move(path)) {}  // empty: keeps nothing
  // The newest `limit` lines, oldest first; shortens the file when it has become twice as long.
  std::vector<std::string> load(std::size_t limit = 1000);
  void append(std::string_view line) const;
  void clear() const;

 private:
  void write(std::string_view text, int flags) const;
  std::string path_;
};

}  // namespace usher::terminal
