// tests/support/slack_methods.hpp: the Web API of the fake Slack: method by method, what it does and what it refuses.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_world.hpp"

#include <span>
#include <string_view>

namespace usher::testing::slack {

using Method = json::object (*)(World&, const json::object& args);

struct MethodSpec {
  std::string_view name;
  Method run;
  // What it takes, as a whole word; empty: nothing. "*:history": of the kind of conversation that `channel` is. Methods that
  // take what their other arguments say look for themselves.
  std::string_view scope;
  bool takes_json = true;  // else arguments are taken of a form alone
  double tier = 0;         // so many calls a minute; 0: not told by a tier
};

// Slack's tiers (its page "Rate limits"): the number that is promised.
inline constexpr double tier_2 = 20;
inline constexpr double tier_3 = 50;
inline constexpr double tier_4 = 100;

const MethodSpec* method_named(std::string_view name);  // nullptr: there is none

json::object refusal(std::string_view error);
json::object missing(const World& world, std::string_view scope);  // missing_scope
// The scope that a call takes; empty: none, or none that could be told.
std::string scope_of(World& world, const MethodSpec& spec, const json::object& args);
json::object refusal(const Judgement& faults);  // invalid_blocks and its like
// A view that was sent: kept, or why it is not taken.
json::object keep_view(
    World& world, const std::string& user, const json::object& view, View* replaced
);

std::span<const MethodSpec> chat_methods();
std::span<const MethodSpec> reaction_methods();
std::span<const MethodSpec> view_methods();
std::span<const MethodSpec> room_methods();

}  // namespace usher::testing::slack
