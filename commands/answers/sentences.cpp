// commands/answers/sentences.cpp: the marks that end sentences.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/sentences.hpp"

#include <cstddef>

namespace usher::answers {

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    std::size_t end = 0;
    for (const std::string_view mark : {"。", "！", "？"})
      if (rest.starts_with(mark)) end = mark.size();
    const bool stop = rest.front() == '.' || rest.front() == '!' || rest.front() == '?';
    if (stop && (rest.size() == 1 || rest[1] == ' ' || rest[1] == '\n')) end = 1;
    if (end == 0) continue;
    out.push_back(text.substr(from, at + end - from));
    from = at + end;
  }
  if (from < text.size()) out.push_back(text.substr(from));
  return out;
}

}  // namespace usher::answers
