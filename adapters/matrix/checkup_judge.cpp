// adapters/matrix/checkup_judge.cpp: what the homeserver has said of itself, of the token and of the clock, judged.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/checkup.hpp"
#include "bot/net/backoff.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

using Weight = Finding::Weight;
using Transport = Settings::Transport;

Finding fault(std::string what, std::string remedy) {
  return {Weight::fault, std::move(what), std::move(remedy)};
}
Finding advice(std::string what, std::string remedy) {
  return {Weight::advice, std::move(what), std::move(remedy)};
}
Finding fine(std::string what) { return {Weight::fine, std::move(what), {}}; }

}  // namespace

Finding judge_clock(std::string_view date, sys_seconds now) {
  const auto theirs = net::parse_http_date(date);
  if (!theirs)
    return advice(
        "The homeserver did not say what time it is.", "Check this machine's clock yourself."
    );
  const auto off = std::chrono::abs(now - *theirs);
  if (off < std::chrono::seconds(60))
    return fine("This machine's clock agrees with the homeserver's.");
  return fault(
      fmt::format(
          "This machine's clock is {} seconds {} the homeserver's.", off.count(),
          now > *theirs ? "ahead of" : "behind"
      ),
      "Let it be set by NTP (systemd-timesyncd or chrony): reminders come at wrong times, and what "
      "was said while Usher was "
      "away is taken for older or newer than it is."
  );
}

Finding judge_flows(std::string_view login_answer, const Settings& settings) {
  const auto answer = read_answer(login_answer);
  const json::array* const flows = answer ? look::array(*answer, "flows") : nullptr;
  if (flows == nullptr)
    return advice(
        "The homeserver did not say how one logs in.",
        fmt::format(
            "Is {} the address of its client API, and not of a web page?", settings.homeserver
        )
    );
  const auto has = [&](std::string_view type) {
    return std::ranges::any_of(*flows, [&](const json::value& flow) {
      const json::object* const one = flow.if_object();
      return one != nullptr && look::text(*one, "type") == type;
    });
  };
  if (settings.transport == Transport::appservice) {
    if (has("m.login.application_service"))
      return fine("The homeserver gives application services sessions.");
    return advice(
        "The homeserver gives application services no sessions.",
        "Usher then works with the as_token alone: after a restart of the homeserver it looks up "
        "what it has said before it "
        "repeats anything, which is slower."
    );
  }
  const bool with_password = !settings.password.empty() && settings.access_token.empty();
  if (!with_password) return fine("Usher comes with an access token, and needs no login.");
  if (has("m.login.password")) return fine("The homeserver takes a login with a password.");
  return fault(
      "The homeserver takes no login with a password: people sign in through a web page there.",
      "Make an access token on the account's page and name its file in matrix.access_token_file, "
      "in place of "
      "matrix.password_file."
  );
}

std::vector<Finding> judge_whoami(
    std::string_view user, std::string_view device, const Settings& settings
) {
  std::vector<Finding> out;
  const std::string who = sanitize(user), which = sanitize(device);
  if (user != settings.identity.user) {
    out.push_back(fault(
        fmt::format("The token is of {}, and not of {}.", who, settings.identity.user),
        "Put that user's token into its file, or name the other user in matrix.user_id."
    ));
    return out;
  }
  const bool service = settings.transport == Transport::appservice;
  out.push_back(fine(
      which.empty() ? fmt::format("Usher is {}.", who)
                    : fmt::format("Usher is {}, with the device {}.", who, which)
  ));
  if (!service && which.empty())
    out.push_back(advice(
        "The homeserver does not say which device the token belongs to.",
        "Usher cannot be sure then that nothing is said twice after a restart: make the token by a "
        "login."
    ));
  else if (!service && device != settings.device)
    out.push_back(advice(
        fmt::format("The device is {}, and not {}.", which, settings.device),
        fmt::format("Set matrix.device_id to \"{}\".", which)
    ));
  return out;
}

Finding judge_refused_token(const Refusal& refusal, const Settings& settings) {
  const std::string word =
      refusal.errcode.empty() ? std::string(describe(refusal.why)) : refusal.errcode;
  const std::string what = fmt::format("The homeserver does not take Usher's token: {}.", word);
  if (refusal.soft_logout)
    return advice(
        "Usher's token has run out.",
        "A running Usher renews it by itself: start it, and ask again then."
    );
  if (refusal.errcode == "M_UNKNOWN_TOKEN") {
    if (settings.transport == Settings::Transport::appservice)
      return fault(
          what,
          "Give the homeserver the registration (usher registration prints it), and restart the "
          "homeserver."
      );
    return fault(
        what, settings.access_token.empty() ? "Its session was ended. Start Usher: it logs in anew."
                                            : "Make a new access token and put it into the file "
                                              "that matrix.access_token_file names."
    );
  }
  if (refusal.errcode == "M_USER_DEACTIVATED")
    return fault(what, "The account is closed. Make another, and name it in matrix.user_id.");
  if (refusal.errcode == "M_USER_LOCKED" || refusal.errcode == "M_USER_SUSPENDED")
    return fault(what, "The homeserver's operators have locked the account: ask them.");
  if (refusal.errcode == "M_MISSING_TOKEN")
    return fault(what, "A proxy in between takes the header Authorization away: let it pass.");
  if (refusal.why == errc::rate_limited) return advice(what, "Ask again in a minute.");
  return fault(
      what, fmt::format(
                "Is {} reachable from this machine? A firewall or proxy may stand between.",
                settings.homeserver
            )
  );
}

}  // namespace usher::matrix
