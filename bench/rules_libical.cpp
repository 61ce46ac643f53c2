// bench/rules_libical.cpp: how long libical takes for each rule of a file, in microseconds; as bench/peers/meetings/dateutil.
//
// A program of its own, with libical as everybody has it: the bot's own has no calendars of ICU (commands/meeting/no_rscale.cpp),
// without which libical expands nothing.
// SPDX-License-Identifier: BSD-3-Clause
#include <libical/ical.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <span>
#include <string>

namespace {

using Timer = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr int instances = 60;

double once(const std::string& start, const std::string& text) {
  const auto began = Timer::now();
  const icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
  const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> all(
      icalrecur_iterator_new(rule, icaltime_from_string(start.c_str())), icalrecur_iterator_free
  );
  for (int i = 0; all && i < instances; ++i)
    if (icaltime_is_null_time(icalrecur_iterator_next(all.get())) != 0) break;
  return Micros(Timer::now() - began).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  if (args.size() != 2) return 2;
  std::ifstream lines(args[1]);
  for (std::string line; std::getline(lines, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) return 2;
    double best = 1e12;
    for (int round = 0; round < 3; ++round)
      best = std::min(best, once(line.substr(0, tab), line.substr(tab + 1)));
    std::printf("%.1f\n", best);
  }
  return 0;
}
