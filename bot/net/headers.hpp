// bot/net/headers.hpp: header fields of HTTP and of a WebSocket's handshake.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

struct Header {
  std::string name, value;
};
// In the order of the wire; a name may stand more than once.
using Headers = std::vector<Header>;

// The first value under that name, whatever its case; empty when there is none. Refers into `headers`.
std::string_view find(const Headers& headers, std::string_view name);

// Whether each of the comma-separated words of every field of that name includes `word` (case ignored).
bool has_word(const Headers& headers, std::string_view name, std::string_view word);

bool same_name(std::string_view a, std::string_view b);  // ASCII case ignored
bool is_token(std::string_view text);  // RFC 9110, 5.6.2: a method, a field's name

// Whether the field can be sent as it is: a token, and a value without control characters. What fails this could
// smuggle in a second header or a second request.
bool is_sendable(const Header& header);

}  // namespace usher::net
