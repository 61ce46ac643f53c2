// tests/support/word_table.hpp: a model as small as can be: it knows some words in three languages.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/embedder.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

namespace usher::test {

// A direction for each meaning, and one for all that it has no word for.
class WordTable final : public Embedder {
 public:
  std::string_view name() const override { return "word table 1"; }
  std::vector<float> of_question(std::string_view text) const override { return of(text); }
  std::vector<float> of_passage(std::string_view text) const override { return of(text); }

 private:
  static std::vector<float> of(std::string_view text) {
    static constexpr std::array<std::array<std::string_view, 5>, 4> meanings = {{
        {"install", "pip", "安装", "安裝", "instalar"},
        {"meeting", "call", "会议", "開會", "reunión"},
        {"mailing list", "subscribe", "订阅", "訂閱", "suscribirse"},
        {"vulnerability", "CVE", "漏洞", "vulnerabilidad", "fallo de seguridad"},
    }};
    if (text.empty()) return {};
    std::vector<float> out(meanings.size() + 1);
    for (std::size_t i = 0; i < meanings.size(); ++i)
      for (const std::string_view word : meanings.at(i))
        if (text.contains(word)) out[i] = 1;
    float squares = 0;
    for (const float one : out) squares += one;
    if (squares == 0) out.back() = squares = 1;
    for (float& one : out) one /= std::sqrt(squares);
    return out;
  }
};

// One that is there, and never has anything to say.
class Mute final : public Embedder {
 public:
  std::string_view name() const override { return "mute"; }
  std::vector<float> of_question(std::string_view) const override { return {}; }
  std::vector<float> of_passage(std::string_view) const override { return {}; }
};

}  // namespace usher::test
