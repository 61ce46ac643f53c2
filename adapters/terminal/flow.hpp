// Styled text flowed into lines of a terminal: wrapped by columns, not bytes, CJK included. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

// How a terminal wants to be written to.
struct Look {
  bool colour = false;      // SGR sequences: bold, underline, colours
  bool hyperlinks = false;  // OSC 8, so that a title can be clicked; else the URL follows its label
  int width = 0;            // columns; 0 wraps nothing (a pipe, a file)
  std::string zone;         // the reader's IANA zone; empty where unknown
};

// One stretch of text in one style. Line breaks in it are kept.
struct Span {
  std::string text;
  std::string sgr;  // "1;36"; empty for plain text
  std::string url;  // OSC 8 target; only used with Look::hyperlinks
};

// Flows `spans` behind `first`; lines that follow begin with `rest`. Both prefixes are plain text that counts towards the
// width. A word wider than a line is left whole, for the terminal to break: a URL that was cut cannot be opened. Ends
// without a line break.
std::string flow(
    const std::vector<Span>& spans, const Look& look, std::string_view first = {},
    std::string_view rest = {}
);

}  // namespace usher::terminal
