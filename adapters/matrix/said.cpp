// adapters/matrix/said.cpp: the words of a message, and Usher's name among them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/pill.hpp"
#include "adapters/matrix/word.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t longest = 64U << 10U;

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// "> <@ada:example.org> what was said", "> * <@ada:example.org> waves", "> <Ada> …".
bool is_fallback(std::string_view line) {
  if (line.starts_with("> <"))
    line.remove_prefix(3);
  else if (line.starts_with("> * <"))
    line.remove_prefix(5);
  else
    return false;
  const auto end = line.find('>');
  return end != std::string_view::npos && end > 0;
}

std::string_view without_fallback(std::string_view body, const json::object& content) {
  const bool marked = look::text(content, "formatted_body").starts_with("<mx-reply>");
  if (!marked && !is_fallback(first_line(body))) return body;
  while (body.starts_with("> ") || first_line(body) == ">") {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) return {};
    body.remove_prefix(end + 1);
  }
  return body;
}

// m.mentions: whom the sender's client says that they meant.
bool among(const json::object& mentions, const std::string& user) {
  const json::array* const users = look::array(mentions, "user_ids");
  return users != nullptr && std::ranges::any_of(*users, [&](const json::value& one) {
           return one.is_string() && one.get_string() == user;
         });
}

}  // namespace

std::string words_of(const json::object& content, bool is_reply) {
  std::string_view body = look::text(content, "body").substr(0, longest);
  if (is_reply) body = without_fallback(body, content);
  std::string words = sanitize(body, true);
  const std::string_view within = trim(words);
  if (within.size() < words.size()) words = std::string(within);
  return words;
}

bool names(const json::object& content, std::string_view words, const Identity& us) {
  if (us.user.empty()) return false;
  if (const json::object* const mentions = look::object(content, "m.mentions"))
    return among(*mentions, us.user);
  if (has_pill(look::text(content, "formatted_body"), us.user)) return true;
  // Only where a word may begin: linear, for a name is looked for no longer than it is.
  for (std::size_t at = 0; at < words.size(); next_code_point(words, at))
    if (named_at(words, at, us) > 0) return true;
  return false;
}

std::string with_user_id(std::string words, const json::object& content, const Identity& us) {
  const std::string name = leading_pill(look::text(content, "formatted_body"), us.user);
  if (name.empty() || !words.starts_with(name)) return words;
  return words.replace(0, name.size(), us.user);
}

std::string with_people(std::string words, const json::object& content) {
  std::size_t from = 0;
  for (const Pill& pill : pills_in(look::text(content, "formatted_body"))) {
    if (pill.name == pill.user) continue;
    std::size_t at = words.find(pill.name, from);
    while (at != std::string::npos &&
           (word_before(words, at) || word_at(words, at + pill.name.size())))
      at = words.find(pill.name, at + 1);
    if (at == std::string::npos) continue;
    words.replace(at, pill.name.size(), pill.user);
    from = at + pill.user.size();
  }
  return words;
}

}  // namespace usher::matrix
