// libedit behind a plain interface: one line at a time, with keys from wherever its owner gets them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

// One thread. While it lives the terminal has no echo, so that what is pasted between two lines does not show twice;
// destroying it restores the terminal.
class LineEditor {
 public:
  // Called in the middle of read(). Must not throw: C frames stand above them.
  class Keys {
   public:
    virtual ~Keys() = default;
    // One character; false at the end of input.
    virtual bool next(wchar_t& key) noexcept = 0;
    // Tab was pressed. True: the line changed and is to be drawn; false: beep.
    virtual bool complete() noexcept = 0;
    // leave_key came: the line is about to be dropped.
    virtual void leaving() noexcept = 0;
  };
  static constexpr wchar_t leave_key = L'\x03';

  // Reads and writes the terminal behind stdin and stdout. history: oldest first.
  LineEditor(Keys& keys, const std::vector<std::string>& history);
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;
  ~LineEditor();

  // Nothing at the end of input and after leave_key. sgr: a style for the prompt, may be empty. What is edited and kept
  // is UTF-8; with_history: the arrow keys walk through what was remembered.
  std::optional<std::string> read(
      const std::string& prompt, const std::string& sgr, const std::string& initial,
      bool with_history
  );

  // What stands in the line, in the middle of read().
  std::wstring_view typed() const;
  std::wstring_view typed_to_cursor() const;
  void replace_before_cursor(std::size_t characters, const std::wstring& with);
  // Draws prompt and line where the terminal's cursor is.
  void draw();
  void resize();

  void remember(const std::string& line);
  void forget();
  // Ctrl-Z: stops this process with the terminal as it was found; returns when it was continued.
  void suspend();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::terminal
