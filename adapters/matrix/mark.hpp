// adapters/matrix/mark.hpp: transaction ids, and the marks by which Usher knows its own messages. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::matrix {

// facts/matrix.md 2, "txnId": same id, device and room → the same event, whatever the body. So a row number alone is not
// enough: after a restored backup, or with a new database, it means another message, which would be swallowed. The id is
// "<installation>.<row>.<digest of kind, key, event and recipients>.<step>", at most 64 of A-Za-z0-9._-.
std::string txn_of(std::string_view installation, const Pending& pending, int step);
// Of what is no row: the adapter's own words and deeds ("told:encrypted:!room").
std::string txn_of(std::string_view installation, std::string_view about);

// Stands in the content of every message, under "chat.usher.mark": names a row and an event, nothing that anybody said. With
// it an attempt of another device, or of more than 12 hours ago (homeservers forget transaction ids: Synapse after 24), is
// looked up before it is repeated.
struct Mark {
  std::string installation;
  std::int64_t row = 0;
  int part = 0;
  bool secret_question = false;
  bool operator==(const Mark&) const = default;
};
inline constexpr std::string_view mark_key = "chat.usher.mark";
boost::json::object mark_object(const Mark& mark, const boost::json::storage_ptr& memory = {});
std::optional<Mark> mark_of(const boost::json::object& content);

}  // namespace usher::matrix
