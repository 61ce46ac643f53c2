// adapters/slack/escape.hpp: between Slack's text and plain words (Slack's documentation, "Formatting message text").
// Pure; linear in the text.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::slack {

// `&`, `<` and `>` as Slack wants them in every text field: then nothing in it is a mention, a link or a date. It does not
// keep `*`, `_`, `~` and backquotes from being markup where mrkdwn is: people's words go into plain_text and rich text.
std::string escape(std::string_view plain);

// What an incoming text says to a person who reads it: the three entities undone, "<@U1|ada>" as "@ada", "<#C1|general>" as
// "#general", "<!subteam^S1|@team>" as "@team", "<!here>" as "@here", "<!date^…|fallback>" as its fallback, a link as its
// label, with the URL behind it in brackets where the label says something else. What is no markup of Slack's stays as it
// stands. Harmless (bot/text.hpp, sanitize), line breaks kept.
std::string plain_words(std::string_view text);

// The same without the mentions of one person, Usher.
struct Heard {
  std::string text;      // trimmed; where a mention was taken out, at most one blank is left
  bool mention = false;  // Usher was named
  bool first = false;    // before anything else; a comma or colon after it is gone too
};
Heard hear(std::string_view text, std::string_view us);

}  // namespace usher::slack
