// adapters/slack/inbound_interactive.cpp: buttons, forms and shortcuts ("Interaction payloads" of Slack's documentation).
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/escape.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/press.hpp"
#include "adapters/slack/reading.hpp"
#include "adapters/slack/snapshot.hpp"
#include "adapters/slack/view_state.hpp"

#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_name = 255;   // of an action, a callback, a trigger
constexpr std::string_view own = "slack.";  // what the adapter's own buttons begin with
constexpr std::string_view link = "open";   // Button::open: it has done what it does

bool is_name(std::string_view text) { return !text.empty() && text.size() <= longest_name; }

// Where the button stood: in a message, a form, or the home tab.
Way way_of(const json::object& payload) {
  Way way;
  way.trigger = text(payload, "trigger_id");
  way.response_url = text(payload, "response_url");
  way.view = text(payload, "view", "id");
  way.hash = text(payload, "view", "hash");
  if (const json::object* container = object(payload, "container")) {
    if (is_ts(text(*container, "message_ts"))) way.message = text(*container, "message_ts");
    way.ephemeral = flag(*container, "is_ephemeral");
  }
  return way;
}

Source source_of(const json::object& payload, std::string_view id, std::string_view user) {
  Source out{std::string(id), std::string(user), "", ""};
  std::string_view channel = text(payload, "channel", "id");
  if (channel.empty()) channel = text(payload, "container", "channel_id");
  if (!is_id(channel)) {
    // A modal stands in no conversation; it knows in which it was asked for.
    auto marks = Marks::read(text(payload, "view", "private_metadata"));
    if (marks) out.channel = std::move(marks->channel);
    if (marks) out.thread = std::move(marks->thread);
    return out;
  }
  out.channel = channel;
  const std::string_view ts = text(payload, "container", "message_ts");
  std::string_view root = text(payload, "container", "thread_ts");
  if (root.empty()) root = text(payload, "message", "thread_ts");
  if (is_ts(root) && root != ts) out.thread = root;
  return out;
}

Result<Received> pressed(const json::object& payload, std::string_view user, const Arrival& in) {
  const json::array* actions = array(payload, "actions");
  // One at a time is all that Slack sends.
  const json::object* action =
      actions != nullptr && !actions->empty() ? actions->front().if_object() : nullptr;
  if (action == nullptr) return std::unexpected(errc::malformed);
  if (text(*action, "type") != "button") return drop("no button");
  const std::string name = action_of(text(*action, "action_id"));
  if (!is_name(name)) return drop("no button of ours");
  if (name == link) return drop("a link");
  ButtonValue carried = read_value(text(*action, "value"));
  Source from = source_of(payload, text(payload, "trigger_id"), user);
  if (name.starts_with(own)) {
    Received out = noted(in, std::move(from), way_of(payload));
    out.dropped = "the adapter's own";
    out.secret_press = name;
    out.press_value = std::move(carried.value);
    return out;
  }
  Press what;
  what.action = name;
  what.value = std::move(carried.value);
  what.secret = std::move(carried.secret);
  what.key = key_of(text(*action, "block_id"));
  return heard(in, std::move(from), std::move(what), way_of(payload));
}

Result<Received> submitted(const json::object& payload, std::string_view user, const Arrival& in) {
  const json::object* view = object(payload, "view");
  if (view == nullptr) return std::unexpected(errc::malformed);
  Submit what = read_submission(*view);
  if (!is_name(what.form)) return drop("no form of ours");
  Received out = heard(
      in, source_of(payload, text(payload, "trigger_id"), user), std::move(what), way_of(payload)
  );
  out.ack = Received::Ack::view;
  return out;
}

// It has no trigger.
Result<Received> gave_up(const json::object& payload, std::string_view user, const Arrival& in) {
  const json::object* view = object(payload, "view");
  if (view == nullptr || !is_id(text(*view, "id"))) return std::unexpected(errc::malformed);
  Cancelled what{form_of(*view)};
  if (!is_name(what.form)) return drop("no form of ours");
  std::string id(text(*view, "id"));
  id += "/closed";
  return heard(in, source_of(payload, id, user), std::move(what), way_of(payload));
}

Result<Received> shortcut(
    const json::object& payload, std::string_view user, bool on_message, const Arrival& in
) {
  const std::string_view callback = text(payload, "callback_id");
  if (!is_name(callback)) return std::unexpected(errc::malformed);
  Source from = source_of(payload, text(payload, "trigger_id"), user);
  Way way = way_of(payload);
  Shortcut what{std::string(callback), {}};
  if (on_message) {
    const json::object* message = object(payload, "message");
    if (message == nullptr || from.channel.empty()) return std::unexpected(errc::malformed);
    what.message = snapshot(*message, from.channel, in.us);
    from.thread = thread_of(*message);
    if (is_ts(text(*message, "ts"))) way.message = text(*message, "ts");
  }
  return heard(in, std::move(from), std::move(what), std::move(way));
}

}  // namespace

Result<Received> read_interactive(const json::object& payload, const Arrival& in) {
  const std::string_view type = text(payload, "type");
  const std::string_view user = text(payload, "user", "id");
  if (!is_id(user)) return std::unexpected(errc::malformed);
  if (type == "view_closed") return gave_up(payload, user, in);
  const bool known = type == "block_actions" || type == "view_submission" || type == "shortcut" ||
                     type == "message_action";
  if (!known) return drop("an unknown type");
  if (!is_name(text(payload, "trigger_id"))) return std::unexpected(errc::malformed);
  if (type == "block_actions") return pressed(payload, user, in);
  if (type == "view_submission") return submitted(payload, user, in);
  return shortcut(payload, user, type == "message_action", in);
}

}  // namespace usher::slack
