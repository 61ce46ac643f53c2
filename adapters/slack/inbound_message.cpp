// adapters/slack/inbound_message.cpp: what is said, and what becomes of it: said, changed, deleted.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/address.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/reading.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace usher::slack {

namespace json = boost::json;

namespace {

using Said = std::variant<usher::Message, Command>;

// A message's name, as the inbox knows it: the same for `message` and `app_mention`, and for each copy that Slack makes.
std::string id_of(std::string_view channel, std::string_view ts) {
  std::string out(channel);
  out += '/';
  out += ts;
  return out;
}

bool is_direct(const json::object& event, std::string_view channel) {
  const std::string_view type = text(event, "channel_type");
  return type == "im" || type == "app_home" || channel.starts_with('D');
}

bool to_us(const Said& said) {
  const auto* message = std::get_if<usher::Message>(&said);
  return message == nullptr || message->mention || message->direct;
}

// Words of a person's own. Of those with a file, and of those from a thread that the channel sees too, only what is said to
// Usher: the rest of them is not for answering (facts/slack.md 1.4).
bool talks(std::string_view subtype) {
  constexpr std::array<std::string_view, 4> all{"", "me_message", "file_share", "thread_broadcast"};
  return std::ranges::find(all, subtype) != all.end();
}
bool only_to_us(std::string_view subtype) {
  return subtype == "file_share" || subtype == "thread_broadcast";
}

What as_what(Said said) {
  return std::visit(
      [](auto&& one) { return What(std::forward<decltype(one)>(one)); }, std::move(said)
  );
}

Way way_to(std::string_view ts) {
  Way way;
  way.message = ts;
  return way;
}

Result<Received> said(const json::object& event, std::string_view channel, const Arrival& in) {
  const std::string_view subtype = text(event, "subtype");
  if (const std::string_view why = not_a_persons(event, in.us); !why.empty()) return drop(why);
  if (!talks(subtype)) return drop("no words of a person's");
  // An app_mention comes too when somebody puts Usher's name into what they had said before.
  if (event.contains("edited")) return drop("edited");
  const std::string_view user = text(event, "user");
  const std::string_view ts = text(event, "ts");
  if (!is_id(user) || !is_ts(ts)) return std::unexpected(errc::malformed);
  const bool mention = text(event, "type") == "app_mention";
  Said what =
      addressed(text(event, "text"), in.us.user, is_direct(event, channel), mention, in.commands);
  if (only_to_us(subtype) && !to_us(what)) return drop("not said to us");
  auto* message = std::get_if<usher::Message>(&what);
  if (message != nullptr && message->text.empty() && !message->mention) return drop("no words");
  Source from{id_of(channel, ts), std::string(user), std::string(channel), thread_of(event)};
  if (message != nullptr && from.thread.empty()) message->root = ts;
  return heard(in, std::move(from), as_what(std::move(what)), way_to(ts));
}

Result<Received> removed(
    const json::object& event, std::string_view id, std::string_view channel, std::string_view ts,
    const Arrival& in
) {
  if (!is_ts(ts)) return std::unexpected(errc::malformed);
  const json::object* before = object(event, "previous_message");
  Source from{std::string(id), "", std::string(channel), ""};
  if (before != nullptr) {
    if (const std::string_view why = not_a_persons(*before, in.us); !why.empty()) return drop(why);
    if (is_id(text(*before, "user"))) from.person = text(*before, "user");
    from.thread = thread_of(*before);
  }
  return heard(in, std::move(from), Deleted{id_of(channel, ts)}, way_to(ts));
}

// What was said to Usher, and says something else now. Slack also calls it a change when a link's preview has come, when a
// thread has grown, or when what was not said to Usher is: none of these is answered.
Result<Received> changed(
    const json::object& event, std::string_view id, std::string_view channel, const Arrival& in
) {
  const json::object* now = object(event, "message");
  if (now == nullptr) return std::unexpected(errc::malformed);
  const std::string_view ts = text(*now, "ts");
  // The root of a thread leaves a stone behind.
  if (text(*now, "subtype") == "tombstone") return removed(event, id, channel, ts, in);
  if (const std::string_view why = not_a_persons(*now, in.us); !why.empty()) return drop(why);
  if (!talks(text(*now, "subtype"))) return drop("no words of a person's");
  const std::string_view user = text(*now, "user");
  if (!is_id(user) || !is_ts(ts)) return std::unexpected(errc::malformed);
  const json::object* before = object(event, "previous_message");
  if (before == nullptr || text(*before, "text") == text(*now, "text")) return drop("no new words");
  const bool direct = is_direct(event, channel);
  const auto read = [&](const json::object& message) {
    return addressed(text(message, "text"), in.us.user, direct, false, in.commands);
  };
  if (!to_us(read(*before))) return drop("not said to us");
  Edited what;
  what.first = id_of(channel, ts);
  what.now = read(*now);
  what.said = instant(ts);
  Source from{std::string(id), std::string(user), std::string(channel), thread_of(*now)};
  return heard(in, std::move(from), std::move(what), way_to(ts));
}

}  // namespace

Result<Received> read_message(const json::object& event, std::string_view id, const Arrival& in) {
  const std::string_view channel = text(event, "channel");
  if (!is_id(channel)) return std::unexpected(errc::malformed);
  const std::string_view subtype = text(event, "subtype");
  const bool about = subtype == "message_changed" || subtype == "message_deleted" ||
                     subtype.starts_with("channel_convert_to_");
  if (!about) return said(event, channel, in);
  if (!is_id(id)) return std::unexpected(errc::malformed);
  if (subtype == "message_changed") return changed(event, id, channel, in);
  if (subtype == "message_deleted")
    return removed(event, id, channel, text(event, "deleted_ts"), in);
  const bool closed = subtype == "channel_convert_to_private";
  Source from{std::string(id), "", std::string(channel), ""};
  if (is_id(text(event, "user"))) from.person = text(event, "user");
  return heard(
      in, std::move(from), RoomChanged{RoomChanged::How::converted, closed ? "private" : "public"}
  );
}

}  // namespace usher::slack
