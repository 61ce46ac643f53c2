// tests/proposals/authors.hpp: a series with one Draft that has all it needs, and its author.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/windows_table.hpp"
#include "tests/proposals/source.hpp"

namespace usher::proposals {

inline std::string draft(const std::string& more = {}) {
  return "NEP 7 — Strings that are ``short``\n==================================\n\n"
         ":Author: Ada Lovelace\n:Author: Grace Hopper\n:Status: Draft\n:Type: Standards Track\n"
         ":Created: 2026-01-02\n" +
         more +
         "\nAbstract\n--------\n\nThis is what it will do.\n\nDiscussion\n----------\n\n"
         "- https://mail.example.org/thread/1\n";
}

class Authors : public Source {
 public:
  explicit Authors(Settings settings = with_mail()) : Source(std::move(settings)) {
    files.erase(name(7));
    files["nep-0007-short-strings.rst"] = draft();
    files["nep-0000-rules.rst"] =
        "NEP 0 — Rules\n=============\n\n:Status: Active\n:Type: Process\n";
  }
  static Settings with_mail() {
    Settings settings = plain();
    settings.mail_url = "https://mail.example.org/list/";
    settings.template_url = "https://numpy.org/neps/nep-template.html";
    return settings;
  }
  Authors& filled() {
    start();
    poll();
    return *this;
  }
  Outcome submit(Fields fields, bool repeat = false, const std::string& lang = "en") {
    Context at = context();
    at.repeat = repeat;
    return feature->on(
        Event{
            "s",
            {"web", "general", ""},
            {"ada", lang, "UTC", {}, false, "Ada"},
            {},
            Submit{"proposals-nep.author.mail", std::move(fields), {}}
        },
        at
    );
  }
  Window window(WindowState state, int number = 7, std::vector<Objection> objections = {}) {
    Window out = open_window(number, now, 7, "https://mail.example.org/thread/2");
    out.state = state;
    out.objections = std::move(objections);
    if (state == WindowState::council) out.council = "https://example.org/council";
    add_window(db, "nep", out);
    return out;
  }
};

inline Objection objection(Objection::Verdict verdict) {
  Objection out;
  out.url = "https://mail.example.org/message/9";
  out.verdict = verdict;
  return out;
}

inline std::vector<std::string> copied(const Doc& doc) {
  std::vector<std::string> out;
  for (const Block& block : doc.blocks())
    if (const auto* text = std::get_if<Preformatted>(&block)) out.push_back(text->text);
  return out;
}

inline const Form& opened(const Outcome& outcome) {
  return std::get<Open>(outcome.effects.at(0)).form;
}

}  // namespace usher::proposals
