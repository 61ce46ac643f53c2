// tests/fuzz/matrix_html_fuzz.cpp: a Doc made of any bytes, as messages: the subset holds, nobody is mentioned whom the Doc
// does not mean, and everything can be sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/out_tools.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace usher;
using namespace usher::matrix;

// One byte says what the next piece is, one how long: the rest is its text.
class Maker {
 public:
  explicit Maker(std::string_view bytes) : left_(bytes) {}

  Doc make() {
    Doc doc;
    while (!left_.empty()) add(doc);
    return doc;
  }

 private:
  unsigned byte() {
    if (left_.empty()) return 0;
    const auto out = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return out;
  }
  // A large one now and then, so that pages are filled.
  std::string text() {
    const unsigned size = byte();
    const std::string_view some = left_.substr(0, size % 64);
    left_.remove_prefix(some.size());
    std::string out;
    for (unsigned i = 0; i < (size >= 250 ? 400U : 1U); ++i) out += some;
    return out;
  }
  Inline piece() {
    const unsigned how = byte();
    Inline out = Text(text());
    if (how % 8 == 1) out = link(out, text());
    if (how % 8 == 2) out = mention(text(), Text(out.text));
    if (how % 8 == 3) out = when(sys_seconds(std::chrono::seconds(how * 7'000'000)), text(), out);
    if (how % 8 == 4) {  // as it may have been stored
      out.kind = Inline::Kind::link;
      out.target = text();
    }
    out.style = static_cast<std::uint8_t>((how >> 3U) % 8);
    return out;
  }
  Line line() {
    Line out;
    const unsigned pieces = byte() % 5;
    for (unsigned i = 0; i < pieces; ++i) out.push_back(piece());
    return out;
  }
  void add(Doc& doc) {
    switch (byte() % 7) {
      case 0:
        doc.paragraph(line());
        break;
      case 1:
        doc.heading(line());
        break;
      case 2:
        doc.bullets({line(), line(), line()});
        break;
      case 3:
        doc.quote(Text::lines(text()));
        break;
      case 4:
        doc.preformatted(Text::lines(text()));
        break;
      case 5:
        doc.facts({{line(), line()}, {line(), line()}});
        break;
      default:
        doc.buttons(
            {Button(test_rig::phrase(text()), text()),
             Button::open(test_rig::phrase(text()), text())}
        );
        break;
    }
  }

  std::string_view left_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const Doc doc = Maker({reinterpret_cast<const char*>(data), size}).make();
  if (!test_rig::faults(doc, render(doc)).empty()) std::abort();
  return 0;
}
