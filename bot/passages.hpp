// bot/passages.hpp: what a model has said of passages, kept in a file, so that it is not asked again at each start.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/embedder.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// A model whose passages are looked up before it is asked. Questions are neither looked up nor kept. The file holds vectors by
// fingerprints of the passages that the community has published, and no text; a file that is broken, or another model's, is as good
// as none. Thread-safe.
class Passages final : public Embedder {
 public:
  Passages(std::shared_ptr<const Embedder> model, std::string path);

  std::string_view name() const override { return model_->name(); }
  Range range() const override { return model_->range(); }
  std::vector<float> of_question(std::string_view text) const override {
    return model_->of_question(text);
  }
  std::vector<float> of_passage(std::string_view text) const override;

  // Writes what was asked for since it was made, where that is not what the file has; as a whole or not at all. False where it
  // cannot be written.
  bool save() const;

 private:
  using Vectors = std::map<std::string, std::vector<float>, std::less<>>;  // by fingerprint
  Vectors read() const;

  const std::shared_ptr<const Embedder> model_;
  const std::string path_;
  const Vectors known_;
  mutable std::mutex mutex_;
  mutable Vectors asked_;
};

}  // namespace usher
