// bot/cli.cpp: the subcommands, with CLI11. The one file that includes it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli.hpp"

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

constexpr std::array<std::string_view, 6> verbs{"run", "chat", "check", "backup", "restore", "nep"};

// The first word that is no option decides: it may name a series of the configuration that this file does not know.
std::string first_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i)
    if (argv[i][0] != '-') return argv[i];
  return {};
}

// The verb that was meant by a word that is none; empty when none is near.
std::string_view meant(const std::string& word) {
  const auto near = [&](std::string_view verb) {
    return word.size() >= 4 && edit_distance(to_lower_ascii(word), verb, 1) <= 1;
  };
  const auto it = std::ranges::find_if(verbs, near);
  return it == verbs.end() ? std::string_view() : *it;
}

bool may_be_series(const std::string& word) {
  return meant(word).empty() && !word.empty() && word.size() <= 20 &&
         std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::ranges::find(verbs, word) == verbs.end() && word != "help";
}

CLI::App* add_verb(
    CLI::App& app, const std::string& name, const std::string& about, const std::string& example,
    Order& order
) {
  CLI::App* verb = app.add_subcommand(name, about);
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

}  // namespace

std::expected<Order, int> parse_command_line(
    int argc, const char* const* argv, std::ostream& out, std::ostream& err
) {
  Order order;
  std::vector<std::string> typed;
  CLI::App app("Usher, a chat bot for open-source communities.", "usher");
  app.set_version_flag("--version", std::string("usher ") + USHER_VERSION);
  app.footer(
      "Examples:\n  usher chat\n  echo \"/nep 0\" | usher chat\n  usher nep 18 47 --json\n\n"
      "Each command explains itself: usher chat --help"
  );
  app.require_subcommand(0, 1);

  CLI::App* run = add_verb(
      app, "run", "Run the bot; without a configuration: in the browser, on this machine",
      "usher run --config usher.toml\n  usher run --set web.listen=127.0.0.1:0", order
  );
  CLI::App* chat = add_verb(
      app, "chat", "Talk to it in this terminal", "usher chat --set community.language=zh-Hant",
      order
  );
  CLI::App* check = add_verb(
      app, "check",
      "Validate the configuration and the translations; every problem with file and line",
      "usher check --config usher.toml", order
  );
  CLI::App* backup = add_verb(
      app, "backup", "Copy the database, also while the bot runs", "usher backup usher-backup.db",
      order
  );
  backup->add_option("FILE", order.file, "Where to; must not exist yet")->required();
  CLI::App* restore = add_verb(
      app, "restore", "Put a backup in the database's place", "usher restore usher-backup.db", order
  );
  restore->add_option("FILE", order.file, "What `usher backup` wrote")->required();

  const std::string word = first_word(argc, argv);
  if (word == "help") {
    out << app.help();
    return std::unexpected(exit_fine);
  }
  const std::string series = may_be_series(word) ? word : "nep";
  CLI::App* look_up = add_verb(
      app, series, "Look up a proposal by number or words",
      "usher " + series + " 18 47 --json\n  usher " + series + " array api\n  usher " + series +
          " poll --json",
      order
  );
  look_up->add_option(
      "WORDS", typed,
      "Numbers, words of a title, or: list status:draft. “poll” alone: read the source once, say "
      "what is new and queue the announcements"
  );
  look_up->add_flag(
      "--json", order.json, "One JSON object for each proposal or piece of news, a line each"
  );
  look_up->allow_extras();

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
    if (chosen.empty() && !meant(word).empty())
      return std::unexpected(refuse(
          err, "there is no command “" + word + "”; did you mean " + std::string(meant(word)) + "?",
          "usher"
      ));
    return std::unexpected(
        refuse(err, error.what(), chosen.empty() ? "usher" : "usher " + chosen.front()->get_name())
    );
  }

  if (app.get_subcommands().empty())
    return std::unexpected(refuse(err, "say what to do, for example: usher chat", "usher"));
  if (run->parsed()) order.verb = Order::Verb::run;
  if (chat->parsed()) order.verb = Order::Verb::chat;
  if (check->parsed()) order.verb = Order::Verb::check;
  if (backup->parsed()) order.verb = Order::Verb::backup;
  if (restore->parsed()) order.verb = Order::Verb::restore;
  if (look_up->parsed()) {
    order.verb = Order::Verb::look_up;
    order.series = series;
    auto words = words_of(*look_up, typed);
    if (!words) return std::unexpected(refuse(err, words.error(), "usher " + series));
    order.words = std::move(*words);
    const FirstWord first = first_word(order.words);
    if (first.word == "poll" && !first.rest.empty())
      return std::unexpected(
          refuse(err, "“poll” reads all there is, and takes no words", "usher " + series)
      );
    if (first.word == "poll") order.verb = Order::Verb::poll;
  }
  return order;
}

}  // namespace usher
