// bot/answer_file.cpp: front matter, sections, and what is wrong with them.
// Long because each key stands beside what is told of its mistakes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_file.hpp"

#include "bot/answer_parts.hpp"
#include "bot/config_checks.hpp"
#include "bot/config_document.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace usher::answers {

namespace {

using std::chrono::sys_days;
using Type = ConfigValue::Type;

constexpr std::size_t longest_body = 2'000;
constexpr std::size_t longest_words = 600;  // bytes: 200 characters of Chinese
constexpr std::size_t most_aliases = 40;
constexpr std::size_t most_asked = 200;
constexpr std::size_t most_sticky = 200;

std::optional<sys_days> date_in(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int out = -1;
    const char* const end = text.data() + at + size;
    const auto [stop, error] = std::from_chars(text.data() + at, end, out);
    return error == std::errc() && stop == end ? out : -1;
  };
  const int month = number(5, 2);
  const int day = number(8, 2);
  const int year = number(0, 4);
  if (year < 2000 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))
  };
  return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 60 && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// "en", "zh-Hans", "pt-BR": as they are written, so that a file's headings and its tables are compared byte by byte.
bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 20 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

std::string stem_of(std::string_view name) {
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return std::string(file.substr(0, file.find('.')));
}

class Reading {
 public:
  Reading(const Source& source, std::vector<Problem>& problems)
      : source_(source), problems_(problems) {}

  std::optional<Topic> read() {
    const auto parts = parts_of(source_.text, source_.name, problems_);
    if (!parts) return std::nullopt;
    const ConfigDocument document = parse_toml("\n" + parts->front, source_.name);
    problems_.insert(problems_.end(), document.problems.begin(), document.problems.end());
    const ConfigValue& root = document.root;
    out_.file = source_.name;
    read_id(root);
    read_links(root);
    read_rest(root);
    for (const auto& [key, value] : root.keys)
      if (value.type == Type::table) read_text(key, value, parts->sections);
    for (const auto& [language, section] : parts->sections)
      if (!root.keys.contains(language))
        tell(
            section.line, fmt::format("“{}” has a text, but no title.", shown(language)),
            fmt::format("Put [{}] with title and aliases between the lines +++.", shown(language))
        );
    for (const auto& [key, value] : root.keys)
      if (value.type != Type::table && !is_known(key))
        tell(
            value.line, fmt::format("Nothing is called “{}”.", shown(key)),
            "Known are id, links, owner, review-by and sticky, and a table for each language."
        );
    if (out_.in("en") == nullptr) {
      tell(
          1, "There is no English text.",
          "Write [en] with title and aliases, and a section “## en”."
      );
      return std::nullopt;
    }
    if (out_.id.empty() || out_.links.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  void tell(int line, std::string problem, std::string remedy) {
    problems_.push_back({source_.name, line, std::move(problem), std::move(remedy)});
  }

  static bool is_known(std::string_view key) {
    constexpr std::array<std::string_view, 5> keys = {
        "id", "links", "owner", "review-by", "sticky"
    };
    return std::ranges::find(keys, key) != keys.end();
  }

  void read_id(const ConfigValue& root) {
    const ConfigValue* id = root.find("id");
    const std::string stem = stem_of(source_.name);
    if (id == nullptr || id->type != Type::text || !is_id(id->text)) {
      tell(
          id == nullptr ? 2 : id->line, "The answer has no id.",
          fmt::format("Write id = \"{}\": small letters, digits and hyphens.", shown(stem))
      );
      return;
    }
    out_.id = id->text;
    if (out_.id != stem)
      tell(
          id->line, fmt::format("The id is {}, the file's name {}.", out_.id, shown(stem)),
          "Let both be the same, so that people find the file."
      );
  }

  void read_links(const ConfigValue& root) {
    const ConfigValue* links = root.find("links");
    if (links != nullptr && links->type == Type::array)
      for (const ConfigValue& one : links->items) {
        const std::string_view url = one.type == Type::text ? std::string_view(one.text) : "";
        const bool good = !url.empty() && url.size() <= 500 && !check_link(url) &&
                          url.starts_with("https://") && sanitize(url) == url &&
                          url.find_first_of(" \t\r\n\"<>") == std::string_view::npos;
        if (good)
          out_.links.emplace_back(url);
        else
          tell(
              one.line, fmt::format("“{}” is no link.", shown(one.text)),
              "Write the whole address, beginning with https://."
          );
      }
    if (out_.links.empty())
      tell(
          links == nullptr ? 2 : links->line, "The answer has no link.",
          "Write links = [\"https://…\"]: the page that says more."
      );
  }

  void read_rest(const ConfigValue& root) {
    if (const ConfigValue* owner = root.find("owner");
        owner != nullptr && owner->type == Type::text && !trim(owner->text).empty())
      out_.owner = shorten(sanitize(owner->text), longest_words);
    else
      tell(
          owner == nullptr ? 2 : owner->line, "Nobody looks after the answer.",
          "Write owner = \"…\": the team that keeps it right."
      );
    const ConfigValue* review = root.find("review-by");
    const auto day = review == nullptr ? std::nullopt : date_in(review->text);
    if (day)
      out_.review_by = *day;
    else
      tell(
          review == nullptr ? 2 : review->line,
          "There is no day by which the answer is to be looked at again.",
          "Write review-by = 2027-05-31."
      );
    const ConfigValue* sticky = root.find("sticky");
    if (sticky == nullptr) return;
    out_.sticky = words_of(*sticky, "sticky", most_sticky);
    if (!out_.sticky.empty() && out_.id != conduct_topic && out_.id != security_topic)
      tell(
          sticky->line, "Words of this topic cannot decide whatever else is asked.",
          fmt::format(
              "Only {} and {} have such words: write aliases.", conduct_topic, security_topic
          )
      );
  }

  std::vector<std::string> words_of(
      const ConfigValue& list, std::string_view name, std::size_t most
  ) {
    std::vector<std::string> out;
    if (list.type != Type::array) {
      tell(
          list.line, fmt::format("{} is {}, not a list.", name, type_name(list.type)),
          fmt::format("Write {} = [\"…\", \"…\"].", name)
      );
      return out;
    }
    for (const ConfigValue& one : list.items) {
      std::string words = one.type == Type::text ? sanitize(trim(one.text)) : std::string();
      if (words.empty() || words.size() > longest_words)
        tell(
            one.line, fmt::format("“{}” is no such word.", shown(one.text)),
            fmt::format("Write words of at most {} bytes in quotation marks.", longest_words)
        );
      else if (std::ranges::find(out, words) == out.end())
        out.push_back(std::move(words));
    }
    if (out.size() > most) {
      tell(
          list.line, fmt::format("{} has more than {} words.", name, most),
          "Take out those that say the same."
      );
      out.resize(most);
    }
    return out;
  }

  void read_text(
      const std::string& language, const ConfigValue& table,
      const std::map<std::string, Section, std::less<>>& sections
  ) {
    if (!is_language(language)) {
      tell(
          table.line, fmt::format("“{}” is no language.", shown(language)),
          "Write it as BCP 47 does: en, zh-Hans, pt-BR."
      );
      return;
    }
    TopicText text;
    if (const ConfigValue* title = table.find("title");
        title != nullptr && title->type == Type::text)
      text.title = shorten(sanitize(trim(title->text)), longest_words);
    if (const ConfigValue* aliases = table.find("aliases"))
      text.aliases = words_of(*aliases, "aliases", most_aliases);
    if (const ConfigValue* asked = table.find("asked"))
      text.asked = words_of(*asked, "asked", most_asked);
    if (const ConfigValue* of = table.find("translates"); of != nullptr && of->type == Type::text)
      text.translates = of->text;
    for (const auto& [key, value] : table.keys)
      if (key != "title" && key != "aliases" && key != "asked" && key != "translates")
        tell(
            value.line, fmt::format("Nothing is called “{}” here.", shown(key)),
            "Known are title, aliases, asked and translates."
        );
    if (const auto at = sections.find(language); at != sections.end()) {
      const std::string& written = at->second.text;
      const auto first = written.find_first_not_of(" \t\r\n");
      const auto blank = std::ranges::count(
          std::string_view(written).substr(0, first == std::string::npos ? 0 : first), '\n'
      );
      text.body = sanitize(trim(written), true);
      check_body(text.body, at->second.line + static_cast<int>(blank));
    }
    if (text.title.empty() || text.body.empty()) {
      tell(
          table.line,
          fmt::format("“{}” has no {}.", language, text.title.empty() ? "title" : "text"),
          text.title.empty() ? "Write title = \"…\": the question."
                             : fmt::format("Write it beneath a heading, “## {}”.", language)
      );
      return;
    }
    out_.texts.emplace(language, std::move(text));
  }

  void check_body(std::string& body, int line) {
    if (body.size() > longest_body) {
      tell(
          line, "The text is too long to be read in a chat.",
          "Say it in one to four sentences; the link says more."
      );
      body = shorten(body, longest_body);
    }
    if (const auto at = body.find("://"); at != std::string::npos)
      tell(
          line + 1 + static_cast<int>(std::ranges::count(body.substr(0, at), '\n')),
          "There is a link in the text.", "Put it into links: the first is shown beneath the text."
      );
    std::vector<std::size_t> broken;
    static_cast<void>(slots(body, &broken));
    for (const std::size_t at : broken)
      tell(
          line + 1 + static_cast<int>(std::ranges::count(body.substr(0, at), '\n')),
          fmt::format("“{}” is no slot.", shown(body.substr(at, 30))),
          "Write {{next:community}}: what it is about, a colon, which one."
      );
  }

  const Source& source_;
  std::vector<Problem>& problems_;
  Topic out_;
};

}  // namespace

std::optional<Topic> read(const Source& source, std::vector<Problem>& problems) {
  return Reading(source, problems).read();
}

}  // namespace usher::answers
