// adapters/slack/snapshot.cpp: taking it. What is read here is wiped when it is let go of.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/snapshot.hpp"

#include "adapters/slack/escape.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/reading.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t most_files = 10;
constexpr std::size_t longest_name = 255;

std::string author_of(const json::object& message) {
  for (const std::string_view key : {"user", "username", "bot_id"})
    if (const std::string_view name = text(message, key); !name.empty())
      return shorten(sanitize(name), longest_name);
  return {};
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
    if (!to.empty()) to += '\n';
    to += name;
    if (!link.empty()) to += name.empty() ? link : " (" + link + ")";
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
  add_files(message, out.text);
  out.link = permalink(us, channel, ts, thread_of(message));
  out.at = instant(ts);
  return Secret<Snapshot>(std::move(out));
}

}  // namespace usher::slack
