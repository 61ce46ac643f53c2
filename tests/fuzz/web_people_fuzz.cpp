// tests/fuzz/web_people_fuzz.cpp: any bytes as the file of people who may sign in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_people.hpp"
#include "bot/text.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const WebPeople found = parse_web_people(bytes, "people");
  if (found.people.empty() && found.problems.empty()) std::abort();
  for (const Problem& problem : found.problems) {
    const std::string line = to_line(problem);
    if (problem.problem.empty() || problem.remedy.empty() || sanitize(line) != line) std::abort();
  }
  if (!found.problems.empty()) return 0;
  for (const WebPerson& person : found.people) {
    const bool fine = person.token.reveal().size() >= 20 && !person.id.empty() &&
                      person.id.size() <= 40 && !person.role.empty() && !person.name.empty() &&
                      sanitize(person.name) == person.name;
    if (!fine) std::abort();
  }
  return 0;
}
