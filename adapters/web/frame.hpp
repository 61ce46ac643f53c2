// adapters/web/frame.hpp: what a page sends, read from its JSON (docs/web-protocol.md). Pure; never throws on any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace usher::web {

namespace frame {

struct Hello {
  std::int64_t since = 0;
  std::string tab;
};
struct Send {
  std::string room;
  std::int64_t thread = 0;
  std::string text;
};
struct Edit {
  std::int64_t message = 0;
  std::string text;
};
struct Delete {
  std::int64_t message = 0;
};
struct React {
  std::int64_t message = 0;
  std::string emoji;
  bool add = true;
};
struct Press {
  std::int64_t message = 0;  // 0: of the home page
  std::int64_t button = 0;
};
struct Submit {
  std::string ticket;
  Fields fields;
  SecretFields secrets;
};
struct Cancel {
  std::string ticket;
};
struct Join {
  std::string room;
};
struct Leave {
  std::string room;
};
struct Home {};
struct History {
  std::string room;
  std::int64_t before = 0, thread = 0;
};
struct Complete {
  std::string line;
};
struct Me {
  std::string lang, zone;
};
struct Read {
  std::string room;
  std::int64_t message = 0;
};

}  // namespace frame

struct Frame {
  std::string id;  // of the page's choosing; empty for Hello and Read
  std::variant<
      frame::Hello, frame::Send, frame::Edit, frame::Delete, frame::React, frame::Press,
      frame::Submit, frame::Cancel, frame::Join, frame::Leave, frame::Home, frame::History,
      frame::Complete, frame::Me, frame::Read>
      what;
};

// Nothing for what is no frame: no JSON, too deep, an unknown "do", a value of the wrong type, an id that may not be.
std::optional<Frame> read_frame(std::string_view text);

// 1 to 64 of A-Za-z0-9_-.
bool is_name(std::string_view text);

}  // namespace usher::web
