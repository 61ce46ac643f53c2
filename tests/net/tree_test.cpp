// tests/net/tree_test.cpp: blob ids as git computes them, and the listing's form.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/tree.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher::net;

TEST_CASE("a blob id is the one git computes", "[tree]") {
  CHECK(blob_id("") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(blob_id("hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a");
  BlobHash pieces{6};
  pieces.add("hel");
  pieces.add("");
  pieces.add("lo\n");
  CHECK(pieces.id() == blob_id("hello\n"));
}

TEST_CASE("what is a blob id and what is not", "[tree]") {
  CHECK(is_blob_id("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
  CHECK_FALSE(is_blob_id("E69DE29BB2D1D6434B8B29AE775AD8C2E48C5391"));
  CHECK_FALSE(is_blob_id("e69de29bb2d1d6434b8b29ae775ad8c2e48c539"));
  CHECK_FALSE(is_blob_id("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391a"));
  CHECK_FALSE(is_blob_id("g69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
  CHECK_FALSE(is_blob_id(""));
}

TEST_CASE("a file name is one clean component", "[tree]") {
  for (const auto* name :
       {"nep-0000.rst", ".gitignore", "a b.txt", "\xE6\x8F\x90\xE6\xA1\x88.rst", "...", "a"}) {
    INFO(name);
    CHECK(is_file_name(name));
  }
  for (const std::string& name :
       {std::string{}, std::string{"."}, std::string{".."}, std::string{"a/b"}, std::string{"/a"},
        std::string{"a\\b"}, std::string{"a\nb"}, std::string{"a\tb"}, std::string("a\0b", 3),
        std::string{"\xff\xfe"},
        std::string{"a\xE2\x80\xAE"
                    "b"},
        std::string(256, 'a')}) {
    INFO(name);
    CHECK_FALSE(is_file_name(name));
  }
}

TEST_CASE("a listing has a line per file, in the order of their names", "[tree]") {
  const std::string a(40, 'a');
  const std::string b(40, 'b');
  CHECK(listing({{b, 7, "z.rst"}, {a, 12, "a b.rst"}}) == a + " 12 a b.rst\n" + b + " 7 z.rst\n");
  CHECK(listing({}).empty());
}

TEST_CASE("an ETag follows the content", "[tree]") {
  CHECK(content_etag("a") == content_etag("a"));
  CHECK(content_etag("a") != content_etag("b"));
  CHECK(content_etag("").size() == 42);
  CHECK(content_etag("").front() == '"');
}

TEST_CASE("the path of a GET is an id and a name", "[tree]") {
  const std::string sha(40, 'a');
  const auto path = parse_blob_path(sha + " a b.rst");
  REQUIRE(path);
  CHECK(path->sha == sha);
  CHECK(path->name == "a b.rst");
  CHECK_FALSE(parse_blob_path(sha));
  CHECK_FALSE(parse_blob_path(sha + " "));
  CHECK_FALSE(parse_blob_path(sha + " ../x"));
  CHECK_FALSE(parse_blob_path("x a.rst"));
  CHECK_FALSE(parse_blob_path(""));
}
