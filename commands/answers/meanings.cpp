// commands/answers/meanings.cpp: passages to vectors, and cosines.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/meanings.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace usher::answers {

std::string passage_of(const Topic& topic) {
  const TopicText& text = *topic.in("en");
  std::string out = text.title;
  for (std::size_t i = 0; i < text.aliases.size(); ++i)
    out += (i == 0 ? " " : "; ") + text.aliases[i];
  return out;
}

Meanings::Meanings(
    std::span<const Topic> topics, const Embedder& model, const std::function<bool()>& stop
)
    : range_(model.range()) {
  std::vector<std::vector<float>> vectors;
  vectors.reserve(topics.size());
  for (const Topic& topic : topics) {
    if (stop && stop()) return;
    vectors.push_back(model.of_passage(passage_of(topic)));
    length_ = std::max(length_, vectors.back().size());
  }
  if (length_ > 0) vectors_ = std::move(vectors);
}

std::vector<double> Meanings::near(std::span<const float> question) const {
  if (empty() || question.size() != length_ || range_.same <= range_.unrelated) return {};
  std::vector<double> out(vectors_.size());
  for (std::size_t i = 0; i < vectors_.size(); ++i) {
    if (vectors_[i].size() != length_) continue;
    const double cosine =
        std::inner_product(question.begin(), question.end(), vectors_[i].begin(), 0.0);
    const double share = (cosine - range_.unrelated) / (range_.same - range_.unrelated);
    // Of what is no number nothing is said.
    out[i] = share > 0 ? std::min(share, 1.0) : 0.0;
  }
  return out;
}

std::string to_bytes(std::span<const float> vector) {
  const auto bytes = std::as_bytes(vector);
  std::string out(bytes.size(), '\0');
  if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

std::vector<float> from_bytes(std::string_view bytes) {
  if (bytes.empty() || bytes.size() % sizeof(float) != 0) return {};
  std::vector<float> out(bytes.size() / sizeof(float));
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

}  // namespace usher::answers
