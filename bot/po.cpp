// bot/po.cpp: a line-by-line reader; each entry is checked as a whole when the next one begins.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/po.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace usher::po {

namespace {

// Adds the inside of a C string literal; false where it is none. \0 and hexadecimal or octal escapes have no place in a sentence.
bool unquote(std::string_view quoted, std::string& out) {
  if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return false;
  std::string_view inside = quoted.substr(1, quoted.size() - 2);
  while (true) {
    const auto* const end =
        std::ranges::find_if(inside, [](char c) { return c == '\\' || c == '"'; });
    const auto run = static_cast<std::size_t>(end - inside.begin());
    out += inside.substr(0, run);
    if (run == inside.size()) return true;
    if (inside[run] == '"' || run + 1 == inside.size()) return false;
    switch (inside[run + 1]) {
      case 'n':
        out.push_back('\n');
        break;
      case 't':
        out.push_back('\t');
        break;
      case '"':
        out.push_back('"');
        break;
      case '\\':
        out.push_back('\\');
        break;
      default:
        return false;
    }
    inside.remove_prefix(run + 2);
  }
}

bool starts_with_word(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  return line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t' ||
         line[word.size()] == '"';
}

class Reader {
 public:
  File read(std::string_view bytes) {
    if (bytes.size() > max_bytes) {
      problem(
          1, "The file is larger than 1 MiB and was not read.",
          "Split it or remove what is obsolete."
      );
      return std::move(file_);
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty() && file_.problems.size() < max_problems) {
      const auto end = std::min(bytes.find('\n'), bytes.size());
      ++line_;
      take(trim(bytes.substr(0, end)));
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    finish();
    if (file_.problems.size() >= max_problems)
      problem(
          line_, "There are too many problems; the rest of the file was not read.",
          "Mend these and check again."
      );
    return std::move(file_);
  }

 private:
  enum class Part : std::uint8_t { none, id, plural, text, skipped };

  void problem(int line, std::string text, std::string remedy) {
    file_.problems.push_back({{}, line, std::move(text), std::move(remedy)});
  }
  void broken(std::string text, std::string remedy) {
    problem(line_, std::move(text), std::move(remedy));
    usable_ = false;
  }

  void take(std::string_view line) {
    if (line.empty()) return;
    if (line.starts_with("#")) {
      comment(line);
    } else if (line.front() == '"') {
      append(line);
    } else if (starts_with_word(line, "msgctxt")) {
      finish();
      open_ = true;
      broken("Sentences have no context here.", "Remove this msgctxt line.");
      part_ = Part::skipped;
    } else if (starts_with_word(line, "msgid_plural")) {
      part_ = Part::plural;
      has_plural_ = true;
      append(line.substr(12));
    } else if (starts_with_word(line, "msgid")) {
      // After a msgctxt the entry is open already, but has no msgid.
      if (part_ != Part::skipped) finish();
      open_ = true;
      entry_.line = line_;
      part_ = Part::id;
      append(line.substr(5));
    } else if (line.starts_with("msgstr")) {
      text(line.substr(6));
    } else {
      broken(
          "This line is not understood.",
          R"(Begin lines with msgid, msgid_plural, msgstr, # or a quote (").)"
      );
    }
  }

  void comment(std::string_view line) {
    if (part_ == Part::text) finish();
    if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) fuzzy_ahead_ = true;
    if (line.starts_with("#~"))
      fuzzy_ahead_ = false;  // an obsolete entry is all comments, its flags included
  }

  void text(std::string_view rest) {
    if (part_ == Part::none || part_ == Part::skipped)
      return broken("There is a msgstr without its msgid.", "Add the msgid line above it.");
    std::size_t form = 0;
    if (rest.starts_with("[")) {
      if (rest.size() < 3 || rest[1] < '0' || rest[1] > '9' || rest[2] != ']')
        return broken(
            "The number of the plural form is not understood.",
            "Write msgstr[0], msgstr[1] and so on."
        );
      form = static_cast<std::size_t>(rest[1] - '0');
      rest.remove_prefix(3);
      if (!has_plural_)
        return broken(
            "There is a msgstr[…] without a msgid_plural.",
            "Write msgstr for a sentence with one form."
        );
    } else if (has_plural_) {
      return broken("The sentence has plural forms.", "Write msgstr[0] instead of msgstr.");
    }
    if (form != entry_.texts.size() || form >= max_forms)
      return broken(
          "The plural forms are not in order.", "Number them 0, 1, … in this order, each once."
      );
    entry_.texts.emplace_back();
    part_ = Part::text;
    append(rest);
  }

  void append(std::string_view quoted) {
    if (part_ == Part::skipped) return;
    std::string* const into = part_ == Part::id       ? &entry_.id
                              : part_ == Part::plural ? &entry_.plural
                              : part_ == Part::text   ? &entry_.texts.back()
                                                      : nullptr;
    std::string nowhere;
    if (!unquote(trim(quoted), into == nullptr ? nowhere : *into))
      return broken(
          "The text is not a string in double quotes.",
          R"(Write \" for a quote, \n for a line break and \\ for a backslash.)"
      );
    if (into == nullptr)
      broken("There is a text before the first msgid.", "Remove it or add its msgid.");
  }

  bool is_clean(const std::string& text) {
    if (sanitize(text, true) == text) return true;
    problem(
        entry_.line, "The entry holds broken UTF-8, or control or invisible characters.",
        "Save the file as UTF-8 and type the text anew."
    );
    return false;
  }

  bool is_usable() {
    if (entry_.texts.empty()) {
      problem(
          entry_.line, "The msgid has no msgstr.", "Add one, empty if there is no translation yet."
      );
      return false;
    }
    if (!is_clean(entry_.id) || !is_clean(entry_.plural)) return false;
    for (const std::string& form : entry_.texts)
      if (!is_clean(form)) return false;
    if (!seen_.insert(entry_.id).second) {
      problem(
          entry_.line, "The msgid occurs twice; the first translation is used.",
          "Remove one of them."
      );
      return false;
    }
    return true;
  }

  void finish() {
    if (open_ && usable_ && is_usable()) {
      entry_.fuzzy = fuzzy_;
      if (entry_.id.empty()) {
        file_.header = std::move(entry_.texts.front());
        file_.header_line = entry_.line;
      } else {
        file_.entries.push_back(std::move(entry_));
      }
    }
    entry_ = {};
    open_ = has_plural_ = false;
    usable_ = true;
    fuzzy_ = std::exchange(fuzzy_ahead_, false);
    part_ = Part::none;
  }

  File file_;
  Entry entry_;
  std::set<std::string> seen_;
  Part part_ = Part::none;
  int line_ = 0;
  bool open_ = false, usable_ = true, has_plural_ = false;
  bool fuzzy_ = false, fuzzy_ahead_ = false;
};

}  // namespace

File parse(std::string_view bytes) { return Reader().read(bytes); }

}  // namespace usher::po
