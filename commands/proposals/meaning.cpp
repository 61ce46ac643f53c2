// commands/proposals/meaning.cpp: what statuses mean, explained.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/meaning.hpp"

#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>

namespace usher::proposals {

namespace {

struct Explained {
  Meaning what;
  Msgid meaning;
  Msgid to_do;
  bool discussed = false;  // the list where it is talked about is worth a link
};

// None of them says the status: a series may call it otherwise.
constexpr std::array<Explained, 9> statuses = {{
    {Meaning::draft, mark("It is under discussion and may still change, or come to nothing."),
     mark("You can read it and say what you think of it."), true},
    {Meaning::active, mark("It is in force, and is changed as the need arises."),
     mark("You can go by it, and propose changes to it."), true},
    {Meaning::accepted, mark("It is agreed on and waits for its implementation."),
     mark("You can help to implement it, or prepare your code for it.")},
    {Meaning::provisional,
     mark("It is accepted for a trial, and may still be withdrawn or rejected."),
     mark("You can try it and say how it went; do not rely on it yet."), true},
    {Meaning::final, mark("It is implemented; what it describes is there to stay."),
     mark("You can use what it describes.")},
    {Meaning::deferred, mark("It rests: nobody works on it for the time being."),
     mark("You can take it up again, if you want to see it happen."), true},
    {Meaning::rejected, mark("It will not be done; its text stays, with the reasons."),
     mark("You can read why, before you propose something like it.")},
    {Meaning::withdrawn, mark("It was taken back by its authors."),
     mark("You can propose something of your own in its place."), true},
    {Meaning::superseded, mark("It holds no more: another has taken its place."),
     mark("You can read what took its place.")},
}};

const Explained* explained(std::string_view as_written, const Settings& settings) {
  const Status* status = status_meant(as_written, settings);
  if (status == nullptr) return nullptr;
  const auto* const found = std::ranges::find(statuses, status->meaning, &Explained::what);
  return found == statuses.end() ? nullptr : found;
}

}  // namespace

std::optional<Phrase> meaning_of(std::string_view status, std::string_view type, const View& view) {
  const Say& say = view.say;
  const Explained* about = explained(status, view.settings);
  if (about == nullptr) return std::nullopt;
  if (type_meant(type, view.settings) != "Informational") return say(about->meaning);
  return say(
      "{meaning} It is an informational one: you are free to ignore it.",
      fmt::arg("meaning", say(about->meaning))
  );
}

Line what_to_do(std::string_view status, const View& view) {
  const Explained* about = explained(status, view.settings);
  if (about == nullptr) return {};
  Line line = {view.say(about->to_do)};
  if (about->discussed && !view.settings.mail_url.empty()) {
    line.emplace_back(Text(std::string(" ")));
    line.push_back(link(view.say("It is discussed here."), view.settings.mail_url));
  }
  return line;
}

}  // namespace usher::proposals
