// commands/proposals/lint_words.hpp: the rules in words: what each is about, what to change and where.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/lint.hpp"
#include "commands/proposals/view.hpp"

namespace usher::proposals {

// "Type is missing"
Phrase rule_title(Rule rule, const View& view);

// "In the header, add Type: …", and where that can be read, if the series has a page with its rules.
Line rule_advice(Rule rule, const View& view);

// What is so in this proposal: "“20-Dec-2007” is 2007-12-20". Empty where the title says all.
Line finding_detail(const Finding& finding, const View& view);

}  // namespace usher::proposals
