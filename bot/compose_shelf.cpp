// bot/compose_shelf.cpp: files to a book, on the worker.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_shelf.hpp"

#include "bot/answer_scripts.hpp"
#include "bot/compose_answers.hpp"
#include "bot/compose_meanings.hpp"
#include "bot/log.hpp"

#include <exception>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace usher {

namespace {

class AnswerShelf final : public Service {
 public:
  AnswerShelf(
      const Order& order, const Setup& setup, const Translations& translations, Worker& worker
  )
      : settings_(answers_settings(setup)),
        order_(order),
        shelf_(setup.shelf),
        translations_(translations),
        worker_(worker) {
    if (!setup.config.answers.embedding_model.empty())
      thoughts_ = std::make_unique<Thoughts>(setup.config, shelf_);
  }

  std::string_view name() const override { return settings_.service; }
  bool is_prompt() const override { return true; }
  boost::asio::awaitable<Answer> perform(Call call) override {
    Answer out;
    out.fetched.status = 500;
    out.fetched.error = errc::bug;
    Answer made = co_await worker_.run<Answer>([this, call = std::move(call), out] {
      try {
        return answer(call);
      } catch (const std::exception& error) {
        log::error("the answers cannot be read: {}", error.what());
        return out;
      }
    });
    co_return made;
  }

 private:
  Answer answer(const Call& call) const {
    if (call.method == "OPEN") {
      const auto book = shelf_->opened();
      Answer out = said(200, call.body);
      if (thoughts_) {
        thoughts_->begin(book);
        if (!call.body.empty()) out.fetched.etag = thoughts_->of_question(call.body);
      }
      return out;
    }
    if (call.method == "RELOAD") return reload();
    if (call.method == "READ") return read(call.path);
    Answer out;
    out.fetched.error = errc::unsupported;
    return out;
  }

  static Answer said(int status, std::string body) {
    Answer out;
    out.fetched.status = status;
    out.fetched.body = std::move(body);
    return out;
  }

  Answer reload() const {
    std::vector<Problem> problems;
    std::vector<answers::Topic> topics =
        answers::read_all(answer_files(order_, problems), problems);
    if (problems.empty()) problems = unfilled_slots(topics, settings_.slots);
    if (topics.empty() && problems.empty())
      problems.push_back({"answers/", 0, "There is no answer.", "Write one, or restart without."});
    Translations::Read words = translations_.read(problems);
    if (!problems.empty()) {
      std::string lines;
      for (const Problem& problem : problems) lines += to_line(problem) + "\n";
      return said(422, std::move(lines));
    }
    answers::add_traditional(topics);
    const std::size_t count = topics.size();
    const auto book = std::make_shared<const answers::Book>(std::move(topics));
    shelf_->put(book);
    if (thoughts_) thoughts_->begin(book);
    translations_.put(std::move(words));
    return said(200, std::to_string(count));
  }

  Answer read(const std::string& id) const {
    std::vector<Problem> unread;
    for (answers::Source& source : answer_files(order_, unread)) {
      const std::string_view name =
          std::string_view(source.name).substr(source.name.rfind('/') + 1);
      if (name == id + ".md" || name == id + ".md (built in)")
        return said(200, std::move(source.text));
    }
    return said(404, {});
  }

  const answers::Settings settings_;
  const Order order_;
  const std::shared_ptr<answers::Shelf> shelf_;
  const Translations& translations_;
  Worker& worker_;
  std::unique_ptr<Thoughts> thoughts_;  // null without a model
};

}  // namespace

std::shared_ptr<answers::Shelf> shelf_of(const Order& order) {
  if (!CommunityFiles(order.config).any_own("answers", ".md")) return nullptr;
  return std::make_shared<answers::Shelf>([order] {
    std::vector<Problem> problems;
    answers::Book book = answer_book(order, problems);
    for (const Problem& problem : problems) log::write(log::Level::warning, to_line(problem));
    return book;
  });
}

std::unique_ptr<Service> answer_service(
    const Order& order, const Setup& setup, const Translations& translations, Worker& worker
) {
  if (!setup.shelf) return nullptr;
  return std::make_unique<AnswerShelf>(order, setup, translations, worker);
}

}  // namespace usher
