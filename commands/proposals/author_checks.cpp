// commands/proposals/author_checks.cpp: one check a function, in the order of a proposal's own text.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_checks.hpp"

#include "bot/text.hpp"
#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

Inline plain(std::string_view words) { return {Text(words)}; }

class Checker {
 public:
  Checker(const Proposal& proposal, const Standing& standing, const View& view)
      : header_(proposal.header), standing_(standing), view_(view) {}

  std::vector<CheckedPoint> all() {
    status();
    title();
    authors();
    type();
    created();
    abstract();
    discussion();
    last_window();
    replaced();
    return std::move(points_);
  }

 private:
  using Kind = CheckedPoint::Kind;

  void add(Kind kind, Line words) { points_.push_back({kind, std::move(words)}); }
  // One that is there is said in two words, what is missing in a sentence with the line to add.
  void add(bool there, Phrase fine, Phrase look) {
    add(there ? Kind::fine : Kind::look, {there ? std::move(fine) : std::move(look)});
  }
  Text line(std::string_view name, std::string_view value) const {
    return Text(header_line(view_.settings, name, value));
  }

  void status() {
    Line words = {view_.say("Status"), plain(": ")};
    for (Inline& piece : status_line(header_.status, view_.settings, view_.say))
      words.push_back(std::move(piece));
    const bool draft = means(header_.status, Meaning::draft, view_.settings);
    if (!draft) {
      words.push_back(plain(" – "));
      words.emplace_back(view_.say("what is to be accepted is a Draft first"));
    }
    add(draft ? Kind::fine : Kind::look, std::move(words));
  }

  void title() {
    add(!plain_title(header_.title).empty(), view_.say("It has a title."),
        view_.say("I find no title; the mail needs it in its subject."));
  }

  void authors() {
    const auto count = static_cast<long>(header_.authors.size());
    add(count > 0, view_.say.plural("{n} author is named.", "{n} authors are named.", count),
        view_.say("No author is named: add {line}.", fmt::arg("line", line("Author", "…"))));
  }

  void type() {
    const std::string_view meant = type_meant(header_.type, view_.settings);
    const Text written(header_.type);
    if (header_.type.empty()) {
      std::string names;
      for (const std::string& one : view_.settings.types)
        names += (names.empty() ? "" : ", ") + one;
      add(Kind::look, {view_.say(
                          "There is no Type: add {line}, with one of {types}.",
                          fmt::arg("line", line("Type", "…")), fmt::arg("types", Text(names))
                      )});
    } else if (meant.empty() || meant != header_.type) {
      const Text usual(
          meant.empty() && !view_.settings.types.empty() ? view_.settings.types.front()
                                                         : std::string(meant)
      );
      add(Kind::look, {view_.say(
                          "The Type is “{type}”; as others write it, it would be {usual}.",
                          fmt::arg("type", written), fmt::arg("usual", usual)
                      )});
    } else {
      add(Kind::fine,
          {view_.say("Type"), plain(": "), type_inline(header_.type, view_.settings, view_.say)});
    }
    if (meant == "Standards Track")
      add(Kind::note,
          {view_.say(
              "It gets Final only with an implementation: a prototype, linked in the text, makes "
              "it easier to agree."
          )});
    else if (meant == "Informational")
      add(Kind::note,
          {view_.say("An informational one need not be agreed on: everybody may ignore it.")});
    else if (meant == "Process")
      add(Kind::note,
          {view_.say("A Process one needs the agreement of the community, not only of its readers.")
          });
  }

  void created() {
    add(!header_.created_raw.empty(), view_.say("The date of its creation is there."),
        view_.say(
            "It does not say when it was created: add {line}.",
            fmt::arg("line", line("Created", header_.dated.empty() ? "yyyy-mm-dd" : header_.dated))
        ));
  }

  void abstract() {
    add(!header_.abstract.empty(), view_.say("It has an Abstract."),
        view_.say("I find no Abstract; most readers of the mail read only that."));
  }

  void discussion() {
    add(!header_.discussion_urls.empty(), view_.say("It links to where it is discussed."),
        view_.say(
            "I find no link to a discussion; the section Discussion is the place for it, and for "
            "the link to the mail when it is sent."
        ));
  }

  void last_window() {
    const auto& window = standing_.window;
    if (!window) {
      add(Kind::fine, {view_.say("No comment period is open.")});
      return;
    }
    if (window->state == WindowState::open)
      add(Kind::look, {view_.say("A comment period is open already. It closes:"), plain(" "),
                       closing_of(*window)});
    using Verdict = Objection::Verdict;
    if (const auto open = objections_with(*window, Verdict::claimed); !open.empty())
      linked(
          Kind::look, view_.say("Nobody has said yet whether this is a substantive objection:"),
          open
      );
    if (const auto stood = objections_with(*window, Verdict::substantive);
        window->state == WindowState::stopped && !stood.empty())
      linked(
          Kind::look,
          view_.say("This objection stopped the last attempt. Say in the mail how it was resolved:"
          ),
          stood
      );
  }

  void linked(Kind kind, Phrase words, const std::vector<const Objection*>& objections) {
    Line line = {std::move(words), plain(" ")};
    for (Inline& piece : links_to(objections)) line.push_back(std::move(piece));
    add(kind, std::move(line));
  }

  void replaced() {
    for (const int number : header_.replaces) {
      const Proposal* old = view_.shelf.find(number);
      const auto args = fmt::arg("number", number);
      const auto label = fmt::arg("label", view_.label);
      if (old == nullptr)
        add(Kind::look,
            {view_.say(
                "It says that it replaces {label} {number}, which I do not know.", label, args
            )});
      else if (!means(old->header.status, Meaning::superseded, view_.settings))
        add(Kind::note,
            {view_.say(
                "Once it is accepted, {label} {number} gets the Status Superseded and a "
                "line that names this one.",
                label, args
            )});
    }
  }

  const Header& header_;
  const Standing& standing_;
  const View& view_;
  std::vector<CheckedPoint> points_;
};

}  // namespace

std::vector<CheckedPoint> checked(
    const Proposal& proposal, const Standing& standing, const View& view
) {
  return Checker(proposal, standing, view).all();
}

Doc readiness(const Proposal& proposal, const Standing& standing, const View& view) {
  std::vector<CheckedPoint> points = checked(proposal, standing, view);
  const auto open =
      static_cast<long>(std::ranges::count(points, CheckedPoint::Kind::look, &CheckedPoint::kind));
  std::vector<Line> lines;
  lines.reserve(points.size());
  for (CheckedPoint& point : points) {
    const bool fine = point.kind == CheckedPoint::Kind::fine;
    const bool look = point.kind == CheckedPoint::Kind::look;
    Line line = {plain(fine ? "✓ " : look ? "⚑ " : "· ")};
    for (Inline& piece : point.words) line.push_back(std::move(piece));
    lines.push_back(std::move(line));
  }
  Doc doc;
  doc.bullets(std::move(lines));
  doc.paragraph(
      {open == 0 ? view.say("All that I can check is there. Whether it is ready, you know best.")
                 : view.say.plural(
                       "{n} point (⚑) is worth a look first. That need not stop you.",
                       "{n} points (⚑) are worth a look first. They need not stop you.", open
                   )}
  );
  return doc;
}

}  // namespace usher::proposals
