// commands/answers/suggesting.cpp: fields to a suggestion, a suggestion to a difference.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/suggesting.hpp"

#include "bot/text.hpp"
#include "commands/answers/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::string_view form_id = "answers.suggest";
constexpr char part_end = '\x1d';  // sanitize() lets it through nowhere
constexpr std::chrono::days until_review{182};
constexpr std::size_t most_asked = 20;

Field field(std::string name, const Phrase& label, Field::Type type, bool optional) {
  Field out;
  out.name = std::move(name);
  out.label = label.str();
  out.type = type;
  out.optional = optional;
  return out;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 60 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string value(const Submit& submit, std::string_view name, bool lines = false) {
  const auto at = submit.fields.find(name);
  if (at == submit.fields.end()) return {};
  return std::string(trim(sanitize(at->second, lines)));
}

Suggestion read(const Submit& submit) {
  Suggestion out;
  out.id = to_lower_ascii(value(submit, "topic"));
  out.lang = value(submit, "lang");
  if (out.lang.empty()) out.lang = "en";
  out.title = value(submit, "title");
  out.body = value(submit, "body", true);
  out.link = value(submit, "link");
  const std::string asked = value(submit, "asked", true);
  for (const std::string_view line : split(asked, '\n'))
    if (!trim(line).empty() && out.asked.size() < most_asked) out.asked.emplace_back(trim(line));
  return out;
}

// A section of another language cannot be told from the text.
bool is_heading(std::string_view body) {
  return body.starts_with("## ") || body.contains("\n## ") || body.contains("+++");
}

std::map<std::string, std::string> flaws(const Suggestion& what, const Book* book, const Say& say) {
  std::map<std::string, std::string> out;
  if (!is_id(what.id))
    out["topic"] = say("Small letters, digits and hyphens: {example}",
                       fmt::arg("example", Text(std::string("where-to-start"))))
                       .str();
  const Topic* topic = book != nullptr ? book->find(what.id) : nullptr;
  const bool fresh = book != nullptr && topic == nullptr;
  if (fresh && what.lang != "en")
    out["lang"] = say("A new answer begins with its English text.").str();
  const bool new_language = fresh || (topic != nullptr && topic->in(what.lang) == nullptr);
  if (new_language && what.title.empty())
    out["title"] = say("It needs a title: the question, as people would put it.").str();
  if (new_language && what.body.empty()) out["body"] = say("It needs a text.").str();
  if (is_heading(what.body)) out["body"] = say("Without headings, please.").str();
  if (fresh && !what.link.starts_with("https://"))
    out["link"] = say("It needs a page that says more: an address with https.").str();
  if (out.empty() && what.title.empty() && what.body.empty() && what.asked.empty())
    out[""] = say("Nothing would change. Write a title, a text or a question.").str();
  return out;
}

}  // namespace

Form suggestion_form(std::string_view topic, const Book* book, const Say& say) {
  Form form;
  form.id = form_id;
  form.title = say("Suggest an answer").str();
  form.submit = say("Show the change").str();
  form.intro.paragraph({say(
      "You are shown what to change in the answer's file; nothing is changed by it. What you leave "
      "empty stays as it is."
  )});
  Field id =
      field("topic", say("Which answer? Its file's name, without “.md”"), Field::Type::line, false);
  id.initial = to_lower_ascii(trim(topic));
  form.fields.push_back(std::move(id));
  Field lang = field("lang", say("In which language?"), Field::Type::line, true);
  lang.initial = say.lang().starts_with("zh") ? "zh-Hans" : "en";
  lang.hint = "en, zh-Hans, zh-Hant, es";
  if (book != nullptr && book->find(form.fields.front().initial) == nullptr) lang.initial = "en";
  form.fields.push_back(std::move(lang));
  form.fields.push_back(field("title", say("Title: the question"), Field::Type::line, true));
  form.fields.push_back(field("body", say("Text: one to four sentences"), Field::Type::text, true));
  form.fields.push_back(
      field("asked", say("Questions that it answers, one a line"), Field::Type::text, true)
  );
  form.fields.push_back(
      field("link", say("Of a new answer: the page that says more"), Field::Type::line, true)
  );
  return form;
}

Outcome suggested(
    const Submit& submit, const Settings& settings, const Book* book, const Event& event,
    Context& context
) {
  if (submit.form != form_id) return {};
  const Say say = context.say(event.who);
  const Suggestion what = read(submit);
  if (auto wrong = flaws(what, book, say); !wrong.empty()) return {Reject{std::move(wrong)}, {}};
  std::string tag = packed(what);
  for (const std::string* part :
       {&event.at.space, &event.at.room, &event.who.id, &event.who.lang, &event.id})
    tag += part_end + *part;
  return {
      Close{},
      {Call{
          .tag = std::move(tag),
          .service = settings.service,
          .method = "READ",
          .path = what.id,
          .body = {},
          .etag = {},
          .of_asker = true
      }}
  };
}

Outcome compared(const Fetched& fetched, const Settings& settings, Context& context) {
  const auto parts = split(fetched.tag, part_end);
  if (parts.size() != 6) return {};
  const auto what = unpacked(parts[0]);
  if (!what) return {};
  const Say say = context.say(parts[4]);
  const std::string name = "answers/" + what->id + ".md";
  const bool there = fetched.error == errc::ok && fetched.status == 200;
  Doc doc;
  if (!there && (fetched.error != errc::ok || fetched.status != 404)) {
    doc.paragraph({say("I cannot read the file {file}.", fmt::arg("file", Text(name)))});
  } else if (!there && (what->title.empty() || what->body.empty() || what->link.empty())) {
    doc.paragraph({say(
        "There is no answer {file} yet. A new one needs a title, a text and a link.",
        fmt::arg("file", Text(name))
    )});
  } else {
    const std::string before = there ? fetched.body : std::string();
    const auto today = std::chrono::floor<std::chrono::days>(context.now);
    const std::string after = amended(before, *what, context.community.name, today + until_review);
    const std::string change = unified_diff(before, after, name);
    if (change.empty()) {
      doc.paragraph({say("The file {file} says that already.", fmt::arg("file", Text(name)))});
    } else {
      doc.paragraph({say(
          "This is what would change in {file}. Whoever looks after the answers can apply it with "
          "{command}; then {check} says whether all is well.",
          fmt::arg("file", Text(name)), fmt::arg("command", Text(std::string("git apply"))),
          fmt::arg("check", Text(std::string("usher check")))
      )});
      doc.preformatted(Text::lines(change));
    }
  }
  if (!settings.edit_url.empty())
    doc.paragraph({link(say("Where the answers are edited"), settings.edit_url)});
  Post post;
  post.to = {{std::string(parts[1]), std::string(parts[2]), ""}, {std::string(parts[3])}};
  post.audience = parts[2].empty() ? Audience::direct : Audience::only_you;
  post.body = std::move(doc);
  post.key = "answers:suggest:" + std::string(parts[5]);
  return {None{}, {std::move(post)}};
}

}  // namespace usher::answers
