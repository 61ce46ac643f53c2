// bot/dialogue_question.cpp: how a question of a form is worded.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher {

namespace {

constexpr std::size_t longest_kept = 200;  // bytes of an earlier answer that are shown again

Inline blank() { return {Text(std::string(" "))}; }

// Sentences one after the other, in italics: how to answer is not what is asked.
Line sentences(std::vector<Phrase> said) {
  Line line;
  for (Phrase& sentence : said) {
    if (!line.empty()) line.push_back(blank());
    line.push_back(italic(Inline(std::move(sentence))));
  }
  return line;
}

Line numbered(std::size_t number, Inline label) {
  return {code(Inline(Text::number(static_cast<std::int64_t>(number)))), blank(), std::move(label)};
}

// An earlier answer as it was offered: the words of choices, not what stands for them in the form.
std::string shown(const Field& field, const std::string& value) {
  if (field.choices.empty()) return value;
  std::string out;
  for (const std::string_view one : split(value, '\n')) {
    const auto choice = std::ranges::find(field.choices, one, &Choice::value);
    if (!out.empty()) out += ", ";
    out += choice != field.choices.end() && !choice->label.empty() ? choice->label : one;
  }
  return out;
}

}  // namespace

Doc Dialogue::question(const Say& say, char sign) const {
  Doc doc;
  if (!note_.empty()) doc.paragraph({Inline(Text(note_))});
  if (opening_) {
    if (!form_.title.empty()) doc.heading({Inline(Text(form_.title))});
    doc.append(form_.intro);
    if (secret())
      doc.paragraph({Inline(say(
          "Until you have finished, I keep your answers in memory only; an hour after the last one "
          "they are gone."
      ))});
  }
  if (at_end()) {
    if (!form_.fields.empty()) doc.paragraph({bold(Inline(say("Everything is answered.")))});
    doc.bullets(
        {numbered(1, form_.submit.empty() ? Inline(say("Send")) : Inline(Text(form_.submit)))}
    );
    doc.paragraph({italic(Inline(say("Answer with 1 to send it.")))});
  } else {
    ask_field(doc, say);
  }
  doc.paragraph(how_to_leave(say, sign));
  return doc;
}

void Dialogue::ask_field(Doc& doc, const Say& say) const {
  const Field& field = form_.fields[at_];
  const Answer& answer = answers_[at_];
  if (!answer.wrong.empty()) doc.paragraph({Inline(Text(answer.wrong))});
  Line title{bold(Inline(Text(field.label)))};
  if (form_.fields.size() > 1) {
    title.push_back(blank());
    title.push_back(italic(Inline(say(
        "({number} of {count})", fmt::arg("number", at_ + 1), fmt::arg("count", form_.fields.size())
    ))));
  }
  doc.paragraph(std::move(title));
  if (!field.hint.empty()) doc.paragraph({Inline(Text(field.hint))});
  std::vector<Line> choices;
  choices.reserve(field.choices.size());
  for (const Choice& choice : field.choices)
    choices.push_back(numbered(
        choices.size() + 1, Inline(Text(choice.label.empty() ? choice.value : choice.label))
    ));
  if (!choices.empty()) doc.bullets(std::move(choices));
  if (Line how = how_to_answer(say); !how.empty()) doc.paragraph(std::move(how));
}

Line Dialogue::how_to_answer(const Say& say) const {
  const Field& field = form_.fields[at_];
  const std::string& before = answers_[at_].value.reveal();
  std::vector<Phrase> said;
  switch (field.type) {
    case Field::Type::choice:
      said.push_back(say("Answer with a number or with the words."));
      break;
    case Field::Type::choices:
      said.push_back(say("Answer with one or more numbers: 1, 3."));
      break;
    case Field::Type::date:
      said.push_back(say("Answer with a date: 2026-03-31, 31 March 2026, yesterday."));
      break;
    case Field::Type::person:
      said.push_back(say("Answer with the @name of one person."));
      break;
    case Field::Type::line:
    case Field::Type::text:
      break;
  }
  if (!before.empty()) {
    // A secret is not said once more where others may look.
    if (secret() || field.type == Field::Type::text) {
      said.push_back(say("Answer = to keep what was there."));
    } else {
      said.push_back(
          say("Answer = to keep: {value}",
              fmt::arg("value", Text(shorten(shown(field, before), longest_kept))))
      );
    }
  }
  if (field.optional) said.push_back(say("Optional: answer - to skip."));
  return sentences(std::move(said));
}

Line Dialogue::how_to_leave(const Say& say, char sign) const {
  const auto command = [&](const char* name) { return Text(std::string(1, sign) + name); };
  std::vector<Phrase> said;
  if (at_ > 0)
    said.push_back(say("{back} corrects the last answer.", fmt::arg("back", command("back"))));
  said.push_back(say("{cancel} stops.", fmt::arg("cancel", command("cancel"))));
  return sentences(std::move(said));
}

}  // namespace usher
