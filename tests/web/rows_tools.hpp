// tests/web/rows_tools.hpp: messages to be written, and what tests look at of those that were.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/roster.hpp"
#include "adapters/web/rows.hpp"
#include "tests/web/store.hpp"

#include <string>
#include <vector>

namespace usher::web::test_rig {

inline web::Message said(std::string author, std::string text, std::string event = {}) {
  web::Message out;
  out.room = "general";
  out.author = std::move(author);
  out.text = std::move(text);
  out.event = std::move(event);
  out.at = noon;
  return out;
}
inline web::Message of_usher(std::string_view text, std::string room = "general") {
  web::Message out = said("usher", "");
  out.room = std::move(room);
  out.kind = web::Message::Kind::doc;
  out.doc = Doc(phrase(text));
  return out;
}

inline std::int64_t add(Store& store, const web::Message& message, std::int64_t outbox = 0) {
  return store.commit([&](Database& db) { return rows::add(db, message, outbox).id; });
}

inline std::vector<std::string> texts(const std::vector<web::Message>& messages) {
  std::vector<std::string> out;
  out.reserve(messages.size());
  for (const web::Message& one : messages) out.push_back(one.text);
  return out;
}
inline std::vector<std::int64_t> ids(const std::vector<web::Message>& messages) {
  std::vector<std::int64_t> out;
  out.reserve(messages.size());
  for (const web::Message& one : messages) out.push_back(one.id);
  return out;
}

}  // namespace usher::web::test_rig
