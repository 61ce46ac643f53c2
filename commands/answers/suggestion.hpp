// commands/answers/suggestion.hpp: what somebody would have an answer's file say, and how the file differs then. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

struct Suggestion {
  std::string id;                  // of the topic
  std::string lang;                // BCP 47, as files name it: "en", "zh-Hans"
  std::string title;               // empty: as it is
  std::vector<std::string> asked;  // questions to add
  std::string body;                // empty: as it is
  std::string link;                // of a new topic
};

// For a Call's tag, and back; nothing where it was for something else.
std::string packed(const Suggestion& suggestion);
std::optional<Suggestion> unpacked(std::string_view packed);

// The file as it would be then. file: as it is; empty: there is none. owner, review_by: of a new one.
std::string amended(
    std::string_view file, const Suggestion& suggestion, std::string_view owner,
    std::chrono::sys_days review_by
);

// In the unified format of `diff -u`, three lines about each change; empty where nothing changes. name: of the file.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name);

}  // namespace usher::answers
