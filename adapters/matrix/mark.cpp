// adapters/matrix/mark.cpp: transaction ids and marks.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/mark.hpp"

#include "adapters/common/look.hpp"
#include "bot/bytes.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <limits>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_installation = 16;
constexpr std::size_t longest_txn = 64;
constexpr std::size_t usual_content = 512;  // bytes that tell one post from another
constexpr std::size_t digest_size = 10;     // bytes, as twice as many digits

// Of what is long enough to differ, and short enough that the id stays within 64.
std::string digest(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
  crypto_generichash(hash.data(), hash.size(), from, bytes.size(), nullptr, 0);
  // Its digits, and a NUL.
  std::array<char, 2 * digest_size + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), digest_size);
}

// With room for the rest of an id.
std::string plain(std::string_view installation) {
  std::string out;
  out.reserve(longest_txn);
  for (const char c : installation.substr(0, longest_installation)) {
    const bool usual = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += usual ? c : '_';
  }
  return out;
}

void append(std::string& to, std::int64_t number) {
  const fmt::format_int digits(number);
  to.append(digits.data(), digits.size());
}

constexpr std::string_view installation_key = "installation";
constexpr std::string_view row_key = "row";
constexpr std::string_view part_key = "part";
constexpr std::string_view secret_key = "asks_secret";

}  // namespace

std::string txn_of(std::string_view installation, const Pending& pending, int step) {
  ByteWriter what(usual_content);
  what.number(static_cast<std::uint64_t>(pending.kind));
  for (const std::string* text :
       {&pending.key, &pending.event, &pending.ref, &pending.to.place.room,
        &pending.to.place.thread, &pending.emoji})
    what.text(*text);
  what.flag(pending.add);
  for (const std::string& person : pending.to.people) what.text(person);
  std::string out = plain(installation);
  append(out += '.', pending.id);
  (out += '.') += digest(what.view());
  append(out += '.', step);
  return out;
}

std::string txn_of(std::string_view installation, std::string_view about) {
  std::string out = plain(installation);
  (out += '.') += digest(about);
  return out;
}

json::object mark_object(const Mark& mark, const json::storage_ptr& memory) {
  json::object out(memory);
  out.reserve(mark.secret_question ? 4 : 3);
  out.emplace(installation_key, mark.installation);
  out.emplace(row_key, mark.row);
  out.emplace(part_key, mark.part);
  if (mark.secret_question) out.emplace(secret_key, true);
  return out;
}

std::optional<Mark> mark_of(const json::object& content) {
  const json::object* mark = look::object(content, mark_key);
  if (mark == nullptr) return std::nullopt;
  const auto row = look::number(*mark, row_key);
  const auto part = look::number(*mark, part_key);
  const std::string_view installation = look::text(*mark, installation_key);
  if (installation.empty() || !row || !part || *row < 0 || *part < 0 ||
      *part > std::numeric_limits<int>::max())
    return std::nullopt;
  return Mark{
      std::string(installation), *row, static_cast<int>(*part), look::flag(*mark, secret_key)
  };
}

}  // namespace usher::matrix
