// Takes what looks like a credential out of a line of text. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/secret.hpp"

#include <span>
#include <string>
#include <string_view>

namespace usher {

// Slack, Matrix and GitHub tokens, Authorization headers, paths below hooks.slack.com, token parameters of a URL, and
// every one of `known` (those of at least six bytes) become "[hidden]"; what kind it was stays readable.
std::string redact(std::string_view line, std::span<const Secret<std::string>> known = {});

}  // namespace usher
