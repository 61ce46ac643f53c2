// adapters/matrix/send_impl.hpp: the parts of a Sender. Included by send*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/send.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::matrix {

struct Sender::Impl {
  // What is known of a row under way, in one room.
  struct Attempt {
    Pending pending;
    Goal goal;
    Plan plan;
    std::map<int, std::string> sent;  // parts that are there: their events
  };
  using Job = std::shared_ptr<Attempt>;
  using Delivered = std::expected<Receipt, Setback>;
  template <class T>
  using Awaited = boost::asio::awaitable<T>;

  Impl(Parts its, Directs::Commit writes) : parts(its), commit(std::move(writes)) {}

  // --- send.cpp ---
  Awaited<Delivered> deliver(Pending&& pending);  // no coroutine itself
  Awaited<Delivered> to_people(Pending pending, std::vector<std::string> people);
  Awaited<Delivered> to_room(Pending&& pending, Goal&& where);  // no coroutine itself
  Awaited<Delivered> to_room(Job job);
  Circumstances circumstances(std::string_view room) const;
  Setback failed(const Attempt& attempt, const Refusal& refusal);
  void warn(std::string_view room, errc why);
  bool is_closed(std::string_view room) const;  // encrypted, and nothing can be said there

  // --- send_steps.cpp ---
  Awaited<std::optional<Refusal>> follow(Job job);                        // why it was not done
  Awaited<Answered<std::string>> take(const Job& job, std::size_t step);  // no coroutine itself
  Awaited<Answered<std::string>> take_sealed(Job job, std::size_t step);
  Awaited<Answered<std::string>> unreact(std::string room, Step step);

  // --- send_after.cpp ---
  // What most posts need none of: no coroutine is made for nothing.
  static bool needs_before(const Pending& pending);
  Awaited<Setback> before(Job job);
  struct After {
    std::vector<Write> rows;      // that must be there before the receipt
    bool secret_is_over = false;  // the room's latest message asks for none any more
  };
  After after(const Attempt& attempt);
  Awaited<Setback> keep(Job job, After after);
  void offer_buttons(const Attempt& attempt);
  Receipt receipt(const Attempt& attempt) const;
  bool asks_secret(const std::string& room);

  // --- send_guard.cpp ---
  // is_private: join_rule invite or knock, history not world_readable, no guests; not_shared: no member of another server than
  // Usher's; members ⊆ set by joined_members; and the encryption state read from the server at that moment, not from
  // memory: of everything with a Guard, of reports and of what is sealed.
  Awaited<Setback> guard(Job job);
  Awaited<std::expected<std::string, Refusal>> state_word(
      std::string room, std::string type, std::string field
  );
  Awaited<Setback> only_members(std::string room, Guard wanted);

  // --- send_lookup.cpp ---
  // Whether an attempt may have been made whose transaction id the homeserver does not know any more.
  bool is_in_doubt(const Pending& pending);
  // Parts that are there: by mark, up to 500 events back, not older than the row.
  Awaited<std::expected<std::map<int, std::string>, Refusal>> look_up(Job job);
  sys_seconds created(std::int64_t row);
  void tried(std::int64_t row);

  // --- send_say.cpp ---
  Awaited<bool> say(std::string person, Doc doc, std::string once);
  void name_the_room(Pending& pending);
  std::string language_of(std::string_view person);

  Parts parts;
  Directs::Commit commit;
  Database* reader = nullptr;
  std::string installation;
  std::unordered_map<std::string, bool> asks;  // of direct rooms: rows::asks_secret
  std::map<std::int64_t, sys_millis>
      tries;  // by row, the newest thousands: the first attempt of this process
  std::set<std::string, std::less<>> warned;
};

}  // namespace usher::matrix
