// adapters/slack/send_late.cpp: the press on the button of a form that could not be opened in time.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response.hpp"
#include "adapters/slack/send.hpp"
#include "bot/log.hpp"

#include <charconv>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

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
    warn("views.open", opened.error());
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
    if (!said) warn("chat.postEphemeral", said.error());
  }
}

}  // namespace usher::slack
