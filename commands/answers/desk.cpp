// commands/answers/desk.cpp: gaps, suggestions, reading the files again, and whose questions are kept.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/desk.hpp"

#include "bot/later.hpp"
#include "bot/text.hpp"
#include "commands/answers/digest.hpp"
#include "commands/answers/gaps.hpp"
#include "commands/answers/suggesting.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

constexpr std::array<std::string_view, 3> gaps_also = {"缺口", "未答", "missing"};
constexpr std::array<std::string_view, 4> suggest_also = {"建议", "建議", "补充", "補充"};
constexpr std::array<std::string_view, 5> reload_also = {
    "重新读取", "重新讀取", "重载", "重載", "reread"
};
constexpr std::array<std::string_view, 2> keep_also = {"保留", "keeping"};
constexpr std::array<WordSpec, 4> words = {{
    {.word = "gaps",
     .grammar = "[DAYS]",
     .summary = mark("Shows which questions had no good answer"),
     .role = Role::maintainer,
     .also = gaps_also},
    {.word = "suggest",
     .grammar = "[TOPIC]",
     .summary = mark("Writes an answer, or more of one, and shows what to change in its file"),
     .role = Role::contributor,
     .also = suggest_also},
    {.word = "reload",
     .grammar = "",
     .summary = mark("Reads the files of the answers again"),
     .role = Role::maintainer,
     .also = reload_also},
    {.word = "keep",
     .grammar = "[yes | no]",
     .summary = mark("Says whether your unanswered questions may be kept for 90 days"),
     .also = keep_also},
}};
constexpr std::array<std::string_view, 3> examples = {
    "/answers gaps", "/answers suggest install", "/answers keep no"
};
constexpr std::array<std::string_view, 1> names = {"答案"};

constexpr int days_shown = 30, most_days = 90;
constexpr std::string_view reload_name = "reload";

Outcome told(Doc doc) { return {SayReply{std::move(doc)}, {}}; }

bool is_yes(std::string_view word) { return word == "yes" || word == "是" || word == "on"; }
bool is_no(std::string_view word) {
  return word == "no" || word == "否" || word == "不" || word == "off";
}

}  // namespace

const CommandSpec& desk_command() {
  static constexpr CommandSpec spec{
      .name = "answers",
      .grammar = "",
      .summary = mark("Says what I have answers to, and what is kept of questions"),
      .examples = examples,
      .words = words,
      .also = names
  };
  return spec;
}

Outcome Desk::overview() const {
  const Say say = context.say(event.who);
  Doc doc;
  if (book != nullptr) {
    const long n = static_cast<long>(book->topics().size());
    doc.paragraph({say.plural("I have {n} answer.", "I have {n} answers.", n)});
  }
  doc.paragraph({say(
      "Ask in your own words: {example}",
      fmt::arg("example", Text(std::string("/ask where do I start")))
  )});
  const bool kept = !refuses(context.db, event.at.space, event.who.id, no_keeping);
  const Text other(std::string(kept ? "/answers keep no" : "/answers keep yes"));
  doc.paragraph(
      {kept ? say("What I cannot answer I keep for 90 days, for whoever writes the answers. "
                  "{command} "
                  "ends that for your questions.",
                  fmt::arg("command", other))
            : say("I keep no question of yours. {command} allows it.", fmt::arg("command", other))}
  );
  if (!settings.edit_url.empty())
    doc.paragraph({link(say("Where the answers are edited"), settings.edit_url)});
  return told(std::move(doc));
}

Outcome Desk::gaps(std::string_view typed) const {
  const Say say = context.say(event.who);
  int days = days_shown;
  if (!typed.empty()) {
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), days);
    if (error != std::errc() || end != typed.data() + typed.size() || days < 1 || days > most_days)
      return told(
          say("Say for how many days, from 1 to 90: {example}",
              fmt::arg("example", Text(std::string("/answers gaps 7"))))
      );
  }
  Doc doc = missing_doc(missing_in(days, context), book, context, say);
  if (doc.empty())
    doc.paragraph({say.plural(
        "Nothing was asked in vain in the last day.",
        "Nothing was asked in vain in the last {n} days.", days
    )});
  SayReply reply{std::move(doc)};
  reply.confidential = true;  // what people have asked is for maintainers
  return {std::move(reply), {}};
}

Outcome Desk::reload() const {
  const Say say = context.say(event.who);
  return {
      SayReply{say("I read the answers again, and tell you when I have.")},
      {Call{
          .tag = Later::asked(reload_name, event).tag(),
          .service = settings.service,
          .method = "RELOAD",
          .path = {},
          .body = {},
          .etag = {},
          .of_asker = true
      }}
  };
}

Outcome Desk::suggest(std::string_view typed) const {
  return {None{}, {Open{event.who, suggestion_form(typed, book, context.say(event.who))}}};
}

Outcome Desk::keeping(std::string_view typed) const {
  const Say say = context.say(event.who);
  Database& db = context.db;
  if (is_no(typed)) {
    refuse(db, event.at.space, event.who.id, no_keeping, context.now);
    return told(say("I keep no question of yours any more, and have erased what I had."));
  }
  if (is_yes(typed)) {
    allow(db, event.at.space, event.who.id, no_keeping);
    return told(say("From now on I keep questions that I could not answer, for 90 days."));
  }
  return overview();
}

Outcome Desk::asked(const Command& command) const {
  const WordMatch match = match_word(desk_command(), command.args);
  if (match.word == words.data()) return gaps(trim(match.rest));
  if (match.word == &words[1]) return suggest(trim(match.rest));
  if (match.word == &words[2]) return reload();
  if (match.word == &words[3]) return keeping(trim(match.rest));
  return overview();
}

Outcome Desk::submitted(const Submit& submit) const {
  return suggested(submit, settings, book, event, context);
}

Outcome Desk::answered(const Fetched& fetched) const {
  const auto who = Later::of(fetched, reload_name);
  if (!who) return compared(fetched, settings, context);
  const Say say = context.say(who->lang);
  Doc doc;
  if (fetched.error == errc::ok && fetched.status == 200) {
    long n = 0;
    std::from_chars(fetched.body.data(), fetched.body.data() + fetched.body.size(), n);
    doc.paragraph({say.plural(
        "I have read {n} answer, and go by it from now on.",
        "I have read {n} answers, and go by them from now on.", n
    )});
  } else {
    doc.paragraph({say("I go on with the answers that I had: there are mistakes in the files.")});
    if (!fetched.body.empty()) doc.preformatted(Text::lines(shorten(fetched.body, 3'000)));
  }
  return {None{}, {who->tell("answers", std::move(doc))}};
}

}  // namespace usher::answers
