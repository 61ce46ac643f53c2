// adapters/slack/view_state.cpp: writing the marks, reading the state of the inputs.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/view_state.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::string_view sign = "usher";  // with the number of the form that it is written in
constexpr int form_number = 1;

json::object base_of(const Marks& marks) {
  json::object out{{sign, form_number}};
  if (!marks.state.empty()) out["state"] = marks.state;
  if (!marks.secret.empty()) out["secret"] = json::array(marks.secret.begin(), marks.secret.end());
  return out;
}

// What options[] or one option chose: its value, or values a line each.
void add_line(std::string& to, std::string_view line, bool first) {
  if (!first) to += '\n';
  to += line;
}

std::string chosen(const json::array& options) {
  std::string out;
  bool first = true;
  for (const json::value& option : options) {
    const json::object* one = option.if_object();
    const json::string* plain = option.if_string();  // of users and conversations: their ids alone
    if (one != nullptr) add_line(out, text(*one, "value"), std::exchange(first, false));
    if (plain != nullptr)
      add_line(out, {plain->data(), plain->size()}, std::exchange(first, false));
  }
  return out;
}

// One input's state: {"type":"plain_text_input","value":…}. Unknown types have their `value`, if they have one.
std::string value_of(const json::object& input) {
  for (const std::string_view list : {"selected_options", "selected_users"})
    if (const json::array* options = array(input, list)) return chosen(*options);
  if (const json::object* option = object(input, "selected_option"))
    return std::string(text(*option, "value"));
  for (const std::string_view key : {"selected_date", "selected_user", "value"})
    if (const std::string_view value = text(input, key); !value.empty()) return std::string(value);
  return {};
}

std::string clean(std::string value) {
  std::string out = sanitize(value, true);
  wipe(value);
  if (trim(out).empty()) wipe(out);
  return out;
}

}  // namespace

Marks Marks::of(const Form& form, const Way& way) {
  Marks out;
  out.state = form.state;
  for (const Field& field : form.fields)
    if (field.secret) out.secret.push_back(field.name);
  // A way to a person, from the home tab or a shortcut, is no place to answer in before others.
  const bool place =
      way.channel.starts_with('C') || way.channel.starts_with('G') || way.channel.starts_with('D');
  if (place) out.channel = way.channel;
  if (place) out.thread = way.thread;
  return out;
}

std::string Marks::write() const {
  json::object out = base_of(*this);
  if (!channel.empty()) out["channel"] = channel;
  if (!thread.empty()) out["thread"] = thread;
  std::string all = json::serialize(out);
  if (all.size() <= longest_marks) return all;
  return json::serialize(base_of(*this));
}

std::optional<Marks> Marks::read(std::string_view private_metadata) {
  json::parse_options options;
  options.max_depth = 4;
  json::error_code error;
  const json::value value =
      json::parse({private_metadata.data(), private_metadata.size()}, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  const json::object& from = value.get_object();
  const json::value* number = from.if_contains({sign.data(), sign.size()});
  if (number == nullptr || *number != form_number) return std::nullopt;
  Marks out;
  out.state = text(from, "state");
  if (const json::array* names = array(from, "secret"))
    for (const json::value& name : *names)
      if (const json::string* one = name.if_string())
        out.secret.emplace_back(one->data(), one->size());
  if (!is_id(text(from, "channel"))) return out;
  out.channel = text(from, "channel");
  if (is_ts(text(from, "thread"))) out.thread = text(from, "thread");
  return out;
}

std::string form_of(const json::object& view) { return std::string(text(view, "callback_id")); }

Submit read_submission(const json::object& view) {
  const auto marks = Marks::read(text(view, "private_metadata"));
  Submit out;
  out.form = form_of(view);
  if (marks && !marks->state.empty()) out.fields["_state"] = marks->state;
  const json::object* state = object(view, "state");
  const json::object* values = state != nullptr ? object(*state, "values") : nullptr;
  if (values == nullptr) return out;
  for (const auto& [block, inputs] : *values) {
    const std::string name(block.data(), block.size());
    const json::object* input = inputs.if_object();
    // One input in each block.
    if (input != nullptr) input = input->empty() ? nullptr : input->begin()->value().if_object();
    if (input == nullptr || name == "_state") continue;
    std::string value = clean(value_of(*input));
    const bool open = marks && std::ranges::find(marks->secret, name) == marks->secret.end();
    if (open) {
      out.fields.insert_or_assign(name, std::move(value));
    } else {
      out.secrets.insert_or_assign(name, Secret<std::string>(std::move(value)));
    }
  }
  return out;
}

}  // namespace usher::slack
