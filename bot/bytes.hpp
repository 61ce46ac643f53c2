// Writing and reading small binary records: varints and length-prefixed strings. What the database
// keeps of a Doc or Form.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher {

class ByteWriter {
 public:
  ByteWriter() = default;
  explicit ByteWriter(std::size_t expected) { out_.reserve(expected); }  // bytes
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_.push_back(static_cast<char>(static_cast<unsigned char>(value | 0x80U)));
      value >>= 7U;
    }
    out_.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  }
  // Zig-zag, so that a time before 1970 stays short.
  void integer(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void flag(bool value) { out_.push_back(value ? '\1' : '\0'); }
  std::string take() { return std::move(out_); }
  std::string_view view() const { return out_; }

 private:
  std::string out_;
};

// Never reads past the end: a broken record leaves ok() false and yields zeros and empty strings
// from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) return broken();
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    return broken();
  }
  std::int64_t integer() {
    const std::uint64_t raw = number();
    return static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
  }
  std::string_view text() {
    const std::uint64_t size = number();
    if (size > left_.size()) {
      broken();
      return {};
    }
    const std::string_view value = left_.substr(0, size);
    left_.remove_prefix(size);
    return value;
  }
  std::string string() { return std::string(text()); }
  bool flag() { return number() != 0; }
  // How many elements follow; never more than there are bytes left, so that a broken count cannot
  // ask for memory.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value > left_.size()) return static_cast<std::size_t>(broken());
    return static_cast<std::size_t>(value);
  }
  bool ok() const { return ok_; }
  bool at_end() const { return left_.empty(); }
  std::uint64_t broken() {
    ok_ = false;
    left_ = {};
    return 0;
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace usher
