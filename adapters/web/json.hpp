// adapters/web/json.hpp: from messages, Docs and forms to what a page is sent (docs/web-protocol.md). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/message.hpp"
#include "adapters/web/roster.hpp"
#include "bot/doc.hpp"
#include "bot/model.hpp"

#include <boost/json/fwd.hpp>

#include <span>
#include <string>
#include <string_view>

namespace usher::web {

boost::json::array to_json(const Doc& doc);
boost::json::object to_json(const Message& message);
boost::json::array to_json(std::span<const Message> messages);
boost::json::object to_json(const Known& known);
// ticket: see seal.hpp.
boost::json::object to_json(const Form& form, std::string_view ticket);

// {"is":"changes",…} of messages that all go to the same tabs.
std::string changes_frame(std::span<const Message> messages);

// All buttons of a Doc, in the order of their "n".
std::vector<Button> buttons_of(const Doc& doc);

}  // namespace usher::web
