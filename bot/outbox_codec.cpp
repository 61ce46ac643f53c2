// bot/outbox_codec.cpp: an outbox row's payload as bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox_codec.hpp"

#include "bot/doc_codec.hpp"

#include <stdexcept>

namespace usher {

namespace {

constexpr std::uint64_t version = 1;
enum Flag : std::uint8_t {
  sealed = 1,
  has_form = 2,
  add = 4,
  tell = 8,
  replace_original = 16,
  guarded = 32,
  has_doc = 64,
  secret_question = 128
};

std::uint64_t flags_of(const Payload& payload) {
  const bool is_sealed = std::holds_alternative<Sealed>(payload.body);
  std::uint64_t flags = 0;
  if (is_sealed) flags |= sealed;
  if (!is_sealed && !std::get<Doc>(payload.body).empty()) flags |= has_doc;
  if (!payload.form.id.empty()) flags |= has_form;
  if (payload.add) flags |= add;
  if (payload.tell) flags |= tell;
  if (payload.replace_original) flags |= replace_original;
  if (payload.secret_question) flags |= secret_question;
  if (!payload.guard.empty()) flags |= guarded;
  return flags;
}

void put_strings(ByteWriter& to, const std::vector<std::string>& list) {
  to.number(list.size());
  for (const std::string& item : list) to.text(item);
}

std::vector<std::string> get_strings(ByteReader& from) {
  std::vector<std::string> list(from.count());
  for (std::string& item : list) item = from.string();
  return list;
}

}  // namespace

std::string encode_payload(const Payload& payload) {
  ByteWriter to;
  const std::uint64_t flags = flags_of(payload);
  to.number(version);
  to.number(flags);
  to.number(static_cast<unsigned>(payload.audience));
  put_strings(to, payload.people);
  to.text(payload.route.bytes);
  to.text(payload.emoji);
  if ((flags & sealed) != 0) {
    const auto& reference = std::get<Sealed>(payload.body);
    to.text(reference.case_id);
    to.text(reference.view);
  }
  if ((flags & has_doc) != 0) encode(to, std::get<Doc>(payload.body));
  if ((flags & has_form) != 0) encode(to, payload.form);
  if ((flags & guarded) != 0) {
    to.flag(payload.guard.is_private);
    to.flag(payload.guard.not_shared);
    put_strings(to, payload.guard.members);
  }
  return to.take();
}

Payload decode_payload(std::string_view bytes) {
  ByteReader from(bytes);
  Payload payload;
  if (from.number() != version)
    throw std::runtime_error("an outbox row has a payload of an unknown version");
  const std::uint64_t flags = from.number();
  payload.audience = static_cast<Audience>(from.number() % 4);
  payload.people = get_strings(from);
  payload.route.bytes = from.string();
  payload.emoji = from.string();
  if ((flags & sealed) != 0) {
    Sealed reference;
    reference.case_id = from.string();
    reference.view = from.string();
    payload.body = std::move(reference);
  }
  if ((flags & has_doc) != 0) payload.body = decode_doc(from);
  if ((flags & has_form) != 0) {
    payload.form = decode_form(from);
    if (payload.form.id.empty()) from.broken();  // it would not be written again
  }
  payload.add = (flags & add) != 0;
  payload.tell = (flags & tell) != 0;
  payload.replace_original = (flags & replace_original) != 0;
  payload.secret_question = (flags & secret_question) != 0;
  if ((flags & guarded) != 0) {
    payload.guard.is_private = from.flag();
    payload.guard.not_shared = from.flag();
    payload.guard.members = get_strings(from);
  }
  if (!from.ok()) throw std::runtime_error("an outbox row has a broken payload");
  return payload;
}

}  // namespace usher
