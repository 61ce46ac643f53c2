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
  std::string_view scope;  // one of these, parted by spaces; empty: none
  bool takes_json = true;  // else arguments are taken of a form alone
};

const MethodSpec* method_named(std::string_view name);  // nullptr: there is none

json::object refusal(std::string_view error);
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
