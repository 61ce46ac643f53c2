// What was posted, found by its key, so that nothing is posted twice and what was posted can be changed. Until it is there, its
// row of the outbox stands for the key: what is known of a post is written once.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"
#include "bot/newest_rows.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher {

// Brain thread only, inside a transaction. Rows of `posted` are added here alone; whoever deletes some need not say so, for a
// trigger takes them out of the index, and what is in memory is compared with its row.
class Posted {
 public:
  // Reads this database's hashing key, or makes one; where rows are from before there were hashes, gives them theirs.
  explicit Posted(Database& db);

  struct Row {
    std::string_view space, key;
    std::string to_key;  // outbox_keys.hpp
    Lane lane = Lane::reply;
    std::string_view room, thread, ref;  // where it is; empty: it was given up
    std::string person;                  // outbox_keys.hpp: only_one
    std::string_view asker;
    sys_seconds at{}, dead{};  // dead: when it was given up
    bool forever = false;
  };
  // The caller has asked find() before.
  void add(Database& db, const Row& row);
  // The row with this key that went to these.
  std::optional<std::int64_t> find(
      Database& db, std::string_view space, std::string_view key, std::string_view to_key
  );
  // Tries the rows that may have this key until `match` says that it was one of them: it compares space and key itself.
  // False: none was.
  bool among(
      Database& db, std::string_view space, std::string_view key,
      const std::function<bool(std::int64_t id)>& match
  );

  // A post that was given up is there after all, in the place of an edit: its row is the newest now. Nothing where it was not.
  void revive(Database& db, std::int64_t id, const Row& there);

  // An id for a row of the outbox, which none had before: it is what a chat system knows a message by that may be sent again.
  std::int64_t outbox_id(Database& db);
  // A row of the outbox stands for the key of its post (outbox.takes) from here on.
  void wait(Database& db, std::string_view space, std::string_view key, std::int64_t outbox_row);
  // Its post is there, or was given up: row is added. Who asked, whom and how is taken from the outbox, where somebody may have
  // been forgotten meanwhile. False: it stands for no key any more.
  bool arrived(Database& db, std::int64_t outbox_row, const Row& row);
  // Rows of the outbox that may stand for this key, as among(): `match` compares space, key and takes itself.
  bool waiting(
      Database& db, std::string_view space, std::string_view key,
      const std::function<bool(std::int64_t outbox_row)>& match
  );
  // The row of the outbox that stands for the key of the post to these.
  std::optional<std::int64_t> find_waiting(
      Database& db, std::string_view space, std::string_view key, std::string_view to_key
  );

  // What was written is taken back, or may be: what is in memory is read again, where anything was written or read into it since
  // the last commit.
  void drop_caches() {
    if (ahead_) newest_.unload();
  }
  void committed() { ahead_ = false; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::int64_t id = 0;
    std::size_t part() const { return hash >> 60U; }
    auto operator<=>(const Entry&) const = default;
  };

  std::uint64_t hash(std::string_view space, std::string_view key);
  void hash_all(Database& db);
  void load(Database& db);
  void load_waiting(Database& db);
  void load_outbox_ids(Database& db);
  void added(Database& db, const Entry& entry);
  void index_a_part(Database& db);

  std::string hashing_key_, hashed_;
  NewestRows<Entry> newest_;
  std::int64_t last_ = 0;  // no id is given twice: a part is indexed up to one
  // Loaded with newest_.
  std::unordered_multimap<std::uint64_t, std::int64_t> waiting_;  // by hash
  std::int64_t outbox_id_ = 0, outbox_ids_upto_ = 0;  // the latest; those that are put by
  bool ahead_ = false;                                // of the last commit
};

// The first row, from the oldest, that was written at that time or later; the one after the last where none was. Rows are in the
// order of time, nearly: a clock may have been put back, and those of before were written when they were queued. Any thread's handle.
std::int64_t first_posted_since(Database& db, sys_seconds at);

}  // namespace usher
