// bot/embedder.hpp: what a text means, as a vector: the place of a language model, of which Usher has none unless it is given one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Two texts that mean the same have vectors that point the same way, whatever their words and languages. Any thread, several at
// once; the same text gives the same vector; any bytes are welcome, and nothing is thrown. Tens of milliseconds a text, so never on
// the brain's thread.
class Embedder {
 public:
  // The cosines that there are between a question and a passage: models put even texts that have nothing to do with each other
  // near together, and only what lies between these two says anything.
  struct Range {
    double unrelated = 0;
    double same = 1;
  };

  Embedder() = default;
  Embedder(const Embedder&) = delete;
  Embedder& operator=(const Embedder&) = delete;
  virtual ~Embedder() = default;

  // With its version: vectors of two names have nothing to do with each other. Constant.
  virtual std::string_view name() const = 0;
  virtual Range range() const { return {}; }
  // Of length 1, always as many numbers; empty where nothing can be said. A long text may be judged by its beginning.
  virtual std::vector<float> of_question(std::string_view text) const = 0;
  virtual std::vector<float> of_passage(std::string_view text) const = 0;
};

}  // namespace usher
