// bot/compose_welcome.hpp: the welcome of a community, out of its configuration and its answers' titles.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/worker.hpp"
#include "commands/welcome/settings.hpp"

#include <vector>

namespace usher {

// Refers to the setup; of one that has [welcome]. The answers that interests lead to are read when they are wanted, by the worker
// where there is one.
welcome::Settings welcome_of(const Setup& setup, Worker* worker);

// Answers that interests lead to, and that nobody has written. file: the configuration's name, for messages.
std::vector<Problem> check_welcome(
    const WelcomeConfig& config, const std::vector<answers::Topic>& topics, const std::string& file
);

}  // namespace usher
