// tests/support/slack_respond.cpp: response_urls: five uses within half an hour, no token, and "ok" as plain text.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_server.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace usher::testing::slack {

Server::Answer Server::respond(const HttpMessage& request, const std::string& path) {
  ++counts_["response_url"];
  Answer out;
  json::object args;
  json::object result;
  const Fault* fault = met("response_url");
  if (fault != nullptr && prevented(*fault, out)) {
    note("response_url", std::move(args), std::move(result), out);
    return out;
  }
  boost::system::error_code bad;
  json::value body = json::parse(request.body, bad);
  const auto found = world_.response_urls.find(path);
  if (!request.header("authorization").empty())
    world_.violation("a response_url was given a token");
  if (bad || !body.is_object()) {
    world_.violation("a response_url takes a JSON object");
    result = refusal("invalid_payload");
  } else if (found == world_.response_urls.end() ||
             loop_.now() - found->second.at > world_.settings.response) {
    result = refusal("expired_url");
  } else if (found->second.uses >= 5) {
    result = refusal("used_url");
  } else {
    args = body.get_object();
    result = use(found->second, args);
  }
  if (flag_at(result, "ok")) {
    out.body = "ok";
    out.type = "text/html";
  } else {
    out.status = text_at(result, "error") == "used_url" || text_at(result, "error") == "expired_url"
                     ? 404
                     : 400;
    out.body = json::serialize(result);
  }
  if (fault != nullptr) spoil(*fault, out);
  note("response_url", std::move(args), std::move(result), out);
  return out;
}

json::object Server::use(ResponseUrl& url, const json::object& message) {
  ++url.uses;
  Channel* channel = world_.channel(url.channel);
  if (channel == nullptr) return refusal("channel_not_found");
  Stored* old = url.ts.empty() ? nullptr : world_.message(url.channel, url.ts);
  if (flag_at(message, "delete_original")) {
    if (old == nullptr) return refusal("message_not_found");
    world_.messages[url.channel].erase(url.ts);
    return {{"ok", true}};
  }
  Judgement judgement;
  judge_message(message, judgement);
  const json::array* blocks = array_at(message, "blocks");
  if (text_at(message, "text").empty() && (blocks == nullptr || blocks->empty()))
    judgement.fault("no_text", "/text");
  for (const std::string& range : judgement.broadcasts)
    world_.violation(fmt::format("a message alerts {}", range));
  if (!judgement.faults.empty()) {
    json::object out = refusal(judgement);
    world_.violation("response_url: " + json::serialize(out));
    return out;
  }
  json::object said{
      {"user", bot_user}, {"bot_id", bot_id}, {"app_id", app_id}, {"text", text_at(message, "text")}
  };
  if (blocks != nullptr) said["blocks"] = *blocks;
  if (const std::string_view thread = text_at(message, "thread_ts"); !thread.empty())
    said["thread_ts"] = thread;
  if (flag_at(message, "replace_original") && old != nullptr) {
    const bool ephemeral = old->ephemeral;
    const std::string for_user = old->for_user;
    said["ts"] = url.ts;
    Stored& now = world_.store(*channel, std::move(said));
    now.ephemeral = ephemeral;
    now.for_user = for_user;
    if (world_.said) world_.said(words_of(now.message), !ephemeral, url.tag);
    return {{"ok", true}, {"ts", url.ts}};
  }
  Stored& stored = world_.store(*channel, std::move(said));
  stored.ephemeral = text_at(message, "response_type") != "in_channel";
  if (stored.ephemeral) stored.for_user = url.user;
  if (world_.said)
    world_.said(words_of(stored.message), !stored.ephemeral && !channel->direct, url.tag);
  return {{"ok", true}, {"ts", stored.message.at("ts")}};
}

}  // namespace usher::testing::slack
