// What a person types and what they see: lines in, text out, on a thread of its own because reading blocks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/secret.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

// A request for one line.
struct Ask {
  std::string prompt;    // plain text, UTF-8; shown only to a person
  std::string sgr;       // its style where the terminal wants colours; empty for none
  bool secret = false;   // no echo
  bool command = false;  // with history and completion
  std::string initial;   // stands in the line already
  std::string lang;      // BCP 47, for what completion says
};

// What became of it.
struct Input {
  enum class Kind : std::uint8_t {
    line,       // text: without its line break, as it was typed
    too_long,   // more than max_line bytes: nothing of it is kept
    interrupt,  // Ctrl-C; text: what was dropped
    withdrawn,  // withdraw() was called; text: what had been typed
    end,        // Ctrl-D, the end of the file, or the terminal is gone
  };
  Kind kind = Kind::end;
  Secret<std::string> text;
};

constexpr std::size_t max_line = 64U << 10U;  // bytes

struct Completion {
  std::string text;  // replaces the last word before the cursor
  std::string note;  // what it is for; may be empty
};
// Runs on the console's thread.
using Completer =
    std::function<std::vector<Completion>(std::string_view line, const std::string& lang)>;

// All calls from any thread; callbacks on the console's thread. Destroying it stops the thread and restores the terminal.
class Console {
 public:
  Console() = default;
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  virtual ~Console() = default;

  // Once, before anything else.
  virtual void start(std::function<void(Input)> on_input, Completer completer) = 0;
  // A person edits a line here; Ctrl-C, Ctrl-Z and resizing then come as the three calls at the end.
  virtual bool interactive() const = 0;
  virtual int columns() const = 0;  // 0: no limit, what is printed goes to a pipe or a file
  // One at a time: each ends with on_input, exactly once.
  virtual void ask(Ask what) = 0;
  // Ends the ask under way, if there is one.
  virtual void withdraw() = 0;
  // Above the line that is being typed. done(false): nobody reads any more.
  virtual void print(std::string text, std::move_only_function<void(bool)> done) = 0;
  // Into the history; `keep` also for later sessions.
  virtual void remember(std::string line, bool keep) = 0;
  virtual void forget_history() = 0;

  virtual void interrupt() = 0;
  virtual void suspend() = 0;
  virtual void resized() = 0;
};

// The line editor when stdin and stdout are a terminal that can move its cursor, else the plain reader.
// history_path: empty for none. Look up and write nothing else.
std::unique_ptr<Console> make_console(std::string history_path);
// The same by hand, for make_console() and tests. Descriptors are borrowed.
std::unique_ptr<Console> make_edit_console(std::string history_path);
std::unique_ptr<Console> make_plain_console(int in, int out);

}  // namespace usher::terminal
