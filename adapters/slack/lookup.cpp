// adapters/slack/lookup.cpp: writing and reading the marks.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/lookup.hpp"

#include "adapters/slack/payload.hpp"

#include <boost/json/array.hpp>

#include <charconv>

namespace usher::slack {

namespace json = boost::json;

namespace {

std::int64_t number(std::string_view digits) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return error == std::errc() && end == digits.data() + digits.size() ? out : 0;
}

}  // namespace

// Texts throughout: what Slack does with numbers in metadata is not written down.
json::object metadata_of(const Mark& mark) {
  json::object payload;
  payload["from"] = mark.installation;
  payload["row"] = std::to_string(mark.row);
  if (mark.part != 0) payload["part"] = std::to_string(mark.part);
  if (!mark.event.empty()) payload["event"] = mark.event;
  if (mark.secret_question) payload["secret_question"] = "1";
  json::object out;
  out["event_type"] = mark_type;
  out["event_payload"] = std::move(payload);
  return out;
}

std::optional<Mark> mark_of(const json::object& message) {
  const json::object* metadata = object(message, "metadata");
  if (metadata == nullptr || text(*metadata, "event_type") != mark_type) return std::nullopt;
  const json::object* payload = object(*metadata, "event_payload");
  if (payload == nullptr) return std::nullopt;
  Mark out;
  out.installation = text(*payload, "from");
  out.row = number(text(*payload, "row"));
  out.part = static_cast<int>(number(text(*payload, "part")));
  out.event = text(*payload, "event");
  out.secret_question = text(*payload, "secret_question") == "1";
  return out;
}

// Metadata can be forged by any app: only what this bot wrote counts.
std::vector<Found> marked(const json::object& answer, std::string_view user, std::string_view bot) {
  std::vector<Found> out;
  const json::array* list = array(answer, "messages");
  if (list == nullptr) return out;
  for (const json::value& one : *list) {
    const json::object* message = one.if_object();
    if (message == nullptr) continue;
    const std::string_view by_bot = text(*message, "bot_id");
    const std::string_view by_user = text(*message, "user");
    const bool ours = (!bot.empty() && by_bot == bot) || (!user.empty() && by_user == user);
    if (!ours) continue;
    if (auto mark = mark_of(*message))
      out.push_back(
          {std::string(text(*message, "ts")), std::string(text(*message, "thread_ts")),
           std::move(*mark)}
      );
  }
  return out;
}

}  // namespace usher::slack
