// tests/support/slack_methods_views.cpp: views.*: a modal for a trigger that is fresh and unused, and home tabs.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_methods.hpp"

#include <boost/json/serialize.hpp>

#include <array>

namespace usher::testing::slack {
namespace {

// Whose trigger it is, used up now; empty, and why not.
std::string exchange(World& world, const json::object& args, json::object& error) {
  const std::string id(text_at(args, "trigger_id"));
  const auto found = world.triggers.find(id);
  if (found == world.triggers.end()) {
    error = refusal("invalid_trigger_id");
  } else if (std::chrono::steady_clock::now() - found->second.at > world.settings.trigger) {
    error = refusal("expired_trigger_id");
  } else if (found->second.used) {
    error = refusal("exchanged_trigger_id");
  } else {
    found->second.used = true;
    return found->second.user;
  }
  return {};
}

json::object opened(World& world, const View& view) {
  return {{"ok", true}, {"view", world.view_object(view)}};
}

json::object open(World& world, const json::object& args) {
  json::object error;
  const json::object* view = object_at(args, "view");
  if (view == nullptr || text_at(*view, "type") != "modal") return refusal("invalid_arguments");
  const std::string user = exchange(world, args, error);
  if (user.empty()) return error;
  // Another trigger while a modal is open: the new one takes its place.
  world.modals[user].clear();
  return keep_view(world, user, *view, nullptr);
}

json::object push(World& world, const json::object& args) {
  json::object error;
  const json::object* view = object_at(args, "view");
  if (view == nullptr || text_at(*view, "type") != "modal") return refusal("invalid_arguments");
  const std::string user = exchange(world, args, error);
  if (user.empty()) return error;
  if (world.modals[user].empty()) return refusal("not_found");
  if (world.modals[user].size() >= 3) return refusal("push_limit_reached");
  return keep_view(world, user, *view, nullptr);
}

json::object update(World& world, const json::object& args) {
  const json::object* view = object_at(args, "view");
  if (view == nullptr) return refusal("invalid_arguments");
  View* old = nullptr;
  const std::string_view external = text_at(args, "external_id");
  for (auto& [id, one] : world.views)
    if (id == text_at(args, "view_id") ||
        (!external.empty() && text_at(one.view, "external_id") == external))
      old = &one;
  if (old == nullptr) return refusal("not_found");
  if (const std::string_view hash = text_at(args, "hash"); !hash.empty() && hash != old->hash)
    return refusal("hash_conflict");
  return keep_view(world, old->user, *view, old);
}

json::object publish(World& world, const json::object& args) {
  const json::object* view = object_at(args, "view");
  const std::string user(text_at(args, "user_id"));
  if (view == nullptr || text_at(*view, "type") != "home") return refusal("invalid_arguments");
  if (world.user(user) == nullptr) return refusal("user_not_found");
  const auto found = world.homes.find(user);
  View* old = found == world.homes.end() ? nullptr : &world.views.at(found->second);
  if (const std::string_view hash = text_at(args, "hash");
      !hash.empty() && (old == nullptr || hash != old->hash))
    return refusal("hash_conflict");
  return keep_view(world, user, *view, old);
}

constexpr std::array<MethodSpec, 4> specs = {{
    {"views.open", open, "", true, tier_4},
    {"views.push", push, "", true, tier_4},
    {"views.update", update, "", true, tier_4},
    {"views.publish", publish, "", true, tier_4},
}};

}  // namespace

json::object keep_view(
    World& world, const std::string& user, const json::object& view, View* replaced
) {
  Judgement judgement;
  judge_view(view, judgement);
  if (!judgement.faults.empty()) {
    json::object out = refusal(judgement);
    out["error"] = "invalid_arguments";
    return out;
  }
  if (json::serialize(view).size() > 250000) return refusal("view_too_large");
  const std::string_view external = text_at(view, "external_id");
  for (const auto& [id, one] : world.views)
    if (!external.empty() && text_at(one.view, "external_id") == external &&
        (replaced == nullptr || id != replaced->id))
      return refusal("duplicate_external_id");
  View kept =
      replaced == nullptr
          ? View{.id = world.new_id("V"), .hash = {}, .user = user, .root = {}, .previous = {}, .view = {}}
          : *replaced;
  kept.hash = world.new_id("1764000000.");
  kept.view = view;
  if (auto* blocks = kept.view["blocks"].if_array()) give_ids(*blocks, world);
  if (replaced == nullptr) {
    if (text_at(view, "type") == "home") {
      kept.root = kept.id;
      world.homes[user] = kept.id;
    } else {
      auto& stack = world.modals[user];
      kept.root = stack.empty() ? kept.id : stack.front();
      kept.previous = stack.empty() ? "" : stack.back();
      stack.push_back(kept.id);
    }
  }
  const std::string id = kept.id;
  return opened(world, world.views[id] = std::move(kept));
}

std::span<const MethodSpec> view_methods() { return specs; }

}  // namespace usher::testing::slack
