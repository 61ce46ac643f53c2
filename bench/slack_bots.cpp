// bench/slack_bots.cpp: which bots are measured, and how each is started.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_bench.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace usher::bench {

SlackBot usher_bot() {
  SlackBot usher{
      .name = "Usher", .version = "this build", .command = {USHER_PROGRAM, "run"}, .ours = true
  };
  // As it ships, but for what is outside Slack, and the pace of posts, of which the others know none.
  for (const char* setting :
       {"slack.mode=socket", "slack.burst=0", "testing.echo=true", "testing.loopback=true",
        "web.listen=127.0.0.1:0", "proposals.nep.api_url=http://127.0.0.1:9/",
        "proposals.nep.raw_url=http://127.0.0.1:9/", "proposals.nep.mail_minutes=0"}) {
    usher.command.emplace_back("--set");
    usher.command.emplace_back(setting);
  }
  return usher;
}

SlackBot bare_bot() {
  return {
      .name = "the generator's own ceiling",
      .version = {},
      .command = {"/proc/self/exe", "slack-bare"}
  };
}

std::vector<SlackBot> peer_bots(const std::string& list) {
  std::vector<SlackBot> bots;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    SlackBot bot;
    std::getline(words, bot.name, '\t');
    std::getline(words, bot.version, '\t');
    for (std::string word; std::getline(words, word, '\t');) bot.command.push_back(word);
    if (!bot.command.empty()) bots.push_back(std::move(bot));
  }
  return bots;
}

std::vector<SlackBot> slack_bots(const SlackParts& parts) {
  std::vector<SlackBot> bots{usher_bot()};
  for (SlackBot& bot : peer_bots(parts.peers)) bots.push_back(std::move(bot));
  for (const SlackBot& bot : bots) fmt::print("  {}: {}\n", bot.name, bot.version);
  if (parts.quick)
    fmt::print("  A trial: loads are a tenth as long or less, and their figures say nothing.\n");
  if (!parts.peers.empty() && bots.size() == 1)
    fmt::print("  skipped: the bots of others, for none could be installed\n");
  return bots;
}

std::int64_t number_of(const json::object& state, std::string_view key) {
  const json::value* value = state.if_contains(key);
  if (value == nullptr) return 0;
  return value->is_uint64()  ? static_cast<std::int64_t>(value->get_uint64())
         : value->is_int64() ? value->get_int64()
                             : 0;
}

double figure_of(const json::object& state, std::string_view key, std::string_view inner) {
  const json::value* value = state.if_contains(key);
  if (value != nullptr && !inner.empty())
    value = value->is_object() ? value->get_object().if_contains(inner) : nullptr;
  return value != nullptr && value->is_number() ? value->to_number<double>() : 0;
}

}  // namespace usher::bench
