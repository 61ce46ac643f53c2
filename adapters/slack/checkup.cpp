// adapters/slack/checkup.cpp: asking, and judging the answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/checkup.hpp"

#include "adapters/slack/payload.hpp"
#include "adapters/slack/scopes.hpp"
#include "bot/net/backoff.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Weight = Finding::Weight;

std::string said(const Refusal& refusal) {
  return refusal.error.empty() ? std::string(describe(refusal.why)) : sanitize(refusal.error);
}

std::string remedy_of(const Refusal& refusal, std::string_view api_url) {
  std::string out = remedy_for(refusal.error, refusal.needed);
  if (!out.empty()) return out;
  if (refusal.why == errc::rate_limited) return "Ask again in a minute.";
  if (refusal.error.empty())
    return fmt::format(
        "Is {} reachable from this machine? A firewall or proxy may stand between.", api_url
    );
  return "Look the word up in Slack's documentation of the method.";
}

Finding fault(std::string what, std::string remedy) {
  return {Weight::fault, std::move(what), std::move(remedy)};
}
Finding fine(std::string what) { return {Weight::fine, std::move(what), {}}; }

std::string_view prefix_of(const Secret<std::string>& token) {
  for (const std::string_view kind : {"xoxb-", "xapp-", "xoxp-", "xoxe.", "xoxe-"})
    if (token.reveal().starts_with(kind)) return kind;
  return {};
}

Finding judge_kind(const char* name, const Secret<std::string>& token, std::string_view wanted) {
  const std::string_view kind = prefix_of(token);
  if (token.empty())
    return fault(
        fmt::format("{} is missing.", name),
        fmt::format("Name its file in [slack]; it begins with {}.", wanted)
    );
  if (kind == wanted) return fine(fmt::format("{} is of the right kind ({}).", name, wanted));
  return fault(
      fmt::format(
          "{} begins with {} and not with {}.", name, kind.empty() ? "something else" : kind, wanted
      ),
      remedy_for("not_allowed_token_type", {})
  );
}

// What of a room matters to who wants to post there.
Finding judge_room(
    const std::string& room, const std::expected<json::object, Refusal>& answer, const Identity& us
) {
  const json::object* channel = answer ? object(*answer, "channel") : nullptr;
  if (!answer && answer.error().error == "channel_not_found")
    return fault(
        fmt::format("Usher is to post in {}, and cannot see that conversation.", room),
        "If it is a private channel, invite Usher there; if it is gone, take the subscription back."
    );
  if (channel == nullptr)
    return fault(
        fmt::format(
            "Usher is to post in {}, and Slack does not say what that is: {}.", room,
            answer ? "malformed" : said(answer.error())
        ),
        answer ? std::string() : remedy_of(answer.error(), {})
    );
  const std::string name = sanitize(text(*channel, "name"));
  const std::string called = name.empty() ? room : fmt::format("#{} ({})", name, room);
  if (flag(*channel, "is_archived"))
    return fault(
        fmt::format("{} is archived.", called), "Take the subscription back, or unarchive it."
    );
  const bool direct = flag(*channel, "is_im") || flag(*channel, "is_mpim");
  if (!direct && !flag(*channel, "is_member"))
    return fault(
        fmt::format("Usher is to post in {} and is not a member.", called),
        fmt::format("Type there: /invite <@{}> (or @ and its name).", us.user)
    );
  return fine(fmt::format("Usher is in {}.", called));
}

}  // namespace

std::vector<Finding> judge_scopes(std::span<const std::string> have) {
  std::vector<Finding> out;
  if (have.empty()) {
    out.push_back(
        {Weight::advice, "Slack did not say which scopes the bot's token has.",
         "Compare OAuth & Permissions with what `usher manifest` prints."}
    );
    return out;
  }
  const auto has = [&](std::string_view scope) {
    return std::ranges::find(have, scope) != have.end();
  };
  for (const Scope& scope : needed_scopes()) {
    if (has(scope.name)) continue;
    out.push_back(
        {Weight::fault,
         fmt::format("The scope {} is missing. Usher takes it {}.", scope.name, scope.why),
         remedy_for("missing_scope", scope.name)}
    );
  }
  if (out.empty()) out.push_back(fine("The bot's token has every scope that Usher needs."));
  for (const std::string_view more :
       {"admin", "users:read.email", "channels:manage", "chat:write.customize"})
    if (has(more))
      out.push_back(
          {Weight::advice,
           fmt::format("The token may also do {}, which Usher does not need.", more),
           "Take it away under OAuth & Permissions: what a token cannot do cannot be misused."}
      );
  return out;
}

Finding judge_clock(std::string_view date, sys_seconds now) {
  const auto theirs = net::parse_http_date(date);
  if (!theirs)
    return {
        Weight::advice, "Slack did not say what time it is.", "Check this machine's clock yourself."
    };
  const auto off = std::chrono::abs(now - *theirs);
  if (off < std::chrono::seconds(60)) return fine("This machine's clock agrees with Slack's.");
  return fault(
      fmt::format(
          "This machine's clock is {} seconds {} Slack's.", off.count(),
          now > *theirs ? "ahead of" : "behind"
      ),
      "Let it be set by NTP (systemd-timesyncd or chrony): reminders come at wrong times, and "
      "beyond five minutes no request "
      "of Slack's is believed."
  );
}

asio::awaitable<std::vector<Finding>> examine(
    Api* api, const Settings* settings, std::vector<std::string> rooms, sys_seconds now
) {
  std::vector<Finding> out;
  out.push_back(judge_kind("The bot's token", settings->bot_token, "xoxb-"));
  const bool sockets = settings->mode == Settings::Mode::socket;
  if (sockets) out.push_back(judge_kind("The app-level token", settings->app_token, "xapp-"));
  if (!sockets && settings->signing_secret.empty())
    out.push_back(fault(
        "The signing secret is missing.",
        "Copy it from Basic Information into the file that slack.signing_secret_file names."
    ));

  const auto answer = co_await api->ask("auth.test", {});
  if (!answer) {
    out.push_back(fault(
        fmt::format("Slack does not take the bot's token: {}.", said(answer.error())),
        remedy_of(answer.error(), settings->api_url)
    ));
    co_return out;
  }
  const auto who = read_whoami(*answer);
  if (!who) {
    out.push_back(
        fault("Slack does not say who this token belongs to.", remedy_for(who.error().error, {}))
    );
    co_return out;
  }
  out.push_back(fine(fmt::format(
      "Usher is {} in the workspace {} ({}).", who->identity.user, who->identity.team_name,
      who->identity.team
  )));
  if (who->organisation)
    out.push_back(fault(
        "The app is installed to a whole organisation.",
        "Install it to the one workspace that Usher is to serve."
    ));
  for (Finding& one : judge_scopes(who->scopes)) out.push_back(std::move(one));
  out.push_back(judge_clock(answer->date, now));

  if (sockets) {
    const auto opened = co_await api->open_connection();
    if (opened)
      out.push_back(fine("Socket Mode is on, and the app-level token opens it."));
    else
      out.push_back(fault(
          fmt::format("Socket Mode cannot be opened: {}.", said(opened.error())),
          opened.error().error == "missing_scope"
              ? std::string("Make the app-level token anew with the scope connections:write (Basic "
                            "Information).")
          : opened.error().error == "connection_not_allowed" ||
                  opened.error().error == "forbidden_team"
              ? std::string("Switch Socket Mode on in the app's settings.")
              : remedy_of(opened.error(), settings->api_url)
      ));
  } else {
    out.push_back(
        {Weight::advice, "Whether Slack reaches this machine is seen from its side only.",
         "Enter https://<your address>/slack/events as Request URL under Event Subscriptions: "
         "Slack says at once whether "
         "Usher answers (it must be running)."}
    );
  }

  const auto member = co_await api->call(
      "users.conversations",
      json::object{
          {"types", "public_channel,private_channel"}, {"exclude_archived", true}, {"limit", 200}
      }
  );
  const json::array* channels = member ? array(*member, "channels") : nullptr;
  if (channels != nullptr && channels->empty())
    out.push_back(
        {Weight::advice, "Usher is in no channel.",
         "Invite it where it is to listen and post: /invite and its name."}
    );
  else if (channels != nullptr)
    out.push_back(fine(fmt::format(
        "Usher is in {}{} {}.", channels->size(),
        text(*member, "response_metadata", "next_cursor").empty() ? "" : " or more",
        channels->size() == 1 ? "channel" : "channels"
    )));
  for (const std::string& room : rooms) {
    const auto found = co_await api->call("conversations.info", json::object{{"channel", room}});
    out.push_back(judge_room(room, found, who->identity));
  }
  co_return out;
}

}  // namespace usher::slack
