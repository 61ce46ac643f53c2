// adapters/matrix/ids.cpp: identifiers, and links to what they name.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/ids.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::size_t longest = 255;  // bytes

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Without blanks, controls and what hides or reorders text.
bool is_plain(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; })) return true;
  return first_word(text).word.size() == text.size() && sanitize(text) == text;
}

bool begins(std::string_view text, char sigil) {
  return text.size() > 1 && text.size() <= longest && text.front() == sigil && is_plain(text);
}

bool is_server(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

// Which bytes stay as they are.
using Bytes = std::array<bool, 256>;

constexpr Bytes staying(std::string_view beside_alphanumeric) {
  Bytes out{};
  for (unsigned byte = 0; byte < out.size(); ++byte) {
    const auto c = static_cast<char>(byte);
    out.at(byte) = is_alphanumeric(c) || beside_alphanumeric.contains(c);
  }
  return out;
}

void append_encoded(std::string& out, std::string_view text, const Bytes& stay) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto stays = [&](char c) { return stay[static_cast<unsigned char>(c)]; };
  while (!text.empty()) {
    const auto* const other = std::ranges::find_if_not(text, stays);
    const auto same = static_cast<std::size_t>(other - text.begin());
    out.append(text.substr(0, same));
    text.remove_prefix(same);
    if (text.empty()) break;
    const auto byte = static_cast<unsigned char>(text.front());
    out.append({'%', digits[byte >> 4U], digits[byte & 0x0FU]});
    text.remove_prefix(1);
  }
}

std::string encoded(std::string_view text, const Bytes& stay) {
  std::string out;
  out.reserve(text.size() + 16);
  append_encoded(out, text, stay);
  return out;
}

constexpr Bytes unreserved = staying("-._~");
// What a fragment may hold beside them (RFC 3986, 3.5) and clients leave as it is. "/" and "?" would end an identifier.
constexpr Bytes in_fragment = staying("-._~@:!$+=,");

constexpr std::string_view permalinks = "https://matrix.to/#/";

}  // namespace

std::string_view server_of(std::string_view user_or_alias) {
  const auto colon = user_or_alias.find(':');
  return colon == std::string_view::npos ? std::string_view() : user_or_alias.substr(colon + 1);
}

bool is_user_id(std::string_view text) { return begins(text, '@') && is_server(server_of(text)); }

bool is_room_alias(std::string_view text) {
  return begins(text, '#') && text[1] != ':' && is_server(server_of(text));
}

bool is_room_id(std::string_view text) { return begins(text, '!'); }
bool is_event_id(std::string_view text) { return begins(text, '$'); }

std::string segment(std::string_view text) { return encoded(text, unreserved); }
void append_segment(std::string& out, std::string_view text) {
  append_encoded(out, text, unreserved);
}

std::string link_to(std::string_view user) {
  return std::string(permalinks) + encoded(user, in_fragment);
}

std::string link_to(
    std::string_view room, std::string_view event, const std::vector<std::string>& via
) {
  std::string out = link_to(room);
  if (!event.empty()) {
    out += '/';
    out += encoded(event, in_fragment);
  }
  char before = '?';
  for (const std::string& server : via) {
    out += std::exchange(before, '&');
    out += "via=";
    out += encoded(server, in_fragment);
  }
  return out;
}

std::vector<std::string> via_of(const std::vector<std::string>& members) {
  std::map<std::string_view, std::size_t> crowd;
  for (const std::string& member : members)
    if (is_user_id(member)) ++crowd[server_of(member)];
  std::vector<std::pair<std::string_view, std::size_t>> servers(crowd.begin(), crowd.end());
  std::ranges::sort(servers, [](const auto& one, const auto& other) {
    return one.second != other.second ? one.second > other.second : one.first < other.first;
  });
  std::vector<std::string> out;
  constexpr std::size_t most = 3;
  for (const auto& [server, count] : servers)
    if (out.size() < most) out.emplace_back(server);
  return out;
}

}  // namespace usher::matrix
