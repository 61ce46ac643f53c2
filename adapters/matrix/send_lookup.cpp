// adapters/matrix/send_lookup.cpp: finding out what is there already, where a transaction id does not say it any more.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/send_impl.hpp"
#include "bot/log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr int page = 100;
constexpr int most_pages = 5;
constexpr std::size_t most_tries = 4000;
constexpr std::chrono::hours remembered{12};    // transaction ids: by Synapse for 24 to 48
constexpr std::chrono::hours longest_wait{24};  // Delivery::Limits::max_age, of all but reports
// The homeserver's clock may be behind ours.
constexpr std::chrono::minutes skew{5};

// Only what we have said: five hundred of it reach far back.
std::string own_messages(std::string_view us) {
  json::object filter;
  filter.emplace("senders", json::array{json::value(json::string(us))});
  filter.emplace("types", json::array{"m.room.message"});
  return json::serialize(filter);
}

}  // namespace

void Sender::Impl::tried(std::int64_t row) {
  tries.try_emplace(row, parts.clock.now());
  if (tries.size() > most_tries) tries.erase(tries.begin());
}

// Attempts of this process came from the device that it has now. Of one before nobody knows: the device may be another. An
// application service without a device has transaction ids that a restart of the homeserver forgets.
bool Sender::Impl::is_in_doubt(const Pending& pending) {
  const auto first = tries.find(pending.id);
  if (first == tries.end() || parts.clock.now() - first->second > remembered) return true;
  try {
    return reader == nullptr || rows::account(*reader).device.empty();
  } catch (const DatabaseError& error) {
    log::warning("matrix: the device could not be read: {}", error.what());
    return true;
  }
}

// When the row was made: nothing of it can be older.
sys_seconds Sender::Impl::created(std::int64_t row) {
  const sys_seconds otherwise = parts.clock.seconds() - longest_wait;
  if (reader == nullptr) return otherwise;
  try {
    auto found = reader->query("SELECT created FROM outbox WHERE id=?", row);
    return found.next() && !found.is_null(0) ? found.time(0) : otherwise;
  } catch (const DatabaseError& error) {
    log::warning("matrix: a row's age could not be read: {}", error.what());
    return otherwise;
  }
}

asio::awaitable<std::expected<std::map<int, std::string>, Refusal>> Sender::Impl::look_up(Job job) {
  const std::int64_t row = job->pending.id;
  const std::string room = job->goal.room;
  const std::string filter = own_messages(parts.settings.identity.user);
  const sys_millis oldest = created(row) - skew;
  std::map<int, std::string> out;
  std::string from;
  for (int i = 0; i < most_pages; ++i) {
    const auto messages = co_await calls::messages_before(&parts.api, room, from, "", filter, page);
    if (!messages) co_return std::unexpected(messages.error());
    for (const RoomEvent& event : messages->events) {
      if (event.at < oldest) co_return out;
      const auto mark = mark_of(event.content);
      // Nobody else's mark counts: anybody may write one.
      if (!mark || event.sender != parts.settings.identity.user || mark->row != row ||
          mark->installation != installation)
        continue;
      if (relation_of(event.content).kind == Relation::Kind::replace) continue;
      out.emplace(mark->part, event.id);
    }
    from = messages->end;
    if (from.empty()) break;
  }
  co_return out;
}

}  // namespace usher::matrix
