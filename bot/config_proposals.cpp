// bot/config_proposals.cpp: the words, steps and files of one kind of proposal: statuses, types, moves, header, ….
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_sections.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher {

namespace {

using Section = ConfigReader::Section;

constexpr std::size_t longest_word = 40;
constexpr std::size_t most_statuses = 30;
constexpr std::size_t most_examples = 6;

// What a status can be to its readers; with a capital, what NEP 0 calls it.
const std::vector<std::string>& meanings() {
  static const std::vector<std::string> all = {"draft",       "active",    "accepted",
                                               "provisional", "final",     "deferred",
                                               "rejected",    "withdrawn", "superseded"};
  return all;
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// "Did you mean Draft? Write one of these: …"
std::string instead(std::string_view wrong, const std::vector<std::string>& words) {
  const std::string_view guess = nearest(wrong, words);
  return (guess.empty() ? std::string() : fmt::format("Did you mean {}? ", guess)) +
         "Write one of these: " + listed(words) + ".";
}

// "Endorsed (accepted)" → "Endorsed" and "accepted".
struct Parted {
  std::string_view word, inside;
  bool sound = true;
};
Parted part(std::string_view text) {
  text = trim(text);
  const auto open = text.find('(');
  const auto shut = text.find(')');
  if (open == std::string_view::npos && shut == std::string_view::npos) return {text, {}};
  const bool sound = open != std::string_view::npos && open > 0 && shut == text.size() - 1 &&
                     open + 1 < shut && text.find('(', open + 1) == std::string_view::npos;
  if (!sound) return {{}, {}, false};
  return {trim(text.substr(0, open)), trim(text.substr(open + 1, shut - open - 1))};
}

Verdict check_word(std::string_view word) {
  if (word.empty()) return Flaw{"The word is empty.", "Write it, or remove it."};
  if (word.size() > longest_word || word.find('\n') != std::string_view::npos)
    return Flaw{
        fmt::format(
            "\"{}\" is longer than {} bytes, or has a line break.", shown(word), longest_word
        ),
        "Write it as the proposals do."
    };
  return std::nullopt;
}

Verdict check_status(std::string_view text) {
  const Parted status = part(text);
  if (!status.sound)
    return Flaw{
        fmt::format("\"{}\" is no status.", shown(text)),
        "Write the word alone, or what it means after it: \"Endorsed (accepted)\"."
    };
  if (Verdict flaw = check_word(status.word)) return flaw;
  if (status.inside.empty() || std::ranges::find(meanings(), status.inside) != meanings().end())
    return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is nothing that a status can mean.", shown(status.inside)),
      instead(status.inside, meanings())
  };
}

// A word that means itself needs no more: "Draft".
ProposalStatus status_of(std::string_view text) {
  const Parted status = part(text);
  ProposalStatus out{std::string(status.word), std::string(status.inside)};
  const std::string lower = to_lower_ascii(status.word);
  if (out.means.empty() && std::ranges::find(meanings(), lower) != meanings().end())
    out.means = lower;
  return out;
}

void read_statuses(Section& section, ProposalsConfig& proposals) {
  std::vector<std::string> texts;
  if (!section.list("statuses", texts, check_status)) return;
  std::vector<std::string> seen;
  for (const std::string& text : texts) {
    ProposalStatus status = status_of(text);
    std::string lower = to_lower_ascii(status.name);
    if (std::ranges::find(seen, lower) != seen.end()) {
      proposals.statuses.clear();
      return section.problem(
          "statuses", fmt::format("The status {} stands here twice.", shown(status.name)),
          "Remove one of them."
      );
    }
    seen.push_back(std::move(lower));
    proposals.statuses.push_back(std::move(status));
  }
  if (texts.empty() || texts.size() > most_statuses)
    section.problem(
        "statuses", fmt::format("There are {} statuses.", texts.size()),
        fmt::format("Write 1 to {}, or remove the line for those of NEP 0.", most_statuses)
    );
}

// The words that moves may name; not where a list of them is a mistake itself, which is then the one that is told.
struct Known {
  std::vector<std::string> statuses, types;
  bool whole = true;
};

Known known_to(const Section& section, const ProposalsConfig& proposals) {
  Known out;
  out.whole = !(section.given("statuses") && proposals.statuses.empty()) &&
              !(section.given("types") && proposals.types.empty());
  for (const ProposalStatus& status : proposals.statuses) out.statuses.push_back(status.name);
  if (out.statuses.empty())
    for (std::string word : meanings()) {
      word.front() = static_cast<char>(word.front() - 32);
      out.statuses.push_back(std::move(word));
    }
  out.types = proposals.types;
  if (out.types.empty()) out.types = {"Standards Track", "Informational", "Process"};
  return out;
}

// "Draft -> Active (Process)"; "*" is any status.
std::optional<ProposalMove> move_of(std::string_view text) {
  for (const std::string_view arrow : {"->", "→"}) {
    const auto at = text.find(arrow);
    if (at == std::string_view::npos) continue;
    const std::string_view from = trim(text.substr(0, at));
    const Parted to = part(text.substr(at + arrow.size()));
    if (from.empty() || !to.sound || to.word.empty()) return std::nullopt;
    return ProposalMove{
        from == "*" ? "" : std::string(from), std::string(to.word), std::string(to.inside)
    };
  }
  return std::nullopt;
}

Verdict check_move(std::string_view text, const Known& known) {
  const auto move = move_of(text);
  if (!move)
    return Flaw{
        fmt::format("\"{}\" is no step.", shown(text)),
        "Write \"Draft -> Accepted\", \"* -> Superseded\" from any status, or "
        "\"Draft -> Active (Process)\" for one type."
    };
  if (!known.whole) return std::nullopt;
  for (const std::string& word : {move->from, move->to})
    if (!word.empty() && std::ranges::find(known.statuses, word) == known.statuses.end())
      return Flaw{
          fmt::format("There is no status \"{}\".", shown(word)), instead(word, known.statuses)
      };
  if (!move->type.empty() && std::ranges::find(known.types, move->type) == known.types.end())
    return Flaw{
        fmt::format("There is no type \"{}\".", shown(move->type)), instead(move->type, known.types)
    };
  return std::nullopt;
}

void read_moves(Section& section, ProposalsConfig& proposals) {
  const Known known = known_to(section, proposals);
  std::vector<std::string> texts;
  const bool read =
      section.list("moves", texts, [&](std::string_view text) { return check_move(text, known); });
  if (!read) return;
  proposals.moves.emplace();
  for (const std::string& text : texts)
    if (auto move = move_of(text)) proposals.moves->push_back(std::move(*move));
}

Verdict check_prefix(std::string_view value) {
  const bool fine = value.size() <= 20 && std::ranges::all_of(value, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '_';
                    });
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is nothing that names of files begin with.", shown(value)),
      "Write what stands before the first dash, nep for nep-0018-title.rst; \"\" where the number "
      "comes first."
  };
}

Verdict check_index_file(std::string_view value) {
  const bool text = value.ends_with(".md") || value.ends_with(".rst") || value.ends_with(".txt");
  const bool name =
      value.size() <= 60 && !value.starts_with('.') && std::ranges::all_of(value, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-' || c == '.';
      });
  if (value.empty() || (text && name)) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no name of a text in each proposal's folder.", shown(value)),
      "Write its name alone, index.md for spec-0001/index.md; leave it out where the proposals lie "
      "in "
      "one folder."
  };
}

}  // namespace

void read_rules(ConfigReader::Section& section, ProposalsConfig& proposals) {
  section.text("council", proposals.council, check_short);
  read_statuses(section, proposals);
  section.list("types", proposals.types, check_word);
  read_moves(section, proposals);
  using Header = ProposalsConfig::Header;
  section.choice<Header>(
      "header", proposals.header,
      {{"either", Header::either}, {"rst", Header::rst}, {"rfc2822", Header::rfc2822}}
  );
  std::string prefix;
  if (section.text("file_prefix", prefix, check_prefix)) proposals.file_prefix = std::move(prefix);
  section.text("index_file", proposals.index_file, check_index_file);
  section.list("examples", proposals.examples, check_word);
  if (proposals.examples.size() > most_examples)
    section.problem(
        "examples", fmt::format("There are {} examples.", proposals.examples.size()),
        fmt::format("Write up to {}.", most_examples)
    );
}

}  // namespace usher
