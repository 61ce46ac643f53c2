// A catalog to start from, or one brought up to date: what `usher strings` writes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/po_header.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace usher {

// Every sentence, with nothing translated, below a header for this language ("es", "pt_BR"); empty: for any, to be filled in.
// What the language is called and how it counts stand there already where Usher knows it. sentences: locale/usher.pot.
std::string new_catalog(std::string_view locale, std::string_view sentences);

struct UpdatedCatalog {
  std::string text;
  std::size_t added = 0;  // sentences that were not there
  std::size_t gone =
      0;  // translations of what the program no longer says; they are not in the text
};
// The translations and the header of a catalog that has no mistakes, with the sentences that the program says now.
UpdatedCatalog updated_catalog(const PoFile& file, std::string_view sentences);

}  // namespace usher
