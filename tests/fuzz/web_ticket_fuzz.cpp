// tests/fuzz/web_ticket_fuzz.cpp: any bytes as a form's ticket, as a cookie, and as what a ticket holds.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/seal.hpp"
#include "bot/doc_codec.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher;
  static const web::Seal seal(std::string(32, 'k'));
  const sys_seconds now{std::chrono::seconds(1'764'072'000)};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto ticket = seal.open(bytes, "ada", now)) must(ticket->person == "ada");
  if (const auto person = seal.person_of(bytes, now)) must(!person->empty());
  // Behind the signature: whatever form can be read out of the bytes comes back from a ticket of it as it went in.
  ByteReader from(bytes);
  web::Ticket ticket;
  ticket.id = from.integer();
  ticket.room = from.string();
  ticket.form = decode_form(from);
  ticket.person = "ada";
  ticket.made = now;
  const std::string text = seal.ticket(ticket);
  const auto back = seal.open(text, "ada", now);
  must(back.has_value());
  must(back->id == ticket.id && back->room == ticket.room && back->form.id == ticket.form.id);
  must(back->form.state == ticket.form.state && back->form.secret == ticket.form.secret);
  must(std::ranges::equal(
      back->form.fields, ticket.form.fields,
      [](const Field& a, const Field& b) {
        return a.name == b.name && a.type == b.type && a.optional == b.optional &&
               a.secret == b.secret && a.max_length == b.max_length &&
               std::ranges::equal(a.choices, b.choices, {}, &Choice::value, &Choice::value);
      }
  ));
  must(!seal.open(text, "grace", now));
  must(!seal.open(std::string_view(text).substr(1), "ada", now));
  return 0;
}
