// adapters/common/look.hpp: looking into an object that a chat system has sent. Pure; never throws on any object.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::look {

// What is not there, or of another type, is empty, nullptr, false or nothing. Views and pointers point into the object.
// (adapters/slack/payload.hpp has the same for Slack; it is to be a few using-declarations of these.)
std::string_view text(const boost::json::object& from, std::string_view key);
const boost::json::object* object(const boost::json::object& from, std::string_view key);
const boost::json::array* array(const boost::json::object& from, std::string_view key);
bool flag(const boost::json::object& from, std::string_view key);
// A whole number, also one that was written as 50.0 or "50" (power levels of rooms before version 10 may be strings).
std::optional<std::int64_t> number(const boost::json::object& from, std::string_view key);
// text(object(from, key), inner).
std::string_view text(
    const boost::json::object& from, std::string_view key, std::string_view inner
);

}  // namespace usher::look
