// bench/answers_bench.hpp: how good answers are, and what they cost.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::bench {

// questions: a file like questions.jsonl; empty: that of the shared data, where it is. fit: prints the fit to those questions.
void answers(const std::string& questions, bool fit);

}  // namespace usher::bench
