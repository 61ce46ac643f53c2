// commands/proposals/front_matter.hpp: a header between lines of "---", as SPECs and other Markdown files have it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/layout.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::proposals {

// Of YAML what headers are made of: "key: value", quoted or not; a value that goes on in indented lines; a list, each item
// on a line of its own, or all in brackets. Items and lines are parted by line breaks. Nothing where the bytes do not begin
// with such a header. Any bytes; time in proportion to the first 64 KiB.
std::optional<std::vector<Field>> front_matter(std::string_view bytes);

}  // namespace usher::proposals
