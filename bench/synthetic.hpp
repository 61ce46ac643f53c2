// bench/synthetic.hpp: invented proposals, as many as wanted, worded as real ones are: few words often, many seldom.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace usher::bench {

// Words by Zipf's law, the most frequent first; the same for the same seed.
class Vocabulary {
 public:
  explicit Vocabulary(std::size_t words);
  const std::string& draw(std::mt19937& random) const;
  std::string draw(std::mt19937& random, std::size_t count) const;  // parted by blanks

 private:
  std::vector<std::string> words_;
  std::vector<double> up_to_;  // the share of all text that this word and those before it are
};

// A repository of proposals numbered from 1, of 23 KB each, as NumPy's are on average: files by number, and the listing
// that a tree service gives of them.
class SyntheticSource {
 public:
  explicit SyntheticSource(std::size_t proposals);

  std::string listing() const;
  std::string etag() const;
  std::string bytes(std::string_view file_name) const;
  // Gives so many of them another status.
  void change(std::size_t count);
  const Vocabulary& words() const { return words_; }

 private:
  struct File {
    std::string name, title, abstract, author, sha;
    std::size_t status = 0, size = 0;
  };
  void write_prose();
  std::string text_of(std::size_t place) const;
  void write(std::size_t place);

  Vocabulary words_;
  std::mt19937 random_;
  std::string prose_;  // that is not kept: sections, lists and code, the same in all of them
  std::vector<File> files_;
  std::size_t version_ = 0;
};

}  // namespace usher::bench
