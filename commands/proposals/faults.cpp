// commands/proposals/faults.cpp: a header against its rules: what is missing, in which order, in which form.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/faults.hpp"

#include "bot/text.hpp"
#include "commands/proposals/discussion.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/preamble.hpp"
#include "commands/proposals/values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 4> required = {"author", "status", "type", "created"};

class Inspection {
 public:
  Inspection(const Layout& layout, const Grammar& grammar)
      : layout_(layout), mail_like_(layout.mail_like || grammar.style == HeaderStyle::rfc2822) {}

  std::vector<std::string> faults() && {
    if (layout_.fields.empty()) {
      add("no-header");
      return std::move(faults_);
    }
    // What stands between lines of "---" goes by no list that is known here.
    if (layout_.front_matter) {
      if (!has("author")) add("no-author");
      return std::move(faults_);
    }
    for (const std::string_view key : required)
      if (!has(key)) add("no-" + std::string(key));
    look_at_order();
    look_at_authors();
    look_at_created();
    return std::move(faults_);
  }

 private:
  void add(std::string_view fault) { faults_.push_back(shorten(fault, longest_fault)); }

  static bool is_author(const Field& field) {
    return field.key == "author" || field.key == "authors";
  }

  bool has(std::string_view key) const {
    return std::ranges::any_of(layout_.fields, [&](const Field& field) {
      return (field.key == key || (key == "author" && is_author(field))) &&
             !trim(field.value).empty();
    });
  }

  // Fields that the rules do not list stand where they like.
  void look_at_order() {
    std::vector<std::pair<std::size_t, std::string_view>> listed;  // place, key
    for (const Field& field : layout_.fields)
      if (const auto place = place_in_preamble(field.key, mail_like_))
        listed.emplace_back(*place, field.key);
    const auto place = [](const auto& one) { return one.first; };
    if (std::ranges::is_sorted(listed, {}, place)) return;
    std::ranges::sort(listed, {}, place);
    const auto again = std::ranges::unique(listed, {}, place);
    listed.erase(again.begin(), again.end());
    std::string wanted = "order:";
    for (const auto& [at, key] : listed) {
      if (&key != &listed.front().second) wanted += ',';
      wanted += field_name(key);
    }
    add(wanted);
  }

  void look_at_authors() {
    bool several = false;
    bool odd = false;
    for (const Field& field : layout_.fields) {
      if (!is_author(field)) continue;
      for (const std::string_view line : split(field.value, '\n')) {
        if (trim(line).empty()) continue;
        if (author_names(line).size() > 1)
          several = true;
        else
          odd = odd || !is_name_with_address(line);
      }
    }
    if (several) add("authors-one-line");
    if (odd) add("author-format");
  }

  // "Random J. User <random@example.org>", or the name alone. Commas end the lines of a list.
  static bool is_name_with_address(std::string_view line) {
    line = trim(line);
    while (line.ends_with(',') || line.ends_with(';')) line = trim(line.substr(0, line.size() - 1));
    const auto open = std::min(line.find('<'), line.size());
    const std::string_view name = trim(line.substr(0, open));
    if (name.empty() || name.find_first_of("@>") != std::string_view::npos) return false;
    if (open == line.size()) return true;
    const std::string_view rest = line.substr(open + 1);
    return rest.find('>') == rest.size() - 1 && rest.find('@') != std::string_view::npos &&
           rest.find_first_of("< \t") == std::string_view::npos;
  }

  void look_at_created() {
    const auto created = std::ranges::find_if(layout_.fields, [](const Field& field) {
      return field.key == "created" && !trim(field.value).empty();
    });
    if (created == layout_.fields.end()) return;
    const std::string_view value = trim(created->value);
    const std::string date = iso_date(value);
    const bool right = mail_like_ ? is_day_first(value) : date == value;
    if (right && !date.empty()) return;
    std::string fault = mail_like_ ? "created-day-first:" : "created-format:";
    if (value.find('@') == std::string_view::npos) fault += shorten(sanitize(value), 60);
    add(fault);
  }

  // "20-Dec-2007", as PEP 1 has it.
  static bool is_day_first(std::string_view value) {
    return value.size() == 11 && value[2] == '-' && value[6] == '-' && value[3] >= 'A' &&
           value[3] <= 'Z';
  }

  const Layout& layout_;
  bool mail_like_;
  std::vector<std::string> faults_;
};

// "NEP 18 — A title" → 18
std::optional<int> number_in_title(std::string_view title, std::string_view label) {
  if (label.empty() || to_lower_ascii(title.substr(0, label.size())) != to_lower_ascii(label))
    return std::nullopt;
  title = trim(title.substr(label.size()));
  const auto digits = std::min(title.find_first_not_of("0123456789"), title.size());
  if (digits == 0 || digits > 5) return std::nullopt;
  return decimal(title.substr(0, digits));
}

// Discussions-To says where it is discussed, so that no section need do so.
bool has_address(const Layout& layout) {
  return std::ranges::any_of(layout.fields, [](const Field& field) {
    return (field.key == "discussions-to" || field.key == "discussion") &&
           !web_addresses(field.value).empty();
  });
}

}  // namespace

std::vector<std::string> faults_in(
    std::string_view bytes, std::string_view file_name, const Grammar& grammar
) {
  return faults_in(Document(bytes, grammar), file_name, grammar);
}

std::vector<std::string> faults_in(
    const Document& document, std::string_view file_name, const Grammar& grammar
) {
  const Layout& layout = document.header;
  std::vector<std::string> faults = Inspection(layout, grammar).faults();
  const auto titled = number_in_title(layout.title, grammar.label);
  const auto named = proposal_number(file_name, grammar);
  if (titled && named && *titled != *named)
    faults.push_back("title-number:" + std::to_string(*titled));
  if (has_address(layout)) return faults;
  switch (discussion_in(document)) {
    case Discussion::absent:
    case Discussion::thread:
      break;
    case Discussion::no_link:
      faults.emplace_back("discussion-no-link");
      break;
    case Discussion::no_thread:
      faults.emplace_back("discussion-no-thread");
      break;
  }
  return faults;
}

Fault parted_fault(std::string_view fault) {
  const auto colon = std::min(fault.find(':'), fault.size());
  return {fault.substr(0, colon), fault.substr(std::min(colon + 1, fault.size()))};
}

}  // namespace usher::proposals
