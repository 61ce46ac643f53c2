// adapters/matrix/address.cpp: who is spoken to, and whether it is a command.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"
#include "adapters/matrix/word.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace usher::matrix {

namespace {

// Of a server's name, a user id's second half.
bool is_servers(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == ':' || c == '[' || c == ']';
}

// How much of `text` is Usher's handle, of which `lead` bytes are known for it: "@usher", "@usher:example.org". Not "@usher-two",
// not "@usher:elsewhere.org".
std::size_t handle(std::string_view text, std::size_t lead, const Identity& us) {
  std::string_view tail = text.substr(lead);
  if (!tail.starts_with(':')) {
    // A "." ends a sentence where nothing of a name follows.
    const bool dot = tail.starts_with('.');
    const bool joined = !tail.empty() && std::string_view("-=/+").contains(tail.front());
    return joined || word_at(tail, dot ? 1 : 0) ? 0 : lead;
  }
  tail.remove_prefix(1);
  std::size_t end = 0;
  while (end < tail.size() && is_servers(tail[end])) ++end;
  std::string_view server = tail.substr(0, end);
  while (server.ends_with('.') || server.ends_with(':') || server.ends_with('-'))
    server.remove_suffix(1);
  if (server.empty()) return lead;
  const bool ours = server.size() == us.server.size() && begins_with(server, us.server);
  return ours ? lead + 1 + server.size() : 0;
}

// "@" and its localpart or its display name, whichever is longer.
std::size_t handle(std::string_view text, const Identity& us) {
  const std::string_view local = std::string_view(us.user).substr(0, us.user.find(':'));
  std::size_t bytes = 0;
  if (local.size() > 1 && begins_with(text, local)) bytes = handle(text, local.size(), us);
  if (!us.name.empty() && begins_with(text.substr(1), us.name))
    bytes = std::max(bytes, handle(text, 1 + us.name.size(), us));
  return bytes;
}

// The name, as a word of its own.
std::size_t word(std::string_view text, std::string_view name) {
  if (name.empty() || !begins_with(text, name)) return 0;
  const bool cut = word_before(text, name.size()) && word_at(text, name.size());
  return cut ? 0 : name.size();
}

// What may stand between the one who is spoken to and what they are told. Chinese keyboards' own among them.
constexpr std::array<std::string_view, 5> stops{":", ",", "\uff1a", "\uff0c", "\u3001"};
// What makes a word a command.
constexpr std::array<std::string_view, 4> signs{"!", "/", "\uff01", "\uff0f"};

template <std::size_t size>
bool take(std::string_view& text, const std::array<std::string_view, size>& leads) {
  for (const std::string_view lead : leads) {
    if (!text.starts_with(lead)) continue;
    text.remove_prefix(lead.size());
    return true;
  }
  return false;
}

struct Address {
  std::string_view rest;
  bool found = false;
  bool sure = false;  // "@usher nep", "Usher: nep"; not "Usher is down again"
};

Address address_of(std::string_view words, const Identity& us) {
  std::size_t bytes = named_at(words, 0, us);
  if (bytes == 0) bytes = word(words, us.localpart());
  if (bytes == 0) return {words, false, false};
  std::string_view rest = trim(words.substr(bytes));
  const bool stopped = take(rest, stops);
  return {trim(rest), true, stopped || words.starts_with('@')};
}

// The command that `words` are, without its sign.
std::optional<Command> command(std::string_view words) {
  std::size_t at = 0;
  if (words.empty() || !is_letter(next_code_point(words, at))) return std::nullopt;
  std::string line = "/";
  line += words;
  return parse_command(line);
}

}  // namespace

std::size_t named_at(std::string_view text, std::size_t at, const Identity& us) {
  if (at >= text.size()) return 0;
  const std::string_view rest = text.substr(at);
  if (rest.front() == '@') {
    if (word_before(text, at)) return 0;  // somebody's mail address
    if (const std::size_t bytes = handle(rest, us)) return bytes;
  }
  const std::size_t bytes = word(rest, us.name);
  // A name that begins within another word is none: "Pusher" is not called "usher".
  return bytes > 0 && word_before(text, at) && word_at(text, at) ? 0 : bytes;
}

std::variant<usher::Message, Command> addressed(
    std::string_view words, bool named, bool direct, const Identity& us,
    const CommandTable& commands
) {
  const Address to = address_of(words, us);
  const bool spoken_to = named || to.sure;
  // Who is called as a command is ("nep") may be called, or asked: "nep 18".
  for (std::string_view line : {to.rest, to.sure ? to.rest : words}) {
    const bool sign = take(line, signs);
    if (!sign && !direct && !to.found) break;
    auto meant = command(line);
    if (!meant) continue;
    const bool known = commands.find(meant->name) != nullptr;
    if (!known && !(sign && (spoken_to || direct))) continue;
    meant->direct = direct;
    return std::move(*meant);
  }
  const bool strip = to.found && spoken_to;
  return usher::Message{
      .text = std::string(strip ? to.rest : words), .mention = spoken_to, .direct = direct
  };
}

}  // namespace usher::matrix
