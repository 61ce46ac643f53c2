// bot/cli.cpp: the subcommands, with CLI11. The one file that includes it.
// Long because CLI11, which takes seconds to compile, is read by this file alone.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli.hpp"

#include "bot/cli_glance.hpp"
#include "bot/text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <ostream>

#ifndef USHER_VERSION
#define USHER_VERSION "unknown"
#endif

namespace usher {

namespace {

constexpr auto verbs = std::to_array<std::string_view>(
    {"run", "chat", "check", "manifest", "registration", "backup", "restore", "doctor", "meetings",
     "ask", "strings"}
);

bool is_verb(std::string_view word) { return std::ranges::find(verbs, word) != verbs.end(); }

// The command that was meant by a word that is none; empty when none is near.
std::string meant(const std::string& word, const std::vector<SeriesVerb>& series) {
  std::vector<std::string> names(verbs.begin(), verbs.end());
  for (const SeriesVerb& one : series) names.push_back(one.name);
  const auto near = [&](const std::string& name) {
    return word.size() >= 4 && edit_distance(to_lower_ascii(word), name, 1) <= 1;
  };
  const auto it = std::ranges::find_if(names, near);
  return it == names.end() ? std::string() : *it;
}

bool may_be_series(const std::string& word) {
  return !word.empty() && word.size() <= 20 &&
         std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) && !is_verb(word);
}

CLI::App* add_verb(
    CLI::App& app, Order::Verb which, const std::string& name, const std::string& about,
    const std::string& example, Order& order
) {
  CLI::App* verb = app.add_subcommand(name, about);
  verb->callback([&order, which] { order.verb = which; });
  verb->footer("Example:\n  " + example);
  verb->add_option(
          "--config", order.config, "The configuration; without it, the one inside the program"
  )
      ->type_name("FILE");
  verb->add_option("--set", order.set, "Overrides a key of the configuration; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->check([](const std::string& text) {
        const bool sound = text.find('=') != std::string::npos && text.front() != '=';
        return sound ? std::string()
                     : "write it as key=value, for example community.language=zh-Hant";
      });
  return verb;
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return std::string(trim(text));
}

int refuse(std::ostream& err, const std::string& what, const std::string& help) {
  const bool ended = what.ends_with('.') || what.ends_with('?');
  err << "usher: " << one_line(what) << (ended ? "" : ".") << " See " << help << " --help.\n";
  return exit_usage;
}

// What a look-up is told, wherever it is registered.
struct LookUp {
  CLI::App* verb = nullptr;
  std::string series;
};

LookUp add_series(
    CLI::App& app, const SeriesVerb& series, Order& order, std::vector<std::string>& typed
) {
  const std::string command = "usher " + series.name;
  std::string examples;
  for (const std::string& one : series.examples) {
    examples += command;
    examples += ' ';
    examples += one;
    examples += &one == series.examples.data() ? " --json\n  " : "\n  ";
  }
  CLI::App* verb = add_verb(
      app, Order::Verb::look_up, series.name,
      (series.title.empty() ? "Proposals" : series.title + "s") +
          ": look one up by number or words",
      examples + command + " poll --json", order
  );
  verb->add_option(
      "WORDS", typed,
      "Numbers, words of a title, or: list status:STATUS; history NUMBER. “poll” alone: read the "
      "source once, say what is new and queue the announcements"
  );
  verb->add_flag(
      "--json", order.json, "One JSON object for each proposal or piece of news, a line each"
  );
  verb->allow_extras();
  return {verb, series.name};
}

// Of the program as a whole.
std::string examples_with(const std::vector<SeriesVerb>& series) {
  const bool any = !series.empty() && !series.front().examples.empty();
  const std::string said =
      any ? series.front().name + " " + series.front().examples.front() : "help";
  std::string out = "Examples:\n  usher chat\n  echo \"/" + said + "\" | usher chat\n";
  if (any) out += "  usher " + said + " --json\n";
  return out +
         "\nOn Slack (docs/slack.md, from nothing to a bot that answers), on Matrix "
         "(docs/matrix.md):\n"
         "  usher manifest --config usher.toml > manifest.json\n"
         "  usher doctor --config usher.toml\n"
         "  usher run --config usher.toml\n"
         "\nEach command explains itself: usher chat --help\nOf another configuration: usher "
         "--config FILE --help";
}

// A negative number ("usher nep -1") is a word; any other option that nobody knows is a mistake.
std::expected<std::string, std::string> words_of(
    const CLI::App& verb, const std::vector<std::string>& typed
) {
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  for (const std::string& word : typed) add(word);
  for (const std::string& word : verb.remaining()) {
    if (word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9'))
      return std::unexpected("there is no option " + word);
    add(word);
  }
  return words;
}

// What is shown to others of this configuration: Slack's page, a homeserver's operator.
void add_printed(CLI::App& app, Order& order) {
  CLI::App* manifest = add_verb(
      app, Order::Verb::manifest, "manifest",
      "Print the Slack app manifest for this configuration: commands, shortcuts, events, scopes",
      "usher manifest --config usher.toml\n  usher manifest --config usher.toml --url "
      "https://usher.example.org",
      order
  );
  CLI::App* registration = add_verb(
      app, Order::Verb::registration, "registration",
      "Print the registration of an application service, for a Matrix homeserver's operator",
      "usher registration --config usher.toml > usher-registration.yaml", order
  );
  for (CLI::App* verb : {manifest, registration})
    verb->add_option(
            "--url", order.url,
            verb == manifest ? "Where Slack reaches the bot, where slack.mode is \"http\"; not "
                               "needed for Socket Mode"
                             : "Where the homeserver reaches the bot; else where it listens"
    )
        ->type_name("URL");
}

// Which of its two it was is asked when all is parsed.
const CLI::App* add_meetings(CLI::App& app, Order& order) {
  CLI::App* meetings = add_verb(
      app, Order::Verb::expand, "meetings", "Say when the community meets, and look into calendars",
      "usher meetings next community\n  usher meetings expand calls.ics --from 2026-01-01 --to "
      "2026-02-01",
      order
  );
  meetings->require_subcommand(1);
  CLI::App* expand = meetings->add_subcommand(
      "expand", "Print when what is in an iCalendar file takes place, oldest first"
  );
  expand->fallthrough();
  expand->add_option("FILE", order.file, "An .ics file; - for what comes in")->required();
  expand->add_option("--from", order.from, "A day or an instant in UTC; else now")
      ->type_name("TIME");
  expand->add_option("--to", order.to, "As --from, and not included; else a year later")
      ->type_name("TIME");
  expand->add_flag("--json", order.json, "One JSON object a line; problems on stderr");
  CLI::App* next = meetings->add_subcommand("next", "Print what comes next, of all or of one");
  next->fallthrough();
  next->add_option_function<std::vector<std::string>>(
          "MEETING",
          [&order](const std::vector<std::string>& words) {
            for (const std::string& word : words)
              order.words += (order.words.empty() ? "" : " ") + word;
          },
          "Its name, or words of its title"
  )
      ->type_name("TEXT");
  next->add_flag("--json", order.json, "One JSON object a line");
  return next;
}

void add_strings(CLI::App& app, Order& order) {
  CLI::App* strings = add_verb(
      app, Order::Verb::strings, "strings",
      "Write what Usher says into a catalog, to be translated into another language",
      "usher strings locale/es.po", order
  );
  strings
      ->add_option(
          "FILE", order.file,
          "Named after the language (es.po, pt_BR.po). A new one is made; one that is there keeps "
          "its "
          "translations and gets the sentences that it lacks. Without it: an empty one is printed"
      )
      ->type_name("FILE");
}

void add_ask(CLI::App& app, Order& order) {
  CLI::App* ask = add_verb(
      app, Order::Verb::ask, "ask", "Ask what newcomers ask, in English or Chinese",
      "usher ask where do I start\n  usher ask --json \"怎么安装？\"\n  usher ask --json "
      "--file "
      "questions.jsonl",
      order
  );
  ask->add_option_function<std::vector<std::string>>(
         "QUESTION",
         [&order](const std::vector<std::string>& words) {
           for (const std::string& word : words)
             order.words += (order.words.empty() ? "" : " ") + word;
         },
         "In your own words"
  )
      ->type_name("TEXT");
  ask->add_flag("--json", order.json, "One JSON object a line: which answer, and how sure");
  ask->add_flag(
      "--overheard", order.overheard, "As if it was said among people rather than to the bot"
  );
  ask->add_option(
         "--file", order.file,
         "Questions, one JSON object a line, each with its words in \"q\"; - for what comes in"
  )
      ->type_name("FILE");
}

}  // namespace

std::expected<Order, int> parse_command_line(
    int argc, const char* const* argv, const KnownSeries& known, std::ostream& out,
    std::ostream& err
) {
  Order order;
  std::vector<std::string> typed;
  const Glance seen = glance(argc, argv);
  const std::string& word = seen.word;
  std::optional<std::vector<SeriesVerb>> configured;
  if (!is_verb(word)) configured = known(seen.config, seen.set);
  const bool readable = configured.has_value();
  std::vector<SeriesVerb> series = std::move(configured).value_or(std::vector<SeriesVerb>{});
  const std::string guess = is_verb(word) ? std::string() : meant(word, series);
  if (may_be_series(word) && word != "help" && guess.empty() &&
      std::ranges::find(series, word, &SeriesVerb::name) == series.end()) {
    if (readable)
      return std::unexpected(refuse(
          err,
          "there is no command “" + word + "”, nor [proposals." + word + "] in the configuration",
          seen.config.empty() ? "usher" : "usher --config " + seen.config
      ));
    series.push_back({word, {}, {}});  // the mistakes of the configuration are what must be told
  }

  CLI::App app("Usher, a chat bot for open-source communities.", "usher");
  app.set_version_flag("--version", std::string("usher ") + USHER_VERSION);
  app.footer(examples_with(series));
  app.require_subcommand(0, 1);
  app.add_option("--config", order.config, "The configuration whose commands --help lists")
      ->type_name("FILE");

  add_verb(
      app, Order::Verb::run, "run",
      "Run the bot: in the browser, and on Slack and Matrix where they are configured",
      "usher run --config usher.toml\n  usher run --set web.listen=127.0.0.1:0", order
  );
  add_verb(
      app, Order::Verb::chat, "chat", "Talk to it in this terminal",
      "usher chat --set community.language=zh-Hant", order
  );
  add_verb(
      app, Order::Verb::check, "check",
      "Validate the configuration and the translations; every problem with file and line",
      "usher check --config usher.toml", order
  );
  add_verb(
      app, Order::Verb::doctor, "doctor",
      "Say what is reachable and permitted: database, disk, clock, tokens, scopes, rooms; and what "
      "to do about the rest",
      "usher doctor --config usher.toml", order
  );
  add_printed(app, order);
  const CLI::App* next_meetings = add_meetings(app, order);
  add_ask(app, order);
  add_strings(app, order);
  CLI::App* backup = add_verb(
      app, Order::Verb::backup, "backup", "Copy the database, also while the bot runs",
      "usher backup usher-backup.db", order
  );
  backup->add_option("FILE", order.file, "Where to; must not exist yet")->required();
  CLI::App* restore = add_verb(
      app, Order::Verb::restore, "restore", "Put a backup in the database's place",
      "usher restore usher-backup.db", order
  );
  restore->add_option("FILE", order.file, "What `usher backup` wrote")->required();
  std::vector<LookUp> look_ups;
  look_ups.reserve(series.size());
  for (const SeriesVerb& one : series) look_ups.push_back(add_series(app, one, order, typed));

  if (word == "help") {
    out << app.help();
    return std::unexpected(exit_fine);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    out << version.what() << "\n";
    return std::unexpected(exit_fine);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    out << (chosen.empty() ? app.help() : chosen.front()->help("usher"));
    return std::unexpected(exit_fine);
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    if (chosen.empty() && !guess.empty())
      return std::unexpected(
          refuse(err, "there is no command “" + word + "”; did you mean " + guess + "?", "usher")
      );
    return std::unexpected(
        refuse(err, error.what(), chosen.empty() ? "usher" : "usher " + chosen.front()->get_name())
    );
  }

  if (app.get_subcommands().empty())
    return std::unexpected(refuse(err, "say what to do, for example: usher chat", "usher"));
  if (next_meetings->parsed()) order.verb = Order::Verb::next_meetings;
  for (const LookUp& look_up : look_ups) {
    if (!look_up.verb->parsed()) continue;
    order.series = look_up.series;
    auto words = words_of(*look_up.verb, typed);
    if (!words) return std::unexpected(refuse(err, words.error(), "usher " + order.series));
    order.words = std::move(*words);
    const FirstWord first = first_word(order.words);
    if (first.word == "poll" && !first.rest.empty())
      return std::unexpected(
          refuse(err, "“poll” reads all there is, and takes no words", "usher " + order.series)
      );
    if (first.word == "poll") order.verb = Order::Verb::poll;
  }
  return order;
}

}  // namespace usher
