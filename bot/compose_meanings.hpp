// bot/compose_meanings.hpp: the language model that the configuration names, and what it makes of the answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config.hpp"
#include "bot/passages.hpp"
#include "bot/worker.hpp"
#include "commands/answers/shelf.hpp"

#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace usher {

// The model of [answers] embedding_model, which must be set, with the passages that lie beside the database. Some tenths of a second,
// for its file is read. The error is a sentence.
std::expected<std::shared_ptr<const Passages>, std::string> open_model(const Config& config);

// Of a running bot. What all topics mean is found out on a thread of its own, because that takes up to a minute, and the worker has
// calendars to read meanwhile; until then words alone decide. Thread-safe.
class Thoughts {
 public:
  Thoughts(const Config& config, std::shared_ptr<answers::Shelf> shelf)
      : config_(config), shelf_(std::move(shelf)) {}
  Thoughts(const Thoughts&) = delete;
  Thoughts& operator=(const Thoughts&) = delete;
  // Stops between two passages.
  ~Thoughts() { ++wanted_; }

  // Puts what this book's topics mean on the shelf, once; a book before it is let go. What goes wrong is logged.
  void begin(std::shared_ptr<const answers::Book> book);
  // What a question means, as answers::to_bytes says it; empty where it does not matter yet. Some hundredths of a second.
  std::string of_question(std::string_view text) const;

 private:
  void think(const std::shared_ptr<const answers::Book>& book, std::uint64_t wanted);

  const Config& config_;
  const std::shared_ptr<answers::Shelf> shelf_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Passages> model_;      // once it was opened
  std::shared_ptr<const answers::Book> book_;  // the last one that was begun
  std::atomic<std::uint64_t> wanted_{0};       // changes with each
  Worker thread_;                              // the last, so that it ends first
};

}  // namespace usher
