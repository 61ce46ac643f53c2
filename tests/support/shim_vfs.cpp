// tests/support/shim_vfs.cpp: every call goes to the default VFS; writes and syncs may be slowed or broken on the way.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/shim_vfs.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstddef>
#include <new>
#include <thread>

namespace usher::test {

namespace {

sqlite3_vfs* below() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  return vfs;
}

// SQLite allocates szOsFile bytes for us, at a multiple of eight: ours first, then the default VFS's own.
struct ShimFile {
  sqlite3_file base;
  alignas(8) char real[1];
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<ShimFile*>(file)->real);
}

// Whether this write or sync is to fail now.
bool hit() {
  ShimVfs& shim = shim_vfs();
  if (shim.after.fetch_sub(1) > 0) return false;
  shim.after = 0;
  const std::int64_t left = shim.times.load();
  if (left == 0) return false;
  if (left > 0) shim.times = left - 1;
  shim.faults.fetch_add(1);
  return true;
}

int shim_close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int shim_read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), to, size, at);
}
int shim_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  ShimVfs& shim = shim_vfs();
  shim.writes.fetch_add(1, std::memory_order_relaxed);
  const ShimVfs::Fault fault = shim.fault.load();
  if (fault == ShimVfs::Fault::full && hit()) return SQLITE_FULL;
  if (fault == ShimVfs::Fault::io_write && hit()) return SQLITE_IOERR_WRITE;
  return real(file)->pMethods->xWrite(real(file), from, size, at);
}
int shim_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return real(file)->pMethods->xTruncate(real(file), size);
}
int shim_sync(sqlite3_file* file, int flags) {
  ShimVfs& shim = shim_vfs();
  shim.syncs.fetch_add(1, std::memory_order_relaxed);
  if (shim.fault.load() == ShimVfs::Fault::io_sync && hit()) return SQLITE_IOERR_FSYNC;
  const int delay = shim.sync_delay_ms.load(std::memory_order_relaxed);
  if (delay > 0) std::this_thread::sleep_for(std::chrono::milliseconds(delay));
  return real(file)->pMethods->xSync(real(file), flags);
}
int shim_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int shim_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int shim_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int shim_reserved(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int shim_control(sqlite3_file* file, int op, void* arg) {
  return real(file)->pMethods->xFileControl(real(file), op, arg);
}
int shim_sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int shim_device(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shim_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shim_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shim_shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shim_shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods = {
    2,           shim_close,   shim_read,     shim_write,       shim_truncate,  shim_sync,
    shim_size,   shim_lock,    shim_unlock,   shim_reserved,    shim_control,   shim_sector,
    shim_device, shim_shm_map, shim_shm_lock, shim_shm_barrier, shim_shm_unmap, nullptr,
    nullptr
};

int shim_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  const int code = below()->xOpen(below(), name, real(file), flags, out_flags);
  if (real(file)->pMethods != nullptr) file->pMethods = &methods;
  return code;
}

}  // namespace

ShimVfs& shim_vfs() {
  static ShimVfs shim;
  return shim;
}

void install_shim_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs copy = *below(
    );  // every call but xOpen is the default's own; it never looks at its own pAppData here
    copy.zName = shim_vfs_name;
    copy.szOsFile = static_cast<int>(offsetof(ShimFile, real)) + below()->szOsFile;
    copy.xOpen = shim_open;
    copy.pNext = nullptr;
    return copy;
  }();
  sqlite3_vfs_register(&vfs, 0);
}

}  // namespace usher::test
