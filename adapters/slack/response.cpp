// adapters/slack/response.cpp: replies as what an acknowledgement or a response_url carries.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response.hpp"

#include "adapters/slack/blocks.hpp"
#include "adapters/slack/measure.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/units.hpp"

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_error = 2000;
constexpr std::size_t longest_title = 24;

// The names of a view's inputs, in their order: the block_id of each.
std::vector<std::string_view> inputs_of(const json::object& view) {
  std::vector<std::string_view> out;
  const json::array* blocks = array(view, "blocks");
  if (blocks == nullptr) return out;
  for (const json::value& block : *blocks) {
    const json::object* one = block.if_object();
    if (one == nullptr || text(*one, "type") != "input") continue;
    if (const std::string_view id = text(*one, "block_id"); !id.empty()) out.push_back(id);
  }
  return out;
}

// Of the form as a whole come first.
std::string all_errors(const Reject& reject) {
  std::string out;
  for (const auto& [field, text] : reject.errors) {
    if (!out.empty()) out += '\n';
    out += text;
  }
  return out;
}

// There is no input at which it could stand: it is shown in a view on top of the form.
json::object pushed(const Reject& reject, const json::object& view) {
  json::array blocks;
  blocks.push_back(
      json::object{{"type", "section"}, {"text", plain_object(all_errors(reject), most_units)}}
  );
  json::object top{
      {"type", "modal"}, {"title", plain_object(text(view, "title", "text"), longest_title)}
  };
  top.emplace("blocks", std::move(blocks));
  json::object out{{"response_action", "push"}};
  out.emplace("view", std::move(top));
  return out;
}

json::object rejected(const Reject& reject, const json::object& view) {
  const std::vector<std::string_view> inputs = inputs_of(view);
  if (inputs.empty()) return pushed(reject, view);
  std::vector<std::pair<std::string_view, std::string>> errors;
  for (const auto& [field, text] : reject.errors) {
    const bool there = std::ranges::find(inputs, field) != inputs.end();
    const std::string_view at = there ? std::string_view(field) : inputs.front();
    const auto same = std::ranges::find(errors, at, [](const auto& one) { return one.first; });
    if (same == errors.end()) {
      errors.emplace_back(at, text);
    } else {
      same->second += ' ';
      same->second += text;
    }
  }
  if (errors.empty()) errors.emplace_back(inputs.front(), "…");
  json::object said;
  for (const auto& [at, text] : errors)
    said.emplace(at, text.empty() ? "…" : shortened(text, longest_error));
  json::object out{{"response_action", "errors"}};
  out.emplace("errors", std::move(said));
  return out;
}

SlashAnswer answer(const Doc& doc, Respond how, const json::storage_ptr& storage) {
  SlashAnswer out;
  std::vector<json::object> all = responses(doc, {}, how, storage);
  out.payload = std::move(all.front());
  out.payload->erase("replace_original");  // there is none yet
  out.rest.assign(std::make_move_iterator(all.begin() + 1), std::make_move_iterator(all.end()));
  return out;
}

}  // namespace

std::vector<json::object> responses(
    const Doc& doc, std::string_view key, Respond how, const json::storage_ptr& storage
) {
  std::vector<json::object> out;
  for (Message& message : render(doc, key, storage)) {
    json::object one(storage);
    one.reserve(6);
    // Only the first takes the original's place; what follows is as visible as that was, which Slack keeps to itself.
    if (how == Respond::replace && out.empty()) {
      one.emplace("replace_original", true);
    } else {
      one.emplace("replace_original", false);
      one.emplace("response_type", how == Respond::in_channel ? "in_channel" : "ephemeral");
    }
    one.emplace("text", message.text);
    if (!message.blocks.empty()) one.emplace("blocks", std::move(message.blocks));
    one.emplace("unfurl_links", false);
    one.emplace("unfurl_media", false);
    out.push_back(std::move(one));
  }
  return out;
}

std::optional<SayReply> as_said(Reply reply) {
  if (auto* say = std::get_if<SayReply>(&reply)) return std::move(*say);
  if (auto* replace = std::get_if<Replace>(&reply)) return SayReply{std::move(replace->doc)};
  if (const auto* reject = std::get_if<Reject>(&reply)) {
    Doc doc;
    doc.paragraph({Text::lines(all_errors(*reject))});
    return SayReply{std::move(doc)};
  }
  return std::nullopt;
}

SlashAnswer slash_answer(const SayReply& said, const json::storage_ptr& storage) {
  return answer(said.doc, said.only_you ? Respond::ephemeral : Respond::in_channel, storage);
}

SlashAnswer slash_answer(const Reply& reply) {
  const auto said = as_said(reply);
  return said ? slash_answer(*said) : SlashAnswer{};
}

std::optional<json::object> view_answer(
    const Reply& reply, const json::object& view, const Way& way
) {
  if (const auto* reject = std::get_if<Reject>(&reply)) return rejected(*reject, view);
  if (const auto* update = std::get_if<Update>(&reply)) {
    json::object out{{"response_action", "update"}};
    out.emplace("view", modal(update->form, way));
    return out;
  }
  if (std::holds_alternative<Close>(reply)) return json::object{{"response_action", "clear"}};
  return std::nullopt;
}

}  // namespace usher::slack
