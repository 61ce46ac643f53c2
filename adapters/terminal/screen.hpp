// Where the cursor stands after a prompt and what was typed behind it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::terminal {

struct Spot {
  int row = 0;  // below the row in which the prompt begins
  int column = 0;
};

// As libedit lays a line out: a wide character that does not fit moves to the next row, and a full row ends at once.
// Asks wcwidth(), as libedit does, so that both agree.
Spot lay_out(std::wstring_view text, int columns, Spot from = {});

// UTF-8 to and from what libedit edits. Broken bytes become U+FFFD.
std::wstring widen(std::string_view utf8);
std::string narrow(std::wstring_view text);

}  // namespace usher::terminal
