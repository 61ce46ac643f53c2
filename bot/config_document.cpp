// bot/config_document.cpp: toml++ stops at the first syntax error; here the line is taken out and the rest read again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_document.hpp"

#include "bot/config_checks.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

namespace usher {

namespace {

constexpr std::size_t max_bytes = 256U << 10U;
// toml++ and our own tree are walked recursively; a line this long cannot nest deeper than the stack.
constexpr std::size_t max_line = 2000;
constexpr int max_depth = 8;
constexpr int max_errors = 60;

ConfigValue convert(const toml::node& node, int line, int depth) {
  using Type = ConfigValue::Type;
  ConfigValue value;
  value.line = line;
  if (const auto* text = node.as_string()) {
    value.type = Type::text;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.type = Type::integer;
    value.integer = integer->get();
  } else if (const auto* real = node.as_floating_point()) {
    value.type = Type::real;
    value.real = real->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.type = Type::boolean;
    value.boolean = boolean->get();
  } else if (const auto* array = node.as_array()) {
    value.type = Type::array;
    if (depth < max_depth)
      for (const toml::node& item : *array)
        value.items.push_back(convert(item, static_cast<int>(item.source().begin.line), depth + 1));
  } else if (const auto* table = node.as_table()) {
    value.type = Type::table;
    if (depth < max_depth)
      for (const auto& [key, item] : *table) {
        const auto at = static_cast<int>(key.source().begin.line);
        value.keys.emplace(std::string(key.str()), convert(item, at, depth + 1));
      }
  } else {
    value.type = Type::time;
    if (const auto* date = node.as_date()) {
      const toml::date& day = date->get();
      value.text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    }
  }
  return value;
}

// Which brackets and long quotes are open, line after line.
struct Nesting {
  int depth = 0;
  bool long_text = false;

  bool closed() const { return depth <= 0 && !long_text; }

  void read(std::string_view line) {
    if (closed()) depth = 0;
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const std::string_view three = line.substr(i, 3);
      if (quote == '\0' && (three == "\"\"\"" || three == "'''")) {
        long_text = !long_text;
        i += 2;
      } else if (long_text) {
        continue;
      } else if (quote != '\0') {
        if (c == '\\' && quote == '"') ++i;
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#') {
        return;
      } else if (c == '[' || c == '{') {
        ++depth;
      } else if (c == ']' || c == '}') {
        --depth;
      }
    }
  }
};

// The file's lines, of which some have been taken out.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    for (const std::string_view line : split(text, '\n')) lines_.emplace_back(line);
  }

  std::string joined() const {
    std::string text;
    for (const std::string& line : lines_) {
      text += line;
      text += '\n';
    }
    return text;
  }
  int count() const { return static_cast<int>(lines_.size()); }
  std::string_view operator[](int line) const { return lines_[static_cast<std::size_t>(line - 1)]; }
  void replace(int line, std::string text) {
    lines_[static_cast<std::size_t>(line - 1)] = std::move(text);
  }

  bool is_header(int line) const { return trim((*this)[line]).starts_with('['); }
  bool begins_setting(int line) const {
    const std::string_view text = trim((*this)[line]);
    const auto end = text.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\"' \t"
    );
    return end != std::string_view::npos && end > 0 && text[end] == '=';
  }
  // Where the setting that reaches `line` begins. An array that was left open swallows the lines after it, headers
  // included, so the error shows far below its cause.
  int beginning_of(int line) const {
    Nesting open;
    int begin = line;
    for (int at = 1; at < line; ++at) {
      if (open.closed()) begin = at;
      open.read((*this)[at]);
    }
    return open.closed() ? line : begin;
  }

 private:
  std::vector<std::string> lines_;
};

struct Reader {
  const std::string& file;
  Lines lines;
  ConfigDocument document;

  void problem(int line, std::string text, std::string remedy) {
    document.problems.push_back({file, line, std::move(text), std::move(remedy)});
  }

  void take_out(int from, int to) {
    for (int line = from; line <= to; ++line) lines.replace(line, {});
  }

  // "[slack" → "[slack]", where that is no second [slack]: then the section's own mistakes are found too.
  bool mend_header(int line) {
    const std::string before(trim(lines[line]));
    std::string name;
    for (const char c : before) {
      const bool is_word =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
      if (is_word) name += c;
      if (c == '#') break;
    }
    std::string mended = "[" + name + "]";
    for (int at = 1; at <= lines.count(); ++at)
      if (at != line && trim(lines[at]) == mended) return false;
    if (name.empty() || mended == before) return false;
    lines.replace(line, std::move(mended));
    return true;
  }

  void skip(int line, std::string_view why) {
    if (lines.is_header(line)) {
      problem(
          line, fmt::format("This section's heading is not understood ({}).", why),
          "Write the name in brackets, [slack] for instance, each section once."
      );
      if (mend_header(line)) return;
      int last = line;
      while (last < lines.count() && !lines.is_header(last + 1)) ++last;
      return take_out(line, last);
    }
    problem(
        line, fmt::format("This line is not TOML ({}).", why),
        "Write key = value: text in double quotes, numbers and true or false without, lists in "
        "brackets, each key once."
    );
    take_out(line, line);
  }

  void recover(int line, std::string_view why) {
    line = std::clamp(line, 1, lines.count());
    const int begin = lines.beginning_of(line);
    if (begin == line) return skip(line, why);
    problem(
        begin, "The list or text that begins here is not closed.",
        "Close it with ] for a list, \"\"\" for a long text."
    );
    // Only what belongs to it: a line that begins a setting or a section is somebody else's.
    int last = begin;
    while (last < line && !lines.begins_setting(last + 1) && !lines.is_header(last + 1)) ++last;
    take_out(begin, last);
  }

  void check_lines() {
    for (int line = 1; line <= lines.count(); ++line) {
      const std::string_view text = lines[line];
      if (text.size() > max_line) {
        problem(
            line, "The line is longer than 2,000 bytes.",
            "Break it up; a list may stand on several lines."
        );
        lines.replace(line, {});
      } else if (sanitize(text, true) != text && sanitize(text, true) + '\r' != text) {
        problem(
            line, "The line holds broken UTF-8, or control or invisible characters.",
            "Save the file as UTF-8 and type the line anew."
        );
        lines.replace(line, {});
      }
    }
  }

  void read() {
    check_lines();
    for (int tries = 0; tries <= max_errors; ++tries) {
      const std::string text = lines.joined();
      try {
        document.root = convert(toml::parse(std::string_view(text)), 0, 0);
        return;
      } catch (const toml::parse_error& error) {
        // toml++ quotes what it stumbled over.
        recover(
            static_cast<int>(error.source().begin.line),
            looks_like_secret(error.description()) ? std::string_view("a secret stands here")
                                                   : error.description()
        );
      }
    }
    problem(
        lines.count(), "There are too many mistakes to find the others.",
        "Mend these and check again."
    );
  }
};

}  // namespace

std::string_view type_name(ConfigValue::Type type) {
  switch (type) {
    case ConfigValue::Type::text:
      return "text";
    case ConfigValue::Type::integer:
      return "a whole number";
    case ConfigValue::Type::real:
      return "a number with a fraction";
    case ConfigValue::Type::boolean:
      return "true or false";
    case ConfigValue::Type::time:
      return "a date or time";
    case ConfigValue::Type::array:
      return "a list";
    case ConfigValue::Type::table:
      return "a section";
  }
  return "something else";
}

ConfigDocument parse_toml(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > max_bytes)
    return {
        {},
        {{file, 1, "The file is larger than 256 KiB and was not read.",
          "Remove what is not configuration."}}
    };
  Reader reader{file, Lines(text), {}};
  reader.read();
  return std::move(reader.document);
}

}  // namespace usher
