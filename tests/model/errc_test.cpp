// tests/model/errc_test.cpp: every failure has words of its own, and the right ones are worth another try.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/errc.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string_view>

using namespace usher;

TEST_CASE("every failure is described, each in other words") {
  std::set<std::string_view> seen;
  for (int code = 0; code <= static_cast<int>(errc::not_yet); ++code) {
    const std::string_view words = describe(static_cast<errc>(code));
    CHECK(words != "unknown failure");
    CHECK(seen.insert(words).second);
  }
  CHECK(describe(static_cast<errc>(9999)) == "unknown failure");
}

TEST_CASE("what passes is tried again, what will be refused again is not") {
  for (const errc code :
       {errc::unreachable, errc::uncertain, errc::timed_out, errc::not_yet, errc::rate_limited,
        errc::unavailable, errc::disk_full, errc::storage_failed})
    CHECK(is_transient(code));
  for (const errc code :
       {errc::ok, errc::bug, errc::unsupported, errc::refused_address, errc::refused_host,
        errc::refused_scheme, errc::too_large, errc::unauthorized, errc::not_found, errc::refused,
        errc::guard_failed, errc::expired, errc::gave_up, errc::tls_failed, errc::malformed})
    CHECK_FALSE(is_transient(code));
}
