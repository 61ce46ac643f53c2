// bot/form.cpp: dividing long texts of a form, and joining them again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/form.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace usher::forms {

namespace {

constexpr std::size_t most_parts = 3;
// Behind the name of the second and third part; no feature's field ends so.
constexpr std::array<std::string_view, most_parts - 1> suffixes{"~2", "~3"};

// The first `limit` code points of `text` or less, cut where a line or a word ends; takes them from `text`.
std::string take(std::string_view& text, std::size_t limit) {
  std::size_t end = 0;
  std::size_t line = 0;
  std::size_t word = 0;
  for (std::size_t count = 0; count < limit && end < text.size(); ++count) {
    if (text[end] == '\n') line = end;
    if (text[end] == ' ') word = end;
    next_code_point(text, end);
  }
  std::string out;
  if (end == text.size()) {
    out = text;
    text = {};
    return out;
  }
  if (text[end] == '\n') {
    line = end;
  } else if (text[end] == ' ') {
    word = end;
  }
  // Not for the price of most of the space.
  const std::size_t cut = line >= end / 2 ? line : word >= end / 2 ? word : 0;
  out = text.substr(0, cut != 0 ? cut : end);
  text.remove_prefix(cut != 0 ? cut + 1 : end);
  return out;
}

void divide_text(const Field& field, std::size_t limit, const Say& say, std::vector<Field>& to) {
  const std::size_t count =
      std::min(most_parts, field.max_length / limit + (field.max_length % limit != 0 ? 1 : 0));
  std::string_view initial = field.initial;
  std::size_t left = field.max_length;
  for (std::size_t part = 0; part < count; ++part) {
    Field next = field;
    if (part > 0) {
      next.name += suffixes[part - 1];
      next.optional = true;
      next.hint.clear();
    }
    next.label += ' ';
    next.label +=
        say("({number} of {count})", fmt::arg("number", part + 1), fmt::arg("count", count)).str();
    next.max_length = std::min(limit, left);
    left -= next.max_length;
    next.initial = take(initial, next.max_length);
    to.push_back(std::move(next));
  }
}

// The text of a part moves behind that of the first.
void append(std::string& whole, std::string_view part) {
  if (part.empty()) return;
  if (!whole.empty()) whole += '\n';
  whole += part;
}

template <class Map, class Append>
void join_in(Map& fields, Append append_to) {
  for (const std::string_view suffix : suffixes) {
    for (auto it = fields.begin(); it != fields.end();) {
      if (!it->first.ends_with(suffix)) {
        ++it;
        continue;
      }
      auto part = std::move(it->second);
      const std::string name = it->first.substr(0, it->first.size() - suffix.size());
      it = fields.erase(it);
      append_to(fields[name], std::move(part));
    }
  }
}

}  // namespace

bool is_secret(const Form& form) {
  return form.secret || std::ranges::any_of(form.fields, &Field::secret);
}

Form divide(Form form, std::size_t limit, const Say& say) {
  if (limit == 0) return form;
  std::vector<Field> fields;
  for (Field& field : form.fields) {
    if (field.type == Field::Type::text && field.max_length > limit) {
      divide_text(field, limit, say, fields);
      continue;
    }
    if (field.type == Field::Type::line) field.max_length = std::min(field.max_length, limit);
    fields.push_back(std::move(field));
  }
  form.fields = std::move(fields);
  return form;
}

void join(Submit& submit) {
  join_in(submit.fields, [](std::string& whole, const std::string& part) { append(whole, part); });
  join_in(submit.secrets, [](Secret<std::string>& whole, const Secret<std::string>& part) {
    std::string text = whole.reveal();
    append(text, part.reveal());
    whole = Secret<std::string>(std::move(text));
  });
}

}  // namespace usher::forms
