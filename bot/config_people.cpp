// bot/config_people.cpp: "TOKEN ID ROLE NAME…", line by line, with every mistake and no word of the file in it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_people.hpp"

#include "bot/config_checks.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace usher {

namespace {

constexpr std::size_t most_problems = 60;
constexpr std::string_view form = "Write TOKEN ID ROLE NAME on one line for each person.";

bool consists_of(std::string_view text, std::size_t low, std::size_t high, bool capitals) {
  return text.size() >= low && text.size() <= high && std::ranges::all_of(text, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                  (capitals && c >= 'A' && c <= 'Z');
         });
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  void read(std::string_view line) {
    ++line_;
    line = trim(line);
    if (line.empty() || line.starts_with('#')) return;
    any_ = true;
    const auto [token, after_token] = first_word(line);
    const auto [id, after_id] = first_word(after_token);
    const auto [role, name] = first_word(after_id);
    if (name.empty()) return problem("This line has fewer than four words.", std::string(form));
    check_token(token);
    check_id(id);
    check_role(role);
    check_name(name);
    out_.people.push_back(
        {Secret<std::string>(std::string(token)), std::string(id), std::string(role),
         std::string(name)}
    );
  }

  WebPeople finish() {
    if (!any_) {
      line_ = 0;
      problem("There is nobody in this file, so nobody could sign in.", std::string(form));
    }
    return std::move(out_);
  }
  bool enough() const { return out_.problems.size() > most_problems; }

 private:
  void problem(std::string text, std::string remedy) {
    if (enough()) return;
    if (out_.problems.size() == most_problems) {
      text = "There are too many mistakes to tell the others.";
      remedy = "Mend these and check again.";
    }
    out_.problems.push_back({file_, line_, std::move(text), std::move(remedy)});
  }

  void check_token(std::string_view token) {
    if (!consists_of(token, 20, 200, true))
      return problem(
          "The first word is no token: 20 to 200 letters, digits, dashes and underscores.",
          "Make one with: openssl rand -hex 16."
      );
    if (const auto [before, fresh] = tokens_.emplace(token, line_); !fresh)
      problem(
          fmt::format("This token is that of line {} too.", before->second),
          "Give each person a token of their own; openssl rand -hex 16 makes one."
      );
  }

  void check_id(std::string_view id) {
    if (!consists_of(id, 1, 40, false))
      return problem(
          "The second word is no id: 1 to 40 lower-case letters, digits, dashes and underscores.",
          "Write what the person is called in addresses, ada for instance."
      );
    // A page is told of all of them when it opens.
    if (constexpr std::size_t most_people = 5000; ids_.size() == most_people)
      problem("There are more than 5,000 people.", "Keep those who come.");
    if (id == "usher")
      return problem("The id usher is Usher's own.", "Give this person another one.");
    if (const auto [before, fresh] = ids_.emplace(id, line_); !fresh)
      problem(
          fmt::format("This id is that of line {} too.", before->second),
          "Give each person an id of their own."
      );
  }

  void check_role(std::string_view role) {
    static const std::vector<std::string> roles = {"newcomer",  "contributor", "maintainer",
                                                   "organiser", "committee",   "administrator"};
    if (std::ranges::find(roles, role) != roles.end()) return;
    const std::string_view guess = nearest(role, roles);
    problem(
        "The third word is no role.",
        (guess.empty() ? std::string() : fmt::format("Did you mean {}? ", guess)) +
            "Write newcomer, contributor, maintainer, organiser, committee or administrator."
    );
  }

  void check_name(std::string_view name) {
    if (sanitize(name) != name)
      problem(
          "The name holds broken UTF-8, or control or invisible characters.",
          "Save the file as UTF-8 and type the name anew."
      );
    else if (count_code_points(name) > 60)
      problem("The name is longer than 60 characters.", "Shorten it.");
  }

  const std::string& file_;
  int line_ = 0;
  bool any_ = false;
  std::map<std::string_view, int> tokens_, ids_;  // and the lines where they stand; into the text
  WebPeople out_;
};

}  // namespace

WebPeople parse_web_people(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Reader reader(file);
  while (!text.empty() && !reader.enough()) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.read(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

}  // namespace usher
