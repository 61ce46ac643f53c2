// adapters/terminal/ansi.cpp: each block of a Doc in its lines.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/ansi.hpp"

#include "bot/text.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>

namespace usher::terminal {

namespace {

constexpr std::string_view bold_sgr = "1";
constexpr int widest_label = 24;

class Renderer {
 public:
  explicit Renderer(const Look& look) : look_(look) {}
  std::string take() { return std::move(out_); }

  void operator()(const Paragraph& block) { line(spans(block.line)); }
  void operator()(const Heading& block) {
    if (!out_.empty()) out_ += '\n';
    line(spans(block.line, bold_sgr));
  }
  void operator()(const Bullets& block) {
    for (const Line& item : block.items) line(spans(item), "• ", "  ");
  }
  void operator()(const Quote& block) { line({{sanitize(block.text, true), "", ""}}, "│ ", "│ "); }
  void operator()(const Preformatted& block) {
    const std::string text = sanitize(block.text, true);
    for (const std::string_view row : split(text, '\n')) out_ += fmt::format("    {}\n", row);
  }
  void operator()(const Facts& block) {
    int label = 0;
    for (const Fact& fact : block.facts)
      label = std::max(label, std::min(width_of(fact.label), widest_label));
    const std::string indent(static_cast<std::size_t>(label + 2), ' ');
    for (const Fact& fact : block.facts) {
      std::vector<Span> row = spans(fact.label, bold_sgr);
      const int gap = std::max(label - width_of(fact.label), 0) + 2;
      row.push_back({std::string(static_cast<std::size_t>(gap), ' '), "", ""});
      std::ranges::move(spans(fact.value), std::back_inserter(row));
      line(row, {}, indent);
    }
  }
  void operator()(const Buttons& block) {
    std::vector<Span> row;
    for (const Button& button : block.buttons) {
      if (!row.empty()) row.push_back({"  ", "", ""});
      row.push_back({fmt::format("[{}]", ++buttons_), std::string(bold_sgr), ""});
      row.push_back({" " + sanitize(button.label), "", button.url});
      if (!button.url.empty() && !look_.hyperlinks)
        row.push_back({" <" + sanitize(button.url) + ">", "", ""});
    }
    line(row);
  }

 private:
  static int width_of(const Line& inlines) {
    int width = 0;
    for (const Inline& piece : inlines) width += display_width(piece.text);
    return width;
  }

  void line(
      const std::vector<Span>& spans, std::string_view first = {}, std::string_view rest = {}
  ) {
    out_ += flow(spans, look_, first, rest);
    out_ += '\n';
  }

  std::vector<Span> spans(const Line& inlines, std::string_view base = {}) const {
    std::vector<Span> out;
    for (const Inline& piece : inlines) {
      std::string sgr(base);
      const auto add = [&](std::string_view code) {
        if (!sgr.empty()) sgr += ';';
        sgr += code;
      };
      if ((piece.style & Inline::bold) != 0 && base != bold_sgr) add(bold_sgr);
      if ((piece.style & Inline::italic) != 0) add("3");
      if ((piece.style & Inline::code) != 0) add("36");
      if (piece.kind == Inline::Kind::link) add("4");
      out.push_back(
          {words(piece), std::move(sgr),
           piece.kind == Inline::Kind::link ? sanitize(piece.target) : ""}
      );
      const bool told = piece.target == piece.text || piece.target == "mailto:" + piece.text;
      const bool spelled = piece.kind == Inline::Kind::link && !look_.hyperlinks && !told;
      if (spelled) out.push_back({" <" + sanitize(piece.target) + ">", "", ""});
    }
    return out;
  }

  std::string words(const Inline& piece) const {
    if (piece.kind == Inline::Kind::mention) {
      const std::string name = sanitize(piece.text);
      return name.starts_with('@') ? name : "@" + name;
    }
    if (piece.kind == Inline::Kind::when) {
      const std::string time = local_time(piece.at, look_.zone);
      if (!time.empty()) return time;
    }
    return sanitize(piece.text, true);
  }

  const Look& look_;
  std::string out_;
  int buttons_ = 0;
};

}  // namespace

std::string ansi(const Doc& doc, const Look& look) {
  Renderer renderer(look);
  for (const Block& block : doc.blocks()) std::visit(renderer, block);
  return renderer.take();
}

std::vector<Button> buttons_of(const Doc& doc) {
  std::vector<Button> out;
  for (const Block& block : doc.blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      std::ranges::copy(row->buttons, std::back_inserter(out));
  return out;
}

std::string local_time(sys_seconds at, const std::string& zone) {
  if (zone.empty()) return {};
  try {
    const auto local = date::locate_zone(zone)->to_local(at);
    return date::format("%Y-%m-%d %H:%M ", date::floor<std::chrono::minutes>(local)) + zone;
  } catch (const std::
               exception&) {  // an unknown zone, or no tzdata: the sender's wording is shown instead
    return {};
  }
}

std::chrono::sys_days local_day(sys_seconds at, const std::string& zone) {
  if (!zone.empty()) {
    try {
      const auto local = date::locate_zone(zone)->to_local(at);
      return std::chrono::sys_days(date::floor<date::days>(local).time_since_epoch());
    } catch (const std::exception&) {
      // UTC is at most a day off
    }
  }
  return date::floor<date::days>(at);
}

std::string styled(std::string_view text, std::string_view sgr, const Look& look) {
  if (!look.colour) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", sgr, text);
}

}  // namespace usher::terminal
