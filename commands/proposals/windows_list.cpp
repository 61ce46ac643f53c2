// commands/proposals/windows_list.cpp: the final comment periods that are not over, twenty a page.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_list.hpp"

#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_wording.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace usher::proposals {

namespace {

constexpr int rows_a_page = 20;
constexpr std::size_t most_buttons = 5;  // that show one each

Inline plain(std::string_view text) { return Text(text); }

// What is over and done is no longer listed; what awaits the author or a new mail is.
bool is_listed(const Window& window, const View& view) {
  if (window.state == WindowState::open || window.state == WindowState::council) return true;
  return window.state != WindowState::closed && is_draft(window, view);
}

Line row(const Window& window, const View& view, std::string_view zone) {
  Line line = {linked_number(window.number, view), plain(": "), state_of(window, view)};
  if (window.state != WindowState::open) return line;
  line.insert(line.end(), {plain("; "), view.say("it closes"), plain(" ")});
  line.push_back(instant(window.closes, zone));
  return line;
}

Button show_button(const Window& window, const View& view, std::string_view prefix) {
  return {
      view.say(
          "{label} {number}", fmt::arg("label", view.label), fmt::arg("number", window.number)
      ),
      std::string(prefix) + "show", std::to_string(window.number)
  };
}

Doc none(const View& view) {
  Doc doc;
  doc.paragraph({view.say("No final comment period is open.")});
  return doc;
}

}  // namespace

int windows_page(std::string_view value) {
  int page = 0;
  std::from_chars(value.data(), value.data() + value.size(), page);
  return page;
}

Doc windows_list(
    Database& db, int page, const View& view, std::string_view zone, std::string_view prefix
) {
  std::vector<Window> all = latest_windows(db, view.settings.command);
  std::erase_if(all, [&](const Window& window) { return !is_listed(window, view); });
  const int total = static_cast<int>(all.size());
  const int pages = std::max((total + rows_a_page - 1) / rows_a_page, 1);
  const int at = std::clamp(page, 0, pages - 1);
  const int first = at * rows_a_page;
  const int last = std::min(total, first + rows_a_page);
  std::vector<Line> lines;
  std::vector<Button> show, turn;
  for (int i = first; i < last; ++i) {
    Window& window = all[static_cast<std::size_t>(i)];
    read_objections(db, window);
    lines.push_back(row(window, view, zone));
    if (show.size() < most_buttons) show.push_back(show_button(window, view, prefix));
  }
  Doc doc;
  if (total == 0) {
    doc = none(view);
  } else if (pages == 1) {
    doc.heading({view.say("Final comment periods")});
  } else {
    doc.heading({view.say(
        "Final comment periods {first} to {last} of {total}", fmt::arg("first", first + 1),
        fmt::arg("last", last), fmt::arg("total", total)
    )});
  }
  if (!lines.empty()) doc.bullets(std::move(lines));
  const Text open = view.command("window open " + example_number(view.settings) + " https://…");
  doc.paragraph({view.say(
      "Whoever has seen a mail that proposes acceptance may open one: {command}",
      fmt::arg("command", open)
  )});
  const std::string action = std::string(prefix) + "page";
  if (at > 0) turn.emplace_back(view.say("Previous page"), action, std::to_string(at - 1));
  if (at + 1 < pages) turn.emplace_back(view.say("Next page"), action, std::to_string(at + 1));
  if (!show.empty()) doc.buttons(std::move(show));
  if (!turn.empty()) doc.buttons(std::move(turn));
  return doc;
}

}  // namespace usher::proposals
