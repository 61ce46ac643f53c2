// commands/answers/feature.hpp: /ask, and what is said to Usher or to nobody: answered, asked back, handed to people, or left.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/answers/decide.hpp"
#include "commands/answers/settings.hpp"
#include "commands/answers/shelf.hpp"
#include "commands/answers/subject.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace usher::answers {

struct Unasked;

class Answers final : public Feature {
 public:
  Answers(Settings settings, std::shared_ptr<Shelf> shelf);

  std::string_view name() const override { return "answers"; }
  std::span<const CommandSpec> commands() const override;
  Kinds wants() const override { return {Kind::message, Kind::deleted}; }
  bool concerns(const Event& event) const override;
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;

 private:
  // What answers a question, and whether it is for the asker alone.
  struct Answered {
    Doc doc;
    bool confidential = false;
  };
  Outcome looking_up(const Question& question, const Event& event, Context& context) const;
  Outcome asked(const Question& question, const Event& event, Context& context) const;
  // meaning: of the question, as bytes; empty where no model was asked.
  Answered answer_to(
      const Question& question, const Book& book, Context& context, std::string_view meaning = {}
  ) const;
  Decision decide_on(const Question& question, const Book& book, std::string_view meaning) const;
  Outcome opened(const Question& question, const Fetched& fetched, Context& context) const;
  Outcome overheard(const Message& message, const Event& event, Context& context) const;
  Outcome chosen(const Question& question, const Subject& subject, Context& context) const;
  Outcome told_alone(const Decision& decision, const Unasked& question, Context& context) const;
  Outcome due(std::string_view job, Context& context) const;
  Outcome taken_back(const Deleted& deleted, const Event& event, Context& context) const;
  Effect open_shelf(const Question& question) const;
  bool is_newcomer_room(const Place& at) const;

  Settings settings_;
  std::shared_ptr<Shelf> shelf_;
};

}  // namespace usher::answers
