// What an outbox row's payload holds, as bytes. Version 1; add at the end.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct Payload {
  Audience audience = Audience::room;
  std::vector<std::string> people;
  Body body;  // post, edit, home
  Form form;  // open
  std::string emoji;
  bool add = true;
  bool tell = false;
  bool replace_original = false;
  bool secret_question = false;
  Guard guard;
  Route route;
};

std::string encode_payload(const Payload& payload);
// Throws std::runtime_error for bytes that are no payload: the row is a bug, or the file is damaged.
Payload decode_payload(std::string_view bytes);

}  // namespace usher
