// commands/welcome/stats.cpp: what was counted, worded.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/stats.hpp"

#include "commands/language.hpp"
#include "commands/welcome/interests.hpp"
#include "commands/welcome/table.hpp"
#include "commands/welcome/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace usher::welcome {

namespace {

constexpr std::size_t months_shown = 12;
using Counts = std::map<std::string, std::int64_t, std::less<>>;

std::int64_t of(const Counts& counts, std::string_view what) {
  const auto at = counts.find(what);
  return at == counts.end() ? 0 : at->second;
}

class Month {
 public:
  Month(const Counts& counts, const Say& say) : counts_(counts), say_(say) {}

  void number(Phrase what, std::string_view counted) {
    if (const std::int64_t n = of(counts_, counted); n != 0)
      facts_.push_back({{std::move(what)}, {Text::number(n)}});
  }
  // "English 3, 繁體中文 2"
  void several(Phrase what, const std::vector<std::pair<Phrase, std::int64_t>>& each) {
    std::string words;
    for (const auto& [name, n] : each)
      if (n != 0) words += (words.empty() ? "" : ", ") + name.str() + " " + std::to_string(n);
    if (!words.empty()) facts_.push_back({{std::move(what)}, {Text(words)}});
  }
  std::vector<std::pair<Phrase, std::int64_t>> by_language(const std::string& prefix) const {
    std::vector<std::pair<Phrase, std::int64_t>> out;
    for (const Button& one : language_buttons(say_))
      out.emplace_back(as_it_is(say_, one.label), of(counts_, prefix + one.value));
    out.back() = {say_("not known"), of(counts_, prefix)};  // in place of the one that chooses none
    return out;
  }
  std::vector<std::pair<Phrase, std::int64_t>> by_interest(const Settings& settings) const {
    std::vector<std::pair<Phrase, std::int64_t>> out;
    out.reserve(settings.interests.size());
    for (const InterestSettings& one : settings.interests)
      out.emplace_back(label_of(one, say_), of(counts_, "interest:" + one.name));
    return out;
  }
  std::vector<Fact> facts() && { return std::move(facts_); }

 private:
  const Counts& counts_;
  const Say& say_;
  std::vector<Fact> facts_;
};

}  // namespace

Doc stats(const Settings& settings, const Context& context, const Say& say) {
  Doc doc;
  const auto months = counts(context.db, months_shown);
  if (months.empty()) return say("Nobody has come yet.");
  doc.heading({say("Newcomers, month by month")});
  for (const auto& [name, counted] : months) {
    Month month(counted, say);
    month.number(say("Came"), "joined");
    month.number(say("Welcomed"), "welcomed");
    month.several(say("Welcomed in"), month.by_language("in:"));
    month.several(say("Chose the language"), month.by_language("chose:"));
    month.several(say("Interested in"), month.by_interest(settings));
    month.number(say("Asked for the welcome"), "typed");
    month.number(say("Wanted to be asked again"), "again");
    month.number(say("Said stop"), "stopped");
    month.number(say("Went before the welcome"), "left");
    month.number(say("Not welcomed: a rush, or too late"), "passed");
    month.number(say("Rushes"), "rush");
    doc.paragraph({bold(Text(name))});
    doc.facts(std::move(month).facts());
  }
  doc.paragraph({say("These are numbers; whose they are is not kept.")});
  return doc;
}

}  // namespace usher::welcome
