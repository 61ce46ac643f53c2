// adapters/slack/inbound_event.cpp: events of the Events API, a function each; messages are in inbound_message.cpp.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/emoji.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/reading.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

using Outcome = Result<Received>;
constexpr auto malformed = [] { return std::unexpected(errc::malformed); };

// "channel": the id, or an object that has it.
std::string_view channel_of(const json::object& event) {
  const std::string_view id = text(event, "channel");
  return id.empty() ? text(event, "channel", "id") : id;
}

Outcome opened(const json::object& event, std::string_view id, const Arrival& in) {
  const std::string_view user = text(event, "user");
  if (!is_id(user)) return malformed();
  // The other tab is the conversation with Usher: what is said there comes as messages.
  if (text(event, "tab") == "messages") return drop("the Messages tab");
  Way way;
  way.view = text(event, "view", "id");
  way.hash = text(event, "view", "hash");
  const std::string_view channel = text(event, "channel");
  Source from{std::string(id), std::string(user), is_id(channel) ? std::string(channel) : "", ""};
  return heard(in, std::move(from), Opened{}, std::move(way));
}

Outcome reacted(const json::object& event, std::string_view id, const Arrival& in) {
  const json::object* item = object(event, "item");
  const std::string_view user = text(event, "user");
  if (item == nullptr || !is_id(user)) return malformed();
  if (text(*item, "type") != "message") return drop("no message");
  if (user == in.us.user) return drop("our own");
  const std::string_view author = text(event, "item_user");
  if (!author.empty() && author != in.us.user) return drop("not on ours");
  const std::string_view channel = text(*item, "channel");
  const std::string_view ts = text(*item, "ts");
  if (!is_id(channel) || !is_ts(ts)) return malformed();
  Reacted what;
  what.emoji = emoji_of(text(event, "reaction"));
  what.added = text(event, "type") == "reaction_added";
  Way way;
  way.message = ts;
  Source from{std::string(id), std::string(user), std::string(channel), ""};
  Received out = heard(in, std::move(from), std::move(what), std::move(way));
  out.touched = ts;
  return out;
}

Outcome came_or_went(const json::object& event, std::string_view id, const Arrival& in) {
  const std::string_view user = text(event, "user");
  const std::string_view channel = text(event, "channel");
  if (!is_id(user) || !is_id(channel)) return malformed();
  if (user == in.us.user) return drop("our own");
  const bool came = text(event, "type") == "member_joined_channel";
  Source from{std::string(id), std::string(user), std::string(channel), ""};
  return heard(in, std::move(from), came ? What(Joined{}) : What(Left{}));
}

Outcome joined_team(const json::object& event, std::string_view id, const Arrival& in) {
  const json::object* user = object(event, "user");
  if (user == nullptr || !is_id(text(*user, "id"))) return malformed();
  const bool bot = flag(*user, "is_bot");
  Received out =
      bot ? drop("a bot's")
          : heard(in, {std::string(id), std::string(text(*user, "id")), "", ""}, Joined{});
  out.user = *user;
  return out;
}

// Who is deactivated has left the workspace. Slack tells of each change of theirs once more, which changes nothing.
Outcome person_changed(const json::object& event, std::string_view id, const Arrival& in) {
  const json::object* user = object(event, "user");
  if (user == nullptr || !is_id(text(*user, "id"))) return malformed();
  Received out = flag(*user, "deleted")
                     ? heard(in, {std::string(id), std::string(text(*user, "id")), "", ""}, Left{})
                     : drop("about a person");
  out.user = *user;
  return out;
}

Outcome room(
    const json::object& event, std::string_view id, const Arrival& in, RoomChanged what,
    std::string_view channel
) {
  if (!is_id(channel)) return malformed();
  Source from{std::string(id), "", std::string(channel), ""};
  if (is_id(text(event, "user"))) from.person = text(event, "user");
  return heard(in, std::move(from), std::move(what));
}

Outcome renamed(const json::object& event, std::string_view id, const Arrival& in) {
  std::string name = sanitize(text(event, "channel", "name"));
  return room(
      event, id, in, {RoomChanged::How::renamed, std::move(name)}, text(event, "channel", "id")
  );
}

// What was deleted is no more to be written to than what was archived.
Outcome closed(const json::object& event, std::string_view id, const Arrival& in) {
  return room(event, id, in, {RoomChanged::How::archived, ""}, channel_of(event));
}

Outcome reopened(const json::object& event, std::string_view id, const Arrival& in) {
  return room(event, id, in, {RoomChanged::How::unarchived, ""}, channel_of(event));
}

Outcome replaced(const json::object& event, std::string_view id, const Arrival& in) {
  const std::string_view now = text(event, "new_channel_id");
  if (!is_id(now)) return malformed();
  return room(
      event, id, in, {RoomChanged::How::replaced, std::string(now)}, text(event, "old_channel_id")
  );
}

// events.hpp lists what is subscribed to; the two are held together by a test.
struct Reader {
  std::string_view type;
  Outcome (*read)(const json::object&, std::string_view, const Arrival&);
};
constexpr std::array readers{
    Reader{"message", read_message},
    Reader{"app_mention", read_message},
    Reader{"app_home_opened", opened},
    Reader{"reaction_added", reacted},
    Reader{"reaction_removed", reacted},
    Reader{"member_joined_channel", came_or_went},
    Reader{"member_left_channel", came_or_went},
    Reader{"team_join", joined_team},
    Reader{"user_change", person_changed},
    Reader{"channel_rename", renamed},
    Reader{"group_rename", renamed},
    Reader{"channel_archive", closed},
    Reader{"group_archive", closed},
    Reader{"channel_deleted", closed},
    Reader{"group_deleted", closed},
    Reader{"channel_unarchive", reopened},
    Reader{"group_unarchive", reopened},
    Reader{"channel_id_changed", replaced},
};

}  // namespace

Result<Received> read_event(const json::object& payload, const Arrival& in) {
  if (text(payload, "type") != "event_callback") return drop("an unknown type");
  const json::object* event = object(payload, "event");
  if (event == nullptr) return malformed();
  const std::string_view type = text(*event, "type");
  const auto reader = std::ranges::find(readers, type, &Reader::type);
  if (reader == readers.end()) return drop("an unknown type");
  const std::string_view id = text(payload, "event_id");
  // A message is known by its place and time, whatever the event is called.
  if (!is_id(id) && reader->read != read_message) return malformed();
  return reader->read(*event, id, in);
}

Result<Received> read(Feed feed, const json::object& payload, const Arrival& in) {
  if (is_elsewhere(payload, in.us.team)) return drop(of_another_workspace);
  switch (feed) {
    case Feed::events:
      return read_event(payload, in);
    case Feed::slash:
      return read_slash(payload, in);
    case Feed::interactive:
      return read_interactive(payload, in);
    case Feed::other:
      break;
  }
  return drop("an unknown type");
}

}  // namespace usher::slack
