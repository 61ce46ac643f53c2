// bot/fingerprint.cpp: libsodium's generic hash, in hexadecimal digits.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/fingerprint.hpp"

#include <sodium.h>

#include <array>

namespace usher {

std::string fingerprint(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(
      hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
      nullptr, 0
  );
  std::array<char, crypto_generichash_BYTES_MIN * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace usher
