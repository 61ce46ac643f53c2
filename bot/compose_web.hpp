// The community space in the browser, as the configuration wants it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/web.hpp"
#include "bot/compose.hpp"
#include "bot/engine.hpp"

#include <string>
#include <vector>

namespace usher {

// The engine's migrations and the adapters': a database is made for all of them, whichever run today.
std::vector<Migration> all_migrations();

// Binds its address and says where it is on stdout. Throws std::runtime_error with what to do where it cannot. config.web
// must be there; what is given outlives the engine.
void add_web(Engine& engine, boost::asio::io_context& io, const Clock& clock, const Setup& setup);

}  // namespace usher
