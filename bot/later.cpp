// bot/later.cpp: into a tag, and out of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/later.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher {

namespace {

constexpr std::size_t parts_of_tag = 7;

}  // namespace

std::string Later::tag() const {
  return fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}\n{}", what, at.space, at.room, at.thread, person, lang, event
  );
}

std::optional<Later> Later::of(const Fetched& fetched, std::string_view what) {
  const auto parts = split(fetched.tag, '\n');
  if (parts.size() != parts_of_tag || parts[0] != what) return std::nullopt;
  return Later{
      std::string(parts[0]),
      {std::string(parts[1]), std::string(parts[2]), std::string(parts[3])},
      std::string(parts[4]),
      std::string(parts[5]),
      std::string(parts[6])
  };
}

Later Later::asked(std::string_view what, const Event& event) {
  return {std::string(what), event.at, event.who.id, event.who.lang, event.id};
}

Post Later::tell(std::string_view feature, Doc doc) const {
  Post out;
  out.to = {at, {person}};
  out.audience = Audience::only_you;
  out.body = std::move(doc);
  out.key = fmt::format("{}:{}:{}", feature, what, event);
  return out;
}

}  // namespace usher
