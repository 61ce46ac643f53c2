// adapters/matrix/sync_machine.hpp: the /sync loop as a state machine without I/O: what to ask, when, and when the token may
// be kept. No clock and no chance of its own. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher::matrix {

// facts/matrix.md 2, "/sync loop", "first sync", "gaps". Bodies stay with the loop around it (sync.hpp): the machine knows
// tokens and rooms. One request in flight. The next one is asked as soon as an answer is read (a moment later where many
// speak at once), with its token, while the work of the batch goes on; the token is kept (Keep) only when all the work up to
// it is durable, in the order of batches. At most `ahead` batches are read whose work is not yet durable.
class SyncMachine {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Span = std::chrono::milliseconds;
  struct Limits {
    Span poll{30'000};    // the server may wait so long
    Span slack{15'000};   // and the request so much longer
    Span first{120'000};  // for the first one, which may be large
    Span retry_base{1'000},
        retry_cap{60'000};  // after a failure: full jitter; Retry-After where it is longer
    // Of a gap; the rest is let go and the operator told (Settings::catch_up / page).
    int pages = 10;
    int page = 100;      // events a page
    int page_tries = 6;  // of a page that fails, 429 apart; then the gap is let go
    std::size_t ahead = 4;
    // After an answer with more than one event there will soon be others: asked at once, each would be fetched on its own.
    Span gather{3};
    // Between two tokens that are kept: what was heard since is known by its ids when it comes again.
    Span keep{0};
  };
  SyncMachine(Limits limits, std::function<double()> chance);

  struct Gap {
    std::string room, from;  // prev_batch; back to the since of its batch
    bool operator==(const Gap&) const = default;
  };

  // --- what happened ---
  // since: as it is stored; none: the first sync, of which nothing is acted on.
  void start(std::optional<std::string> since, Time now);
  // An answer was read; the loop holds its batch under `batch`. events: how many there are in its timelines.
  void answered(
      std::uint64_t batch, std::string next, std::vector<Gap> gaps, Time now, std::size_t events = 0
  );
  // No answer. errcode: M_UNKNOWN or M_INVALID_PARAM with 400 is a token that the server does not know (a restored database
  // of its own): a fresh sync, which acts on nothing old. unauthorized: the session does the rest; asked again after a while,
  // or with resume() at once.
  void refused(errc why, int status, std::string_view errcode, Span retry_after, Time now);
  void resume(Time now);
  // A page of a gap, which may be empty where nothing in it is heard. end: where the next begins; empty, or `met` (the old
  // since): the gap is closed.
  void page(std::uint64_t batch, std::string_view room, std::string end, bool met, Time now);
  void page_failed(
      std::uint64_t batch, std::string_view room, errc why, Span retry_after, Time now
  );
  // The work of a batch is durable; or it could not be recorded: it is taken again after a wait, and nothing is kept.
  void taken(std::uint64_t batch, bool durable, Time now);
  void kept(std::string_view since, bool on_disk, Time now);
  void tick(Time now);
  // Asks nothing more; Over when what was taken is durable and kept, or could not be. What was read and not given is dropped:
  // its token was not kept.
  void stop(Time now);

  // --- what to do now ---
  struct Ask {
    std::string since;
    Span timeout{}, patience{};
    bool first = false;
    bool operator==(const Ask&) const = default;
  };
  struct Page {
    std::uint64_t batch = 0;
    std::string room, from, to;
    int limit = 0;
    bool operator==(const Page&) const = default;
  };
  // All of the batch is there, gaps filled: give it to the engine. first: only its state counts. again: it was given before.
  struct Take {
    std::uint64_t batch = 0;
    bool first = false, again = false;
    bool operator==(const Take&) const = default;
  };
  struct Keep {
    std::string since;
    bool operator==(const Keep&) const = default;
  };
  struct Abandon {
    bool operator==(const Abandon&) const = default;
  };  // the request under way is to be cancelled
  struct Tell {
    std::string text;
    bool trouble = false;
    bool operator==(const Tell&) const = default;
  };
  struct Over {
    bool operator==(const Over&) const = default;
  };
  using Action = std::variant<Ask, Page, Take, Keep, Abandon, Tell, Over>;
  std::optional<Action> next();
  std::optional<Time> wake() const;

  // --- how it is ---
  bool fresh() const { return hears_; }  // the latest answer is less than two polls old
  std::uint64_t answers() const { return answers_; }
  bool holds(std::uint64_t batch) const;  // its bodies are needed still

 private:
  struct Open {  // a gap
    Gap gap;
    int pages = 0, tries = 0;
  };
  struct Held {  // a batch that was read
    std::uint64_t batch = 0;
    std::string since, next;
    std::deque<Open> gaps;  // still open, in order
    bool first = false, given = false, again = false, durable = false;
  };
  // --- sync_machine.cpp ---
  void ask(Time now);
  void give();
  void settle(Time now);
  void go_on(Time now);
  void finish();
  void failed(errc why, Span retry_after, Time now);
  Span wait(int& failures, Span at_least);
  void tell_once(std::string text);
  // --- sync_gaps.cpp ---
  void turn_page(Time now);
  Held* paged(std::uint64_t batch, std::string_view room);
  void close_gap(Held& held, Time now);

  Limits limits_;
  std::function<double()> chance_;
  std::deque<Action> actions_;
  std::deque<Held> held_;  // oldest first
  std::string since_;      // to be asked with next
  std::string durable_;    // all up to it is recorded
  std::string kept_;       // and this is written down
  bool started_ = false, asking_ = false, paging_ = false, keeping_ = false;
  bool stopping_ = false, over_ = false, first_ = false, hears_ = false, told_ = false,
       quick_ = false;
  int failures_ = 0, page_failures_ = 0, take_failures_ = 0, keep_failures_ = 0;
  Time asked_{};
  Time ask_at_{}, page_at_{}, take_at_{}, keep_at_{};  // not before
  Time fresh_until_{};
  bool take_waits_ = false;
  Time now_{};
  std::uint64_t answers_ = 0;
};

}  // namespace usher::matrix
