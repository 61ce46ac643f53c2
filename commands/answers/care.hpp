// commands/answers/care.hpp: signs that somebody tells of harm, asks what the rules are, or has found a hole. Pure. Words as
// search::folded_words() makes them. English and Chinese; what a community adds stands in its answers' `sticky`.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string>

namespace usher::answers {

// Somebody tells of themselves or of others.
bool tells_of_people(std::span<const std::string> words);

// "I feel…": more than tells_of_people() takes for a sign.
bool tells_of_oneself(std::span<const std::string> words);

// A word of what people do to people. Alone it says nothing ("the kernel was killed").
bool speaks_of_harm(std::span<const std::string> words);

// Somebody asks what the rules are, or how reports are dealt with.
bool asks_for_the_rules(std::span<const std::string> words);

bool tells_of_a_find(std::span<const std::string> words);

}  // namespace usher::answers
