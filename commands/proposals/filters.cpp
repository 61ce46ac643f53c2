// commands/proposals/filters.cpp: reading filters, and asking them of a header.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/filters.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"
#include "commands/proposals/values.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace usher::proposals {

namespace {

enum class Key { status, type, author, since };

std::optional<Key> key_named(std::string_view typed) {
  struct Name {
    std::string_view name;
    Key key;
  };
  constexpr std::array<Name, 13> names = {
      {{"status", Key::status},
       {"狀態", Key::status},
       {"状态", Key::status},
       {"type", Key::type},
       {"類型", Key::type},
       {"类型", Key::type},
       {"author", Key::author},
       {"作者", Key::author},
       {"by", Key::author},
       {"since", Key::since},
       {"自", Key::since},
       {"after", Key::since},
       {"created", Key::since}}
  };
  const std::string lower = to_lower_ascii(typed);
  const auto* found = std::ranges::find(names, lower, &Name::name);
  return found == names.end() ? std::nullopt : std::optional(found->key);
}

struct Token {
  std::string key;  // empty: a word
  std::string value;
};

// Cuts one token off: a word, or key:value, where the value may stand in quotation marks or after a space.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : rest_(trim(text)) {}
  bool done() const { return rest_.empty(); }

  Token next() {
    const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t\n"));
    const auto colon = word.find(':');
    const bool filter = colon != std::string_view::npos && colon > 0 && colon <= 20 &&
                        !word.substr(colon).starts_with("://") &&
                        std::ranges::all_of(word.substr(0, colon), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                 static_cast<unsigned char>(c) >= 0x80;
                        });
    if (!filter) return {{}, value()};
    Token token{std::string(word.substr(0, colon)), {}};
    rest_ = trim(rest_.substr(colon + 1));
    const auto second = std::min(rest_.find(':'), rest_.size());
    const bool another =
        second < rest_.find_first_of(" \t\n") && key_named(rest_.substr(0, second));
    if (!another) token.value = value();
    return token;
  }
  // Takes the next word if it is this one.
  bool take(std::string_view wanted) {
    const auto end = std::min(rest_.find_first_of(" \t\n"), rest_.size());
    if (to_lower_ascii(rest_.substr(0, end)) != wanted) return false;
    rest_ = trim(rest_.substr(end));
    return true;
  }

 private:
  std::string value() {
    for (const auto& [open, close] :
         {std::pair{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"'", "'"}}) {
      const std::string_view begin = open;
      if (!rest_.starts_with(begin)) continue;
      const auto end = rest_.find(close, begin.size());
      if (end == std::string_view::npos) continue;
      const std::string inside(trim(rest_.substr(begin.size(), end - begin.size())));
      rest_ = trim(rest_.substr(end + std::string_view(close).size()));
      return inside;
    }
    const auto end = std::min(rest_.find_first_of(" \t\n"), rest_.size());
    const std::string word(rest_.substr(0, end));
    rest_ = trim(rest_.substr(end));
    return word;
  }

  std::string_view rest_;
};

// "2024", "2024-03" and "2024-03-05" as the first day of it.
std::string first_day(std::string_view typed) {
  const auto dashes = std::ranges::count(typed, '-');
  const bool plain = typed.find_first_not_of("0123456789-") == std::string_view::npos;
  if (!plain || typed.size() < 4 || typed.substr(0, 4).find('-') != std::string_view::npos)
    return {};
  std::string day(typed);
  if (dashes == 0 && day.size() != 4) return {};
  for (auto missing = 2 - dashes; missing > 0; --missing) day += "-01";
  return iso_date(day);
}

constexpr std::size_t most_typed = 8;
constexpr std::size_t most_words = 16;  // of a name

bool is_meant(const std::vector<std::string>& typed, const std::vector<std::string>& name) {
  return !typed.empty() && std::ranges::all_of(typed, [&](const std::string& one) {
    return std::ranges::any_of(name, [&](const std::string& word) {
      return word.starts_with(one);
    });
  });
}

// `named`: what the series calls what was typed; empty where it is unknown.
bool add_words(std::string_view value, const auto& named, std::vector<std::string>& to) {
  for (const std::string_view one : split(value, ',')) {
    if (one.empty()) continue;
    const std::string_view name = named(one);
    if (name.empty()) return false;
    to.emplace_back(name);
  }
  return true;
}

}  // namespace

std::expected<Filters, FilterProblem> parse_filters(
    std::string_view args, const Settings& settings, const Catalog& catalog
) {
  using Why = FilterProblem::Why;
  const auto status = [&](std::string_view typed) -> std::string_view {
    const Status* found = status_typed(typed, settings, catalog);
    return found == nullptr ? std::string_view() : std::string_view(found->name);
  };
  const auto type = [&](std::string_view typed) { return type_typed(typed, settings, catalog); };
  Filters filters;
  for (Tokens tokens(args); !tokens.done();) {
    const Token token = tokens.next();
    if (token.key.empty()) {
      filters.words += (filters.words.empty() ? "" : " ") + token.value;
      continue;
    }
    const auto problem = [&](Why why) {
      return std::unexpected(FilterProblem{why, token.key, token.value});
    };
    const auto key = key_named(token.key);
    if (!key) return problem(Why::unknown_filter);
    if (token.value.empty()) return problem(Why::no_value);
    if (*key == Key::status) {
      if (!add_words(token.value, status, filters.statuses)) return problem(Why::status);
    } else if (*key == Key::type) {
      if (!add_words(token.value, type, filters.types)) return problem(Why::type);
      tokens.take("track");  // "type:standards track"
    } else if (*key == Key::author) {
      filters.authors.push_back(token.value);
    } else {
      filters.since = first_day(token.value);
      if (filters.since.empty()) return problem(Why::since);
    }
  }
  return filters;
}

bool has_filter(std::string_view args) {
  for (const std::string_view word : split_words(args)) {
    const auto colon = word.find(':');
    if (colon != std::string_view::npos && key_named(word.substr(0, colon))) return true;
  }
  return false;
}

bool is_author(std::string_view typed, std::string_view name) {
  return is_meant(search::folded_words(typed, most_typed), search::folded_words(name, most_words));
}

AuthorFilter::AuthorFilter(const std::vector<std::string>& typed) : met_(typed.size()) {
  typed_.reserve(typed.size());
  for (const std::string& one : typed) typed_.push_back(search::folded_words(one, most_typed));
}

bool AuthorFilter::passes(const Header& header) {
  if (typed_.empty()) return true;
  std::vector<bool> among(typed_.size());
  for (const std::string& name : header.authors) {
    const auto [at, made] = names_.try_emplace(name);
    if (made) {
      const auto words = search::folded_words(name, most_words);
      for (const auto& typed : typed_) at->second.push_back(is_meant(typed, words));
    }
    for (std::size_t i = 0; i < among.size(); ++i)
      if (at->second[i]) among[i] = met_[i] = true;
  }
  return std::ranges::find(among, false) == among.end();
}

std::optional<std::size_t> AuthorFilter::nobody() const {
  const auto first = std::ranges::find(met_, false);
  if (first == met_.end()) return std::nullopt;
  return static_cast<std::size_t>(first - met_.begin());
}

bool passes(const Filters& filters, const Header& header, const Settings& settings) {
  const auto among = [](const std::vector<std::string>& words, std::string_view meant) {
    return words.empty() || std::ranges::find(words, meant) != words.end();
  };
  const Status* status = status_meant(header.status, settings);
  if (!among(filters.statuses, status == nullptr ? std::string_view() : status->name) ||
      !among(filters.types, type_meant(header.type, settings)))
    return false;
  const std::string& date = header.created.empty() ? header.dated : header.created;
  return filters.since.empty() || date >= filters.since;  // without a date: too old to have one
}

}  // namespace usher::proposals
