// adapters/terminal/screen.cpp: counting columns and rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/screen.hpp"

#include "bot/text.hpp"

#include <cwchar>

namespace usher::terminal {

namespace {

// What cannot be printed is shown as "^A" or "\U+200B", column by column.
int columns_as_shown(wchar_t c) { return c < 0x80 ? 2 : c < 0x10000 ? 7 : 8; }

}  // namespace

Spot lay_out(std::wstring_view text, int columns, Spot from) {
  const auto put = [&](int width) {
    if (from.column + width > columns) from = {from.row + 1, 0};
    from.column += width;
    if (from.column >= columns) from = {from.row + 1, 0};
  };
  for (const wchar_t c : text) {
    const int width = ::wcwidth(c);
    if (width >= 0) {
      put(width);
    } else {
      for (int i = 0; i < columns_as_shown(c); ++i) put(1);
    }
  }
  return from;
}

std::wstring widen(std::string_view utf8) {
  std::wstring out;
  for (std::size_t at = 0; at < utf8.size();)
    out.push_back(static_cast<wchar_t>(next_code_point(utf8, at)));
  return out;
}

std::string narrow(std::wstring_view text) {
  std::string out;
  for (const wchar_t c : text) append_code_point(out, static_cast<char32_t>(c));
  return out;
}

}  // namespace usher::terminal
