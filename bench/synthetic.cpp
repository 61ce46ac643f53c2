// bench/synthetic.cpp: words, texts, and files of them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/synthetic.hpp"

#include "bot/net/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <set>

namespace usher::bench {

namespace {

constexpr std::array<const char*, 5> statuses = {
    "Draft", "Accepted", "Final", "Deferred", "Active"
};

std::string invented_word(std::mt19937& random) {
  constexpr std::string_view consonants = "bcdfglmnprstvw";
  constexpr std::string_view vowels = "aeiou";
  std::string word;
  const std::size_t syllables = 1 + random() % 4;
  for (std::size_t i = 0; i < syllables; ++i) {
    word += consonants[random() % consonants.size()];
    word += vowels[random() % vowels.size()];
    if (random() % 2 == 0) word += consonants[random() % consonants.size()];
  }
  return word;
}

}  // namespace

Vocabulary::Vocabulary(std::size_t words) {
  std::mt19937 random(20260821);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  std::set<std::string> seen;
  words_.reserve(words);
  while (words_.size() < words) {
    std::string word = invented_word(random);
    if (word.size() > 2 && seen.insert(word).second) words_.push_back(std::move(word));
  }
  double sum = 0;
  up_to_.reserve(words);
  for (std::size_t rank = 1; rank <= words; ++rank) {
    sum += 1.0 / static_cast<double>(rank);
    up_to_.push_back(sum);
  }
  for (double& share : up_to_) share /= sum;
}

const std::string& Vocabulary::draw(std::mt19937& random) const {
  const double at = std::uniform_real_distribution<double>(0, 1)(random);
  const auto found = std::ranges::lower_bound(up_to_, at);
  return words_[static_cast<std::size_t>(
      std::min(found, std::prev(up_to_.end())) - up_to_.begin()
  )];
}

std::string Vocabulary::draw(std::mt19937& random, std::size_t count) const {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) out += ' ';
    out += draw(random);
  }
  return out;
}

SyntheticSource::SyntheticSource(std::size_t proposals)
    : words_(25'000), random_(1), files_(proposals) {
  for (std::size_t place = 0; place < proposals; ++place) {
    File& file = files_[place];
    file.name = fmt::format("nep-{:04}-{}.rst", place + 1, words_.draw(random_));
    file.title = words_.draw(random_, 4 + random_() % 5);
    // A sentence that is kept, and prose that is not.
    file.text = words_.draw(random_, 15 + random_() % 20) + ".\n\n";
    for (int paragraph = 0; paragraph < 3; ++paragraph) {
      file.text += words_.draw(random_, 60);
      file.text += ".\n\n";
    }
    write(place);
  }
}

void SyntheticSource::write(std::size_t place) {
  File& file = files_[place];
  const std::string title = fmt::format("NEP {} — {}", place + 1, file.title);
  const std::string line(title.size(), '=');
  file.bytes = fmt::format(
      "{0}\n{1}\n{0}\n\n:Author: Ada Lovelace <ada@example.org>\n:Status: {2}\n:Type: Standards "
      "Track\n:Created: 2026-01-02\n:Resolution: "
      "https://example.org/{3}\n\nAbstract\n--------\n\n{4}",
      line, title, statuses.at(file.status), place + 1, file.text
  );
  file.sha = net::blob_id(file.bytes);
}

std::string SyntheticSource::listing() const {
  std::string out;
  for (const File& file : files_)
    fmt::format_to(std::back_inserter(out), "{} {} {}\n", file.sha, file.bytes.size(), file.name);
  return out;
}

std::string SyntheticSource::etag() const { return fmt::format("\"{}\"", version_); }

const std::string& SyntheticSource::bytes(std::string_view file_name) const {
  std::size_t number = 0;
  const std::string_view digits = file_name.substr(std::min<std::size_t>(4, file_name.size()));
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return files_.at(number - 1).bytes;
}

void SyntheticSource::change(std::size_t count) {
  ++version_;
  // Spread over all of them.
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = i * files_.size() / count;
    files_[place].status = (files_[place].status + 1) % statuses.size();
    write(place);
  }
}

}  // namespace usher::bench
