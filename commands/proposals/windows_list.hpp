// commands/proposals/windows_list.hpp: the final comment periods that are not over.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/view.hpp"

#include <string_view>

namespace usher::proposals {

// One line each, those first that close first; a button each for the first few of a page, and for the pages before and after
// it. A page that does not exist is the last one. `prefix`: of the actions of the buttons.
Doc windows_list(
    Database& db, int page, const View& view, std::string_view zone, std::string_view prefix
);

// What a page's button carries; anything else is the first page.
int windows_page(std::string_view value);

}  // namespace usher::proposals
