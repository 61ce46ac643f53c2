// adapters/slack/errors.cpp: Slack's error words, by what can be done about them. From the "Errors" tables of the methods
// in use (chat.*, views.*, reactions.*, conversations.*, users.info, auth.test, apps.connections.open).
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/api.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace {

using Word = std::pair<std::string_view, errc>;

// Sorted, to be searched by halves. What is not here is refused: it is Slack's word that repeating does not help.
constexpr std::array words = std::to_array<Word>({
    {"access_denied", errc::unauthorized},
    {"accesslimited", errc::unavailable},
    {"account_inactive", errc::unauthorized},
    {"app_not_installed", errc::unauthorized},
    {"bot_not_found", errc::not_found},
    {"cannot_dm_bot", errc::not_found},
    {"channel_is_archived", errc::not_found},
    {"channel_not_found", errc::not_found},
    {"deprecated_endpoint", errc::unsupported},
    {"ekm_access_denied", errc::unauthorized},
    {"enterprise_is_restricted", errc::unauthorized},
    {"exchanged_trigger_id", errc::expired},
    {"expired_trigger_id", errc::expired},
    {"expired_url", errc::expired},
    {"external_channel_migrating", errc::unavailable},
    {"fatal_error", errc::uncertain},
    {"internal_error", errc::uncertain},
    {"invalid_arg_name", errc::malformed},
    {"invalid_arguments", errc::malformed},
    {"invalid_auth", errc::unauthorized},
    {"invalid_blocks", errc::malformed},
    {"invalid_blocks_format", errc::malformed},
    {"invalid_charset", errc::malformed},
    {"invalid_form_data", errc::malformed},
    {"invalid_json", errc::malformed},
    {"invalid_metadata_format", errc::malformed},
    {"invalid_metadata_schema", errc::malformed},
    {"invalid_post_type", errc::malformed},
    {"invalid_trigger_id", errc::expired},
    {"is_archived", errc::not_found},
    {"is_inactive", errc::not_found},
    {"json_not_object", errc::malformed},
    {"message_limit_exceeded", errc::rate_limited},
    {"message_not_found", errc::not_found},
    {"metadata_too_large", errc::malformed},
    {"method_deprecated", errc::unsupported},
    {"method_not_supported_for_channel_type", errc::unsupported},
    {"missing_post_type", errc::malformed},
    {"missing_scope", errc::unauthorized},
    {"msg_blocks_too_long", errc::too_large},
    {"msg_too_long", errc::too_large},
    {"no_permission", errc::unauthorized},
    {"not_allowed_token_type", errc::unauthorized},
    {"not_authed", errc::unauthorized},
    {"not_found", errc::not_found},
    {"not_in_channel", errc::not_found},
    {"org_login_required", errc::unavailable
    },  // the workspace moves to an organisation; it comes back
    {"rate_limited", errc::rate_limited},
    {"ratelimited", errc::rate_limited},
    {"request_timeout", errc::uncertain},
    {"service_unavailable", errc::uncertain},
    {"team_access_not_granted", errc::unauthorized},
    {"team_added_to_org", errc::unavailable},  // likewise
    {"team_disabled", errc::unauthorized},
    {"thread_not_found", errc::not_found},
    {"token_expired", errc::unauthorized},
    {"token_revoked", errc::unauthorized},
    {"trigger_exchanged", errc::expired},
    {"trigger_expired", errc::expired},
    {"two_factor_setup_required", errc::unauthorized},
    {"unknown_method", errc::unsupported},
    {"used_url", errc::expired},
    {"user_disabled", errc::not_found},
    {"user_not_found", errc::not_found},
    {"user_not_in_channel", errc::not_found},
    {"user_not_visible", errc::not_found},
    {"user_removed_from_team", errc::unauthorized},
    {"users_not_found", errc::not_found},
});
static_assert(std::ranges::is_sorted(words, {}, &Word::first));

// The last part of the names of methods that change nothing: "users.info", "conversations.history".
constexpr std::array reading = std::to_array<std::string_view>(
    {"history", "info", "list", "members", "replies", "test", "getPermalink"}
);

}  // namespace

errc meaning(std::string_view error) {
  const auto at = std::ranges::lower_bound(words, error, {}, &Word::first);
  return at != words.end() && at->first == error ? at->second : errc::refused;
}

bool only_reads(std::string_view method) {
  return std::ranges::find(reading, method.substr(method.rfind('.') + 1)) != reading.end();
}

}  // namespace usher::slack
