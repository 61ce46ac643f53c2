// tests/fuzz/nep_header_fuzz.cpp: any bytes as a proposal's file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/listing.hpp"

#include <algorithm>
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::proposals;
  const std::string_view bytes(
      reinterpret_cast<const char*>(data), size
  );  // NOLINT: bytes are bytes
  for (const std::string_view label : {"NEP", "PEP"}) {
    Proposal proposal{
        18, "nep-0018-fuzz.rst", std::string(40, 'a'),
        parse_header(bytes, "nep-0018-fuzz.rst", label)
    };
    const Header& header = proposal.header;
    clean(header.title, 300);
    clean(header.status, 60);
    clean(header.type, 60);
    clean(header.created_raw, 60);
    must(header.created.empty() || header.created.size() == 10);
    must(header.dated.empty() || header.dated.size() == 10);
    must(
        header.authors.size() <= 100 && header.notes.size() <= 4 &&
        header.resolution_urls.size() <= 20
    );
    for (const std::string& name : header.authors) {
      clean(name, 400);
      must(!name.empty() && name.find('@') == std::string::npos);
    }
    for (const std::string& note : header.notes) clean(note, 320);
    for (const std::string& url : header.resolution_urls) clean(url, 1000);
    must((header.resolution == Resolution::linked) == !header.resolution_urls.empty());
    // What was read survives being kept as a line.
    proposal.header.number = 18;
    const auto again = from_line(to_line(proposal));
    must(again.has_value() && *again == proposal);
  }
  (void)from_line(bytes);
  (void)facts_from_index(bytes);
  const Listed listed = parse_listing(bytes, "NEP");
  for (const ListedFile& file : listed.proposals) must(file.sha.size() == 40 && file.number >= 0);
  for (const ListedFile& file : listed.loose) {
    must(file.sha.size() == 40 && file.number == -1);
    must(slug(file.name, "NEP").size() <= file.name.size());
  }
  return 0;
}
