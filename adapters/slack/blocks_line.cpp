// adapters/slack/blocks_line.cpp: lines as elements of rich text (Slack's reference, "Rich text block"). There text is text:
// nothing in it becomes a mention, a link, an emoji or markup.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/measure.hpp"
#include "adapters/slack/units.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

// JSON around what is said, with every style: never too little.
constexpr std::size_t text_frame = 80;
constexpr std::size_t link_frame = 96;
constexpr std::size_t atom_frame = 140;
constexpr std::size_t longest_url = 2000;
constexpr std::size_t longest_fallback = 250;
// In the reader's own zone and language (Slack's reference, "Date element").
constexpr std::string_view instant_format = "{date_long_pretty} {time}";

void add_style(json::object& element, std::uint8_t style, bool code) {
  const bool coded = code && (style & Inline::code) != 0;
  if ((style & (Inline::bold | Inline::italic)) == 0 && !coded) return;
  json::object out(element.storage());
  if ((style & Inline::bold) != 0) out.emplace("bold", true);
  if ((style & Inline::italic) != 0) out.emplace("italic", true);
  if (coded) out.emplace("code", true);
  element.emplace("style", std::move(out));
}

json::object element_of(
    std::string_view type, std::size_t members, const json::storage_ptr& storage
) {
  json::object out(storage);
  out.reserve(members);
  out.emplace("type", type);
  return out;
}

// "U0123", "W0123": the only ids that Slack would take here; any other is somebody's of another chat system.
bool is_user_id(std::string_view id) {
  constexpr std::size_t longest = 24;
  return id.size() > 1 && id.size() <= longest && (id[0] == 'U' || id[0] == 'W') &&
         std::ranges::all_of(id, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

// What is not sound is made so; `mended` keeps it.
Measure made_sound(std::string_view& text, std::string& mended) {
  Measure out = measure(text);
  if (out.sound) return out;
  mended = sanitize(text, true);
  text = mended;
  return measure(text);
}

}  // namespace

void Sections::put(json::object element, std::size_t units, std::size_t weight) {
  now_.elements.push_back(std::move(element));
  now_.units += units;
  now_.weight += weight;
}

void Sections::end() {
  if (now_.elements.empty()) return;
  done_.push_back(std::move(now_));
  now_ = Section{storage_};
}

std::vector<Section> Sections::take() {
  end();
  return std::exchange(done_, {});
}

void Sections::text(std::string_view text, std::uint8_t style) {
  std::string mended;
  Measure left = made_sound(text, mended);
  while (!text.empty()) {
    std::size_t length = text.size();
    Measure piece = left;
    const bool fits = left.units <= room() && now_.weight + left.weight + text_frame <= most_weight;
    if (!fits) {
      // A unit weighs two at most.
      const std::size_t used = std::min(most_weight, now_.weight + text_frame);
      const std::size_t limit = std::min(room(), (most_weight - used) / 2);
      length = limit == 0 ? 0 : prefix(text, limit, now_.elements.empty());
      if (length == 0) {
        end();
        continue;
      }
      piece = measure(text.substr(0, length));
    }
    json::object element = element_of("text", 3, storage_);
    element.emplace("text", text.substr(0, length));
    add_style(element, style, true);
    put(std::move(element), piece.units, piece.weight + text_frame);
    if (fits) return;
    end();
    const std::string_view rest = after_cut(text.substr(length));
    const Measure gone = measure(text.substr(0, text.size() - rest.size()));
    left.units -= gone.units;
    left.weight -= gone.weight;
    text = rest;
  }
}

// Whole, at worst as several whole ones.
void Sections::link(const Inline& piece) {
  const Measure url = measure(piece.target);
  if (!url.sound || url.units == 0 || url.units > longest_url) return text(piece.text, piece.style);
  std::string mended;
  std::string_view label = piece.text;
  Measure left = made_sound(label, mended);
  do {
    const std::size_t weight = url.weight + link_frame;
    const bool fits =
        url.units + left.units <= room() && now_.weight + left.weight + weight <= most_weight;
    if (!fits && !now_.elements.empty()) {
      end();
      continue;
    }
    const std::size_t length = fits ? label.size() : prefix(label, most_units - url.units, true);
    const Measure said = fits ? left : measure(label.substr(0, length));
    json::object element = element_of("link", 4, storage_);
    element.emplace("url", piece.target);
    if (length != 0) element.emplace("text", label.substr(0, length));
    add_style(element, piece.style, true);
    put(std::move(element), url.units + said.units, said.weight + weight);
    if (fits) return;
    label = after_cut(label.substr(length));
    left = measure(label);
  } while (!label.empty());
}

void Sections::atom(const Inline& piece) {
  const bool instant = piece.kind == Inline::Kind::when;
  const std::int64_t at = piece.at.time_since_epoch().count();
  // Slack knows nothing before 1970.
  if (instant ? at <= 0 : !is_user_id(piece.target)) return text(piece.text, piece.style);
  json::object element = element_of(instant ? "date" : "user", 5, storage_);
  std::size_t units = piece.target.size();
  std::size_t weight = atom_frame;
  if (instant) {
    const std::string fallback = shortened(piece.text, longest_fallback);
    const Measure said = measure(fallback);
    element.emplace("timestamp", at);
    element.emplace("format", instant_format);
    if (!fallback.empty()) element.emplace("fallback", fallback);
    units = said.units + instant_format.size();
    weight += said.weight;
  } else {
    element.emplace("user_id", piece.target);
  }
  add_style(element, piece.style, false);
  if (units > room() || now_.weight + weight > most_weight) end();
  put(std::move(element), units, weight);
}

void Sections::add(const Inline& piece) {
  switch (piece.kind) {
    case Inline::Kind::text:
      return text(piece.text, piece.style);
    case Inline::Kind::link:
      return link(piece);
    case Inline::Kind::mention:
    case Inline::Kind::when:
      return atom(piece);
  }
}

void Sections::add(const Line& line) {
  for (const Inline& piece : line) add(piece);
}

}  // namespace usher::slack
