// bot/compose_matrix.hpp: the Matrix homeserver, as the configuration wants it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/matrix.hpp"
#include "bot/compose.hpp"
#include "bot/engine.hpp"

#include <functional>
#include <string_view>

namespace usher {

// What [matrix] says. The identity is complete but for the display name: user_id names the server.
matrix::Settings matrix_settings(const Setup& setup);

// With an application service binds its address. No network: the session's loop logs in, and says in the log where it cannot
// yet; a wrong token ends the program through `ended`. Throws std::runtime_error with what to do where the session file
// cannot be read. config.matrix must be there, the database made, and what is given outlives the engine. ended: told when the
// homeserver will never again have anything to do with us; the program is to leave with a failure.
void add_matrix(
    Engine& engine, boost::asio::io_context& io, const Clock& clock, const Setup& setup,
    std::function<void(std::string_view)> ended
);

}  // namespace usher
