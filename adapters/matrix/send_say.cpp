// adapters/matrix/send_say.cpp: the adapter's own words.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/send_impl.hpp"
#include "bot/log.hpp"
#include "bot/people.hpp"
#include "bot/say.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

std::string Sender::Impl::language_of(std::string_view person) {
  try {
    if (reader != nullptr)
      if (auto chosen = people::chosen_language(*reader, parts.settings.identity.space(), person);
          !chosen.empty())
        return chosen;
  } catch (const DatabaseError& error) {
    log::warning("matrix: a chosen language could not be read: {}", error.what());
  }
  return parts.settings.language;
}

// Somebody who has asked in a room finds the answer elsewhere.
void Sender::Impl::name_the_room(Pending& pending) {
  const Room* room = parts.rooms.find(Way::of(pending.route).room);
  if (room == nullptr) return;
  const std::string& name = room->name.empty() ? room->alias : room->name;
  if (name.empty()) return;
  const Say say(parts.catalog, language_of(pending.to.people.front()));
  Doc doc;
  doc.paragraph({italic(say("You asked in {room}:", fmt::arg("room", Text(name))))});
  pending.doc = std::move(doc.append(std::move(pending.doc)));
}

asio::awaitable<bool> Sender::Impl::say(std::string person, Doc doc, std::string once) {
  const auto room = co_await parts.directs.room_of(person);
  if (!room) co_return false;
  if (is_closed(*room)) co_return false;
  const Circumstances known = circumstances(*room);
  if (known.room != nullptr && known.room->encrypted) {
    // Words of Usher's own about what it cannot do: none of them is worth a key.
    log::debug("matrix: {} is not told in an encrypted room", person);
    co_return false;
  }
  int part = 0;
  for (const Message& message : messages_of(doc, known.look)) {
    const Mark mark{installation, 0, part, false};
    const std::string txn = txn_of(installation, fmt::format("{} {} {}", once, person, part++));
    const auto sent = co_await calls::send(
        &parts.api, *room, "m.room.message", txn, message_content(message, true, {}, mark)
    );
    if (sent) continue;
    if (sent.error().why == errc::rate_limited) parts.offers.limited();
    log::debug("matrix: somebody could not be told: {}", describe(sent.error().why));
    co_return false;
  }
  parts.buttons.said(*room);
  co_return true;
}

}  // namespace usher::matrix
