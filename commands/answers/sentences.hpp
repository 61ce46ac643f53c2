// commands/answers/sentences.hpp: where one sentence ends and the next begins.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <vector>

namespace usher::answers {

// With their marks; in English and Chinese. A full stop inside a word ends none: "numpy.org". Views of the text.
std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace usher::answers
