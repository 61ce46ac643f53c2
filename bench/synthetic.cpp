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
  write_prose();
  std::vector<std::string> authors(std::min<std::size_t>(proposals / 3 + 1, 3'000));
  for (std::string& author : authors) author = words_.draw(random_) + " Lovelace";
  for (std::size_t place = 0; place < proposals; ++place) {
    File& file = files_[place];
    file.name = fmt::format("nep-{:04}-{}.rst", place + 1, words_.draw(random_));
    file.title = words_.draw(random_, 4 + random_() % 5);
    file.abstract = words_.draw(random_, 15 + random_() % 20);
    file.author = authors[random_() % authors.size()];
    write(place);
  }
}

// In lines of about 80 characters.
void SyntheticSource::write_prose() {
  constexpr std::size_t real = 23'000;  // bytes
  for (int section = 1; prose_.size() < real; ++section) {
    prose_ += fmt::format("Section {0}\n{1}\n\n", section, std::string(12, '-'));
    for (int line = 0; line < 12; ++line) prose_ += words_.draw(random_, 10) + ",\n";
    prose_ += "\n.. code-block:: python\n\n";
    for (int line = 0; line < 8; ++line) prose_ += "    " + words_.draw(random_, 4) + "\n";
    prose_ += fmt::format("\n- {}\n- {}\n\n", words_.draw(random_, 9), words_.draw(random_, 9));
  }
  prose_ +=
      "Discussion\n----------\n\n- `A thread`_\n\n"
      ".. _A thread: https://mail.python.org/archives/list/numpy-discussion@python.org/1\n";
}

std::string SyntheticSource::text_of(std::size_t place) const {
  const File& file = files_[place];
  const std::string title = fmt::format("NEP {} — {}", place + 1, file.title);
  const std::string line(title.size(), '=');
  return fmt::format(
      "{0}\n{1}\n{0}\n\n:Author: {2} <ada@example.org>\n:Status: {3}\n:Type: Standards "
      "Track\n:Created: 2026-01-02\n:Resolution: "
      "https://example.org/{4}\n\nAbstract\n--------\n\n{5}.\n\n{6}",
      line, title, file.author, statuses.at(file.status), place + 1, file.abstract, prose_
  );
}

void SyntheticSource::write(std::size_t place) {
  const std::string bytes = text_of(place);
  files_[place].size = bytes.size();
  files_[place].sha = net::blob_id(bytes);
}

std::string SyntheticSource::listing() const {
  std::string out;
  for (const File& file : files_)
    fmt::format_to(std::back_inserter(out), "{} {} {}\n", file.sha, file.size, file.name);
  return out;
}

std::string SyntheticSource::etag() const { return fmt::format("\"{}\"", version_); }

std::string SyntheticSource::bytes(std::string_view file_name) const {
  std::size_t number = 0;
  const std::string_view digits = file_name.substr(std::min<std::size_t>(4, file_name.size()));
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return text_of(number - 1);
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
