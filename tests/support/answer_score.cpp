// tests/support/answer_score.cpp: asking, counting, fitting.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/answer_score.hpp"

#include "bot/answer_file.hpp"
#include "bot/answer_scripts.hpp"
#include "bot/problem.hpp"
#include "bot/terms.hpp"
#include "commands/answers/decide.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace usher::test {

namespace json = boost::json;
using answers::Band;

namespace {

constexpr std::size_t folds = 5;
constexpr int rounds = 50;
// A wrong answer is worse than three buttons: what is wrong counts as often.
constexpr double wrong_counts = 2;

std::string text_of(const json::object& from, std::string_view name) {
  const json::value* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool is_right(const KnownQuestion& question, const answers::Topic& topic) {
  return topic.id == question.topic ||
         std::ranges::find(question.urls, topic.links.front()) != question.urls.end();
}

void count(const KnownQuestion& question, const answers::Decision& decision, Tally& tally) {
  ++tally.asked;
  const auto right = [&](const answers::Topic* topic) { return is_right(question, *topic); };
  const bool first = !decision.topics.empty() && right(decision.topics.front());
  const bool among = std::ranges::any_of(decision.topics, right);
  tally.first += first ? 1 : 0;
  tally.among_three += among ? 1 : 0;
  if (decision.band == Band::answer) {
    ++tally.answered;
    tally.wrong += first ? 0 : 1;
  } else if (decision.band == Band::suggest) {
    ++tally.suggested;
    tally.suggested_right += among ? 1 : 0;
  }
}

std::string miss(const KnownQuestion& question, const answers::Decision& decision) {
  std::string found;
  for (const answers::Topic* topic : decision.topics) found += " " + topic->id;
  return fmt::format(
      "{} {} ({:.2f}): “{}” is {}, not{}", question.id, answers::to_string(decision.band),
      decision.confidence, question.text.substr(0, 90),
      question.topic.empty() ? "nothing" : question.topic, found
  );
}

// The matrix of a linear system beside its right side; solved in place, with pivots.
constexpr std::size_t unknowns = answers::sign_count + 1;
using Row = std::array<double, unknowns + 1>;
std::array<double, unknowns> solve(std::array<Row, unknowns> rows) {
  for (std::size_t at = 0; at < unknowns; ++at) {
    std::size_t pivot = at;
    for (std::size_t i = at + 1; i < unknowns; ++i)
      if (std::abs(rows.at(i).at(at)) > std::abs(rows.at(pivot).at(at))) pivot = i;
    std::swap(rows.at(at), rows.at(pivot));
    for (std::size_t i = 0; i < unknowns; ++i) {
      if (i == at) continue;
      const double share = rows.at(i).at(at) / rows.at(at).at(at);
      for (std::size_t k = at; k <= unknowns; ++k) rows.at(i).at(k) -= share * rows.at(at).at(k);
    }
  }
  std::array<double, unknowns> out{};
  for (std::size_t i = 0; i < unknowns; ++i) out.at(i) = rows.at(i).at(unknowns) / rows.at(i).at(i);
  return out;
}

}  // namespace

std::vector<KnownQuestion> read_questions(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::vector<KnownQuestion> out;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    boost::system::error_code bad;
    const json::value value = json::parse(line, bad);
    if (bad || !value.is_object())
      throw std::runtime_error(fmt::format("{}:{}: no JSON object", path, number));
    const json::object& one = value.get_object();
    KnownQuestion question;
    question.id = text_of(one, "id");
    question.lang = text_of(one, "lang");
    question.text = text_of(one, "q");
    question.origin = text_of(one, "origin");
    question.topic = text_of(one, "topic");
    question.out_of_scope = text_of(one, "kind") == "out-of-scope";
    if (question.text.empty())
      throw std::runtime_error(fmt::format("{}:{}: no question in \"q\"", path, number));
    const json::value* urls = one.if_contains("urls_ok");
    if (urls != nullptr && urls->is_array())
      for (const json::value& url : urls->get_array())
        if (url.is_string()) question.urls.emplace_back(url.get_string());
    if (const std::string url = text_of(one, "url"); !url.empty()) question.urls.push_back(url);
    out.push_back(std::move(question));
  }
  return out;
}

std::vector<double> Sense::near(const std::string& question) const {
  const auto [at, fresh] = asked_.try_emplace(question);
  if (fresh) at->second = meanings_.near(model_->of_question(question));
  return at->second;
}

void score(
    const Library& library, const std::vector<KnownQuestion>& questions, const Fits& fits,
    Scores& scores
) {
  const answers::Book& book = library.book;
  for (const KnownQuestion& question : questions) {
    const bool chatter = question.topic.empty() && !question.out_of_scope;
    answers::Decision decision = answers::decide(book, question.text, chatter, "", fits.words);
    if (library.sense != nullptr && !chatter && !answers::is_settled(decision))
      decision = answers::decide_by_meaning(
          book, decision, library.sense->near(question.text), question.text, "", fits.meaning
      );
    const bool answered = decision.band == Band::answer;
    if (question.topic.empty()) {
      ++(chatter ? scores.chatter : scores.out_of_scope);
      (chatter ? scores.chatter_answered : scores.out_of_scope_answered) += answered ? 1 : 0;
      if (answered) scores.misses.push_back(miss(question, decision));
      continue;
    }
    count(question, decision, scores.all);
    count(question, decision, scores.by_language[question.lang]);
    count(question, decision, scores.by_origin[question.lang + ", " + question.origin]);
    if (decision.topics.empty() || !is_right(question, *decision.topics.front()))
      scores.misses.push_back(miss(question, decision));
  }
}

std::vector<Sample> samples_of(
    const Library& library, const std::vector<KnownQuestion>& questions, const answers::Fit& words
) {
  const answers::Book& book = library.book;
  std::vector<Sample> samples;
  for (const KnownQuestion& question : questions) {
    if (library.sense != nullptr &&
        answers::is_settled(answers::decide(book, question.text, false, "", words)))
      continue;
    const std::vector<double> near =
        library.sense != nullptr ? library.sense->near(question.text) : std::vector<double>();
    const answers::Found found = book.index().find(question.text, 4, near);
    if (found.matches.empty() || book.stuck(search::folded_words(question.text, 1'000)) != nullptr)
      continue;
    const bool right =
        !question.topic.empty() && is_right(question, book.topics()[found.matches.front().topic]);
    samples.push_back({answers::signs_of(found), right ? 1.0 : 0.0});
  }
  return samples;
}

answers::Fit fit_to(const std::vector<Sample>& samples, double ridge) {
  answers::Fit fit;
  for (int round = 0; round < rounds; ++round) {
    std::array<Row, unknowns> rows{};
    const auto at = [&](const answers::Signs& signs, std::size_t i) {
      return i < answers::sign_count ? signs.at(i) : 1.0;
    };
    for (std::size_t i = 0; i < unknowns; ++i) {
      rows.at(i).at(i) = i < answers::sign_count ? ridge : 1e-6;
      if (i < answers::sign_count) rows.at(i).at(unknowns) = -ridge * fit.shares.at(i);
    }
    for (const Sample& sample : samples) {
      const double likely = fit.of(sample.signs);
      const double counts = sample.right > 0 ? 1 : wrong_counts;
      const double weight = counts * std::max(likely * (1 - likely), 1e-6);
      for (std::size_t i = 0; i < unknowns; ++i) {
        rows.at(i).at(unknowns) += counts * at(sample.signs, i) * (sample.right - likely);
        for (std::size_t k = 0; k < unknowns; ++k)
          rows.at(i).at(k) += weight * at(sample.signs, i) * at(sample.signs, k);
      }
    }
    const auto step = solve(rows);
    for (std::size_t i = 0; i < answers::sign_count; ++i) fit.shares.at(i) += step.at(i);
    fit.base += step.back();
  }
  return fit;
}

Scores cross_validated(const Asked& all, const std::vector<Asked>& more, bool words_too) {
  const Library& library = all.library;
  Scores scores;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<KnownQuestion> known;
    std::vector<KnownQuestion> asked;
    for (std::size_t i = 0; i < all.questions.size(); ++i)
      (i % folds == fold ? asked : known).push_back(all.questions[i]);
    Fits fits;
    if (words_too) fits.words = fit_to(samples_of({library.book}, known));
    if (library.sense != nullptr) {
      std::vector<Sample> samples = samples_of(library, known, fits.words);
      for (const Asked& other : more) {
        std::vector<KnownQuestion> others = other.questions;
        std::erase_if(others, [&](const KnownQuestion& one) {
          return std::ranges::find(asked, one.text, &KnownQuestion::text) != asked.end();
        });
        const auto theirs = samples_of(other.library, others);
        samples.insert(samples.end(), theirs.begin(), theirs.end());
      }
      fits.meaning = fit_to(samples, ridge_of_meaning);
    }
    score(library, asked, fits, scores);
  }
  return scores;
}

answers::Book shipped_book(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".md") paths.push_back(entry.path().string());
  std::ranges::sort(paths);
  std::vector<answers::Source> sources;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    sources.push_back({path, {std::istreambuf_iterator<char>(file), {}}});
  }
  std::vector<Problem> problems;
  std::vector<answers::Topic> topics = answers::read_all(sources, problems);
  if (!problems.empty()) throw std::runtime_error(to_line(problems.front()));
  answers::add_traditional(topics);
  return answers::Book(std::move(topics));
}

answers::Book only_english(const answers::Book& book) {
  std::vector<answers::Topic> topics = book.topics();
  for (answers::Topic& topic : topics)
    std::erase_if(topic.texts, [](const auto& text) { return text.first != "en"; });
  return answers::Book(std::move(topics));
}

}  // namespace usher::test
