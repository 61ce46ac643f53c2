// tests/fuzz/answers_fuzz.cpp: any file is an answer or a list of mistakes, and any words may be asked.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_file.hpp"
#include "commands/answers/decide.hpp"
#include "commands/answers/meanings.hpp"
#include "tests/support/answer_topics.hpp"
#include "tests/support/word_table.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace usher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);  // NOLINT: libFuzzer's bytes
  static const answers::Book known(test::a_few_topics());
  std::vector<Problem> problems;
  auto topic = answers::read({"answers/one.md", text}, problems);
  if (!topic && problems.empty()) std::abort();  // nothing was read, and nobody would know why
  for (const bool overheard : {false, true}) {
    const answers::Decision decision = answers::decide(known, text, overheard, "");
    if (decision.confidence < 0 || decision.confidence > 1 || decision.topics.size() > 3)
      std::abort();
    if (decision.band == answers::Band::answer && decision.topics.empty()) std::abort();
    if (decision.incident && decision.band != answers::Band::answer) std::abort();
  }
  // Whatever a model says of it.
  static const answers::Meanings meanings(known.topics(), test::WordTable());
  const std::vector<double> near = meanings.near(answers::from_bytes(text.substr(0, 20)));
  const answers::Decision meant = answers::decide_by_meaning(known, {}, near, text, "");
  if (!(meant.confidence >= 0 && meant.confidence <= 1) || meant.topics.size() > 3) std::abort();
  if (meant.band == answers::Band::answer && meant.topics.empty()) std::abort();
  if (topic) {
    const std::string title = topic->in("en")->title;
    std::vector<answers::Topic> topics = test::a_few_topics();
    topics.push_back(std::move(*topic));
    const answers::Book book(std::move(topics));
    static_cast<void>(answers::decide(book, title, false, "zh-Hant"));
  }
  return 0;
}
