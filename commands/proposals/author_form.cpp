// commands/proposals/author_form.cpp: three fields.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_form.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_address = 500;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_points = 3000;

std::string said(const Submit& form, std::string_view field, bool keep_lines) {
  const auto found = form.fields.find(field);
  if (found == form.fields.end()) return {};
  return std::string(trim(sanitize(found->second, keep_lines)));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t out = -1;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool whole = ec == std::errc() && end == text.data() + text.size() && out >= 0;
  return whole ? std::optional(out) : std::nullopt;
}

bool is_web_address(std::string_view text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  const auto host = text.find("//");
  return scheme && text.find_first_of(" \t<>\"") == std::string_view::npos &&
         text.find('.', host) != std::string_view::npos && text.size() <= longest_address;
}

}  // namespace

Form mail_form(
    const Proposal& proposal, const View& view, const Person& author, std::string id,
    sys_seconds now
) {
  const Say& say = view.say;
  Form form;
  form.id = std::move(id);
  form.title = say("Propose {label} {number}", fmt::arg("label", view.label),
                   fmt::arg("number", proposal.number))
                   .str();
  form.submit = say("Write the mail").str();
  form.intro.paragraph(
      {say("Nothing is sent: you get a mail to copy, for you alone. What you write here goes into "
           "it as it is, so write it in the language of the list.")}
  );
  form.state = fmt::format("{} {}", proposal.number, now.time_since_epoch().count());
  usher::Field version;
  version.name = "version";
  version.label = say("Address of the latest version").str();
  version.hint = say("The page of the proposal, or its pull request").str();
  version.initial = page_of(view.settings, proposal);
  version.max_length = longest_address;
  usher::Field points;
  points.name = "points";
  points.label = say("What was disputed, and how it was resolved").str();
  points.hint =
      say("Point by point, briefly. If there was nothing, say that there was nothing.").str();
  points.type = usher::Field::Type::text;
  points.max_length = longest_points;
  usher::Field name;
  name.name = "name";
  name.label = say("Your name, as it stands below the mail").str();
  name.initial = Text(author.name).str();
  name.max_length = longest_name;
  form.fields = {std::move(version), std::move(points), std::move(name)};
  return form;
}

std::optional<FormState> form_state(const Submit& form) {
  const std::string state = said(form, "_state", false);
  const FirstWord parts = first_word(state);
  const auto number = whole_number(parts.word);
  const auto opened = whole_number(parts.rest);
  constexpr std::int64_t highest = 99999;
  if (!number || !opened || *number > highest) return std::nullopt;
  return FormState{static_cast<int>(*number), sys_seconds(std::chrono::seconds(*opened))};
}

std::expected<AuthorsWords, Reject> authors_words(const Submit& form, const View& view) {
  AuthorsWords out{
      said(form, "version", false), said(form, "points", true), said(form, "name", false)
  };
  Reject wrong;
  const auto mend = [&](const char* field, Phrase words) {
    wrong.errors.emplace(field, std::move(words).str());
  };
  if (!is_web_address(out.version))
    mend(
        "version",
        view.say("This is no web address: one begins with https:// and has at most 500 characters.")
    );
  if (out.points.empty())
    mend("points", view.say("The mail says what was disputed. If nothing was, write so here."));
  else if (count_code_points(out.points) > longest_points)
    mend(
        "points",
        view.say("This is too long for a mail that many are to read. Only the major points.")
    );
  if (out.name.empty())
    mend("name", view.say("The mail ends with a name."));
  else if (count_code_points(out.name) > longest_name)
    mend("name", view.say("A name of at most 100 characters, please."));
  if (!wrong.errors.empty()) return std::unexpected(std::move(wrong));
  return out;
}

}  // namespace usher::proposals
