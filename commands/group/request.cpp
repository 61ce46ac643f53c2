// commands/group/request.cpp: nine answers as one page for whoever decides.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/group/publishing.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/order.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace usher::group {

namespace {

constexpr std::array<Step, 9> asked_for = {Step::approval,   Step::interest,       Step::resources,
                                           Step::hours,      Step::schedule,       Step::subjects,
                                           Step::attendance, Step::representation, Step::benefit};

// An answer of several lines, a paragraph each.
void put_answer(Doc& doc, const Group& group, Step step, const Say& say) {
  if (question(step).how == Ask::choice) {
    doc.paragraph({answer_text(group, step, say)});
    return;
  }
  for (const std::string_view line : split(group.wizard[step], '\n'))
    if (!trim(line).empty()) doc.paragraph({Text(line)});
}

std::string names(const Group& group, const Asked& asked) {
  std::string out;
  for (const Organiser& one : organisers(asked.db(), group.id))
    if (one.stand == Stand::organises)
      out += (out.empty() ? "" : ", ") + (one.name.empty() ? one.person : one.name);
  return out;
}

std::ptrdiff_t organisers_of(const Group& group, const Asked& asked) {
  return std::ranges::count(organisers(asked.db(), group.id), Stand::organises, &Organiser::stand);
}

// The page itself.
Doc page(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.heading({say("Request: an in-house Python user group")});
  doc.paragraph({say(
      "We ask for permission to found {name} at {organisation}: a group in which colleagues meet "
      "to learn from each other how Python is used here.",
      fmt::arg("name", Text(group.name())),
      fmt::arg("organisation", Text(group.wizard[Step::organisation]))
  )});
  for (const Step step : asked_for) {
    doc.heading({label_words(step, say)});
    put_answer(doc, group, step, say);
  }
  doc.heading({say("How it is run")});
  const Text organise(names(group, asked));
  // What an employer reads must be so: nobody organises it alone, and until then somebody is looked for.
  doc.paragraph(
      {organisers_of(group, asked) > 1
           ? say("Organisers: {names}. There are several, so that holidays, illness and urgent "
                 "work do not stop it, and one of them is there whenever a meeting begins.",
                 fmt::arg("names", organise))
           : say("Organiser: {name}. More are being asked, so that holidays, illness and urgent "
                 "work do not stop it; the group begins when there are several.",
                 fmt::arg("name", organise))}
  );
  doc.paragraph(
      {say("Changes of a date or a room are told early and to everybody; a speaker who falls out "
           "is stood in for.")}
  );
  if (group.rhythm) {
    Line line{say("First event:"), Text(std::string(" "))};
    for (Inline& one : event_line(*group.rhythm, say)) line.push_back(std::move(one));
    doc.paragraph(std::move(line));
  }
  doc.heading({label_words(Step::conduct, say)});
  put_conduct(doc, group, asked.settings, say);
  return doc;
}

}  // namespace

Doc request_doc(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  Doc doc = page(group, asked);
  const std::string plain = plain_text(doc);
  doc.paragraph({italic(say("The same, to paste:"))});
  doc.preformatted(Text::lines(plain));
  return doc;
}

Outcome request_pressed(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  const auto group = group_by_id(asked.db(), meeting::number_typed(value).value_or(0));
  if (!group || !organises(*group, asked) || !group->in_house())
    return told(say("This group is not there any more, or you do not organise it."));
  if (group->wizard.at != Step::review)
    return told(question_doc(*group, asked, Doc(say("A few questions are open yet."))));
  return told(request_doc(*group, asked));
}

}  // namespace usher::group
