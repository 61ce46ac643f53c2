// adapters/slack/send_late.cpp: forms that could not be opened in time: the message with a button, and the press on it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response.hpp"
#include "adapters/slack/send.hpp"
#include "bot/log.hpp"

#include <charconv>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

// Slack lets no form be opened before its trigger is over: it waits behind a button instead.
bool Sender::comes_too_late(const Attempt& attempt, const Refusal& refusal) const {
  return attempt.pending.kind == Pending::Kind::open && refusal.why == errc::rate_limited &&
         clock_.now() + refusal.retry_after > attempt.way.at + trigger_life;
}

// The form waits behind a button in a direct message.
asio::awaitable<Sender::Delivered> Sender::invite(Job job) {
  const Pending& open = job->pending;
  const std::string person = open.to.people.empty() ? std::string() : open.to.people.front();
  if (person.empty()) co_return std::unexpected(Setback(errc::expired));
  Write row = late_.keep(
      {open.id, person, open.to.place.room, open.to.place.thread, open.form, clock_.seconds()}
  );
  if (row) {
    const Result<void> kept = co_await commit_(std::move(row));
    if (!kept) co_return std::unexpected(Setback(kept.error()));
  }
  Pending invited = invitation(open, std::to_string(open.id), Say(catalog_, lang_of(person)));
  invited.uncertain = open.uncertain;
  Job instead = std::make_shared<Attempt>();
  instead->way = Way::of(invited.route);
  instead->pending = std::move(invited);
  Delivered out = co_await run(instead);
  if (!out) out.error().alone = true;  // other forms open by another method
  co_return out;
}

asio::awaitable<void> Sender::open_late(
    Person who, Place at, std::string value, std::string trigger, std::string response_url
) {
  std::int64_t id = 0;
  std::from_chars(value.data(), value.data() + value.size(), id);
  const auto form = late_.find(id, who.id, clock_.seconds());
  const Say say(catalog_, lang_of(who.id));
  Doc told;
  if (form) {
    Way way;
    way.trigger = trigger;
    way.channel = form->room;
    way.thread = form->thread;
    way.at = clock_.seconds();
    auto opened = co_await api_.call("views.open", open_view(form->form, way));
    if (opened) co_return;
    warn(opened.error());
    // The button stays, and the next press has a fresh trigger.
    told = Doc(say("Slack did not open the form in time. Please press the button once more."));
  } else {
    told =
        Doc(say("This form is no longer here, and nothing was kept of it. Please begin again, as "
                "you did before."));
  }
  const auto messages = responses(told, "", Respond::ephemeral);
  for (const json::object& message : messages) {
    if (!response_url.empty()) {
      const auto said = co_await respond(response_url, message);
      if (said) continue;
    }
    json::object post = message;
    post.erase("response_type");
    post["channel"] = at.room.empty() ? who.id : at.room;
    post["user"] = who.id;
    const auto said = co_await api_.call("chat.postEphemeral", std::move(post));
    if (!said) warn(said.error());
  }
}

}  // namespace usher::slack
