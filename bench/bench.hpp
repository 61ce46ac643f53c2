// What the benchmarks share: percentiles, and the figures that each part prints.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace usher::bench {

struct Rate {
  double per_second = 0;
  double commits = 0;  // events a commit
};

// Events through inbox, feature, outbox and a null delivery, `in_flight` at a time; of one person, or of as many as there
// are rooms.
Rate engine_rate(int events, int in_flight, const std::string& vfs, bool many_people = false);
// The same statements in plain SQLite, `in_group` events a commit.
Rate plain_rate(int events, int in_group, const std::string& vfs);

void lookups();
void proposals();
// The program, run as people run it.
void start_up();
void program_memory();
// What pages do with it, many at once: to the answer, a tab's memory; and a million messages, which takes minutes.
void web();
void web_million();

// A line of /proc/PID/status, "RssAnon" for instance, in KiB; 0 where there is none.
long status_kb(int pid, const std::string& name);

double percentile(std::vector<double>& values, double share);

}  // namespace usher::bench
