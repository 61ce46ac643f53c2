// tests/model/zone_names_test.cpp: which names of time zones there are, as people type them and as files.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/zone_names.hpp"

#include <catch2/catch.hpp>
#include <date/tz.h>

#include <string>

using namespace usher;

TEST_CASE("A zone has a file where its name is written as the system does") {
  CHECK(has_zone_file("Europe/Berlin"));
  CHECK(has_zone_file("America/Argentina/Buenos_Aires"));
  CHECK(has_zone_file("Etc/GMT+5"));
}

TEST_CASE("Whatever is no zone, or would lead elsewhere, has no file") {
  for (const char* name :
       {"", "/", "Europe", "Europe/", "europe/berlin", "Europe/Nowhere",
        "../zoneinfo/Europe/Berlin", "Europe/../Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin",
        "posix/Europe/Berlin", "right/Europe/Berlin", "leapseconds", "tzdata.zi", "Europe/Berlin ",
        "Europe/Berl\xc3\xadn"}) {
    CAPTURE(name);
    CHECK_FALSE(has_zone_file(name));
  }
  CHECK_FALSE(has_zone_file(std::string("Europe/Berlin\0x", 15)));
  CHECK_FALSE(has_zone_file("Europe/" + std::string(70, 'a')));
}

TEST_CASE("Where the table knows a zone by its place, so does its file, and the other way round") {
  int seen = 0;
  for (const auto& zone : date::get_tzdb().zones) {
    if (!zone.name().contains('/')) continue;
    CAPTURE(zone.name());
    CHECK(has_zone_file(zone.name()));
    ++seen;
  }
  CHECK(seen > 300);
}

TEST_CASE("A zone is found whatever its capitals, and no abbreviation is one") {
  CHECK(zone_named("asia/TAIPEI") == "Asia/Taipei");
  CHECK(zone_named("utc") == "UTC");
  CHECK_FALSE(zone_named("CST"));
  CHECK_FALSE(zone_named("Mars/Olympus"));
}
