// adapters/slack/snapshot.cpp: taking it. What is read here is wiped when it is let go of.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/snapshot.hpp"

#include "adapters/slack/escape.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/reading.hpp"
#include "adapters/slack/units.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t most_files = 10;
constexpr std::size_t most_attachments = 10;
constexpr std::size_t longest_name = 255;

std::string author_of(const json::object& message) {
  for (const std::string_view key : {"user", "username", "bot_id"})
    if (const std::string_view name = text(message, key); !name.empty())
      return shorten(sanitize(name), longest_name);
  return {};
}

void add_line(std::string_view line, std::string& to) {
  if (line.empty()) return;
  if (!to.empty()) to += '\n';
  to += line;
}

// What apps write, and what was shared from elsewhere, may stand in an attachment and nowhere else. The preview of a link is
// nobody's words.
void add_attachments(const json::object& message, std::string& to) {
  const json::array* attachments = array(message, "attachments");
  if (attachments == nullptr) return;
  for (std::size_t i = 0; i < std::min(attachments->size(), most_attachments); ++i) {
    const json::object* one = (*attachments)[i].if_object();
    if (one == nullptr) continue;
    if (!text(*one, "from_url").empty() && !flag(*one, "is_share")) continue;
    bool any = false;
    for (const std::string_view key : {"pretext", "title", "text"}) {
      const std::string words = plain_words(text(*one, key));
      any = any || !words.empty();
      add_line(words, to);
    }
    if (!any) add_line(plain_words(text(*one, "fallback")), to);
  }
}

void add_files(const json::object& message, std::string& to) {
  const json::array* files = array(message, "files");
  if (files == nullptr) return;
  for (std::size_t i = 0; i < std::min(files->size(), most_files); ++i) {
    const json::object* file = (*files)[i].if_object();
    if (file == nullptr) continue;
    const std::string name = shorten(sanitize(text(*file, "name")), longest_name);
    const std::string link = shorten(sanitize(text(*file, "permalink")), 2 * longest_name);
    if (name.empty() && link.empty()) continue;
    add_line(name, to);
    if (name.empty())
      add_line(link, to);
    else if (!link.empty())
      to += " (" + link + ")";
  }
}

}  // namespace

std::string permalink(
    const Identity& us, std::string_view channel, std::string_view ts, std::string_view thread
) {
  if (us.url.empty() || !is_id(channel) || !is_ts(ts)) return {};
  std::string out = us.url;
  if (!out.ends_with('/')) out += '/';
  out += "archives/";
  out += channel;
  out += "/p";
  std::ranges::remove_copy(ts, std::back_inserter(out), '.');
  if (is_ts(thread)) {
    out += "?thread_ts=";
    out += thread;
    out += "&cid=";
    out += channel;
  }
  return out;
}

Secret<Snapshot> snapshot(
    const json::object& message, std::string_view channel, const Identity& us
) {
  const std::string_view ts = text(message, "ts");
  Snapshot out;
  out.author = author_of(message);
  out.text = plain_words(text(message, "text"));
  if (out.text.empty())
    if (const json::array* blocks = array(message, "blocks"))
      out.text = plain_words(words_in(*blocks));
  add_attachments(message, out.text);
  add_files(message, out.text);
  out.link = permalink(us, channel, ts, thread_of(message));
  out.at = instant(ts);
  return Secret<Snapshot>(std::move(out));
}

}  // namespace usher::slack
