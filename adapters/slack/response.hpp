// adapters/slack/response.hpp: what an acknowledgement carries: the message that answers a slash command, the response_action
// that answers a modal (Slack's documentation, "Acknowledgment response" and "View submissions"). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/route.hpp"
#include "bot/model.hpp"

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

struct SlashAnswer {
  std::optional<boost::json::object> payload;  // none: nothing is to be said
  std::vector<boost::json::object>
      rest;  // of a long answer, in order: by the command's response_url, once it was acknowledged
};
// Say and Replace are said; a Reject says what is to be mended, to the person alone.
// storage: of the messages, which outlives them.
SlashAnswer slash_answer(const Reply& reply);
SlashAnswer slash_answer(const SayReply& said, const boost::json::storage_ptr& storage = {});
std::optional<SayReply> as_said(Reply reply);  // nothing: there is nothing to say

// view: of the payload, as Slack sent it: errors stand at its inputs, those of the form as a whole or of a field that it does
// not have at its first one. Nothing (an empty acknowledgement) closes the view; Close does so with all that lies under it.
// way: of the event.
std::optional<boost::json::object> view_answer(
    const Reply& reply, const boost::json::object& view, const Way& way
);

// The same message for a response_url: to the person alone or to the room, beside what is there or in its place.
enum class Respond : std::uint8_t { ephemeral, in_channel, replace };
std::vector<boost::json::object> responses(
    const Doc& doc, std::string_view key, Respond how, const boost::json::storage_ptr& storage = {}
);

}  // namespace usher::slack
