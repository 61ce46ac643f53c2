// bench/answers_bench.cpp: questions whose topics are known; how long each takes; ten thousand topics.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/answers_bench.hpp"

#include "bench/bench.hpp"
#include "bot/e5_embedder.hpp"
#include "commands/answers/decide.hpp"
#include "tests/support/answer_score.hpp"
#include "tests/support/shared.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string_view>

namespace usher::bench {

namespace {

using Clock = std::chrono::steady_clock;

double share(int part, int of) { return of == 0 ? 0 : 100.0 * part / of; }

void line(std::string_view name, const test::Tally& tally) {
  fmt::print(
      "  {:<26} {:>5}   {:>5.1f} / {:>5.1f} %   answered {:>5.1f} %, wrong {:>4.1f} %;   asked "
      "back {:>5.1f} %, "
      "of which right {:>5.1f} %\n",
      name, tally.asked, share(tally.first, tally.asked), share(tally.among_three, tally.asked),
      share(tally.answered, tally.asked), share(tally.wrong, tally.asked),
      share(tally.suggested, tally.asked), share(tally.suggested_right, tally.suggested)
  );
}

void report(const char* title, const test::Scores& scores) {
  fmt::print("{}: questions, the right topic first / among three\n", title);
  for (const auto& [name, tally] : scores.by_language) line(name, tally);
  for (const auto& [name, tally] : scores.by_origin) line("  " + name, tally);
  line("all", scores.all);
  fmt::print(
      "  overheard chatter {}, answered {}; out of scope {}, answered {}\n", scores.chatter,
      scores.chatter_answered, scores.out_of_scope, scores.out_of_scope_answered
  );
}

std::vector<test::KnownQuestion> read_all(const std::vector<std::string>& files) {
  std::vector<test::KnownQuestion> all;
  for (const std::string& file : files) {
    const auto questions = test::read_questions(file);
    all.insert(all.end(), questions.begin(), questions.end());
  }
  return all;
}

void print(const answers::Fit& fit) {
  fmt::print(".shares = {{");
  for (std::size_t i = 0; i < fit.shares.size(); ++i)
    fmt::print("{}{:.3f}", i == 0 ? "" : ", ", fit.shares.at(i));
  fmt::print("}}, .base = {:.3f}\n", fit.base);
}

void quality(const test::Library& library, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const auto questions = test::read_questions(file);
    test::Scores shipped;
    test::score(library, questions, {}, shipped);
    report(fmt::format("{}, as shipped", file.substr(file.rfind('/') + 1)).c_str(), shipped);
    for (const std::string& miss : shipped.misses) fmt::print("  missed: {}\n", miss);
  }
}

constexpr const char* cross = "All of them, fitted on four fifths and asked the fifth";

void words_alone(const answers::Book& book, const std::vector<std::string>& files, bool fit) {
  const auto all = read_all(files);
  quality({book}, files);
  report(cross, test::cross_validated({{book}, all}));
  if (!fit) return;
  fmt::print("A fit to all of them: ");
  print(test::fit_to(test::samples_of({book}, all)));
}

// The same with a model, and Chinese questions about answers that are in English alone.
void with_model(const answers::Book& book, const std::vector<std::string>& files, bool fit) {
  const auto opened = open_e5(USHER_E5_MODEL);
  if (!opened) {
    fmt::print("{}\n", opened.error());
    return;
  }
  fmt::print("With {}\n", (*opened)->name());
  const auto begun = Clock::now();
  const test::Sense sense(book, *opened);
  fmt::print(
      "  {} topics read in {:.1f} s\n", book.topics().size(),
      std::chrono::duration<double>(Clock::now() - begun).count()
  );
  const answers::Book english = test::only_english(book);
  const test::Sense sense_of_english(english, *opened);
  const auto all = read_all(files);
  std::vector<double> took;
  for (const test::KnownQuestion& question : all) {
    const auto from = Clock::now();
    static_cast<void>(sense.near(question.text));
    took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
  }
  fmt::print(
      "  what a question means      p50 {:.1f} ms, p99 {:.1f} ms\n", percentile(took, 0.5),
      percentile(took, 0.99)
  );
  std::vector<test::KnownQuestion> chinese;
  std::ranges::copy_if(all, std::back_inserter(chinese), [](const test::KnownQuestion& one) {
    return one.lang.starts_with("zh");
  });
  quality({book, &sense}, files);
  const test::Asked ours{{book, &sense}, all};
  const test::Asked theirs{{english, &sense_of_english}, chinese};
  report(cross, test::cross_validated(ours, {theirs}));
  test::Scores without;
  test::score({english}, chinese, {}, without);
  report("Chinese questions, English answers, words alone", without);
  test::Scores with;
  test::score({english, &sense_of_english}, chinese, {}, with);
  report("Chinese questions, English answers, as shipped", with);
  report(
      "The same, fitted on four fifths and asked the fifth",
      test::cross_validated(theirs, {ours}, false)
  );
  if (!fit) return;
  auto samples = test::samples_of(ours.library, all);
  const auto more = test::samples_of(theirs.library, chinese);
  samples.insert(samples.end(), more.begin(), more.end());
  fmt::print("A fit to all of them: ");
  print(test::fit_to(samples, test::ridge_of_meaning));
}

void times(const char* name, const answers::Book& book, const std::vector<std::string>& questions) {
  constexpr int rounds = 20;
  std::vector<double> took;
  for (int round = 0; round < rounds; ++round)
    for (const std::string& question : questions) {
      const auto begun = Clock::now();
      const answers::Decision decision = answers::decide(book, question, false, "");
      took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
      if (decision.lang.empty()) std::abort();
    }
  fmt::print(
      "  {:<26} p50 {:.3f} ms, p99 {:.3f} ms\n", name, percentile(took, 0.5), percentile(took, 0.99)
  );
}

// Made of words of the real ones, so that words are as common as they are there.
std::vector<answers::Topic> synthetic(const answers::Book& book, std::size_t count) {
  std::mt19937 random(9);
  std::vector<std::string> phrases;
  for (const answers::Topic& topic : book.topics())
    for (const std::string& alias : topic.in("en")->aliases) phrases.push_back(alias);
  std::vector<answers::Topic> out;
  for (std::size_t i = 0; i < count; ++i) {
    answers::Topic topic = book.topics()[i % book.topics().size()];
    topic.id = fmt::format("topic-{}", i);
    topic.sticky.clear();
    topic.texts.erase("zh-Hans");
    topic.texts.erase("zh-Hant");
    answers::TopicText& text = topic.texts.at("en");
    for (std::string& alias : text.aliases)
      alias = phrases[random() % phrases.size()] + fmt::format(" word{}", random() % 5000);
    text.aliases.resize(std::min<std::size_t>(text.aliases.size(), 8));
    text.asked.resize(std::min<std::size_t>(text.asked.size(), 10));
    text.title += fmt::format(" number{}", i);
    out.push_back(std::move(topic));
  }
  return out;
}

}  // namespace

void answers(const std::string& questions, bool fit) {
  const answers::Book book =
      test::shipped_book(std::string(USHER_SOURCE_DIR) + "/config/numpy/answers");
  fmt::print("Answers: {} topics\n", book.topics().size());
  std::vector<std::string> files;
  if (!questions.empty()) {
    files.push_back(questions);
  } else {
    files.push_back(std::string(USHER_SOURCE_DIR) + "/tests/answers/more_questions.jsonl");
    if (const auto shared = test::shared_data("data/questions.jsonl")) files.push_back(*shared);
  }
  words_alone(book, files, fit);
  if (has_e5()) with_model(book, files, fit);
  std::vector<std::string> asked;
  for (const std::string& file : files)
    for (const test::KnownQuestion& one : test::read_questions(file)) asked.push_back(one.text);
  fmt::print("A decision (targets: 0.3 and 2 ms; of ten thousand topics 5 ms)\n");
  times(fmt::format("{} topics", book.topics().size()).c_str(), book, asked);
  const auto many = synthetic(book, 10'000);
  const auto begun = Clock::now();
  double longest = 0;
  answers::Index index;
  for (const answers::Topic& topic : many) {
    const auto from = Clock::now();
    index.add(topic);
    longest =
        std::max(longest, std::chrono::duration<double, std::milli>(Clock::now() - from).count());
  }
  const auto last = Clock::now();
  index.settle();
  longest =
      std::max(longest, std::chrono::duration<double, std::milli>(Clock::now() - last).count());
  fmt::print(
      "  10,000 topics indexed in   {:.2f} s (target: 2 s), the longest step {:.1f} ms\n",
      std::chrono::duration<double>(Clock::now() - begun).count(), longest
  );
  times("10,000 topics", answers::Book(many), asked);
}

}  // namespace usher::bench
