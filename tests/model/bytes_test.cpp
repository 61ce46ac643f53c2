// tests/model/bytes_test.cpp: small binary records, written, read back, and read when they are broken.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/bytes.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>

using namespace usher;

TEST_CASE("numbers of every size come back as they went") {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{127}, std::uint64_t{128},
        std::uint64_t{300}, std::uint64_t{1} << 32U, std::uint64_t{1} << 63U,
        std::numeric_limits<std::uint64_t>::max()}) {
    ByteWriter to;
    to.number(value);
    const std::string bytes = to.take();
    ByteReader from(bytes);
    CHECK(from.number() == value);
    CHECK(from.ok());
    CHECK(from.at_end());
  }
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{-1234567},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    ByteWriter to;
    to.integer(value);
    const std::string bytes = to.take();
    ByteReader from(bytes);
    CHECK(from.integer() == value);
  }
}

TEST_CASE("small numbers on either side of zero take one byte") {
  ByteWriter to;
  to.number(127);
  to.integer(-64);
  CHECK(to.view().size() == 2);
}

TEST_CASE("texts and flags come back as they went, nothing and zero bytes among them") {
  ByteWriter to;
  to.text("");
  to.text(std::string_view("a\0b", 3));
  to.flag(true);
  to.flag(false);
  const std::string bytes = to.take();
  ByteReader from(bytes);
  CHECK(from.text().empty());
  CHECK(from.string() == std::string("a\0b", 3));
  CHECK(from.flag());
  CHECK_FALSE(from.flag());
  CHECK(from.ok());
  CHECK(from.at_end());
}

TEST_CASE("a record that ends too early is broken, and reads as nothing from there on") {
  ByteWriter to;
  to.text("hello");
  to.number(7);
  const std::string whole = to.take();
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    ByteReader from(std::string_view(whole).substr(0, cut));
    const std::string_view text = from.text();
    const std::uint64_t number = from.number();
    CHECK_FALSE(from.ok());
    CHECK(number == 0);
    CHECK((text.empty() || text == "hello"));
    CHECK(from.text().empty());
    CHECK_FALSE(from.ok());
  }
}

TEST_CASE("a number of more than ten bytes is broken") {
  const std::string bytes(11, '\xFF');
  ByteReader from(bytes);
  CHECK(from.number() == 0);
  CHECK_FALSE(from.ok());
}

TEST_CASE("a count that promises more elements than there are bytes asks for no memory") {
  ByteWriter to;
  to.number(std::numeric_limits<std::uint64_t>::max());
  const std::string bytes = to.take();
  ByteReader counts(bytes);
  CHECK(counts.count() == 0);
  CHECK_FALSE(counts.ok());
  ByteReader texts(bytes);
  CHECK(texts.text().empty());
  CHECK_FALSE(texts.ok());
}
