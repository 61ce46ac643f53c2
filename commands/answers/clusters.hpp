// commands/answers/clusters.hpp: questions that ask about the same, put together. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/gaps.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace usher::answers {

struct Cluster {
  std::string question;  // the first of them
  std::string topic;     // whose answer did not help; empty where there was none
  std::size_t count = 0;
  std::size_t first = 0;  // how many others were begun before it
};

// By the words that they share (stems, Chinese in pairs of characters); the largest first. Of the first 300.
std::vector<Cluster> clusters_of(std::span<const Gap> gaps);

}  // namespace usher::answers
