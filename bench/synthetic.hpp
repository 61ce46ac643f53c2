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

// A repository of proposals numbered from 1: files by number, and the listing that a tree service gives of them.
class SyntheticSource {
 public:
  explicit SyntheticSource(std::size_t proposals);

  std::string listing() const;
  std::string etag() const;
  const std::string& bytes(std::string_view file_name) const;
  // Gives so many of them another status.
  void change(std::size_t count);
  const Vocabulary& words() const { return words_; }

 private:
  struct File {
    std::string name, title, text, bytes, sha;
    std::size_t status = 0;
  };
  void write(std::size_t place);

  Vocabulary words_;
  std::mt19937 random_;
  std::vector<File> files_;
  std::size_t version_ = 0;
};

}  // namespace usher::bench
