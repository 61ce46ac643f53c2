// bot/compose_translations.hpp: the catalogs of a running bot, read again when their files have changed.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/check.hpp"
#include "bot/cli.hpp"
#include "bot/compose_files.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace usher {

// The community's before those that ship. What cannot be read is told in `unread`.
std::vector<PoFile> read_catalogs(const CommunityFiles& files, std::vector<Problem>& unread);

// The program's own list of what it says (locale/usher.pot), which catalogs are made from and compared with.
std::string_view sentences();

// Refers to the catalog. Worker thread.
class Translations {
 public:
  struct Read {
    Catalog catalog;
    std::vector<Coverage> shares;  // of those that are not built in
  };
  Translations(Order order, Catalog& catalog) : order_(std::move(order)), catalog_(catalog) {}

  // The files as they are now; every mistake in them goes to `problems`.
  Read read(std::vector<Problem>& problems) const;
  // From now on everybody is spoken to in these words.
  void put(Read words) const { catalog_.put(words.catalog); }

 private:
  const Order order_;
  Catalog& catalog_;
};

// For /language reload, on the worker. Refers to the translations.
//   Call{method "RELOAD"} → 200 and "<tag> <translated> <all>\n" for each catalog that is not built in, when all of them are
//                           in use; 422 and a line for each mistake in the files, and those before stay in use.
std::unique_ptr<Service> translation_service(const Translations& translations, Worker& worker);

}  // namespace usher
