// The log: one line for each thing that an operator may want to know. Never the text of a message at info or above.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/secret.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::log {

enum class Level : std::uint8_t { error, warning, info, debug };

// Where lines go from now on: a file (created with mode 0600, appended to), or stderr when its name is empty. When a file
// has 5 MiB it becomes "usher.1.log", and what was that "usher.2.log"; older ones are erased. Until this is called
// warnings and errors go to stderr. Throws std::system_error when the file cannot be opened.
void open(Level level, const std::string& file = {});

// Never to be seen in the log, whatever the line (bot/redact.hpp).
void hide(const Secret<std::string>& secret);

// Any thread from here on. What looks like a credential is taken out at the sink.
bool wanted(Level level);
void write(Level level, std::string_view line);

template <class... Args>
void write(Level level, fmt::format_string<Args...> form, Args&&... args) {
  if (wanted(level)) write(level, std::string_view(fmt::format(form, std::forward<Args>(args)...)));
}
template <class... Args>
void error(fmt::format_string<Args...> form, Args&&... args) {
  write(Level::error, form, std::forward<Args>(args)...);
}
template <class... Args>
void warning(fmt::format_string<Args...> form, Args&&... args) {
  write(Level::warning, form, std::forward<Args>(args)...);
}
template <class... Args>
void info(fmt::format_string<Args...> form, Args&&... args) {
  write(Level::info, form, std::forward<Args>(args)...);
}
template <class... Args>
void debug(fmt::format_string<Args...> form, Args&&... args) {
  write(Level::debug, form, std::forward<Args>(args)...);
}

}  // namespace usher::log
