// adapters/matrix/route.cpp: a way as bytes, and back.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/route.hpp"

#include "bot/bytes.hpp"

#include <array>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::size_t most_bytes = 2048;  // of a Route; three identifiers have 255 each
constexpr std::string_view form = "matrix1";

// By number in the bytes: never used for anything else.
using Part = std::pair<std::uint64_t, std::string Way::*>;
constexpr std::array<Part, 3> parts{{{1, &Way::room}, {2, &Way::event}, {3, &Way::thread}}};

}  // namespace

Route Way::route() const {
  ByteWriter out;
  out.text(form);
  out.integer(at.time_since_epoch().count());
  out.flag(related);
  out.flag(direct);
  for (const auto& [number, part] : parts) {
    const std::string& text = this->*part;
    // A number, and a length of two bytes at most.
    if (text.empty() || text.size() + 3 > most_bytes - out.view().size()) continue;
    out.number(number);
    out.text(text);
  }
  return Route{out.take()};
}

Way Way::of(const Route& route) {
  if (route.bytes.size() > most_bytes) return {};
  ByteReader from(route.bytes);
  if (from.text() != form) return {};
  Way out;
  out.at = sys_seconds(std::chrono::seconds(from.integer()));
  out.related = from.flag();
  out.direct = from.flag();
  while (from.ok() && !from.at_end()) {
    const std::uint64_t number = from.number();
    const std::string_view text = from.text();
    for (const auto& [known, part] : parts)
      if (known == number) out.*part = text;
  }
  return from.ok() ? out : Way();
}

}  // namespace usher::matrix
