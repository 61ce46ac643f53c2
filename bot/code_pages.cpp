// bot/code_pages.cpp: which pages of which mappings, and giving them back.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/code_pages.hpp"

#include "bot/freed_memory.hpp"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <span>

namespace usher {

namespace {

// Of a mapping that cannot be written to, each page is as it lies in the file, so it may be forgotten. What the linker has
// written, relocations, lies in mappings that can be, also where they are read-only since (RELRO): PF_W stands for those.
bool is_as_in_file(const ElfW(Phdr) & segment) {
  return segment.p_type == PT_LOAD && (segment.p_flags & PF_W) == 0;
}

// Text that had to be relocated is as in no file. No library of Debian's has any; one that had would crash.
bool has_relocated_text(const dl_phdr_info& object) {
  for (const ElfW(Phdr) & segment : std::span(object.dlpi_phdr, object.dlpi_phnum)) {
    if (segment.p_type != PT_DYNAMIC) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast): where the linker has put it
    const auto* entry = reinterpret_cast<const ElfW(Dyn)*>(object.dlpi_addr + segment.p_vaddr);
    for (; entry->d_tag != DT_NULL; ++entry)
      if (entry->d_tag == DT_TEXTREL ||
          (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0))
        return true;
  }
  return false;
}

int give_back(dl_phdr_info* object, std::size_t, void* total) {
  if (has_relocated_text(*object)) return 0;
  const auto page = static_cast<std::uintptr_t>(::getpagesize());
  for (const ElfW(Phdr) & segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
    if (!is_as_in_file(segment)) continue;
    const std::uintptr_t begin = object->dlpi_addr + segment.p_vaddr;
    // Whole pages only; what the last one holds behind the end may be another mapping's.
    const std::uintptr_t from = (begin + page - 1) / page * page;
    const std::uintptr_t to = (begin + segment.p_memsz) / page * page;
    if (to <= from) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast): where the linker has put it
    if (::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED) == 0)
      *static_cast<std::size_t*>(total) += to - from;
  }
  return 0;
}

}  // namespace

std::size_t give_back_code_pages() {
  give_back_freed_memory();
  std::size_t total = 0;
  ::dl_iterate_phdr(give_back, &total);
  return total;
}

}  // namespace usher
