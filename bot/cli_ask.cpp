// bot/cli_ask.cpp: usher ask: the decision that the bot takes about a question, without a bot and without writing anything.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/mailbox.hpp"
#include "bot/baseline.hpp"
#include "bot/cli_series.hpp"
#include "bot/clock.hpp"
#include "bot/compose_answers.hpp"
#include "bot/compose_meanings.hpp"
#include "bot/people.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"
#include "commands/answers/decide.hpp"
#include "commands/answers/replies.hpp"
#include "commands/answers/wording.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

namespace usher {

namespace {

namespace json = boost::json;
using answers::Band;

// Questions without the bot's database have no dates of meetings to be answered with; all else is in files.
std::unique_ptr<Database> database_of(const Setup& setup) {
  if (auto db = open_store_read_only(setup.config.database.path)) return db;
  auto db = std::make_unique<Database>(":memory:");
  make_tables(*db);
  return db;
}

class Desk {
 public:
  Desk(const Setup& setup, const answers::Book& book)
      : setup_(setup),
        book_(book),
        slots_(slot_sources(setup)),
        db_(database_of(setup)),
        user_(terminal::local_user()),
        context_{*db_, setup.catalog, commands_, setup.config.community, make_clock()->seconds()} {
    chosen_ = people::chosen_language(*db_, "terminal", user_.id);
  }

  answers::Decision decide(std::string_view question, bool overheard) const {
    answers::Decision out = answers::decide(book_, question, overheard, user_.lang);
    // As the bot does: words first, and what is only overheard by them alone.
    if (!overheard && !answers::is_settled(out) && model()) {
      const std::vector<double> near = meanings_.near(model_->of_question(question));
      if (!near.empty()) out = answers::decide_by_meaning(book_, out, near, question, user_.lang);
    }
    if (!chosen_.empty()) out.lang = chosen_;
    return out;
  }

  Doc words(const answers::Decision& decision) const {
    const answers::Wording with{
        slots_, context_, context_.say(decision.lang), setup_.config.answers.edit_url
    };
    Doc out = found(decision, with);
    const bool unsure = decision.band == Band::suggest || decision.band == Band::handover;
    if (decision.delicate && unsure && setup_.config.report) answers::add_report(out, with.say);
    return out;
  }

  static Doc found(const answers::Decision& decision, const answers::Wording& with) {
    switch (decision.band) {
      case Band::answer:
        return answers::answer_doc(*decision.topics.front(), decision.lang, with);
      case Band::suggest:
        return answers::suggest_doc(decision, {}, with);
      case Band::handover:
        return answers::not_known({}, with, nullptr, false);  // and where people are
      case Band::small_talk:
        return answers::small_talk_doc(decision.small_talk, with, nullptr);
      case Band::silent:
        break;
    }
    return {};
  }

  // The fields of docs/answers.md, "From the command line".
  json::object object(const answers::Decision& decision) const {
    json::object out;
    out["band"] = answers::to_string(decision.band);
    json::array topics;
    for (const answers::Topic* topic : decision.topics) topics.emplace_back(topic->id);
    const bool named = decision.band == Band::answer && !decision.topics.empty();
    out["topic"] = named ? json::value(decision.topics.front()->id) : json::value(nullptr);
    out["topics"] = std::move(topics);
    out["url"] = named ? json::value(decision.topics.front()->links.front()) : json::value(nullptr);
    out["confidence"] = decision.confidence;
    out["lang"] = decision.lang;
    out["text"] = plain_text(words(decision));
    return out;
  }

 private:
  // Opened when it is wanted. It reads the answers each time, but for what a running bot has kept of them.
  bool model() const {
    if (!model_ && !tried_ && !setup_.config.answers.embedding_model.empty()) {
      tried_ = true;
      auto opened = open_model(setup_.config);
      if (!opened) complain(opened.error());
      if (opened) {
        model_ = std::move(*opened);
        meanings_ = answers::Meanings(book_.topics(), *model_);
      }
    }
    return model_ != nullptr;
  }

  const Setup& setup_;
  const answers::Book& book_;
  mutable bool tried_ = false;
  mutable std::shared_ptr<const Passages> model_;
  mutable answers::Meanings meanings_;
  answers::SlotSources slots_;
  std::unique_ptr<Database> db_;
  Person user_;
  CommandTable commands_;
  Context context_;
  std::string chosen_;  // with /language: it goes before that of the question
};

int answer_file(const Order& order, const Desk& desk, std::istream& in) {
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (trim(line).empty()) continue;
    boost::system::error_code bad;
    const json::value read = json::parse(line, bad);
    const json::object* asked = bad ? nullptr : read.if_object();
    const json::value* words = asked == nullptr ? nullptr : asked->if_contains("q");
    if (words == nullptr || !words->is_string()) {
      complain(fmt::format("{}:{}: no JSON object with a question in \"q\".", order.file, number));
      return exit_failed;
    }
    const json::string& question = words->get_string();
    json::object out =
        desk.object(desk.decide({question.data(), question.size()}, order.overheard));
    // As it was given; a fraction would not be written as it was read.
    if (const json::value* id = asked->if_contains("id"); id != nullptr && !id->is_double())
      out["id"] = *id;
    if (!terminal::write_all(STDOUT_FILENO, json::serialize(out) + "\n")) return exit_failed;
  }
  return exit_fine;
}

}  // namespace

int ask(const Order& order) {
  if (order.words.empty() == order.file.empty()) {
    complain("ask one question, or name a file of them: usher ask where do I start");
    return exit_usage;
  }
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  std::vector<Problem> problems;
  const answers::Book book = answer_book(order, problems);
  complain(problems);
  if (book.topics().empty()) {
    complain("there are no answers: write some beside the configuration, in answers/.");
    return exit_failed;
  }
  const Desk desk(setup, book);
  if (order.file == "-") return answer_file(order, desk, std::cin);
  if (!order.file.empty()) {
    std::error_code none;
    std::ifstream file(order.file);
    if (!file || std::filesystem::is_directory(order.file, none)) {
      complain(fmt::format("{}: this file cannot be read.", order.file));
      return exit_failed;
    }
    return answer_file(order, desk, file);
  }
  const answers::Decision decision = desk.decide(order.words, order.overheard);
  if (order.json)
    return terminal::write_all(STDOUT_FILENO, json::serialize(desk.object(decision)) + "\n")
               ? exit_fine
               : exit_failed;
  const bool answered = decision.band == Band::answer || decision.band == Band::small_talk ||
                        decision.band == Band::silent;
  return show(desk.words(decision), STDOUT_FILENO) && answered ? exit_fine : exit_failed;
}

}  // namespace usher
