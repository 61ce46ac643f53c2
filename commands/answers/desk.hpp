// commands/answers/desk.hpp: /answers, for those who look after the answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/answers/book.hpp"
#include "commands/answers/settings.hpp"

namespace usher::answers {

// Brain thread, for one event; throws DatabaseError.
struct Desk {
  const Settings& settings;
  const Book* book;  // null where nobody has asked since the start
  const Event& event;
  Context& context;

  Outcome asked(const Command& command) const;
  Outcome submitted(const Submit& submit) const;
  // What the service says: files read again, or one file as it is.
  Outcome answered(const Fetched& fetched) const;

 private:
  Outcome overview() const;
  Outcome gaps(std::string_view typed) const;
  Outcome reload() const;
  Outcome suggest(std::string_view typed) const;
  Outcome keeping(std::string_view typed) const;
};

const CommandSpec& desk_command();

}  // namespace usher::answers
