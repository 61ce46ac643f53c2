// tests/support/matrix_rules.hpp: what a homeserver takes of an event, and what of one a client may not send. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace usher::testing::matrix {

// Whole numbers within ±(2^53−1) are all that canonical JSON has.
bool is_canonical(const boost::json::value& value);
// What is wrong with the content of an m.room.message; empty: nothing.
std::vector<std::string> faults_of_message(const boost::json::object& content);
// What is wrong with a formatted_body: tags, attributes and addresses outside the specification's list, what is not closed, a
// bare & or <.
std::string fault_of_html(std::string_view html);

}  // namespace usher::testing::matrix
