// commands/meeting/source_calls.cpp: read the file, change one date in it, propose it: a Call each, and what becomes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/pull.hpp"
#include "commands/meeting/source_steps.hpp"
#include "commands/meeting/sources.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <functional>
#include <utility>
#include <vector>

namespace usher::meeting {

namespace {

// Somebody waits for it; after that they are told what is in the way.
constexpr std::chrono::minutes patience{10};
constexpr std::string_view tag_begin = "source ";
constexpr std::int64_t most_tries = 3;  // while the file goes on

// Without anybody's name.
std::string body_of(
    const HeldEdit& edit, const SourceFileSettings& file, std::string_view from,
    std::string_view content
) {
  std::string out =
      fmt::format("{} {}\n{}\n", edit.blob.empty() ? "-" : edit.blob, from, edit.title);
  out += fmt::format("Changes one date in `{}`.\n", file.file);
  out +=
      "Decided by those who organise the meeting, and proposed by a chat bot for them. Please look "
      "it over before you merge.\n\n";
  return out.append(content);
}

class Answering {
 public:
  Answering(const Settings& settings, Context& context, FoundEdit& found)
      : settings_(settings), context_(context), edit_(found.edit), shown_(found.shown) {}

  std::vector<Effect> file_read(const Fetched& answer, std::int64_t times, std::int64_t tries) {
    const SourceFileSettings* const file = file_of(settings_, shown_.series);
    if (file == nullptr || file->service.empty()) return fail(no_access());
    if (answer.error != errc::ok) return fail(trouble(*file, answer));
    // It may have taken minutes, and organisers go on meanwhile.
    if (shown_.date.sequence != edit_.sequence)
      return fail([](const Say& say) -> Doc {
        return say("This meeting has changed meanwhile. Please look again.");
      });
    if (changed_whole(context_.db, shown_.series))
      return fail([](const Say& say) -> Doc { return whole_first(say); });
    const auto edited = edit_source(answer.body, change(), context_.now);
    if (!edited)
      return fail([&, flaw = edited.error()](const Say& say) {
        return flaw_words(*file, flaw, say);
      });
    if (*edited == answer.body) {
      edit_.pull = edit_.pull == Pull::merged ? Pull::merged : Pull::there;
      return end(false);
    }
    Call call = source_call(
        *file, fmt::format("source propose {} {} {}", edit_.id, times, tries), "PROPOSE",
        fmt::format("{} {}", edit_.branch, file->file), patience
    );
    call.body = body_of(edit_, *file, answer.etag, *edited);
    if (edit_.blob.empty()) {  // a branch may begin with it, and then it is ours to write over
      edit_.blob = answer.etag;
      keep(context_.db, edit_);
    }
    return {Effect(std::move(call))};
  }

  std::vector<Effect> proposed(const Fetched& answer, std::int64_t times, std::int64_t tries) {
    const SourceFileSettings* const file = file_of(settings_, shown_.series);
    if (!answer.etag.empty()) edit_.blob = answer.etag;
    if (const auto now = read_standing(answer)) {
      take(*now);
      return end(now->made);
    }
    if (file == nullptr || file->service.empty()) return fail(no_access());
    if (answer.body == "moved" && tries < most_tries) {
      keep(context_.db, edit_);
      return {Effect(read_call(*file, edit_, times, tries + 1))};
    }
    return fail(trouble(*file, answer));
  }

  std::vector<Effect> looked(const Fetched& answer, std::int64_t step, std::int64_t asked) {
    // Asked for since, or while it was looked at: what comes of that is newer.
    if (edit_.under_way || edit_.asked != asked) return {};
    if (const auto now = read_standing(answer)) {
      take(*now);
      keep(context_.db, edit_);
    }
    return remind_of_edit(settings_, context_, {edit_, shown_}, step);
  }

 private:
  using Words = std::function<Doc(const Say&)>;

  SourceChange change() const {
    const MeetingDate& date = shown_.date;
    SourceChange out;
    out.key = shown_.series.key;
    out.said = date.said;
    out.on = date.state == OccurrenceState::scheduled;
    out.start = date.start;
    out.former = former_starts(context_.db, date.id);
    out.former.push_back(date.start);
    for (const MeetingDate& one : dates_after(context_.db, date.series, context_.now))
      if (one.id != date.id)
        std::erase_if(out.former, [&](sys_seconds at) {
          return at == one.start || at == one.said;
        });
    if (date.relocated) out.link = date.join;
    out.link_before = shown_.series.join;
    return out;
  }

  void take(const Standing& now) {
    edit_.pull = now.pull;
    edit_.number = now.number;
    edit_.url = now.url;
  }

  static Words no_access() {
    return [](const Say& say) -> Doc { return say("I have no access to the file any more."); };
  }
  Words trouble(const SourceFileSettings& file, const Fetched& answer) const {
    return [this, &file, &answer](const Say& say) -> Doc {
      const Text repository(file.repository);
      if (answer.body == "moved")
        return say("Somebody writes to the file all the time. Try again later.");
      if (answer.body == "base")
        return say(
            "{repository} has no such branch as I was told of. Whoever runs me has to mend it in "
            "the configuration.",
            fmt::arg("repository", repository)
        );
      if (answer.error == errc::not_found && answer.status == 404) {
        const Text name(file.file);
        return say(
            "GitHub shows me no {file} in {repository}: it has another name, or my token does not "
            "reach it. Whoever runs me has to look at that.",
            fmt::arg("file", name), fmt::arg("repository", repository)
        );
      }
      return pull_trouble({file.repository, file.file, edit_.branch}, answer, say);
    };
  }

  std::vector<Effect> tell(Doc doc) {
    return {post_to(
        edit_.who, fmt::format("meeting-source:{}:{}", edit_.id, edit_.asked), std::move(doc),
        Lane::reply
    )};
  }
  std::vector<Effect> end(bool is_new) {
    edit_.under_way = false;
    keep(context_.db, edit_);
    if (edit_.who.person.empty()) return {};
    const Reader reader = reader_for(Target{edit_.who}, settings_, context_);
    return tell(edit_made_words(edit_, shown_, open_before(context_.db, edit_), is_new, reader));
  }
  std::vector<Effect> fail(const Words& why) {
    edit_.under_way = false;
    keep(context_.db, edit_);
    if (edit_.who.person.empty()) return {};
    const Reader reader = reader_for(Target{edit_.who}, settings_, context_);
    const SourceFileSettings* const file = file_of(settings_, shown_.series);
    return tell(edit_failed_words(
        file == nullptr ? SourceFileSettings() : *file, edit_, shown_, why(reader.say), reader
    ));
  }

  const Settings& settings_;
  Context& context_;
  HeldEdit& edit_;
  Shown& shown_;
};

}  // namespace

Call source_call(
    const SourceFileSettings& file, std::string tag, std::string method, std::string path,
    std::chrono::seconds within
) {
  Call out;
  out.tag = std::move(tag);
  out.service = file.service;
  out.method = std::move(method);
  out.path = std::move(path);
  out.within = within;
  return out;
}
Call read_call(
    const SourceFileSettings& file, const HeldEdit& edit, std::int64_t times, std::int64_t tries
) {
  return source_call(
      file, fmt::format("source read {} {} {}", edit.id, times, tries), "READ", file.file, patience
  );
}

bool is_of_source(std::string_view tag) { return tag.starts_with(tag_begin); }

std::vector<Effect> source_answered(
    const Settings& settings, Context& context, const Fetched& answer
) {
  const auto words = split_words(answer.tag);
  if (words.size() != 5) return {};
  auto found = found_edit(context.db, number_typed(words[2]).value_or(0));
  if (!found) return {};
  Answering answering(settings, context, *found);
  const std::int64_t first = number_typed(words[3]).value_or(0);
  const std::int64_t second = number_typed(words[4]).value_or(0);
  if (words[1] == "look") return answering.looked(answer, first, second);
  if (words[1] == "read") return answering.file_read(answer, first, second);
  return answering.proposed(answer, first, second);
}

}  // namespace usher::meeting
