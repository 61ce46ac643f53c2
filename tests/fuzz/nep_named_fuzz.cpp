// tests/fuzz/nep_named_fuzz.cpp: any bytes as a message that may name proposals, of a series with a label and of one without.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/named.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::proposals;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Settings pages;
  pages.label = "SPEC";
  pages.file_prefix = "";
  pages.site = "https://numpy.org/neps/";
  for (const Settings& settings : {Settings{}, pages}) {
    const Named named = named_in(text, settings, [](int number) { return number % 3 != 0; });
    const std::set<int> once(named.numbers.begin(), named.numbers.end());
    const bool sound = named.numbers.size() <= 10 && once.size() == named.numbers.size() &&
                       std::ranges::all_of(named.numbers, [](int number) { return number >= 0; }) &&
                       (!named.more || named.numbers.size() == 10);
    if (!sound) std::abort();
  }
  return 0;
}
