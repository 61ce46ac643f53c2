// tests/fuzz/nep_faults_fuzz.cpp: any bytes as a proposal's file, held against the rules.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/faults.hpp"
#include "commands/proposals/lint.hpp"
#include "commands/proposals/reading.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::proposals;
  const std::string_view bytes(
      reinterpret_cast<const char*>(data), size
  );  // NOLINT: bytes are bytes
  Settings settings;
  for (const HeaderStyle style : {HeaderStyle::either, HeaderStyle::rst, HeaderStyle::rfc2822}) {
    settings.header = style;
    const auto faults = faults_in(bytes, "nep-0018-fuzz.rst", grammar_of(settings));
    must(faults.size() <= most_faults);
    for (const std::string& fault : faults) {
      must(fault.size() <= longest_fault);
      must(usher::sanitize(fault) == fault);
      must(std::ranges::count(faults, fault) == 1);
    }
    Shelf shelf;
    shelf.proposals.push_back({18, "nep-0018-fuzz.rst", {}, {}, false});
    shelf.proposals.front().header =
        read_proposal(bytes, "nep-0018-fuzz.rst", grammar_of(settings));
    const Lint found = lint(shelf, settings, {}, [](int) { return Dates{}; });
    must(std::ranges::is_sorted(found.findings, {}, &Finding::rule));
    for (const Finding& one : found.findings) must(one.others.size() <= 60);
  }
  return 0;
}
