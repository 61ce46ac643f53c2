// How a language counts: which of its plural forms a number takes, as a catalog's Plural-Forms says it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Made of what a translator wrote, so of any bytes: it never throws, ends soon, and form_of() is always a form that there is.
// Immutable; any thread.
class PluralRule {
 public:
  // One form for every number, as in Chinese.
  PluralRule();
  // "nplurals=2; plural=(n != 1);": numbers, n, %, == != < > <= >=, && ||, ?: and parentheses, as in C (GNU gettext's manual,
  // "Plural forms"). The error is a sentence that says what is wrong with it.
  static std::expected<PluralRule, std::string> parse(std::string_view text);

  int forms() const { return forms_; }  // 1 to 6
  int form_of(std::uint64_t n) const;   // 0 to forms() - 1

 private:
  friend class PluralReader;
  enum class Op : std::uint8_t {
    number,
    n,
    remainder,
    equal,
    unequal,
    less,
    greater,
    at_most,
    at_least,
    both,
    either,
    choice
  };
  // Of a tree in which operands stand before what they belong to.
  struct Node {
    Op op = Op::number;
    std::uint64_t value = 0;            // of a number
    std::uint16_t a = 0, b = 0, c = 0;  // places of the operands
  };
  std::uint64_t value_of(std::uint64_t n, bool& by_zero) const;

  std::vector<Node> nodes_;  // the last is the whole
  int forms_ = 1;
};

}  // namespace usher
