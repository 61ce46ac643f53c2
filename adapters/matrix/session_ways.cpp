// adapters/matrix/session_ways.cpp: where a session comes from, by the settings.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session.hpp"
#include "adapters/matrix/session_file.hpp"

namespace usher::matrix {

std::vector<SessionMachine::Way> ways_of(const Settings& settings) {
  using Way = SessionMachine::Way;
  std::vector<Way> out;
  if (settings.transport == Settings::Transport::appservice) {
    if (!settings.as_token.empty()) out.push_back(Way::appservice);
    return out;
  }
  if (!settings.access_token.empty()) out.push_back(Way::token);
  if (!settings.password.empty()) out.push_back(Way::password);
  return out;
}

std::expected<std::optional<Secret<std::string>>, std::string> token_there(const Settings& settings
) {
  // Its own token may ask for more than its session's: for the ping.
  if (settings.transport == Settings::Transport::appservice && !settings.as_token.empty())
    return settings.as_token;
  const auto kept = read_session(
      settings.session_file, settings.homeserver, settings.identity.user, settings.device
  );
  if (!kept) return std::unexpected(kept.error());
  if (*kept) return (*kept)->access;
  if (!settings.access_token.empty()) return settings.access_token;
  return std::nullopt;
}

}  // namespace usher::matrix
