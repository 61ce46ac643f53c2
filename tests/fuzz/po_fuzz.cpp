// tests/fuzz/po_fuzz.cpp: any bytes as a catalog: nothing throws, and whatever is served keeps its placeholders.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/placeholders.hpp"
#include "bot/po.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string text(reinterpret_cast<const char*>(data), size);
  // zh_TW, because nothing is made from it: OpenCC's dictionaries would take longer than all the rest.
  const PoFile file{"fuzz.po", "zh_TW", text};
  const Catalog catalog = Catalog::load({file});
  for (const po::Entry& entry : po::parse(text).entries) {
    if (entry.id.find('\0') != std::string::npos) std::abort();
    const std::string one = catalog.translate("zh-TW", entry.id.c_str());
    const bool translated = catalog.has("zh_TW", entry.id.c_str());
    const std::string& many = entry.plural.empty() ? entry.id : entry.plural;
    if (translated && !same_placeholders(entry.id, many, one)) std::abort();
    if (!translated && one != entry.id) std::abort();
    catalog.translate("zh-TW", entry.id.c_str(), many.c_str(), 2);
  }
  check_catalog(file, text);
  return 0;
}
