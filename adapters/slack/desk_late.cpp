// adapters/slack/desk_late.cpp: answers that their acknowledgement did not carry.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/desk.hpp"
#include "adapters/slack/payload.hpp"
#include "bot/log.hpp"
#include "bot/net/backoff.hpp"
#include "bot/say.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds first_pause{500};
constexpr std::chrono::milliseconds longest_pause{8000};
constexpr std::chrono::minutes give_up_after{1};

json::object plain(const Phrase& words) { return {{"type", "plain_text"}, {"text", words.str()}}; }

// In place of a form whose closing was lost on the way: it must not be sent a second time.
json::object received_view(const Say& say) {
  const json::object section{
      {"type", "section"},
      {"text", plain(say("This form was received. You can close this window."))}
  };
  return {
      {"type", "modal"},
      {"title", plain(say("Received"))},
      {"close", plain(say("Close"))},
      {"blocks", json::array{section}}
  };
}

// Of what the desk has made itself; empty where there is none.
json::object payload_of(const Taken& taken) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 64;  // as deep as what is read of Slack
  const json::value out =
      taken.payload ? json::parse(*taken.payload, error, {}, options) : json::value();
  const json::object* there = out.if_object();
  return there == nullptr ? json::object() : *there;
}

}  // namespace

asio::awaitable<void> Desk::hand_over(Taken* taken) {
  if (!taken->unsaid || !accept_) co_return;
  Inbound late;
  late.event = taken->unsaid->event;
  late.uncarried = Reply(taken->unsaid->reply);
  const Result<Reply> kept = co_await (*accept_)(std::move(late));
  if (!kept) {
    log::warning("slack: an answer could not be put into the outbox: {}", describe(kept.error()));
    co_return;
  }
  ++figures_.late;
  taken->unsaid.reset();
  taken->payload.reset();
  taken->rest.clear();
}

void Desk::settle(Taken taken, bool carried) {
  const bool fine = carried || !taken.matters();
  if (!taken.acknowledge || (fine && taken.rest.empty())) return;
  asio::co_spawn(executor_, settled(std::move(taken), carried), asio::detached);
}

asio::awaitable<void> Desk::settled(Taken taken, bool carried) {
  if (!carried) co_await hand_over(&taken);
  if (!carried && taken.matters()) {
    ++figures_.late;
    if (taken.kind == Received::Ack::view) {
      co_await note_form(std::move(taken));
      co_return;
    }
    const bool said = co_await respond(taken.way.response_url, payload_of(taken));
    if (!said) co_return;  // what follows would begin in the middle
  }
  for (json::object& message : taken.rest) {
    const bool said = co_await respond(taken.way.response_url, std::move(message));
    if (!said) co_return;
  }
}

// False: it could not be said. What may have arrived is not said twice.
asio::awaitable<bool> Desk::respond(std::string url, json::object message) {
  if (url.empty() || !offices_.respond) co_return false;
  const sys_millis until = clock_.now() + give_up_after;
  asio::steady_timer pause(executor_);
  for (int tries = 0;; ++tries) {
    const std::expected<void, Refusal> said = co_await offices_.respond(url, message);
    if (said) co_return true;
    const Refusal& no = said.error();
    const std::chrono::milliseconds wait =
        std::max(no.retry_after, net::full_jitter(tries, first_pause, longest_pause, 1));
    const bool again =
        is_transient(no.why) && no.why != errc::uncertain && no.why != errc::cancelled;
    if (!again || clock_.now() + wait > until) {
      log::warning("slack: an answer could not be given by its response_url: {}", describe(no.why));
      co_return no.why == errc::uncertain;
    }
    pause.expires_after(clock_.real(wait));
    const auto [woken] = co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    if (woken) co_return false;
  }
}

// The view is still open, and Slack has told the person that something went wrong. Errors stay unsaid: what was typed is
// there, and sending it again brings them again.
asio::awaitable<void> Desk::note_form(Taken taken) {
  if (taken.way.view.empty() || !offices_.call) co_return;
  json::object arguments{{"view_id", taken.way.view}};
  const json::object action = payload_of(taken);
  const std::string_view what = text(action, "response_action");
  if (what == "errors" || what == "push") co_return;
  const json::object* next = what == "update" ? object(action, "view") : nullptr;
  if (next != nullptr) {
    arguments["view"] = *next;
  } else {
    arguments["view"] = received_view(Say(catalog_, taken.lang));
  }
  const auto done = co_await offices_.call("views.update", std::move(arguments));
  if (!done) log::info("slack: a form's end could not be shown: {}", describe(done.error().why));
}

}  // namespace usher::slack
