// A VFS of SQLite's over the default one: slower syncs for benchmarks, full disks and broken writes for tests.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace usher::test {

// One for the whole process, registered as "usher-shim" by install_shim_vfs(). Set at any time, from any thread.
struct ShimVfs {
  enum class Fault { none, full, io_write, io_sync };
  std::atomic<int> sync_delay_ms{0};
  std::atomic<Fault> fault{Fault::none};
  std::atomic<std::int64_t> after{0};  // so many writes (or syncs) succeed before the fault
  std::atomic<std::int64_t> times{0};  // then so many fail; negative: until it is lifted
  std::atomic<std::uint64_t> writes{0}, syncs{0}, faults{0};

  void fail(Fault what, std::int64_t after_so_many, std::int64_t so_often) {
    after = after_so_many;
    times = so_often;
    fault = what;
  }
  void lift() { fault = Fault::none; }
};

inline constexpr const char* shim_vfs_name = "usher-shim";
ShimVfs& shim_vfs();
void install_shim_vfs();

}  // namespace usher::test
