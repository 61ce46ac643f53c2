// commands/meeting/notice.cpp: the notice, with its links.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/notice.hpp"

#include "bot/locales.hpp"
#include "bot/text.hpp"
#include "commands/meeting/join_links.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

bool in_address(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._+-").contains(c);
}

// Where the first e-mail address in the text begins and ends; nothing where there is none.
std::optional<std::pair<std::size_t, std::size_t>> mail_in(std::string_view text) {
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && in_address(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && in_address(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    if (begin < at && domain.contains('.')) return std::pair(begin, end);
  }
  return std::nullopt;
}

void put_words(Line& line, std::string_view text) {
  while (const auto mail = mail_in(text)) {
    if (mail->first > 0) line.emplace_back(Text(text.substr(0, mail->first)));
    const std::string_view address = text.substr(mail->first, mail->second - mail->first);
    line.push_back(link(Text(address), "mailto:" + std::string(address)));
    text.remove_prefix(mail->second);
  }
  if (!text.empty()) line.emplace_back(Text(text));
}

const std::string* own_words(const Settings& settings, std::string_view lang) {
  for (const std::string& locale : locales_for(lang)) {
    const auto found = settings.notices.find(locale);
    if (found != settings.notices.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace

Line with_links(std::string_view text) {
  Line out;
  for (const std::string& url : addresses_in(text)) {
    const auto at = text.find(url);
    put_words(out, text.substr(0, at));
    out.push_back(link(Text(url), url));
    text.remove_prefix(at + url.size());
  }
  put_words(out, text);
  return out;
}

Doc conduct_words(const Settings& settings, const Context& context, const Say& say) {
  Doc doc;
  if (const std::string* words = own_words(settings, say.lang())) {
    std::string paragraph;
    const auto end = [&] {
      if (!trim(paragraph).empty()) doc.paragraph(with_links(trim(paragraph)));
      paragraph.clear();
    };
    for (const std::string_view line : split(*words, '\n')) {
      if (trim(line).empty())
        end();
      else
        paragraph += (paragraph.empty() ? "" : " ") + std::string(trim(line));
    }
    end();
  } else {
    const Text name(context.community.name);
    doc.paragraph({say(
        "The Code of Conduct of {community} holds in this meeting. If you see it broken, take a "
        "screenshot, step in respectfully where you can, and tell those who look after it.",
        fmt::arg("community", name)
    )});
  }
  return doc;
}

Doc conduct_notice(const Settings& settings, const Context& context, const Say& say) {
  Doc doc = conduct_words(settings, context, say);
  if (settings.takes_reports) {
    const Text command(std::string("/report"));
    doc.paragraph({say("How to report, in private: {command}", fmt::arg("command", command))});
  }
  return doc;
}

}  // namespace usher::meeting
