// adapters/matrix/pill.hpp: mentions as clients draw them: links to a person, in the HTML of a message. Pure; linear.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Whether there is a link to that person, matrix.to or "matrix:u/…", outside of the fallback of a reply, whose links are of
// whoever is answered.
bool has_pill(std::string_view html, std::string_view user);

// What such a link is called where the message begins with it, as it stands in the plain body: "Usher". Empty where it does
// not.
std::string leading_pill(std::string_view html, std::string_view user);

struct Pill {
  std::string user;  // "@ada:example.org"
  std::string name;  // what it is called in the plain body: "Ada"
};

// Those that lead to people, in order, outside of the fallback of a reply: the first 20.
std::vector<Pill> pills_in(std::string_view html);

}  // namespace usher::matrix
