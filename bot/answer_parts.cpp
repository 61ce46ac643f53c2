// bot/answer_parts.cpp: the lines "+++", and headings "## en".
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_parts.hpp"

#include "bot/config_checks.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::string_view fence = "+++";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Parting {
 public:
  Parting(const std::string& file, std::vector<Problem>& problems)
      : file_(file), problems_(problems) {}

  std::optional<Parts> read(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto lines = split(text, '\n');
    if (lines.empty() || trim(lines.front()) != fence) return no_front();
    Parts out;
    std::size_t at = 1;
    for (; at < lines.size() && trim(lines[at]) != fence; ++at) {
      out.front += lines[at];
      out.front += '\n';
    }
    if (at == lines.size()) return no_front();
    Section* now = nullptr;
    for (++at; at < lines.size(); ++at) {
      const std::string_view line = lines[at];
      const int number = static_cast<int>(at) + 1;
      if (line.starts_with("## ")) {
        now = &begin(out, std::string(trim(line.substr(3))), number);
      } else if (now != nullptr) {
        now->text += line;
        now->text += '\n';
      } else if (!trim(line).empty()) {
        tell(number, "This text is in no language.", "Put it beneath a heading, “## en”.");
        break;
      }
    }
    return out;
  }

 private:
  void tell(int line, std::string problem, std::string remedy) {
    problems_.push_back({file_, line, std::move(problem), std::move(remedy)});
  }

  std::optional<Parts> no_front() {
    tell(
        1, "The answer has no beginning that says what it is.",
        "Begin with a line “+++”, then id, links, owner, review-by and a table for each language, "
        "then “+++”."
    );
    return std::nullopt;
  }

  Section& begin(Parts& out, std::string language, int line) {
    const auto [at, fresh] = out.sections.try_emplace(std::move(language), Section{"", line});
    if (!fresh)
      tell(
          line, fmt::format("“{}” stands there twice.", shown(at->first)),
          "Put both texts under one heading."
      );
    return at->second;
  }

  const std::string& file_;
  std::vector<Problem>& problems_;
};

}  // namespace

std::optional<Parts> parts_of(
    std::string_view text, const std::string& file, std::vector<Problem>& problems
) {
  return Parting(file, problems).read(text);
}

}  // namespace usher::answers
