// adapters/matrix/html.hpp: a Doc as what Matrix takes: a readable body, and HTML of the permitted subset. Pure; linear.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/settings.hpp"
#include "bot/doc.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher {
class CommandTable;
}  // namespace usher

namespace usher::matrix {

// One message's worth.
struct Message {
  std::string
      body;  // plain text: links as "label (URL)", code in backquotes, bullets as "- "; no Markdown beyond that
  std::string html;  // formatted_body; empty where the body says it all
  std::vector<std::string>
      mentions;            // user ids: those of Doc's mentions and of nothing that people typed
  bool everybody = false;  // @room: never from a Doc today
};

struct Look {
  std::span<const City>
      cities;  // whose times stand beside UTC where an instant is named; empty: UTC and the Doc's own words
  // Whether buttons are drawn with a keycap or a number: "1️⃣ More", so that they can be typed and reacted with.
  std::size_t first_button = 1;
  const CommandTable* commands = nullptr;  // written with the sign that they have here: sign.hpp
};

// Tags: del h1–h6 blockquote p a ul ol li b i u strong em code hr br pre span, nothing else (facts/matrix.md 2,
// "formatted_body"); a[href] only http, https, mailto; no img, no inline style, at most 20 levels deep. Every piece of text is
// escaped (& < > " '), and a zero-width joiner stands behind the "@" of people's "@room" in the body, which old push rules
// still match. At least one message; a longer Doc is continued in the next: at most 24 KiB of body and of html each (an event
// holds 64 KiB with JSON's escapes and its signatures), cut between blocks, items, lines, words or code points. A button that
// opens a URL is a link; a mention is a matrix.to link with the name of the Doc.
std::vector<Message> render(const Doc& doc, const Look& look = {});
std::string escape(std::string_view text);
// An instant: "2026-11-26 18:00 UTC, 02:00 (+1) Beijing, 19:00 Berlin". Cities whose zone is unknown are left out.
std::string worded(sys_seconds at, std::span<const City> cities);

}  // namespace usher::matrix
