// A Doc and a Form as bytes for the database, and back. Secrets are never among them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/bytes.hpp"
#include "bot/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher {

void encode(ByteWriter& to, const Doc& doc);
Doc decode_doc(ByteReader& from);  // ask from.ok() afterwards

void encode(ByteWriter& to, const Form& form);
Form decode_form(ByteReader& from);

std::string encode_doc(const Doc& doc);
std::optional<Doc> decode_doc(std::string_view bytes);  // nothing when the bytes are no Doc

}  // namespace usher
