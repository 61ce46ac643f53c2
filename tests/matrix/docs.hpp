// tests/matrix/docs.hpp: a Doc with one of everything.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/matrix/out_tools.hpp"

namespace usher::matrix::test_rig {

inline const sys_seconds evening{std::chrono::seconds(1'795'716'000)};  // 2026-11-26, 18:00 UTC

inline const std::vector<City>& cities() {
  static const std::vector<City> all{
      {"Beijing", "Asia/Shanghai"}, {"Berlin", "Europe/Berlin"}, {"Nowhere", "Nowhere/At_All"}
  };
  return all;
}

inline Doc everything() {
  Doc doc;
  doc.heading({words("NEP 18 "), words("__array_function__")});
  doc.heading({link(words("A heading with a link"), "https://numpy.org/neps/nep-0018.html")});
  doc.paragraph(
      {words("Plain, "), bold(words("bold")), words(", "), italic(words("italic")), words(", "),
       bold(italic(words("both"))), words(" and "), code(words("!nep 47")), words(".")}
  );
  doc.paragraph(
      {words("A "), bold(link(words("link"), "https://numpy.org/neps/?a=1&b=2")), words(" and a "),
       link(words("mail"), "mailto:neps@python.example"), words(".")}
  );
  doc.paragraph(
      {mention("@ada:localhost", Text(std::string("Ada"))), words(" and "),
       mention("U0GRACE", Text(std::string("Grace"))), words(" meet "),
       when(evening, "UTC", words("2026-11-26 18:00 UTC"))}
  );
  doc.bullets({{words("first")}, {words("第二点 "), code(words("x"))}, {}});
  doc.quote(Text::lines(std::string("What somebody said:\n*not bold* @room <b> & more")));
  doc.preformatted(Text::lines(std::string("a = np.zeros(3)\n  b = \"\\n\"\t# `kept`")));
  doc.facts(
      {{{words("Status")}, {words("✓ Final")}},
       {{words("状态")}, {link(words("邮件"), "https://mail.example/x")}}}
  );
  doc.buttons(
      {Button(phrase("Plain"), "test.a", "1"),
       Button(phrase("Main"), "test.a", "2", Button::Style::primary),
       Button::open(phrase("Site"), "https://numpy.org/"),
       Button(phrase("Delete"), "test.c", {}, Button::Style::danger)}
  );
  return doc;
}

}  // namespace usher::matrix::test_rig
