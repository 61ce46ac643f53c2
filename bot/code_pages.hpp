// bot/code_pages.hpp: gives back the memory in which the code lies that only the start has run.
//
// A start runs through much of the program and of sixty libraries: it links, reads the configuration and the texts, lays out a
// database. The pages that this has brought into memory stay counted as the program's (VmRSS), though most of them are not
// looked at again: half of what an idle Usher takes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace usher {

// Gives back every page of code and constants, of the program and its libraries; and what the allocator holds and nobody uses.
// What is used later comes again by itself, from the system's cache of the file: some microseconds for 64 KiB. Returns how many
// bytes are mapped that may be given back. Any thread, whatever the others do meanwhile.
std::size_t give_back_code_pages();

}  // namespace usher
