// adapters/slack/desk.cpp: one payload after another to the engine, and what it says into the acknowledgement.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/desk.hpp"

#include "adapters/slack/dealing.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/people.hpp"
#include "adapters/slack/response.hpp"
#include "bot/inbox.hpp"
#include "bot/log.hpp"
#include "bot/say.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// For the look-up of an event that may have been answered: what is left of Slack's three seconds is for the commit.
constexpr std::chrono::milliseconds look_up_within{1800};
// How far back an answer is looked for where the payload does not say when it happened: Slack's last retry comes after six
// minutes.
constexpr std::chrono::minutes retried_for{15};

// A question whose answer counts only for a while.
struct Question {
  explicit Question(const asio::any_io_executor& executor) : over(executor, look_up_within) {}
  asio::steady_timer over;
  Result<bool> answer = std::unexpected(errc::timed_out);
  bool answered = false;
};

asio::awaitable<void> ask(std::shared_ptr<Question> question, asio::awaitable<Result<bool>> about) {
  Result<bool> answer = co_await std::move(about);
  question->answer = std::move(answer);
  question->answered = true;
  question->over.cancel();
}

// Nothing was recorded: where that can be said in words, it is.
Phrase sorry(const Say& say, errc why) {
  if (why == errc::shutting_down)
    return say("I am being restarted, and nothing was recorded. Please try again in a minute.");
  if (why == errc::disk_full)
    return say(
        "I cannot write anything down at present, so nothing was recorded. Please try again later."
    );
  return say("Something went wrong and nothing was recorded. Please try again.");
}

}  // namespace

Desk::Desk(
    asio::any_io_executor executor, const Clock& clock, const Catalog& catalog,
    const CommandTable& commands, const Identity& identity, std::string language, Offices offices
)
    : executor_(std::move(executor)),
      clock_(clock),
      catalog_(catalog),
      commands_(commands),
      identity_(identity),
      language_(std::move(language)),
      offices_(std::move(offices)) {}

asio::awaitable<Taken> Desk::take(Feed feed, const json::object& payload, int retry) {
  const Arrival in{identity_, commands_, clock_.seconds(), retry};
  Result<Received> received = read(feed, payload, in);
  json::object view;
  if (received && received->ack == Received::Ack::view)
    if (const json::object* there = object(payload, "view")) view = *there;
  return take(std::move(received), std::move(view));
}

asio::awaitable<Taken> Desk::take(Result<Received> received, json::object view) {
  Taken out;
  ++figures_.taken;
  if (!received) {
    ++figures_.malformed;
    log::warning("slack: a payload was not understood: {}", describe(received.error()));
    co_return out;
  }
  out.way = received->way;
  out.lang = language_;
  if (received->retried) ++figures_.retried;
  if (received->user && offices_.told) offices_.told(*received->user);
  if (!received->secret_press.empty()) {
    if (offices_.open_late)
      asio::co_spawn(executor_, open_late(std::move(*received)), asio::detached);
    co_return out;
  }
  Event event;
  if (received->event) event = std::move(*received->event);
  bool wanted = received->event.has_value();
  if (auto* reacted = std::get_if<Reacted>(&event.what); wanted && reacted != nullptr) {
    auto key = offices_.key_of ? offices_.key_of(event.at, received->touched) : std::nullopt;
    wanted = key.has_value();
    if (key) reacted->key = std::move(*key);
  }
  if (!wanted) {
    ++figures_.dropped;
    if (received->dropped == of_another_workspace && !std::exchange(warned_, true))
      log::warning(
          "slack: the app is installed to another workspace, too, and what happens there is "
          "ignored: "
          "each workspace needs an app and a database of its own"
      );
    if (!received->dropped.empty()) log::debug("slack: dropped: {}", received->dropped);
    co_return out;
  }
  if (!accept_) {
    ++figures_.refused;
    out.acknowledge = false;
    co_return out;
  }
  if (!is_introduced(event, out)) {
    const bool known = co_await introduce(&*received, &event, &out);
    if (!known) co_return out;
  }
  // An app's user that is put into a channel is nobody who is new.
  if (event.as<Joined>() != nullptr && offices_.is_bot && offices_.is_bot(event.who.id)) {
    ++figures_.dropped;
    co_return out;
  }
  if (received->retried && !event.at.room.empty()) {
    const sys_seconds happened = instant(received->way.message);
    const sys_seconds since = happened > sys_seconds{} ? happened : clock_.seconds() - retried_for;
    const bool answered = co_await elsewhere(event.at, event.id, since);
    if (answered) {
      ++figures_.elsewhere;
      log::info("slack: an event that Slack brought again had been answered by another process");
      co_return out;
    }
  }
  if (offices_.alone_in && event.at.room.starts_with('D') && !event.who.id.empty())
    offices_.alone_in(event.who.id, event.at.room);
  std::unique_ptr<Unsaid> asked;
  if (received->ack == Received::Ack::message) asked = std::make_unique<Unsaid>(event, SayReply{});
  Inbound inbound;
  inbound.event = std::move(event);
  Result<Reply> reply = co_await (*accept_)(std::move(inbound));
  out.kind = received->ack;
  if (reply && asked) {
    if (auto said = as_said(std::move(*reply))) {
      carry(out, *said);
      asked->reply = std::move(*said);
      out.unsaid = std::move(asked);
      // One message is all that an acknowledgement carries.
      if (!out.rest.empty()) co_await hand_over(&out);
    }
    co_return out;
  }
  if (reply) {
    answer(out, *reply, view);
    co_return out;
  }
  // An event comes again. A person is told, in words where the acknowledgement has room for some.
  ++figures_.refused;
  const Phrase words = sorry(Say(catalog_, out.lang), reply.error());
  if (out.kind == Received::Ack::message) answer(out, SayReply{Doc(words)}, view);
  if (out.kind == Received::Ack::view) answer(out, Reject{{{"", words.str()}}}, view);
  out.acknowledge = out.payload.has_value();
  co_return out;
}

// Completes the person, where nobody has to be waited for: nearly always. False: see introduce().
bool Desk::is_introduced(Event& event, Taken& out) {
  const std::string id = event.who.id;
  if (id.empty() || !offices_.introduce) return true;
  const Dealing dealing = dealing_of(event);
  if (dealing == Dealing::near) {
    if (auto person = offices_.at_hand ? offices_.at_hand(id) : std::nullopt)
      event.who = std::move(*person);
    return true;
  }
  auto person =
      offices_.at_once ? offices_.at_once(id, role_needed(event, commands_)) : std::nullopt;
  if (!person) return false;
  if (dealing == Dealing::speaks && offices_.keep) offices_.keep(id);
  event.who = std::move(*person);
  if (!event.who.lang.empty()) out.lang = event.who.lang;
  return true;
}

// Completes the person, of whom Slack has to be asked. False: it ends here, with what `out` says.
asio::awaitable<bool> Desk::introduce(Received* received, Event* event, Taken* out) {
  const std::string id = event->who.id;
  const Dealing dealing = dealing_of(*event);
  const Role needed = role_needed(*event, commands_);
  Result<Person> person = co_await offices_.introduce(id, needed);
  if (dealing == Dealing::speaks && offices_.keep) offices_.keep(id);
  if (person) {
    event->who = std::move(*person);
    if (!event->who.lang.empty()) out->lang = event->who.lang;
    co_return true;
  }
  if (needed == Role::everyone) co_return true;
  // Whether they may is not known, so it is not done. A slash command can be told why. A message comes again by itself, with
  // another chance to ask; the second time it is taken as from somebody without a role, and refused in words.
  if (received->ack != Received::Ack::message) {
    if (received->retried) co_return true;
    ++figures_.refused;
    out->acknowledge = false;
    co_return false;
  }
  const Say say(catalog_, out->lang);
  const Phrase words =
      say("I could not find out just now whether you may do that. Please try again in a minute.");
  out->kind = received->ack;
  answer(*out, SayReply{Doc(words)}, {});
  co_return false;
}

// Whether another process (on another database, by mistake) has answered it. What this database has seen is its own.
asio::awaitable<bool> Desk::elsewhere(Place at, std::string id, sys_seconds since) {
  if (!offices_.answered) co_return false;
  auto seen = std::make_shared<bool>(false);
  Inbound look;
  look.also = [seen, space = at.space, id](Database& db) { *seen = Inbox(db).seen(db, space, id); };
  const Result<Reply> looked = co_await (*accept_)(std::move(look));
  if (!looked || *seen) co_return false;
  auto question = std::make_shared<Question>(executor_);
  asio::co_spawn(
      executor_, ask(question, offices_.answered(std::move(at), std::move(id), since)),
      asio::detached
  );
  if (!question->answered) {
    const auto [woken] = co_await question->over.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }
  // Slack could not be asked: better answered twice than not at all.
  if (!question->answer)
    log::info(
        "slack: an event that Slack brought again could not be looked up: {}",
        describe(question->answer.error())
    );
  co_return question->answer.value_or(false);
}

asio::awaitable<void> Desk::open_late(Received received) {
  Person who{.id = received.person};
  if (offices_.introduce) {
    Result<Person> person = co_await offices_.introduce(received.person, Role::everyone);
    if (offices_.keep) offices_.keep(received.person);
    if (person) who = std::move(*person);
  }
  co_await offices_.open_late(
      std::move(who), std::move(received.at), std::move(received.press_value),
      std::move(received.trigger), std::move(received.way.response_url)
  );
}

void Desk::carry(Taken& out, const SayReply& said) {
  // All that it is made of goes at once.
  constexpr std::size_t usual = 4096;
  json::monotonic_resource memory(usual);
  const SlashAnswer answer = slash_answer(said, &memory);
  if (answer.payload) out.payload = json::serialize(*answer.payload);
  out.rest.clear();
  for (const json::object& message : answer.rest)
    out.rest.emplace_back(message, json::storage_ptr());
}

void Desk::answer(Taken& out, const Reply& reply, const json::object& view) const {
  if (out.kind == Received::Ack::message) {
    if (const auto said = as_said(reply)) carry(out, *said);
  } else if (out.kind == Received::Ack::view) {
    const auto action = view_answer(reply, view, out.way);
    if (action) out.payload = json::serialize(*action);
  }
}

}  // namespace usher::slack
