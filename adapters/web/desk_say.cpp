// adapters/web/desk_say.cpp: saying, editing and deleting.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/address.hpp"
#include "adapters/web/desk.hpp"
#include "bot/text.hpp"

namespace usher::web {

namespace {

// What was typed, made harmless; nothing but its fault where it cannot be sent.
struct Typed {
  std::string text;
  std::string_view fault;
};
Typed typed(std::string_view raw) {
  std::string clean = sanitize(raw, true);
  // The slash of Chinese keyboards begins a command like any other.
  constexpr std::string_view wide = "\uff0f";
  if (trim(clean).starts_with(wide)) clean.replace(clean.find(wide), wide.size(), "/");
  Typed out{std::string(trim(clean)), ""};
  if (out.text.empty()) out.fault = "empty";
  if (count_code_points(out.text) > most_text) out.fault = "too_long";
  return out;
}

}  // namespace

Step Desk::on(const Case& at, const frame::Send& send) {
  // A repeat of what is stored is acknowledged, whatever has become of the room or thread since.
  if (const std::int64_t id = rows::id_of_event(*space_.reader, event_id(at)); id != 0)
    return ok(at, id);
  if (auto refusal = not_in(at, send.room)) return *refusal;
  Typed said = typed(send.text);
  if (!said.fault.empty()) return no(at, said.fault);
  if (send.thread != 0) {
    const auto root = visible(at, send.thread);
    // What hangs on a message that one person sees would be seen by all.
    const bool hangs = root && root->room == send.room && root->thread == 0 && root->only.empty();
    if (!hangs) return no(at, "no_message");
  }
  Place place{"", send.room, send.thread == 0 ? "" : std::to_string(send.thread)};
  // A command is said to Usher alone, and written down nowhere.
  const bool direct = send.room.starts_with(direct_prefix);
  if (said.text.starts_with('/'))
    if (auto command = parse_command(said.text)) {
      command->direct = direct;
      return written(at, event(at, std::move(place), std::move(*command)), [](Database&) {
        return rows::Added{};
      });
    }

  Message message;
  message.room = send.room;
  message.thread = send.thread;
  message.author = at.from.person;
  message.text = said.text;
  message.event = event_id(at);
  message.at = space_.clock.seconds();
  return written(
      at, event(at, std::move(place), addressed(said.text, direct, space_.commands)),
      [message = std::move(message)](Database& db) { return rows::add(db, message, 0); }
  );
}

Step Desk::on(const Case& at, const frame::Edit& edit) {
  const auto message = visible(at, edit.message);
  if (!message) return no(at, "no_message");
  if (message->author != at.from.person || message->kind != Message::Kind::said)
    return no(at, "not_yours");
  Typed said = typed(edit.text);
  if (!said.fault.empty()) return no(at, said.fault);
  if (said.text.starts_with('/') && parse_command(said.text)) return no(at, "no_edit");
  Edited what;
  what.first = message->event;
  what.said = message->at;
  const bool direct = message->room.starts_with(direct_prefix);
  What now = addressed(said.text, direct, space_.commands);
  if (auto* command = std::get_if<Command>(&now)) what.now = std::move(*command);
  if (auto* text = std::get_if<usher::Message>(&now)) what.now = std::move(*text);
  Place place{"", message->room, message->thread == 0 ? "" : std::to_string(message->thread)};
  return written(
      at, event(at, std::move(place), std::move(what), message->id),
      once(
          at, [id = message->id, text = std::move(said.text)](Database& db
              ) { return rows::Added{rows::set_text(db, id, text), id}; }
      )
  );
}

Step Desk::on(const Case& at, const frame::Delete& what) {
  const Known* known = space_.roster.find(at.from.person);
  const bool any = known != nullptr && roles_of(known->role).has(Role::administrator);
  const auto message = visible(at, what.message, true);
  if (!message) return no(at, "no_message");
  const bool may = any || message->author == at.from.person;
  // A repeat of what is done is done; to others it is not there any more.
  if (message->deleted) return may ? ok(at, message->id) : no(at, "no_message");
  const bool words = message->kind == Message::Kind::said || message->kind == Message::Kind::doc;
  if (!may || !words) return no(at, "not_yours");
  std::optional<Event> told;
  if (!message->event.empty())
    told = event(
        at, {"", message->room, message->thread == 0 ? "" : std::to_string(message->thread)},
        Deleted{message->event}, message->id
    );
  return written(at, std::move(told), [id = message->id](Database& db) {
    return rows::Added{rows::remove(db, id), id};
  });
}

}  // namespace usher::web
