// adapters/matrix/doing.hpp: what is to be done about a room. A value.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace usher::matrix {

// Each is a row (matrix_doings) until keeper.hpp has done it: so a crash repeats it, and all of them are safe to repeat
// (facts/matrix.md 4, lesson 20). One at a time a room; a 429 delays all; M_FORBIDDEN of a join is told to the operator and
// ends it; what was done is told to the log.
struct Doing {
  enum class What : std::uint8_t {
    join,  // a configured room or alias, an accepted invitation, a replacement (with via), a child of a Space
    decline,  // leave with the reason
    leave,    // nobody else is left in it
    open,     // the unencrypted conversation with who invited Usher to an encrypted one
    tell,  // by direct message, once (a row in matrix_told): what an encrypted room means, that Usher may not speak there
    look  // the whole state of a room that was joined where no sync brings it (application services)
  } what = What::join;
  std::string room, person, why;  // why: a word of the code's: "encrypted", "silenced", "stranger"
  std::string via;                // comma-separated
};

}  // namespace usher::matrix
