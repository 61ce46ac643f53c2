// tests/slack/docs.hpp: a Doc with one of everything, and a Form.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/slack/out_tools.hpp"

namespace usher::slack::test_rig {

// Every block, every kind of inline, every kind of button.
inline Doc everything() {
  Doc doc;
  doc.heading({words("NEP 18 "), words("__array_function__")});
  doc.heading({link(words("A heading with a link"), "https://numpy.org/neps/nep-0018.html")});
  doc.paragraph(
      {words("Plain, "), bold(words("bold")), words(", "), italic(words("italic")), words(", "),
       bold(italic(words("both"))), words(" and "), code(words("/nep 47")), words(".")}
  );
  doc.paragraph(
      {words("A "), bold(link(words("link"), "https://numpy.org/neps/?a=1&b=2")), words(" and a "),
       link(words("mail"), "mailto:neps@python.example"), words(".")}
  );
  doc.paragraph(
      {mention("U0ADA", Text(std::string("Ada"))), words(" and "),
       mention("grace", Text(std::string("Grace"))), words(" meet "),
       when(sys_seconds(std::chrono::seconds(1'800'000'000)), "UTC", words("2027-01-15 08:00 UTC"))}
  );
  doc.bullets({{words("first")}, {words("第二点 "), code(words("x"))}, {}});
  doc.quote(Text::lines(std::string("What somebody said:\n*not bold* <!channel> & more")));
  doc.preformatted(Text::lines(std::string("a = np.zeros(3)\n  b = \"\\n\"\t# `kept`")));
  doc.facts(
      {{{words("Status")}, {words("✓ Final")}},
       {{words("状态")}, {link(words("邮件"), "https://mail.example/x")}}}
  );
  doc.buttons(
      {Button(phrase("Plain"), "test.a", "1"),
       Button(phrase("Main"), "test.a", "2", Button::Style::primary),
       Button(phrase("Delete"), "test.c", {}, Button::Style::danger),
       Button::open(phrase("Site"), "https://numpy.org/")}
  );
  return doc;
}

inline Form form_of_everything() {
  Form form;
  form.id = "report.form";
  form.title = "Report something";
  form.submit = "Send";
  form.state = "case-17";
  form.intro.paragraph({words("The committee reads this: "), bold(words("Ada, Grace")), words(".")}
  );
  form.fields = {
      {.name = "subject",
       .label = "What is it about?",
       .hint = "A few words",
       .optional = true,
       .initial = "Typed before",
       .max_length = 80},
      {.name = "what", .label = "What happened?", .type = Field::Type::text, .secret = true},
      {.name = "how",
       .label = "How bad is it?",
       .type = Field::Type::choice,
       .initial = "2",
       .choices = {{"1", "A little"}, {"2", "Quite"}}},
      {.name = "kind",
       .label = "Which kind?",
       .type = Field::Type::choices,
       .initial = "b\nc",
       .choices = {{"a", "A"}, {"b", "B"}, {"c", ""}}},
      {.name = "day", .label = "When?", .type = Field::Type::date, .initial = "2026-03-01"},
      {.name = "who",
       .label = "Who?",
       .type = Field::Type::person,
       .optional = true,
       .initial = "U0ADA"}
  };
  return form;
}

}  // namespace usher::slack::test_rig
