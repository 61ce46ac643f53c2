// commands/answers/gate.hpp: whether a message that was not said to Usher asks something that anybody may answer.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::answers {

// A question of one who looks for help: not a report, thanks, code or a quotation; not said to somebody else; and not what a team
// asks among itself ("should we merge this?"). English and Chinese, both scripts. Any bytes; the first 2,000 decide.
bool asks_for_help(std::string_view message);

// Without what is quoted or code, which nobody says: the first 40,000 bytes.
std::string spoken(std::string_view message);

}  // namespace usher::answers
