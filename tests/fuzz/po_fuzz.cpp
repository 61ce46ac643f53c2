// tests/fuzz/po_fuzz.cpp: any bytes as a catalog: nothing throws, and whatever is served keeps its placeholders.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/placeholders.hpp"
#include "bot/po.hpp"
#include "bot/po_write.hpp"

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
  // A language with a header of its own: whatever rule it has, each number finds a form, or English.
  const PoFile other{"fuzz.po", "es", text};
  const Catalog foreign = Catalog::load({other});
  for (const po::Entry& entry : po::parse(text).entries)
    for (const long n : {-1L, 0L, 1L, 2L, 5L, 11L, 1'000'000L})
      if (!entry.plural.empty())
        foreign.translate("es-MX", entry.id.c_str(), entry.plural.c_str(), n);
  foreign.languages();
  // What is written of a catalog is read as the same one.
  if (Catalog::load({other}).problems().empty()) {
    const UpdatedCatalog made = updated_catalog(other, text);
    if (!Catalog::load({{"made.po", "es", made.text}}).problems().empty()) std::abort();
  }
  return 0;
}
