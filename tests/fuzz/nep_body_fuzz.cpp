// tests/fuzz/nep_body_fuzz.cpp: any bytes as what stands below a proposal's header.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/body.hpp"
#include "commands/proposals/reading.hpp"
#include "commands/proposals/sections.hpp"
#include "commands/proposals/sentence.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void clean(const std::string& text, std::size_t limit) {
  must(text.size() <= limit);
  must(usher::sanitize(text) == text);
}

void check(const usher::proposals::BodyFacts& body) {
  clean(body.abstract, usher::proposals::longest_abstract);
  must(body.discussion_urls.size() <= usher::proposals::most_discussions);
  for (const std::string& url : body.discussion_urls) {
    clean(url, 1000);
    must(url.starts_with("http://") || url.starts_with("https://"));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::proposals;
  const std::string_view bytes(
      reinterpret_cast<const char*>(data), size
  );  // NOLINT: bytes are bytes
  check(read_body(bytes, "NEP"));
  // As a paragraph of an abstract and of a discussion, whatever it says itself.
  const std::string text = "Abstract\n--------\n\n" + std::string(bytes) +
                           "\n\nDiscussion\n----------\n\n" + std::string(bytes);
  check(read_body(text, "NEP"));
  must(first_sentence(bytes).size() <= bytes.size());
  const Outline all = outline(bytes);
  for (const Section& section : all.sections) {
    must(section.begin <= section.next && section.next <= section.end);
    must(section.end <= all.lines.size());
  }
  const Header header = read_proposal(bytes, "nep-0018-fuzz.rst", std::string_view("NEP"));
  clean(header.abstract, longest_abstract);
  return 0;
}
