// bot/compose_meanings.cpp: opening the model, and asking it of each topic.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_meanings.hpp"

#include "bot/e5_embedder.hpp"
#include "bot/log.hpp"

#include <exception>
#include <utility>

namespace usher {

std::expected<std::shared_ptr<const Passages>, std::string> open_model(const Config& config) {
  auto model = open_e5(config.answers.embedding_model);
  if (!model) return std::unexpected(std::move(model.error()));
  return std::make_shared<const Passages>(std::move(*model), config.database.path + ".passages");
}

void Thoughts::begin(std::shared_ptr<const answers::Book> book) {
  const std::lock_guard lock(mutex_);
  if (book_ == book) return;
  book_ = book;
  const std::uint64_t wanted = ++wanted_;
  thread_.post([this, book = std::move(book), wanted] {
    try {
      think(book, wanted);
    } catch (const std::exception& error) {
      log::error("what the answers mean cannot be found out: {}", error.what());
    }
  });
}

void Thoughts::think(const std::shared_ptr<const answers::Book>& book, std::uint64_t wanted) {
  auto model = open_model(config_);
  if (!model) {
    log::error("{} Answers are found by words alone.", model.error());
    return;
  }
  const auto stop = [&] { return wanted_ != wanted; };
  auto meanings = std::make_shared<const answers::Meanings>(book->topics(), **model, stop);
  if (meanings->empty() || stop()) return;
  if (!(*model)->save())
    log::warning("{}.passages cannot be written; it is made anew then.", config_.database.path);
  {
    const std::lock_guard lock(mutex_);
    model_ = std::move(*model);
  }
  shelf_->put(*book, std::move(meanings));
  log::info("the answers are found by what they mean too");
}

std::string Thoughts::of_question(std::string_view text) const {
  std::shared_ptr<const Passages> model;
  {
    const std::lock_guard lock(mutex_);
    if (!model_ || !book_ || !shelf_->meanings(*book_)) return {};
    model = model_;
  }
  return answers::to_bytes(model->of_question(text));
}

}  // namespace usher
