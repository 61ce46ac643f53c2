// adapters/slack/payload.hpp: looking into an object that Slack has sent. Pure; never throws on any payload.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace usher::slack {

// What is not there, or of another type, is empty, nullptr or false. Views and pointers point into the object.
std::string_view text(const boost::json::object& from, std::string_view key);
const boost::json::object* object(const boost::json::object& from, std::string_view key);
const boost::json::array* array(const boost::json::object& from, std::string_view key);
bool flag(const boost::json::object& from, std::string_view key);
// text(object(from, key), inner).
std::string_view text(
    const boost::json::object& from, std::string_view key, std::string_view inner
);

// "C0123", "U0123", "Ev0123", "V0123": 1 to 64 of A-Za-z0-9_-.
bool is_id(std::string_view text);
// "1712345678.000100": what names a message within its conversation.
bool is_ts(std::string_view text);
// When that was, UTC; the epoch for what is no ts.
sys_seconds instant(std::string_view ts);

}  // namespace usher::slack
