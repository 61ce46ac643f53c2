// Documents that features publish, and adapters with a web server hand to whoever asks for them: calendars to subscribe to. They
// are rows, so that neither side sees the other and a restart changes nothing.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct Document {
  std::string path;  // "/calendar/all.ics", with a slash in front; not percent-encoded
  std::string type;  // "text/calendar; charset=utf-8"
  std::string bytes;
};

// Everybody may read it who reaches the server: no name of a person, no link that is for members, unless the configuration
// says so. Brain thread, inside a transaction; throws DatabaseError. False: it was there, with these very bytes, and its tag
// is what it was. One path belongs to the feature that published it last.
bool publish(Database& db, std::string_view feature, const Document& document, sys_seconds now);
void withdraw(Database& db, std::string_view path);
// All that others than these features have published: they are in the program no more, and nobody else would withdraw it.
void withdraw_all_but(Database& db, const std::vector<std::string_view>& features);
// The paths of what a feature has published, in order.
std::vector<std::string> published_by(Database& db, std::string_view feature);
bool is_published(Database& db, std::string_view path);

struct PublishedDocument {
  Document document;
  std::string
      tag;  // an entity tag (RFC 9110, 8.8.3), with its quotation marks: another one after each change
};
// Any connection. The tag alone, for which no bytes are read.
std::optional<std::string> document_tag(Database& db, std::string_view path);
std::optional<PublishedDocument> document_at(Database& db, std::string_view path);

}  // namespace usher
