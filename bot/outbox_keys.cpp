// bot/outbox_keys.cpp: names of recipients and queues.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox_keys.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

namespace usher::outbox {

std::string joined(const std::vector<std::string>& people) {
  std::string out;
  for (const std::string& person : people) {
    if (!out.empty()) out += ',';
    out += person;
  }
  return out;
}

std::string only_one(const std::vector<std::string>& people) {
  return people.size() == 1 ? people.front() : std::string();
}

bool is_forever(Lane lane, const To& to) { return lane == Lane::announcement && to.people.empty(); }

std::int64_t queue_of(const To& to, Lane lane) {
  std::string name =
      to.place.space + '\0' + std::to_string(static_cast<int>(lane)) + '\0' + to_key(to);
  std::array<unsigned char, crypto_shorthash_KEYBYTES> zero{};
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(
      hash.data(), reinterpret_cast<const unsigned char*>(name.data()), name.size(), zero.data()
  );
  std::int64_t value = 0;
  std::memcpy(&value, hash.data(), sizeof value);
  return value;
}

// One person is named, so that /forget me finds them. Of several there is a hash, so that nobody need be taken out of it.
std::string to_key(const To& to) {
  std::string place = to.place.room + '\n' + to.place.thread;
  if (to.people.empty()) return place;
  if (to.people.size() == 1) return place + '\n' + to.people.front();
  std::string names;
  for (const std::string& person : to.people) names += person + '\n';
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(
      hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(names.data()), names.size(),
      nullptr, 0
  );
  std::array<char, crypto_generichash_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return place + "\n\n" + hex.data();
}

}  // namespace usher::outbox
