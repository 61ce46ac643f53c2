// adapters/slack/snapshot.hpp: a message that somebody has used a shortcut on: what it says, and where it stands. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/identity.hpp"
#include "bot/event.hpp"
#include "bot/secret.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace usher::slack {

// author: the person's id, or the name that a bot goes by. Lines of the text beside its own: what its attachments say (an
// app's, or a message shared from elsewhere; not a link's preview), and its files, by name and address. Where it has no text,
// the words of its blocks.
Secret<Snapshot> snapshot(
    const boost::json::object& message, std::string_view channel, const Identity& us
);

// "https://example.slack.com/archives/C0123/p1712345678000100", with "?thread_ts=…&cid=…" for what stands in a thread, as
// chat.getPermalink gives it. Empty where the workspace's URL is not known.
std::string permalink(
    const Identity& us, std::string_view channel, std::string_view ts, std::string_view thread
);

}  // namespace usher::slack
