// adapters/matrix/power.cpp: power levels.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/power.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "bot/fingerprint.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

// What the specification says where the room does not.
constexpr std::int64_t of_state = 50, of_redactions = 50, of_everybody = 50,
                       of_older_creators = 100;

std::optional<std::int64_t> within(
    const json::object& levels, std::string_view table, std::string_view key
) {
  const json::object* const object = look::object(levels, table);
  return object != nullptr ? look::number(*object, key) : std::nullopt;
}

}  // namespace

std::string stand_in(std::string_view user) { return fingerprint("power of " + std::string(user)); }

Power::Power(
    const json::object& levels, std::vector<std::string> creators, std::string_view version
)
    : levels_(levels),
      creators_(std::move(creators)),
      creators_are_above_(has_infinite_creators(version)) {}

std::int64_t Power::of(std::string_view user) const {
  const std::string hidden = stand_in(user);
  const bool creator =
      std::ranges::any_of(creators_, [&](const auto& one) { return one == user || one == hidden; });
  if (creator && creators_are_above_) return creators_power;
  if (levels_.empty()) return creator ? of_older_creators : 0;
  if (const auto own = within(levels_, "users", user)) return *own;
  if (const auto own = within(levels_, "users", hidden)) return *own;
  return look::number(levels_, "users_default").value_or(0);
}

std::int64_t Power::needed(std::string_view type, bool state) const {
  if (const auto own = within(levels_, "events", type)) return *own;
  if (state) return look::number(levels_, "state_default").value_or(of_state);
  return look::number(levels_, "events_default").value_or(0);
}

std::int64_t Power::needed_to_redact() const {
  return look::number(levels_, "redact").value_or(of_redactions);
}

std::int64_t Power::needed_for_everybody() const {
  return within(levels_, "notifications", "room").value_or(of_everybody);
}

std::vector<std::string> creators_of(const json::object& create, std::string_view sender) {
  std::vector<std::string> out{std::string(sender)};
  // Until version 12 the word means nothing, whoever has written it there.
  if (!has_infinite_creators(look::text(create, "room_version"))) return out;
  const json::array* const more = look::array(create, "additional_creators");
  if (more == nullptr) return out;
  constexpr std::size_t most = 100;
  for (const json::value& one : *more) {
    if (!one.is_string() || out.size() >= most) continue;
    std::string user(one.get_string().data(), one.get_string().size());
    if (is_user_id(user) && std::ranges::find(out, user) == out.end())
      out.push_back(std::move(user));
  }
  return out;
}

bool has_infinite_creators(std::string_view version) {
  int number = 0;
  const std::string digits(version);
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  constexpr int first = 12;
  return error == std::errc() && stop == end && number >= first;
}

Abilities abilities_of(const Power& power, std::string_view user) {
  const std::int64_t own = power.of(user);
  Abilities out;
  out.speak = own >= power.needed("m.room.message", false);
  out.react = own >= power.needed("m.reaction", false);
  // A redaction is an event too, that the sender must be allowed to send.
  out.redact = own >= power.needed_to_redact() && own >= power.needed("m.room.redaction", false);
  out.everybody = own >= power.needed_for_everybody();
  return out;
}

}  // namespace usher::matrix
