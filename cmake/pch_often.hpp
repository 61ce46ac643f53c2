// cmake/pch_often.hpp: what most files make of templates, made once. Read by precompiled headers only (pch.cmake).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// Half of what a sanitizer's build compiles are the same functions of std::string, std::vector and std::variant again and
// again. Explicitly instantiated in a header that is compiled into an object of its own (-fpch-codegen), they are in that
// object alone. Taken from what `nm` found in most objects.
template class std::vector<std::string>;
template class std::vector<std::string_view>;
template class std::vector<std::int64_t>;
template class std::vector<std::uint64_t>;
template class std::vector<int>;
template class std::vector<std::pair<std::string, std::string>>;
template class std::map<std::string, std::string>;
template class std::map<std::string, std::string, std::less<>>;
template class std::map<std::int64_t, std::string>;
template class std::set<std::string>;
template class std::set<std::string, std::less<>>;
template class std::set<std::int64_t>;
template class std::unordered_map<std::string, std::string>;
template class std::optional<std::string>;
template class std::optional<std::int64_t>;
template class std::optional<std::chrono::sys_seconds>;
template class std::basic_string_view<char>;
template class std::vector<std::chrono::sys_seconds>;
template class std::vector<std::chrono::seconds>;
template class std::vector<usher::Inline>;
template class std::vector<std::vector<usher::Inline>>;
template class std::vector<usher::Fact>;
template class std::vector<usher::Effect>;

namespace usher::often {

// What `template class` cannot be said of: a member that asks for what the type has not.
template <class T>
void handled(std::vector<T>& all, const T& one) {
  std::vector<T> copy(all);
  all = copy;
  all = std::move(copy);
  all.push_back(one);
  all.push_back(T(one));
  for (T& each : all) each = one;
  all.insert(all.end(), all.begin(), all.end());
  all.clear();
}

template <class T>
void handled(T& one) {
  T copy(one);
  T moved(std::move(copy));
  copy = one;
  one = std::move(copy);
}

inline void all_of_them(Event& event, Effect& effect, Doc& doc, Form& form, Button& button) {
  handled(event);
  handled(effect);
  handled(doc);
  handled(form);
  std::vector<Button> buttons;
  handled(buttons, button);
  std::vector<Block> blocks = doc.blocks();
  for (const Block& block : doc.blocks()) handled(blocks, block);
  handled(form.fields);
  for (Field& field : form.fields) handled(form.fields, field);
}

inline std::string formats(
    std::string_view view, const std::string& text, std::int64_t number, int small, std::size_t size
) {
  std::string out = fmt::format("{}", view);
  out += fmt::format("{}", text);
  out += fmt::format("{}{}", text, text);
  out += fmt::format("{}{}", view, view);
  out += fmt::format("{}", number);
  out += fmt::format("{}", small);
  out += fmt::format("{:02}", small);
  out += fmt::format("{}", size);
  out += fmt::format("{}{}", text, number);
  out += text + "a";
  out += "a" + text;
  out += text + text;
  out += 'a';
  return out;
}

}  // namespace usher::often
