// commands/answers/shelf.hpp: the book of answers, read when somebody first asks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"
#include "commands/answers/meanings.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace usher::answers {

// A bot that nobody asks need not hold ten megabytes of answers; reading them takes some tenths of a second, which the brain has
// not. So whoever asks first waits for the worker. Thread-safe: the worker fills it, the brain looks.
class Shelf {
 public:
  using Read = std::function<Book()>;
  explicit Shelf(Read read) : read_(std::move(read)) {}

  // Null where it has not been read.
  std::shared_ptr<const Book> ready() const {
    const std::lock_guard lock(mutex_);
    return book_;
  }
  // Reads it where it has not been read; on the worker. What reading throws is thrown.
  std::shared_ptr<const Book> opened() {
    if (auto book = ready()) return book;
    put(std::make_shared<const Book>(read_()));
    return ready();
  }
  // From now on this one. Whoever looks into the one before keeps it as long as they look.
  void put(std::shared_ptr<const Book> book) {
    const std::lock_guard lock(mutex_);
    book_ = std::move(book);
    meanings_.reset();
  }

  // What the topics of this book mean; null where no model was asked, or has not answered yet.
  std::shared_ptr<const Meanings> meanings(const Book& book) const {
    const std::lock_guard lock(mutex_);
    return book_.get() == &book ? meanings_ : nullptr;
  }
  // Of this book; where another one lies here by now, they are dropped.
  void put(const Book& book, std::shared_ptr<const Meanings> meanings) {
    const std::lock_guard lock(mutex_);
    if (book_.get() == &book) meanings_ = std::move(meanings);
  }

 private:
  const Read read_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Book> book_;
  std::shared_ptr<const Meanings> meanings_;  // of book_
};

}  // namespace usher::answers
