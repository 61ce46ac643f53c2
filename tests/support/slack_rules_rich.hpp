// tests/support/slack_rules_rich.hpp: the blocks in which texts of people stand: rich text and tables. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_rules.hpp"

namespace usher::testing::slack {

void judge_rich(const json::object& block, const std::string& where, Judgement& out);
void judge_table(const json::object& block, const std::string& where, Judgement& out);

}  // namespace usher::testing::slack
