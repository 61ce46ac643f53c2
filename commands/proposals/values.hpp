// commands/proposals/values.hpp: the values of header fields, read with patience. Pure functions.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// "Jarrod Millman <jm@example.org>, Ada (A, B)" → names without addresses, in order.
std::vector<std::string> author_names(std::string_view value);

// "2017-12-11" and "20-Dec-2007" → "2017-12-11", "2007-12-20". Empty for what is no date.
std::string iso_date(std::string_view value);

// The proposals that a Replaces or Replaced-By field names: ":ref:`NEP30`, NEP 31, 37" → 30, 31, 37.
std::vector<int> proposal_numbers(std::string_view value);

// The number that at most nine digits make; digits only.
int decimal(std::string_view digits);

// Every http and https address in the value, in order, without the punctuation around it.
std::vector<std::string> web_addresses(std::string_view value);

}  // namespace usher::proposals
