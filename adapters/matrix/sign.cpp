// adapters/matrix/sign.cpp: commands as they are typed here.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/sign.hpp"

namespace usher::matrix {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
// What makes a slash, or the word behind it, part of something else: a path, an address, a file.
bool joins(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/_-.~%@#").contains(c);
}

}  // namespace

std::string with_sign(std::string_view text, const CommandTable* commands) {
  std::string out(text);
  if (commands == nullptr) return out;
  for (std::size_t at = out.find('/'); at != std::string::npos; at = out.find('/', at + 1)) {
    if (at > 0 && joins(out[at - 1])) continue;
    std::size_t end = at + 1;
    while (end < out.size() && is_lower(out[end])) ++end;
    const std::string_view name = std::string_view(out).substr(at + 1, end - at - 1);
    // A full stop behind it ends the sentence, unless more follows.
    const bool stop =
        end < out.size() && out[end] == '.' && (end + 1 == out.size() || !joins(out[end + 1]));
    if (name.empty() || (end < out.size() && joins(out[end]) && !stop)) continue;
    if (commands->find(name) != nullptr) out[at] = '!';
  }
  return out;
}

}  // namespace usher::matrix
