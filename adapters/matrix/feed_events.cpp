// adapters/matrix/feed_events.cpp: one event: whether it counts, what it is, and what has to be asked before it goes on.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/feed_impl.hpp"
#include "bot/inbox.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

constexpr std::size_t longest_number = 16;  // bytes of what may be a button's number

// All but what was said in it, which lives no longer than it is needed.
RoomEvent head_of(const RoomEvent& event) {
  RoomEvent out;
  out.room = event.room;
  out.id = event.id;
  out.type = event.type;
  out.sender = event.sender;
  out.at = event.at;
  return out;
}

Press press_of(Offer offer) {
  return Press{
      std::move(offer.action), std::move(offer.value), std::move(offer.secret), std::move(offer.key)
  };
}

bool is_addressed(const usher::Message& message) { return message.mention || message.direct; }

// Whether it may be the number of a button.
bool may_pick(const Received& received) {
  if (const auto* reacted = received.event->as<Reacted>())
    return reacted->added && number_in(reacted->emoji).has_value();
  const auto* message = received.event->as<usher::Message>();
  return message != nullptr && !message->answers_secret && message->text.size() <= longest_number &&
         (message->direct || !received.reply_to.empty()) && number_in(message->text).has_value();
}

}  // namespace

bool is_addressed(const Event& event) {
  if (const auto* message = event.as<usher::Message>()) return is_addressed(*message);
  return event.as<Command>() != nullptr || event.as<Press>() != nullptr;
}

Role role_needed(const Event& event, const CommandTable& commands) {
  const auto* command = event.as<Command>();
  if (const auto* edited = event.as<Edited>()) command = std::get_if<Command>(&edited->now);
  const CommandTable::Entry* entry = command != nullptr ? commands.find(command->name) : nullptr;
  if (entry == nullptr) return Role::everyone;
  return role_of(*entry->spec, match_word(*entry->spec, command->args).word);
}

Arrival Feed::Impl::arrival(const RoomEvent& event, const Room* room) const {
  const bool direct = room != nullptr && room->direct && room->with == event.sender;
  const bool secret = direct && offices.asks_secret && offices.asks_secret(event.room);
  return Arrival{us, commands, direct, secret};
}

// Nothing: it goes no further.
std::optional<Feed::Impl::Step> Feed::Impl::read_event(
    const Job& job, const RoomEvent& event, const Gate& gate, const Room* room
) {
  ++figures.events;
  const sys_millis now = clock.now();
  const Passage passage = pass(event, gate, now);
  if (passage == Passage::old) {
    ++figures.old;
    return std::nullopt;
  }
  window.heard(event);
  if (event.type == "m.room.redaction") window.gone(event.redacts);
  std::optional<Step> out(std::in_place);
  Step& step = *out;
  step.job = job;
  step.late = passage == Passage::late;
  if (passage == Passage::future) {
    RoomEvent timely = event;
    timely.at = now;
    step.received = read(timely, arrival(timely, room));
  } else {
    step.received = read(event, arrival(event, room));
  }
  if (step.received.encrypted) {
    ++figures.encrypted;
    if (!offices.decrypt || step.late) return std::nullopt;
    step.from = event;
    return out;
  }
  if (!step.received.event) {
    ++figures.dropped;
    log::debug("matrix: dropped: {}", step.received.dropped);
    return std::nullopt;
  }
  if (asks(step)) step.from = head_of(event);
  return out;
}

// Usher has just come into a conversation to which somebody has invited it.
std::optional<Event> Feed::Impl::opened(const RoomNews& news, const Gate& gate, const Room* room)
    const {
  if (room == nullptr || !room->direct || room->with.empty() || room->inviter != room->with)
    return std::nullopt;
  const RoomEvent* came = nullptr;
  for (const auto* events : {&news.state, &news.timeline})
    for (const RoomEvent& event : *events)
      if (event.type == "m.room.member" && event.state_key == us.user) came = &event;
  if (came == nullptr || came->id.empty() || look::text(came->content, "membership") != "join" ||
      look::text(came->previous, "membership") == "join")
    return std::nullopt;
  const Passage passage = pass(*came, gate, clock.now());
  if (passage == Passage::old || passage == Passage::late) return std::nullopt;
  Way way;
  way.room = news.room;
  way.direct = true;
  way.at = std::chrono::floor<std::chrono::seconds>(std::min(came->at, clock.now()));
  Event out;
  out.id = came->id;
  out.at = Place{us.space(), news.room, ""};
  out.who.id = room->with;
  out.route = way.route();
  out.what = Opened{};
  out.ack_carries = false;
  return out;
}

// What is in memory or in a row: buttons, keys, reactions that are taken back. False: it is nothing to Usher.
bool Feed::Impl::resolve(Received* received, bool settled) {
  Event& event = *received->event;
  if (auto* reacted = std::get_if<Reacted>(&event.what)) {
    auto offer = offices.offer ? offices.offer(event.at.room, received->touched, reacted->emoji)
                               : std::nullopt;
    if (offer) {
      event.what = press_of(std::move(*offer));
      return true;
    }
    auto key = offices.key_of ? offices.key_of(event.at.room, received->touched) : std::nullopt;
    if (!key) return false;
    reacted->key = std::move(*key);
    return true;
  }
  if (!received->redacted.empty() && offices.reaction) {
    const auto was = offices.reaction(received->redacted);
    if (!was || was->room != event.at.room) return true;
    auto key = offices.key_of ? offices.key_of(was->room, was->event) : std::nullopt;
    if (!key) return false;
    // Whoever takes it back: it was this person's.
    event.who.id = was->person;
    event.what = Reacted{std::move(*key), was->emoji, false};
    return true;
  }
  const auto* message = std::get_if<usher::Message>(&event.what);
  if (!may_pick(*received) || !offices.picked) return true;
  if (!settled && received->reply_to.empty()) return true;
  auto offer = offices.picked(event.at.room, received->reply_to, message->text);
  if (!offer) return true;
  received->way.event = offer->event;
  event.route = received->way.route();
  event.what = press_of(std::move(*offer));
  return true;
}

bool Feed::Impl::asks(const Step& step) const {
  if (step.received.encrypted || step.late) return true;
  return step.received.event->as<Edited>() != nullptr ||
         (offices.settled && may_pick(step.received));
}

asio::awaitable<void> Feed::Impl::complete(Self self, Step step) {
  if (step.received.encrypted) {
    Result<RoomEvent> plain = co_await self->offices.decrypt(std::move(step.from));
    if (!plain) co_return;
    self->window.heard(*plain);
    step.received = read(*plain, self->arrival(*plain, self->rooms.find(plain->room)));
    step.from = head_of(*plain);
    if (!step.received.event) {
      ++self->figures.dropped;
      co_return;
    }
  }
  bool settled = true;
  if (self->offices.settled && may_pick(step.received))
    settled = co_await self->offices.settled(step.received.event->at.room);
  if (!self->resolve(&step.received, settled)) {
    ++self->figures.dropped;
    co_return;
  }
  Event& event = *step.received.event;
  if (step.late) {
    if (is_addressed(event)) {
      ++self->figures.late;
      co_await tell_late(self, event.at.room, event);
    } else {
      ++self->figures.old;
    }
    co_return;
  }
  if (auto* edited = std::get_if<Edited>(&event.what)) {
    const bool counts = co_await check_edit(self, step.from, step.received.original, edited);
    if (!counts) {
      ++self->figures.dropped;
      co_return;
    }
  }
  self->hand_on(std::move(step));
}

void Feed::Impl::hand_on(Step&& step) {
  Event& event = *step.received.event;
  introduce(event);
  Inbound inbound;
  if (const auto* reacted = event.as<Reacted>(); reacted != nullptr && reacted->added) {
    // So that taking it back can be told.
    const rows::Reaction row{
        event.id, event.at.room, step.received.touched, reacted->emoji, event.who.id
    };
    inbound.also = [row, at = clock.seconds()](Database& db) { rows::keep_reaction(db, row, at); };
  }
  inbound.event = std::move(event);
  submit(step.job, std::move(inbound));
}

// Homeservers let anybody edit anything. What cannot be found out is let go, after a second try: an edit is no new command.
asio::awaitable<bool> Feed::Impl::check_edit(
    Self self, RoomEvent edit, std::string first, Edited* out
) {
  if (const Window::Said* said = self->window.find(first)) {
    out->said = std::chrono::floor<std::chrono::seconds>(said->at);
    co_return said->room == edit.room && said->sender == edit.sender;
  }
  if (!self->offices.original) co_return false;
  for (int tries = 0; tries < 2; ++tries) {
    Result<RoomEvent> original = co_await self->offices.original(edit.room, first);
    if (original) {
      out->said = std::chrono::floor<std::chrono::seconds>(original->at);
      co_return may_edit(edit, *original);
    }
    if (!is_transient(original.error())) break;
  }
  co_return false;
}

// Where a role is needed and nobody can say whether they have it, they are taken for somebody without one, and the feature says
// that it may not be done.
void Feed::Impl::introduce(Event& event) const {
  if (!offices.introduce || event.who.id.empty()) return;
  const Role needed = role_needed(event, commands);
  Result<Person> person = offices.introduce(event.who.id, event.at.room, needed);
  if (person)
    event.who = std::move(*person);
  else if (needed != Role::everyone)
    log::warning("matrix: nobody could say who may do what: {}", describe(person.error()));
}

// Once a room and start. What was answered before this start, and comes again because the token was not kept, is not late.
asio::awaitable<void> Feed::Impl::tell_late(Self self, std::string room, Event event) {
  if (!self->offices.late || self->told_late.contains(room)) co_return;
  const auto seen = std::make_shared<bool>(false);
  Inbound look;
  look.also = [seen, space = event.at.space, id = event.id](Database& db) {
    *seen = Inbox(db).seen(db, space, id);
  };
  const Result<Reply> looked = co_await (*self->accept)(std::move(look));
  if (!looked || *seen || !self->told_late.insert(room).second) co_return;
  self->offices.late(std::move(room), std::move(event.who.id));
}

}  // namespace usher::matrix
