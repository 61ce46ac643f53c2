// adapters/slack/signature.cpp: HMAC-SHA256 over "v0:<timestamp>:<body>", compared in constant time.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/signature.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace usher::slack {

namespace {

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool parse_digest(std::string_view signature, Digest& into) {
  constexpr std::string_view version = "v0=";
  if (!signature.starts_with(version)) return false;
  signature.remove_prefix(version.size());
  std::size_t size = 0;
  const int bad = sodium_hex2bin(
      into.data(), into.size(), signature.data(), signature.size(), nullptr, &size, nullptr
  );
  return signature.size() == 2 * into.size() && bad == 0 && size == into.size();
}

Digest digest_of(std::string_view secret, std::string_view timestamp, std::string_view body) {
  crypto_auth_hmacsha256_state state{};
  crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
  for (const std::string_view part :
       {std::string_view("v0:"), timestamp, std::string_view(":"), body})
    crypto_auth_hmacsha256_update(&state, bytes_of(part), part.size());
  Digest out{};
  crypto_auth_hmacsha256_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

}  // namespace

Signature check_signature(
    const Secret<std::string>& secret, std::string_view timestamp, std::string_view signature,
    std::string_view body, sys_seconds now
) {
  std::int64_t seconds = 0;
  const auto [stop, error] =
      std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  const bool digits = !timestamp.empty() && timestamp.size() <= 12 && timestamp.front() != '-' &&
                      error == std::errc() && stop == timestamp.data() + timestamp.size();
  Digest said{};
  if (!digits || !parse_digest(signature, said)) return Signature::missing;
  if (secret.reveal().empty()) return Signature::wrong;
  const Digest made = digest_of(secret.reveal(), timestamp, body);
  if (sodium_memcmp(made.data(), said.data(), made.size()) != 0) return Signature::wrong;
  // Last, so that only who knows the secret learns anything of our clock.
  const std::chrono::seconds age = now - sys_seconds(std::chrono::seconds(seconds));
  return age > signature_life || age < -signature_life ? Signature::stale : Signature::good;
}

std::string_view describe(Signature signature) {
  switch (signature) {
    case Signature::good:
      return "good";
    case Signature::missing:
      return "missing";
    case Signature::stale:
      return "stale";
    case Signature::wrong:
      return "wrong";
  }
  return "wrong";
}

}  // namespace usher::slack
