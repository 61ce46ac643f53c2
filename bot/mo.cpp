// bot/mo.cpp: the .mo layout of the GNU gettext manual, "The Format of GNU MO Files".
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/mo.hpp"

#include <cstdint>
#include <string_view>

namespace usher {

namespace {

// P. J. Weinberger's hash, as gettext's hash-string.c and Boost.Locale have it. It ends at the
// first NUL: a plural is found by its singular.
std::uint32_t hash(std::string_view key) {
  std::uint32_t value = 0;
  for (const char c : key) {
    if (c == '\0') break;
    value = (value << 4U) + static_cast<unsigned char>(c);
    const std::uint32_t high = value & 0xF0000000U;
    if (high != 0) value = (value ^ (high >> 24U)) ^ high;
  }
  return value;
}

bool is_prime(std::uint32_t n) {
  if (n % 2 == 0) return n == 2;
  for (std::uint32_t d = 3; d * d <= n; d += 2)
    if (n % d == 0) return false;
  return n > 1;
}

// A prime of at least 4/3 of the entries, so that the second hash's steps reach every slot.
std::uint32_t table_size(std::uint32_t entries) {
  std::uint32_t size = entries + entries / 3 + 3;
  while (!is_prime(size)) ++size;
  return size;
}

void put(std::vector<char>& out, std::size_t at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) out[at + i] = static_cast<char>((value >> (8U * i)) & 0xFFU);
}

std::vector<std::uint32_t> hash_table(const MoEntries& entries, std::uint32_t size) {
  std::vector<std::uint32_t> slots(size, 0);
  std::uint32_t number = 0;
  for (const auto& [key, value] : entries) {
    const std::uint32_t h = hash(key);
    const std::uint32_t step = 1 + h % (size - 2);
    std::uint32_t slot = h % size;
    while (slots[slot] != 0) slot = (slot + step) % size;
    slots[slot] = ++number;  // from 1: 0 is an empty slot
  }
  return slots;
}

}  // namespace

std::vector<char> make_mo(const MoEntries& entries) {
  const auto count = static_cast<std::uint32_t>(entries.size());
  const std::uint32_t size = table_size(count);
  constexpr std::uint32_t header = 28;
  const std::uint32_t originals = header;
  const std::uint32_t translations = originals + 8 * count;
  const std::uint32_t slots_at = translations + 8 * count;
  std::size_t total = slots_at + 4U * size;
  for (const auto& [key, value] : entries) total += key.size() + value.size() + 2;

  std::vector<char> out(total, '\0');
  put(out, 0, 0x950412deU);
  put(out, 8, count);
  put(out, 12, originals);
  put(out, 16, translations);
  put(out, 20, size);
  put(out, 24, slots_at);
  const std::vector<std::uint32_t> slots = hash_table(entries, size);
  for (std::size_t i = 0; i < slots.size(); ++i) put(out, slots_at + 4 * i, slots[i]);

  std::size_t at = slots_at + 4U * size;
  const auto place = [&](std::size_t row, const std::string& bytes) {
    put(out, row, static_cast<std::uint32_t>(bytes.size()));
    put(out, row + 4, static_cast<std::uint32_t>(at));
    bytes.copy(out.data() + at, bytes.size());
    at += bytes.size() + 1;
  };
  std::size_t i = 0;
  for (const auto& [key, value] : entries) {
    place(originals + 8 * i, key);
    place(translations + 8 * i, value);
    ++i;
  }
  return out;
}

}  // namespace usher
