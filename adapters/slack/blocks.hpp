// adapters/slack/blocks.hpp: Doc and Form as Block Kit. Pure. Every limit of facts/slack.md 1.5 is kept here, and text of
// people stands in plain_text and rich_text elements alone, so that nothing in it becomes a mention, a link or markup.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/route.hpp"
#include "bot/model.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// One message's worth. text: what notifications and screen readers say; escaped, with nothing that Slack would expand.
struct Message {
  boost::json::array blocks;
  std::string text;
};

// At least one message. key: the post's, which comes back in presses (press.hpp). What is longer than a message takes is
// continued in the next, cut between blocks, lines, words, or at worst code points, never inside a link. Nothing is left
// out, but for buttons whose value or URL Slack would not take.
// storage: of the blocks, which outlives them.
std::vector<Message> render(
    const Doc& doc, std::string_view key, const boost::json::storage_ptr& storage = {}
);

// A modal's view; what it carries is said in view_state.hpp, what comes back of it read there. way: of the event that asked
// for it. Title and button have 24 characters: a longer title stands in full above the form. What a form's texts cannot hold
// is cut by the engine before (Capabilities::text_limit). Fields beyond the hundred blocks of a view, and choices beyond the
// hundred of a select or longer than 150 characters, are left out.
boost::json::object modal(const Form& form, const Way& way = {});

// The home tab's view: as much as its hundred blocks hold.
boost::json::object home(const Doc& doc);

}  // namespace usher::slack
