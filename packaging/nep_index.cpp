// packaging/nep_index.cpp: prints the index of facts that ships with the program. packaging/make_nep_index.py runs it.
//
// usage: nep_index LABEL FOLDER AS_OF < listing, where a line of the listing is "<git blob id> <size> <file name>".
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/index.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/listing.hpp"

#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>

namespace proposals = usher::proposals;

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::fputs("usage: nep_index LABEL FOLDER AS_OF < listing\n", stderr);
    return 2;
  }
  proposals::Settings settings;
  settings.label = argv[1];
  const auto as_of = proposals::from_iso_time(argv[3]);
  if (!as_of) {
    std::fputs("nep_index: AS_OF is not like 2026-08-21T19:32:39Z\n", stderr);
    return 2;
  }
  auto shelf = proposals::facts_from_directory(argv[2], settings, *as_of);
  if (!shelf) {
    std::fprintf(stderr, "nep_index: no proposals in %s\n", argv[2]);
    return 1;
  }
  const std::string listing{std::istreambuf_iterator<char>(std::cin), {}};
  for (const proposals::ListedFile& file :
       proposals::parse_listing(listing, settings.label).proposals)
    for (proposals::Proposal& proposal : shelf->proposals)
      if (proposal.file == file.name) proposal.sha = file.sha;
  std::cout << proposals::write_index(*shelf);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "nep_index: %s\n", error.what());
  return 1;
}
