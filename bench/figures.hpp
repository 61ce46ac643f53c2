// bench/figures.hpp: what was measured of bots, round by round, and how it is shown.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bench/bench.hpp"
#include "bench/bot_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher::bench {

// Figure: an enum of what is measured.
template <class Figure>
class FiguresOf {
 public:
  void add(Figure what, double value) { values_[what].push_back(value); }
  // What must not be, once each.
  void wrong(std::string what) {
    if (std::ranges::find(wrongs_, what) == wrongs_.end()) wrongs_.push_back(std::move(what));
  }
  bool has(Figure what) const { return values_.contains(what); }
  // Of the rounds; of what was measured in one at least.
  double median(Figure what) const {
    std::vector<double> values = values_.at(what);
    return percentile(values, 0.5);
  }
  double lowest(Figure what) const { return std::ranges::min(values_.at(what)); }
  double highest(Figure what) const { return std::ranges::max(values_.at(what)); }
  const std::vector<std::string>& wrongs() const { return wrongs_; }

 private:
  std::map<Figure, std::vector<double>> values_;
  std::vector<std::string> wrongs_;
};

template <class Figure>
struct Column {
  const char* title;
  std::vector<Figure> figures;  // with strokes between
  int digits = 0;
  bool range = false;  // with its lowest and highest
};

template <class Figure>
std::string cell(const FiguresOf<Figure>& figures, const Column<Figure>& column) {
  std::string out;
  for (const Figure figure : column.figures) {
    if (!figures.has(figure)) return "-";
    if (!out.empty()) out += " / ";
    out += fmt::format("{:.{}f}", figures.median(figure), column.digits);
    if (column.range)
      out += fmt::format(
          " ({:.{}f}-{:.{}f})", figures.lowest(figure), column.digits, figures.highest(figure),
          column.digits
      );
  }
  return out;
}

template <class Figure>
void table(
    const std::vector<Bot>& bots, const std::vector<FiguresOf<Figure>>& all,
    const std::vector<Column<Figure>>& columns
) {
  fmt::print("  {:<30}", "");
  for (const Column<Figure>& column : columns) fmt::print(" {:>26}", column.title);
  fmt::print("\n");
  for (std::size_t i = 0; i < bots.size(); ++i) {
    fmt::print("  {:<30}", bots[i].name);
    for (const Column<Figure>& column : columns) fmt::print(" {:>26}", cell(all[i], column));
    fmt::print("\n");
  }
}

template <class Figure>
void print_wrongs(const std::vector<Bot>& bots, const std::vector<FiguresOf<Figure>>& all) {
  for (std::size_t i = 0; i < bots.size(); ++i)
    for (const std::string& wrong : all[i].wrongs()) fmt::print("  {}: {}\n", bots[i].name, wrong);
  std::fflush(stdout);
}

// Those of that bot, where that was measured of it.
template <class Figure>
const FiguresOf<Figure>* figures_of(
    const std::vector<Bot>& bots, const std::vector<FiguresOf<Figure>>& all, std::string_view name,
    Figure measured
) {
  for (std::size_t i = 0; i < bots.size(); ++i)
    if (bots[i].name == name && all[i].has(measured)) return &all[i];
  return nullptr;
}

inline void target(
    const char* what, double is, const char* than, double should, bool met, int digits = 0
) {
  fmt::print(
      "  {:<62} {:>9.{}f} {:<14} {:>9.{}f}: {}\n", what, is, digits, than, should, digits,
      met ? "met" : "NOT MET"
  );
}

}  // namespace usher::bench
