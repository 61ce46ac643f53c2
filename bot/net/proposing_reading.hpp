// bot/net/proposing_reading.hpp: what GitHub says of files, branches and pull requests. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace usher::net {

std::string base64_of(std::string_view bytes);

// Where people open it. What is no address that could be a link is none.
std::string page_address(std::string_view url);

// Of a pull request; empty where it has none.
std::string number_of_pull(const boost::json::object& pull);
// Whether it is from this branch: GitHub leaves a filter aside that it does not understand, and lists all there are.
bool is_from_branch(const boost::json::object& pull, std::string_view branch);

// The id of a file in the answer for its path; empty where that is no file.
std::string blob_in(std::string_view body);
// The commit that a branch is at; empty where it is no such answer.
std::string commit_in(std::string_view body);

// GitHub's own words in a refusal: its "message", and that of the first error. One line, at most 300 bytes; empty where it has
// none.
std::string words_of_refusal(std::string_view body);

}  // namespace usher::net
