// tests/fuzz/matrix_sync_fuzz.cpp: any bytes as what a homeserver answers or pushes, read to the event and back to its way.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/sound.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::matrix;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view body{reinterpret_cast<const char*>(data), size};
  if (const auto sync = read_sync(body, {1000})) must(sound::holds(*sync));
  if (const auto push = read_transaction(body, "@usher:localhost", {1000}))
    must(sound::holds(*push));
  if (const auto page = read_messages(body, "!room")) must(sound::holds(*page));
  if (const auto state = read_state(body, "!room")) must(sound::holds(*state, false));
  return 0;
}
