// adapters/web/post.cpp: delivering posts, edits, reactions, forms and home pages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/post.hpp"

#include "adapters/web/json.hpp"
#include "bot/doc_codec.hpp"
#include "bot/form.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace json = boost::json;

namespace {

constexpr std::size_t most_sealed = 1000;  // texts in memory; the oldest go

// Said to who has asked to be forgotten, in their tabs and nowhere else; then they are shown out.
Delivered farewell(Space& space, const Pending& pending) {
  const std::string person = pending.to.people.size() == 1 ? pending.to.people.front() : "";
  json::object note{{"is", "note"}, {"room", direct_room(person)}, {"doc", to_json(pending.doc)}};
  const bool told = !person.empty() && space.hub.tell_tab(person, "", json::serialize(note));
  if (told) space.hub.close(person, forgotten, "forgotten");
  // Who has closed the page before they read it is not told again: nothing is kept of them to tell it by.
  if (told || (!person.empty() && pending.lane == Lane::reply))
    return Receipt{pending.to.place, ""};
  return std::unexpected(Setback(errc::not_found));
}

Posting change(Space& space, std::int64_t id, std::function<rows::Changed(Database&)> write) {
  const auto message = rows::find(*space.reader, id);
  if (!message) return std::unexpected(Setback(errc::not_found));
  auto changed = std::make_shared<rows::Changed>();
  return Writing{
      [changed, write = std::move(write)](Database& db) { *changed = write(db); },
      [&space, changed, message = *message]() -> Delivered {
        space.publish(std::move(*changed));
        return Seated{message, {{}, message.id}, {}}.receipt();
      }
  };
}

Posting message(Space& space, Pending pending) {
  auto seated = std::make_shared<std::expected<Seated, errc>>(std::unexpected(errc::bug));
  auto post = std::make_shared<const Pending>(std::move(pending));
  return Writing{
      [seated, post, &space, now = space.clock.seconds()](Database& db) {
        *seated = seat(space.settings.rooms, db, *post, post->id, now);
      },
      [&space, seated, post]() -> Delivered {
        if (!*seated && seated->error() == errc::not_found) return farewell(space, *post);
        if (!*seated) return std::unexpected(Setback(seated->error()));
        Receipt out = (*seated)->receipt();
        show(space, std::move(**seated));
        return out;
      }
  };
}

Posting open(Space& space, Pending pending) {
  const std::string person = pending.to.people.empty() ? "" : pending.to.people.front();
  if (space.roster.find(person) == nullptr) return std::unexpected(Setback(errc::not_found));
  const bool known_room = space.roster.is_member(pending.to.place.room, person);
  auto ticket = std::make_shared<Ticket>(Ticket{
      pending.id, person, known_room ? pending.to.place.room : direct_room(person),
      known_room ? pending.to.place.thread : "", std::move(pending.form), space.clock.seconds()
  });
  const auto show_it = [&space, ticket, tab = read_route(pending.route).tab]() -> Delivered {
    space.hub.tell_tab(ticket->person, tab, form_frame(space, *ticket));
    return Receipt{{std::string(space_name), ticket->room, ticket->thread}, ""};
  };
  Write kept = keep_form(space, *ticket);
  if (!kept) return show_it();
  return Writing{std::move(kept), show_it};
}

Posting home(Space& space, const Pending& pending) {
  const std::string person = pending.to.people.empty() ? "" : pending.to.people.front();
  if (space.roster.find(person) == nullptr) return std::unexpected(Setback(errc::not_found));
  json::object frame{{"is", "home"}, {"doc", to_json(pending.doc)}};
  return Writing{
      [person, bytes = encode_doc(pending.doc)](Database& db) {
        db.run(
            "INSERT INTO web_homes(person,doc) VALUES(?,?) ON CONFLICT(person) DO UPDATE SET "
            "doc=excluded.doc",
            person, Blob{bytes}
        );
      },
      [&space, person, text = json::serialize(frame)]() -> Delivered {
        space.hub.tell(person, text);
        return Receipt{{std::string(space_name), direct_room(person), ""}, ""};
      }
  };
}

}  // namespace

void show(Space& space, Seated seated) {
  Message& message = seated.message;
  for (const std::string& person : seated.new_members) space.roster.join(message.room, person);
  for (const std::string& person : seated.new_members)
    space.hub.tell(person, room_frame(space, message.room, person));
  if (message.sealed) {
    space.sealed[seated.added.id] = std::move(message.doc);
    if (space.sealed.size() > most_sealed) space.sealed.erase(space.sealed.begin());
  }
  space.publish(std::move(seated.added.changed));
}

Posting post(Space& space, Pending pending) {
  const std::int64_t ref = number_in(pending.ref);
  switch (pending.kind) {
    case Pending::Kind::post:
    case Pending::Kind::correction:
      return message(space, std::move(pending));
    case Pending::Kind::edit:
      return change(space, ref, [ref, doc = std::move(pending.doc)](Database& db) {
        return rows::set_doc(db, ref, doc);
      });
    case Pending::Kind::retract:
      return change(space, ref, [ref](Database& db) { return rows::remove(db, ref); });
    case Pending::Kind::react:
      return change(space, ref, [ref, emoji = pending.emoji, add = pending.add](Database& db) {
        return rows::react(db, ref, emoji, bot_id, add);
      });
    case Pending::Kind::open:
      return open(space, std::move(pending));
    case Pending::Kind::home:
      return home(space, pending);
  }
  return std::unexpected(Setback(errc::unsupported));
}

}  // namespace usher::web
