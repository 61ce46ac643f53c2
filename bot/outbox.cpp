// bot/outbox.cpp: putting effects into the outbox.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"

#include "bot/outbox_codec.hpp"
#include "bot/outbox_keys.hpp"

namespace usher::outbox {

namespace {

struct Draft {
  Pending::Kind kind = Pending::Kind::post;
  Lane lane = Lane::reply;
  To to;
  std::string key;
  Payload payload;
};

// The row that a draft becomes, but for its id.
OutboxRow to_row(const Origin& origin, Draft draft, sys_seconds now) {
  OutboxRow row;
  row.queue = queue_of(draft.to, draft.lane);
  row.created = now;
  row.sealed = std::holds_alternative<Sealed>(draft.payload.body);
  row.tell = draft.payload.tell;
  Pending& pending = row.pending;
  pending.kind = draft.kind;
  pending.lane = draft.lane;
  pending.audience = draft.payload.audience;
  pending.to = std::move(draft.to);
  if (!row.sealed) pending.doc = std::move(std::get<Doc>(draft.payload.body));
  pending.form = std::move(draft.payload.form);
  pending.route = std::move(draft.payload.route);
  pending.guard = std::move(draft.payload.guard);
  pending.key = std::move(draft.key);
  pending.emoji = std::move(draft.payload.emoji);
  pending.add = draft.payload.add;
  pending.replace_original = draft.payload.replace_original;
  pending.secret_question = draft.payload.secret_question;
  if (origin.event != nullptr) pending.event = origin.event->id;
  return row;
}

std::string_view asker_of(const Origin& origin) {
  return origin.event != nullptr ? std::string_view(origin.event->who.id) : std::string_view();
}

bool waits(Database& db, std::int64_t queue) {
  auto row = db.query("SELECT 1 FROM outbox WHERE queue=? AND dead=0 LIMIT 1", queue);
  return row.next();
}

// Remembers the key of a post that is there already.
void take_key(
    Database& db, Posted& posted, const Origin& origin, const Pending& pending, sys_seconds now,
    const Receipt& receipt
) {
  posted.add(
      db, {.space = pending.to.place.space,
           .key = pending.key,
           .to_key = to_key(pending.to),
           .lane = pending.lane,
           .room = receipt.at.room,
           .thread = receipt.at.thread,
           .ref = receipt.ref,
           .person = only_one(pending.to.people),
           .asker = asker_of(origin),
           .at = now,
           .forever = is_forever(pending.lane, pending.to)}
  );
}

// Puts a row where its readers see it at once. Nothing where the outbox must do it.
std::optional<Receipt> placed(Database& db, const OutboxRow& row, const AtHome& at_home) {
  if (row.pending.kind != Pending::Kind::post || row.sealed || waits(db, row.queue))
    return std::nullopt;
  return at_home(row.pending);
}

// A post, or what replaces one, takes its key; what follows a post has it already.
enum class Key : std::uint8_t { is_taken, takes };

std::optional<OutboxRow> insert(
    Database& db, Posted& posted, const Origin& origin, Draft draft, Key key, sys_seconds now,
    const AtHome& at_home = {}
) {
  draft.payload.people = draft.to.people;
  if (origin.event != nullptr) draft.payload.route = origin.event->route;
  const std::string payload = encode_payload(draft.payload);
  const bool tell = draft.payload.tell;
  OutboxRow row = to_row(origin, std::move(draft), now);
  const Pending& pending = row.pending;
  const bool takes = key == Key::takes && !pending.key.empty();
  const std::string to = to_key(pending.to);
  if (takes && (posted.find_waiting(db, pending.to.place.space, pending.key, to) ||
                posted.find(db, pending.to.place.space, pending.key, to)))
    return std::nullopt;
  // Who wants to hear of its end hears it by way of the outbox.
  if (at_home && !tell) {
    if (const auto receipt = placed(db, row, at_home)) {
      // Written once, with the place.
      if (!pending.key.empty()) take_key(db, posted, origin, pending, now, *receipt);
      return std::nullopt;
    }
  }
  row.pending.id = posted.outbox_id(db);
  db.run(
      "INSERT INTO "
      "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,"
      "payload,created,takes) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      pending.id, pending.to.place.space, pending.to.place.room, pending.to.place.thread,
      joined(pending.to.people), row.queue, static_cast<int>(pending.kind),
      static_cast<int>(pending.lane), pending.key, to, origin.feature, pending.event,
      asker_of(origin), tell, Blob{payload}, now, takes
  );
  row.takes = takes;
  if (takes) posted.wait(db, pending.to.place.space, pending.key, pending.id);
  return row;
}

// The lane that the post with this key went by: what follows it must keep its order.
std::optional<Lane> lane_of(Database& db, Posted& posted, const To& to, std::string_view key) {
  const std::string name = to_key(to);
  const auto lane = [&db](std::string_view sql, std::int64_t id) -> std::optional<Lane> {
    auto row = db.query(sql, id);
    if (!row.next()) return std::nullopt;
    return static_cast<Lane>(row.integer(0));
  };
  if (const auto waits = posted.find_waiting(db, to.place.space, key, name))
    return lane("SELECT lane FROM outbox WHERE id=?", *waits);
  const auto id = posted.find(db, to.place.space, key, name);
  return id ? lane("SELECT lane FROM posted WHERE id=?", *id) : std::nullopt;
}

To with_space(To to, const Origin& origin) {
  if (to.place.space.empty() && origin.event != nullptr) to.place.space = origin.event->at.space;
  return to;
}

std::optional<OutboxRow> follow(
    Database& db, Posted& posted, const Origin& origin, Draft draft, sys_seconds now
) {
  draft.to = with_space(std::move(draft.to), origin);
  const auto lane = lane_of(db, posted, draft.to, draft.key);
  if (!lane)
    return std::nullopt;  // never posted, or its key has aged out: there is nothing to change
  draft.lane = *lane;
  return insert(db, posted, origin, std::move(draft), Key::is_taken, now);
}

struct Enqueue {
  Database& db;
  Posted& posted;
  const Origin& origin;
  sys_seconds now;
  const AtHome& at_home;

  std::optional<OutboxRow> operator()(const Post& post) const {
    Draft draft;
    draft.lane = post.lane;
    draft.to = with_space(post.to, origin);
    draft.key = post.key;
    draft.payload.audience = post.audience;
    draft.payload.body = post.body;
    draft.payload.guard = post.guard;
    draft.payload.tell = post.tell;
    draft.payload.secret_question = post.secret_question;
    return insert(db, posted, origin, std::move(draft), Key::takes, now, at_home);
  }
  std::optional<OutboxRow> operator()(const Edit& edit) const {
    Draft draft;
    draft.kind = Pending::Kind::edit;
    draft.to = edit.to;
    draft.key = edit.key;
    draft.payload.audience = edit.to.people.empty() ? Audience::room : Audience::direct;
    draft.payload.body = edit.doc;
    return follow(db, posted, origin, std::move(draft), now);
  }
  std::optional<OutboxRow> operator()(const Retract& retract) const {
    Draft draft;
    draft.kind = Pending::Kind::retract;
    draft.to = retract.to;
    draft.key = retract.key;
    return follow(db, posted, origin, std::move(draft), now);
  }
  std::optional<OutboxRow> operator()(const React& react) const {
    Draft draft;
    draft.kind = Pending::Kind::react;
    draft.to = react.to;
    draft.key = react.key;
    draft.payload.emoji = react.emoji;
    draft.payload.add = react.add;
    return follow(db, posted, origin, std::move(draft), now);
  }
  std::optional<OutboxRow> operator()(const Open& open) const {
    Draft draft;
    draft.kind = Pending::Kind::open;
    draft.to = with_space(
        To{.place = origin.event != nullptr ? origin.event->at : Place{}, .people = {open.who.id}},
        origin
    );
    draft.payload.audience = Audience::only_you;
    draft.payload.form = open.form;
    return insert(db, posted, origin, std::move(draft), Key::is_taken, now);
  }
  std::optional<OutboxRow> operator()(const Home& home) const {
    Draft draft;
    draft.kind = Pending::Kind::home;
    draft.to = with_space(To{.place = {}, .people = {home.who.id}}, origin);
    draft.payload.audience = Audience::direct;
    draft.payload.body = home.doc;
    return insert(db, posted, origin, std::move(draft), Key::is_taken, now);
  }
  template <class Other>
  std::optional<OutboxRow> operator()(const Other&) const {
    return std::nullopt;  // calls, jobs: not the outbox's
  }
};

}  // namespace

std::optional<OutboxRow> enqueue(
    Database& db, Posted& posted, const Origin& origin, const Effect& effect, sys_seconds now,
    const AtHome& at_home
) {
  return std::visit(Enqueue{db, posted, origin, now, at_home}, effect);
}

std::optional<OutboxRow> enqueue_reply(
    Database& db, Posted& posted, const Origin& origin, const Reply& reply, sys_seconds now,
    const AtHome& at_home
) {
  const Event& event = *origin.event;
  if (const auto* say = std::get_if<SayReply>(&reply)) {
    Post post;
    post.to.place = event.at;
    if (say->only_you) post.to.people = {event.who.id};
    post.audience = say->only_you ? Audience::only_you : Audience::room;
    post.body = say->doc;
    post.key = "re:" + event.id;
    post.secret_question = say->secret_question;
    return enqueue(db, posted, origin, post, now, at_home);
  }
  const auto* replace = std::get_if<Replace>(&reply);
  if (replace == nullptr) return std::nullopt;
  const auto* press = event.as<Press>();
  if (press != nullptr && !press->key.empty()) {
    // The post that was touched went to this room or to this person: its own To is what its key was taken with.
    for (std::vector<std::string> people :
         {std::vector<std::string>{}, std::vector<std::string>{event.who.id}}) {
      Edit edit{press->key, To{.place = event.at, .people = std::move(people)}, replace->doc};
      if (lane_of(db, posted, edit.to, edit.key)) return enqueue(db, posted, origin, edit, now);
    }
  }
  Draft draft;
  draft.to = To{.place = event.at, .people = {event.who.id}};
  draft.key = "re:" + event.id;
  draft.payload.audience = Audience::only_you;
  draft.payload.body = replace->doc;
  draft.payload.replace_original = true;
  return insert(db, posted, origin, std::move(draft), Key::takes, now, at_home);
}

}  // namespace usher::outbox
