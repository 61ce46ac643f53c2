// commands/proposals/weekly_digest.cpp: changes, windows, Drafts: at most ten of each.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_digest.hpp"

#include "bot/text.hpp"
#include "commands/proposals/announce.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/weekly_time.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr std::size_t most = 10;

std::vector<const Proposal*> drafts_of(const View& view) {
  std::vector<const Proposal*> out;
  for (const Proposal& proposal : view.shelf.proposals)
    if (means(proposal.header.status, Meaning::draft, view.settings)) out.push_back(&proposal);
  return out;
}

class Digest {
 public:
  explicit Digest(const View& view) : view_(view), drafts_(drafts_of(view)) {}

  Doc quiet() const {
    const Status* draft = status_for(Meaning::draft, view_.settings);
    if (draft == nullptr || !is_called_as_usual(*draft)) {
      Doc doc;
      doc.paragraph({view_.say(
          "A quiet week: no {label} has changed and none is open for comment.",
          fmt::arg("label", view_.label)
      )});
      if (draft != nullptr)
        doc.paragraph(count_of_drafts(*draft, static_cast<long>(drafts_.size()), view_.say));
      return doc;
    }
    return {view_.say.plural(
        "A quiet week: no {label} has changed and none is open for comment. {n} is a Draft.",
        "A quiet week: no {label} has changed and none is open for comment. {n} are Drafts.",
        static_cast<long>(drafts_.size()), fmt::arg("label", view_.label)
    )};
  }

  Doc full(const Week& week) const {
    Doc doc;
    doc.heading({view_.say("{label}s this week", fmt::arg("label", view_.label))});
    changes(week.news, doc);
    windows(week.windows, doc);
    drafts(doc);
    return doc;
  }

 private:
  // At most ten rows, and how many there are beside them. Only those that are shown are worded: there may be thousands.
  template <class Items, class Wording>
  void rows(const Items& items, Wording wording, Doc& doc) const {
    const std::size_t shown = std::min(items.size(), most);
    std::vector<Line> lines;
    lines.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) lines.push_back(wording(items[i]));
    doc.bullets(std::move(lines));
    if (const std::size_t more = items.size() - shown; more != 0)
      doc.paragraph({view_.say.plural("And {n} more.", "And {n} more.", static_cast<long>(more))});
  }

  void changes(const std::vector<News>& news, Doc& doc) const {
    if (news.empty()) {
      doc.paragraph({view_.say("Nothing has changed since the last summary.")});
      return;
    }
    doc.paragraph({bold(view_.say.plural(
        "{n} change since the last summary", "{n} changes since the last summary",
        static_cast<long>(news.size())
    ))});
    rows(news, [&](const News& one) { return line_of(one, view_); }, doc);
  }

  void windows(const std::vector<Window>& open, Doc& doc) const {
    if (open.empty()) return;
    doc.paragraph({bold(view_.say("Open for comment"))});
    rows(open, [&](const Window& one) { return window(one); }, doc);
  }

  Line window(const Window& one) const {
    const Proposal* proposal = view_.shelf.find(one.number);
    const Text name(view_.settings.label + " " + std::to_string(one.number));
    Line line = {
        proposal == nullptr ? Inline(name) : view_.linked(*proposal), Text(std::string(": ")),
        view_.say("until"), Text(std::string(" ")),
        when(one.closes, "UTC", Text(wall_time(one.closes, "UTC")))
    };
    if (const auto claimed = static_cast<long>(waiting(one).size()); claimed != 0) {
      line.emplace_back(Text(std::string(" · ")));
      line.emplace_back(view_.say.plural(
          "{n} objection waits to be looked at", "{n} objections wait to be looked at", claimed
      ));
    }
    return line;
  }

  void drafts(Doc& doc) const {
    const Status* draft = status_for(Meaning::draft, view_.settings);
    if (draft == nullptr) return;
    if (drafts_.empty()) {
      doc.paragraph({no_drafts(*draft, view_.settings, view_.say)});
      return;
    }
    Line heading;
    for (Inline& piece : count_of_drafts(*draft, static_cast<long>(drafts_.size()), view_.say))
      heading.push_back(bold(std::move(piece)));
    doc.paragraph(std::move(heading));
    rows(drafts_, [&](const Proposal* draft) { return Line{view_.linked(*draft)}; }, doc);
    const std::string& status = drafts_.front()->header.status;
    if (drafts_.size() > most && status.find(' ') == std::string::npos)
      doc.paragraph({view_.say(
          "All of them: {command}.",
          fmt::arg("command", view_.command("list status:" + to_lower_ascii(status)))
      )});
  }

  const View& view_;
  std::vector<const Proposal*> drafts_;
};

}  // namespace

Week week_since(Database& db, std::string_view series, std::int64_t told, sys_seconds now) {
  Week out{news_after(db, series, told), open_windows(db, series)};
  // Its time is over, though its end has not been told yet.
  std::erase_if(out.windows, [&](const Window& window) { return window.closes <= now; });
  return out;
}

Doc weekly_digest(const Week& week, const View& view) {
  const Digest digest(view);
  return week.quiet() ? digest.quiet() : digest.full(week);
}

}  // namespace usher::proposals
