// adapters/matrix/scan.hpp: going through JSON once, from front to back, and taking out of it the text of what is wanted. Pure;
// linear; never throws on any bytes, and holds nothing of them. The readers' (wire_*.cpp) alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace usher::matrix {

// Why not boost::json::parse of the whole body: of a first sync it would make a tree four times its size, of which nine tenths
// are let go; and one event that it refuses (levels as deep as somebody liked, half a surrogate) would take the rest of the
// answer with it, for ever. Brackets and strings are minded here, nothing else: what is taken out is parsed by itself.
//
// It stands before a value. enter_object() and enter_array() go into one; then next_key() or next_item() stand before the
// next value within it, which must be taken, skipped or entered, until they say false: then they have left it. What is no
// JSON ends everything: ok() is false then.
class Scan {
 public:
  explicit Scan(std::string_view json) : json_(json) {}

  bool enter_object();  // false, without a step, where it is none
  bool enter_array();
  bool is_array();
  // key: valid until the next call; its escapes read.
  bool next_key(std::string_view& key);
  bool next_item();
  // The text of the value, which may be of any depth.
  std::string_view skip();
  bool at_end();  // nothing but blanks follows
  bool ok() const { return ok_; }

 private:
  void blanks();
  bool step(char bracket);
  bool fail();
  std::string_view quoted();  // with its quotes

  std::string_view json_;
  std::size_t at_ = 0;
  bool ok_ = true;
  std::string spare_;  // a key with escapes
};

// What is written there: "\"a\\nb\"" → a, line end, b. Nothing where it is no string, or is broken: bytes that are no UTF-8,
// half a surrogate.
std::optional<std::string> string_in(std::string_view json);
bool is_true(std::string_view json);

}  // namespace usher::matrix
