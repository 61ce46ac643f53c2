// tests/config/passages_test.cpp: a model that is asked of each passage once, whatever happens to the file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/passages.hpp"

#include "bot/e5_embedder.hpp"
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"
#include "tests/support/word_table.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace usher;
using namespace usher::test;

namespace {

// Counts, and has a name of its own where one is given.
class Counting final : public Embedder {
 public:
  explicit Counting(std::string name = "counting") : name_(std::move(name)) {}
  std::string_view name() const override { return name_; }
  std::vector<float> of_question(std::string_view text) const override {
    ++asked;
    return table_.of_question(text);
  }
  std::vector<float> of_passage(std::string_view text) const override {
    ++asked;
    return table_.of_passage(text);
  }
  mutable int asked = 0;

 private:
  std::string name_;
  WordTable table_;
};

}  // namespace

TEST_CASE("a passage is asked of the model once, over a restart too") {
  const testing::TempFolder folder;
  const std::string path = (folder.path() / "passages").string();
  const auto model = std::make_shared<Counting>();
  const Passages first(model, path);
  const std::vector<float> vector = first.of_passage("how do I install it");
  CHECK(first.save());
  CHECK(model->asked == 1);
  const Passages again(model, path);
  CHECK(again.of_passage("how do I install it") == vector);
  CHECK(model->asked == 1);
  CHECK(again.of_passage("subscribe") != vector);
  CHECK(model->asked == 2);
  CHECK_FALSE(read_file(path).contains("install"));
}

TEST_CASE("what is no passage any more goes out of the file; a question never comes in") {
  const testing::TempFolder folder;
  const std::string path = (folder.path() / "passages").string();
  const auto model = std::make_shared<Counting>();
  const Passages first(model, path);
  static_cast<void>(first.of_passage("install"));
  static_cast<void>(first.of_passage("subscribe"));
  CHECK(first.save());
  const auto both = read_file(path).size();
  const Passages later(model, path);
  static_cast<void>(later.of_passage("install"));
  static_cast<void>(later.of_question("a call"));
  CHECK(later.save());
  CHECK(read_file(path).size() < both);
}

TEST_CASE("a file that is broken, or another model's, is as good as none") {
  const testing::TempFolder folder;
  const std::string path = (folder.path() / "passages").string();
  const auto model = std::make_shared<Counting>();
  const Passages first(model, path);
  static_cast<void>(first.of_passage("install"));
  CHECK(first.save());
  const std::string whole = read_file(path);
  const auto asked_anew = [&](const std::string& content, const char* name) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    const auto other = std::make_shared<Counting>(name);
    const Passages passages(other, path);
    CHECK(passages.of_passage("install") == WordTable().of_passage("install"));
    return other->asked == 1;
  };
  CHECK_FALSE(asked_anew(whole, "counting"));
  CHECK(asked_anew(whole, "another"));
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(asked_anew(whole.substr(0, size), "counting"));
  std::string changed = whole;
  changed.replace(changed.size() - 20, 20, 20, '\x7f');
  CHECK(asked_anew(changed, "counting"));
  CHECK(asked_anew("usher passages 1, counting, 99999999999999999999 numbers\nxyz", "counting"));
  CHECK(asked_anew("usher passages 1, counting, 0 numbers\n", "counting"));
}

TEST_CASE("where nothing can be written, that is said") {
  const testing::TempFolder folder;
  const Passages passages(
      std::make_shared<Counting>(), (folder.path() / "none" / "passages").string()
  );
  static_cast<void>(passages.of_passage("install"));
  CHECK_FALSE(passages.save());
}

TEST_CASE(
    "a model is refused by a build without one, and any other file than its own by one with it"
) {
  const LoadedConfig loaded = load("[answers]\nembedding_model = \"./no such file\"\n");
  CHECK(only(loaded).remedy.contains(has_e5() ? "e5-small-q4.bin" : "-DUSHER_EMBEDDER=ON"));
  CHECK(load("[answers]\nembedding_model = \"\"\n").problems.empty());
  CHECK_FALSE(open_e5("/dev/null"));
  CHECK_FALSE(open_e5(USHER_SOURCE_DIR "/LICENSE"));
  CHECK_FALSE(open_e5(USHER_SOURCE_DIR));
}

TEST_CASE("the model takes any bytes, and says the same of the same") {
  if (!has_e5()) return;
  const auto model = open_e5(USHER_E5_MODEL);
  REQUIRE(model);
  const std::vector<float> first = (*model)->of_question("how do I install it");
  CHECK(first.size() == 384);
  CHECK((*model)->of_question("how do I install it") == first);
  CHECK((*model)->of_question("").empty());
  CHECK((*model)->of_question(" \n\t").empty());
  std::string ligatures;
  for (int i = 0; i < 400; ++i) ligatures += "\xEF\xB7\xBA";  // one character that becomes eighteen
  for (const std::string& text :
       {ligatures, std::string("\xF0\x8F\xB7\xBA\xff\xfe\x80"), std::string("a\0b", 3),
        std::string(100'000, 'x'), std::string("\xBC\xBD\xBE"), std::string("\xEF\xBF\xBD")})
    for (const std::vector<float>& vector :
         {(*model)->of_question(text), (*model)->of_passage(text)})
      CHECK((vector.empty() || vector.size() == 384));
}
