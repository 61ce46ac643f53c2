// Delivery as a state machine without I/O: what to send next, and what an attempt's end means. One for each adapter.
// Order holds within a queue (lane, room, thread, person); a row in back-off blocks only its own queue
// (docs/architecture.md, "Durability").
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/account_pace.hpp"
#include "bot/delivery_pace.hpp"
#include "bot/outbox.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace usher {

// A form whose words are in memory only; its row in the database is a stand-in, sent when the form is lost.
bool is_secret_form(const OutboxRow& row);

class Delivery {
 public:
  struct Limits {
    std::chrono::milliseconds retry_base{1000}, retry_cap{300000};
    int max_tries = 10;
    std::chrono::hours max_age{24};
    // Attempts under way; reports, and forms that somebody waits for, have as many of their own.
    std::size_t parallel = 64;
    std::size_t in_memory =
        4096;  // rows held; beyond, a queue is read from the database when its turn comes
    std::size_t in_queue = 64;  // rows held of one queue
    // Pacing per conversation, of what is said there: forms and home pages wait for nothing. 0: none.
    double per_second = 0;
    double burst = 5;
    bool account = false;  // a rate limit is of all that is sent: Capabilities::limit_of
  };
  explicit Delivery(Limits limits) : limits_(limits), pacing_(limits.per_second, limits.burst) {
    if (limits.account) account_.emplace(limits.parallel);
  }

  // --- what happened ---
  // At start: what the database has for this adapter is not known yet. Nothing is sent, so that nothing overtakes it.
  void await_backlog() { awaiting_ = true; }
  void backlog(std::span<const std::pair<std::int64_t, Lane>> queues);
  void add(OutboxRow row);  // committed just now
  void behind(
      std::int64_t queue, Lane lane, std::int64_t after
  );  // has rows in the database that are not held here
  void loaded(std::int64_t queue, std::vector<OutboxRow> rows, int asked);  // the answer to Load
  void load_failed(std::int64_t queue, sys_millis now);  // loaded again after a moment
  // The database failed before the attempt could begin: begun again after a moment, and no try.
  void claim_failed(std::int64_t queue, sys_millis now);
  struct Verdict {
    // corrected: an Edit that the platform refused goes on as a reply in its post's thread
    enum class What { delivered, retry, corrected, dead, dropped } what = What::delivered;
    std::int64_t id = 0;
    int tries = 0;
    sys_millis due{};
    bool uncertain = false;
    errc why = errc::ok;
    OutboxRow row = {};  // what was delivered; else empty
  };
  // random01: for the jitter, from the caller.
  Verdict finished(
      std::int64_t queue, const std::expected<Receipt, Setback>& result, sys_millis now,
      double random01
  );
  // The row is no longer wanted: its post is gone, or it was forgotten.
  void drop(std::int64_t queue);
  // After /forget me: every row held here is read anew, and one that is under way is looked up before it is repeated. What
  // is nowhere but here (secret forms) is kept for when its row is found.
  void forget_all();

  // --- what to do now ---
  struct Start {
    std::int64_t queue = 0;
    // A copy: the original waits for finished(). Unless it is `begun`, outbox::begin() has to be on the disk first.
    OutboxRow row;
    bool claim = false;  // whether it is still wanted is asked of the database first
  };
  struct Load {
    std::int64_t queue = 0, after = 0;
    int limit = 0;
  };
  struct Wait {
    sys_millis until{};
  };
  struct Idle {};
  using Action = std::variant<Start, Load, Wait, Idle>;
  Action next(sys_millis now);
  // Rows that the database has as begun although they wait: for outbox::rest(), which must be given to the database before
  // anything that comes after this call. What may have its turn any moment is not among them, unless `all`.
  std::vector<outbox::Span> resting(bool all);
  bool may_rest() const { return !marked_.empty(); }  // resting() may have something to say

  std::size_t held() const { return held_; }
  std::size_t in_flight() const { return flying_[0] + flying_[1]; }
  // Nothing is due at this moment and nothing is under way: what shutdown waits for.
  bool settled(sys_millis now) const;

 private:
  struct Queue {
    Lane lane = Lane::reply;
    std::size_t conversation = 0;  // whose pacing it shares
    std::deque<OutboxRow> rows;
    std::int64_t last = 0;  // newest id held or handed out
    std::int64_t newest =
        0;  // newest id that was seen here, also of those that are in the database only
    bool behind = false;  // the database has more
    bool loading = false, flying = false, listed = false;
    bool parked = false;  // listed for a moment that is yet to come
    bool moved = true;    // an attempt began, or the queue came to be, since resting() last looked
    bool doubtful = false;   // somebody was forgotten since the first row was read
    std::size_t budget = 0;  // of what is flying: whose place it takes
    sys_millis due{};
  };
  // How long a queue rests when the database could not be asked.
  static constexpr std::chrono::seconds rest{1};
  // Queues that resting() names at a time: a slice of the brain's work.
  static constexpr std::size_t most_resting = 256;
  static constexpr std::size_t lanes = 4;
  static constexpr std::size_t ranks =
      lanes + 1;  // forms go before all lanes: a platform opens them within seconds only

  static std::size_t rank(const Queue& queue);
  void mark(std::int64_t id, const OutboxRow& row);
  void land(Queue& queue);
  void list(std::int64_t id, Queue& queue);
  void list_again(std::int64_t id, Queue& queue);
  void park(std::int64_t id, Queue& queue);
  void wake(sys_millis now);
  sys_millis not_before(const Queue& queue, sys_millis now);
  Action until(sys_millis at) const;
  void pop(std::int64_t id);
  void postpone(OutboxRow row);
  void complete(std::int64_t id, std::vector<OutboxRow>& rows, bool all);

  Limits limits_;
  std::unordered_map<std::int64_t, Queue> queues_;
  std::array<std::deque<std::int64_t>, ranks> ready_;  // first come first served
  std::multimap<sys_millis, std::int64_t> parked_;
  Holds holds_;
  Pacing pacing_;
  std::optional<AccountPace> account_;
  std::unordered_set<std::int64_t> marked_;  // queues with rows as begun that are not under way
  std::array<std::size_t, 2> flying_{};      // [1]: reports and forms
  std::map<std::pair<std::int64_t, std::int64_t>, OutboxRow>
      secret_forms_;  // by queue and id: their rows are in the database without them
  std::size_t held_ = 0;
  bool awaiting_ = false;
};

}  // namespace usher
