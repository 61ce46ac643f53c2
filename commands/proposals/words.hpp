// commands/proposals/words.hpp: the words that statuses and types are, in the reader's language, and their marks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"
#include "commands/proposals/series.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// The status of the series that a header means, whatever its case; null for one that the series does not know.
const Status* status_meant(std::string_view as_written, const Settings& settings);
// Whether a header's status is this one to its readers, whatever the series calls it.
bool means(std::string_view as_written, Meaning what, const Settings& settings);

// The first status of the series with this meaning; null where it has none. And whether it is NEP 0's word for it, which
// sentences may say: "3 Drafts".
const Status* status_for(Meaning what, const Settings& settings);
bool is_called_as_usual(const Status& status);
// "3 Drafts"; "Proposed: 3" where the series calls them otherwise.
Line count_of_drafts(const Status& draft, long count, const Say& say);
Phrase no_drafts(const Status& draft, const Settings& settings, const Say& say);

// The type of the series that a header means; empty for one that it does not know. "Standard", "Standards" and
// "Standard Track" → "Standards Track".
std::string_view type_meant(std::string_view as_written, const Settings& settings);

// "★ Final", "★ 最終 · Final": in the reader's language, with the English word; a status that the series or the catalog does
// not know as it was written; "no status" where there is none.
Line status_line(std::string_view as_written, const Settings& settings, const Say& say);
Inline type_inline(std::string_view as_written, const Settings& settings, const Say& say);

// One of the words above, in the reader's language where it is one of NEP 0's.
Inline word_inline(std::string_view name, const Say& say);

// What a person means by what they typed: the name of a status in English or in the language of any catalog, or the
// beginning of it, if only one begins so. Null otherwise.
const Status* status_typed(
    std::string_view typed, const Settings& settings, const Catalog& catalog
);
// Likewise of a type; empty otherwise.
std::string_view type_typed(
    std::string_view typed, const Settings& settings, const Catalog& catalog
);

// Who decides where the community cannot agree.
Text council_of(const Settings& settings, const Say& say);

// A number that examples may name: "18".
std::string example_number(const Settings& settings);
// A filter for examples: "status:draft".
std::string example_status(const Settings& settings);

}  // namespace usher::proposals
