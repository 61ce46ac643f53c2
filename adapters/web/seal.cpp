// adapters/web/seal.cpp: signing and checking.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/seal.hpp"

#include "bot/doc_codec.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

namespace usher::web {

namespace {

constexpr std::chrono::days cookie_life{90};
constexpr std::chrono::days ticket_life{1};
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encoded(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), base64), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), base64);
  out.pop_back();  // the terminating zero
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  const int bad = sodium_base642bin(
      reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
      &size, nullptr, base64
  );
  if (bad != 0) return std::nullopt;
  out.resize(size);
  return out;
}

// Another token makes another purpose, under which the old cookie is not signed. A line break ends it, and no token has one.
std::string purpose_of(std::string_view token) { return "person " + std::string(token); }

// What judging an answer takes; its words are the page's.
Form without_words(Form form) {
  form.title.clear();
  form.submit.clear();
  form.intro = {};
  for (Field& field : form.fields) {
    field.label.clear();
    field.hint.clear();
    field.initial.clear();
    for (Choice& choice : field.choices) choice.label.clear();
  }
  return form;
}

}  // namespace

std::string Seal::sign(std::string_view purpose, std::string_view what) const {
  std::string message(purpose);
  message += '\n';
  message += what;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  const std::string& key = key_.reveal();
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(message), message.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return encoded({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

bool Seal::signed_by_us(std::string_view purpose, std::string_view what, std::string_view signature)
    const {
  return same_secret(sign(purpose, what), signature);
}

std::string Seal::cookie(std::string_view person, sys_seconds now, std::string_view token) const {
  std::string out(person);
  out += '.';
  out += std::to_string(now.time_since_epoch().count());
  std::string signature = sign(purpose_of(token), out);
  return out + '.' + signature;
}

std::optional<std::string> Seal::person_of(
    std::string_view cookie, sys_seconds now, std::string_view token
) const {
  const auto last = cookie.rfind('.');
  if (last == std::string_view::npos || cookie.size() > 256) return std::nullopt;
  const std::string_view what = cookie.substr(0, last);
  if (!signed_by_us(purpose_of(token), what, cookie.substr(last + 1))) return std::nullopt;
  const auto dot = what.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0;
  const char* end = what.data() + what.size();
  const auto [read, flaw] = std::from_chars(what.data() + dot + 1, end, at);
  if (flaw != std::errc{} || read != end) return std::nullopt;
  if (sys_seconds(std::chrono::seconds(at)) + cookie_life < now) return std::nullopt;
  return std::string(what.substr(0, dot));
}

std::string Seal::ticket(const Ticket& what) const {
  ByteWriter to;
  to.integer(what.id);
  to.text(what.person);
  to.text(what.room);
  to.text(what.thread);
  to.integer(what.made.time_since_epoch().count());
  encode(to, without_words(what.form));
  std::string out = encoded(to.view());
  std::string signature = sign("form", out);
  return out + '.' + signature;
}

std::optional<Ticket> Seal::open(std::string_view ticket, std::string_view person, sys_seconds now)
    const {
  const auto dot = ticket.rfind('.');
  if (dot == std::string_view::npos ||
      !signed_by_us("form", ticket.substr(0, dot), ticket.substr(dot + 1)))
    return std::nullopt;
  const auto bytes = decoded(ticket.substr(0, dot));
  if (!bytes) return std::nullopt;
  ByteReader from(*bytes);
  Ticket out;
  out.id = from.integer();
  out.person = from.string();
  out.room = from.string();
  out.thread = from.string();
  out.made = sys_seconds(std::chrono::seconds(from.integer()));
  out.form = decode_form(from);
  if (!from.ok() || out.person != person || out.made + ticket_life < now) return std::nullopt;
  return out;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace usher::web
