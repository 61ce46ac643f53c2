// tests/fuzz/matrix_event_fuzz.cpp: any event, and any text that somebody may have typed into one.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"
#include "tests/matrix/sound.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

namespace json = boost::json;
using namespace usher::matrix;

void must(bool holds) {
  if (!holds) std::abort();
}

// The bytes as the content of a message that is a reply, or as an event.
void check_event(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse({text.data(), text.size()}, error);
  const json::object* const object = error ? nullptr : value.if_object();
  if (object == nullptr) return;
  if (const auto event = read_event(*object, "!room"))
    if (is_heard(event->type))
      must(sound::holds(*event, false) && sound::holds(event->stripped, true));
  RoomEvent message;
  message.room = "!room";
  message.id = "$event";
  message.sender = "@ada:localhost";
  for (const char* type : {"m.room.message", "m.reaction", "m.room.tombstone"}) {
    message.type = type;
    message.content = *object;
    must(sound::holds(message, false));
  }
}

void check_words(std::string_view text) {
  static const Identity us{"@usher:localhost", "localhost", "Usher 🤖 of NumPy"};
  static const usher::CommandTable commands;
  const json::string body(text.data(), text.size());
  const json::object content{{"msgtype", "m.text"}, {"body", body}, {"formatted_body", body}};
  for (const bool is_reply : {false, true}) {
    std::string words = words_of(content, is_reply);
    must(sound::is_text(words));
    const bool named = names(content, words, us);
    words = with_user_id(std::move(words), content, us);
    must(sound::is_text(words));
    for (const bool direct : {false, true})
      must(sound::holds(addressed(words, named, direct, us, commands)));
  }
  must(sound::is_line(shown_name(text, "@ada:localhost")));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check_event(text);
  check_words(text);
  return 0;
}
