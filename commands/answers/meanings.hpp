// commands/answers/meanings.hpp: how near a question comes to each topic by what both mean, in whatever languages.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "bot/embedder.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

// What a model is told of a topic: its English title and aliases. In one language, which every topic has, because a model puts what
// is written in the same language nearer together, whatever it means. docs/adr/0013-a-model-may-be-asked.md has what else was measured.
std::string passage_of(const Topic& topic);

// Of all topics of one book, in their order. Immutable once it is made; any thread.
class Meanings {
 public:
  Meanings() = default;
  // A passage takes a model some tenths of a second: not on the brain's thread. stop: asked before each; where it says so, what
  // comes of it is empty.
  Meanings(
      std::span<const Topic> topics, const Embedder& model, const std::function<bool()>& stop = {}
  );

  bool empty() const { return vectors_.empty(); }
  // Of each topic 0 to 1; 0 where the model has nothing to say of it. Empty where the question's vector is
  // none of this model's.
  std::vector<double> near(std::span<const float> question) const;

 private:
  std::size_t length_ = 0;                   // of a vector
  std::vector<std::vector<float>> vectors_;  // by topic; empty where the model says nothing of it
  Embedder::Range range_;
};

// A vector as bytes, to travel in a Fetched; and back. Empty where they are none.
std::string to_bytes(std::span<const float> vector);
std::vector<float> from_bytes(std::string_view bytes);

}  // namespace usher::answers
