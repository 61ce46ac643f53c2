// commands/meeting/feed_words.cpp: /meeting calendar, and a date for one's own calendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/addresses.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <utility>

namespace usher::meeting {

namespace {

// What calendar programs take for "subscribe to this".
std::string webcal(const std::string& address) {
  return "webcal" + address.substr(address.find("://"));
}

Doc how_to_subscribe(const std::string& address, const Text& name, const Say& say) {
  const std::string google =
      "https://calendar.google.com/calendar/r?cid=" + percent_encoded(webcal(address));
  const std::string outlook =
      "https://outlook.live.com/calendar/0/addfromweb?url=" + percent_encoded(address) +
      "&name=" + percent_encoded(name.str());
  const Text subscription(webcal(address));
  Doc doc;
  doc.heading({say("A calendar to subscribe to: {name}", fmt::arg("name", name))});
  doc.paragraph({link(Text(address), address)});
  doc.bullets(
      {{say("Google Calendar: the button below; or “Other calendars”, “From URL”, and the address.")
       },
       {say(
           "Apple Calendar: “File”, “New Calendar Subscription”, and this address: {address}",
           fmt::arg("address", subscription)
       )},
       {say("Outlook: the button below; or “Add calendar”, “Subscribe from web”, and the address.")}
      }
  );
  doc.paragraph({say(
      "Programs look into it when they like, Google about once a day: what changes at short notice "
      "I tell here."
  )});
  doc.buttons(
      {Button::open(say("Subscribe in Google Calendar"), google),
       Button::open(say("Subscribe in Outlook"), outlook)}
  );
  return doc;
}

// What there is where nothing is published.
Doc no_feed(const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.paragraph({say("There is no calendar here to subscribe to.")});
  doc.paragraph(
      {say("Each reminder has a button “Add to calendar”, which gives you that date as a file.")}
  );
  if (!asked.settings.calendar_url.empty())
    doc.facts(
        {{{say("Calendar")}, {link(Text(asked.settings.calendar_url), asked.settings.calendar_url)}}
        }
    );
  return doc;
}

}  // namespace

Outcome tell_feeds(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  Database& db = asked.context.db;
  std::string path = feed_path_of_all();
  std::string name = asked.context.community.name;
  const Choice chosen =
      trim(typed).empty() ? Choice{std::string(of_all), {}} : choose(db, asked.settings, typed);
  if (chosen.what.empty()) return answer(no_such(trim(typed), asked, chosen.several));
  if (chosen.what.starts_with('#')) {
    path = feed_path_of_tag(std::string_view(chosen.what).substr(1));
    name = chosen.what.substr(1);
  } else if (chosen.what != of_all) {
    auto series = series_meant(typed, asked);
    if (!series) return answer(std::move(series.error()));
    path = feed_path_of_series(Shown{*series, {}}.typed(asked.settings));
    name = series->title;
  }
  const std::string address = feed_address(asked.settings, asked.context, path);
  if (address.empty()) return answer(no_feed(asked));
  return answer(how_to_subscribe(address, Text(name), say));
}

Outcome give_date(const Shown& what, const Asked& asked) {
  const Say say = asked.say();
  const Reader reader = asked.reader(true);
  const Text title = title_of(what);
  const Text file(what.typed(asked.settings) + ".ics");
  Doc doc;
  doc.heading({say("{title} for your calendar", fmt::arg("title", title))});
  doc.paragraph({when_of(what, what.date.start, reader)});
  doc.buttons(
      {Button::open(say("Google Calendar"), add_to_google(what, reader)),
       Button::open(say("Outlook"), add_to_outlook(what, reader))}
  );
  doc.paragraph({say("Other programs open a file. Save this as {file}:", fmt::arg("file", file))});
  doc.preformatted(Text::lines(date_file(what, reader)));
  SayReply reply{std::move(doc)};
  reply.confidential = true;  // it has the link, and this room need not be one that may have it
  return {std::move(reply), {}};
}

}  // namespace usher::meeting
