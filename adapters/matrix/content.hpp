// adapters/matrix/content.hpp: the contents of the events that Usher sends. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/html.hpp"
#include "adapters/matrix/mark.hpp"

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include <string>
#include <string_view>

namespace usher::matrix {

// How a message hangs on others.
struct Hang {
  std::string thread;  // the root: m.thread, with a reply that falls back to `reply` or to the root
  std::string reply;   // m.in_reply_to; without a thread a real reply
};

// notify: m.text, which sounds; else m.notice (the default push rule silences every notice, also one with mentions:
// facts/matrix.md 6.6). m.mentions is always there, also empty: since v1.17 nothing else notifies, and without it old rules
// search the body. A reply mentions nobody of itself. memory: that of the object and all in it.
boost::json::object message_content(
    const Message& message, bool notify, const Hang& hang, const Mark& mark,
    const boost::json::storage_ptr& memory = {}
);
// m.replace of `event`, with m.new_content, "* " before the outer body, and mentions in the new content alone: an edit pings
// nobody again.
boost::json::object edit_content(
    const Message& message, bool notify, std::string_view event, const Mark& mark
);
boost::json::object reaction_content(std::string_view event, std::string_view emoji);

// No number that is not a whole one within ±(2^53−1) may be in any content (400 M_BAD_JSON), and the whole at most 60,000
// bytes: what a test asserts of everything above.
bool is_sendable(const boost::json::object& content);

}  // namespace usher::matrix
