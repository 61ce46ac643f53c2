// tests/engine/code_pages_test.cpp: memory that holds code is given back, and the code runs on.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/code_pages.hpp"

#include <catch2/catch.hpp>
#include <link.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <regex>
#include <span>
#include <string>

using namespace usher;

namespace {

// Of this program's own code and constants: read once, so that every page is in memory.
// What lies between constants is none of a sanitizer's business here.
__attribute__((no_sanitize("address"))) int read_through(
    dl_phdr_info* object, std::size_t, void* sum
) {
  const auto page = static_cast<std::size_t>(::getpagesize());
  for (const ElfW(Phdr) & segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const std::uintptr_t from = object->dlpi_addr + segment.p_vaddr;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader says where things are as numbers
    const auto* begin = reinterpret_cast<const volatile unsigned char*>(from);
    for (std::size_t at = 0; at < segment.p_memsz; at += page)
      *static_cast<unsigned*>(sum) += begin[at];
  }
  return 1;  // the first is the program: no further
}

// In pages; of files, not of the program's own memory.
long resident_of_files() {
  std::ifstream in("/proc/self/statm");
  long size = 0;
  long resident = 0;
  long shared = 0;
  in >> size >> resident >> shared;
  return shared;
}

int throwing(int n) {
  if (n > 3) throw n;
  return n;
}

}  // namespace

TEST_CASE("Pages of code are given back, and what is run afterwards is the same") {
  unsigned before = 0;
  ::dl_iterate_phdr(read_through, &before);
  const long full = resident_of_files();
  const std::size_t given = give_back_code_pages();
  const long left = resident_of_files();
  const auto pages = static_cast<long>(given / static_cast<std::size_t>(::getpagesize()));
  CAPTURE(full, left, pages);
  CHECK(pages > 0);
  // What this very test runs, and what the system reads around it, has come again: half of it under a sanitizer.
  CHECK(left < full - full / 4);

  // Code, constants, tables of exceptions, libraries.
  CHECK_THROWS_AS(throwing(4), int);
  CHECK(std::regex_match("abcd", std::regex("a[bc]+d")));
  CHECK(std::to_string(3.5) == "3.500000");
  unsigned after = 0;
  ::dl_iterate_phdr(read_through, &after);
  CHECK(after == before);
}

TEST_CASE("What was written to before it was made read-only stays") {
  // A table of functions: relocated by the linker, then read-only (RELRO).
  static const struct {
    int (*call)(int);
    const char* name;
  } table[] = {{throwing, "throwing"}, {throwing, "again"}};
  const volatile auto* const at = table;
  give_back_code_pages();
  CHECK(at[0].call(2) == 2);
  CHECK(std::string(at[1].name) == "again");
}
