// tests/support/output_of.hpp: what a shell command prints.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace usher::test {

// Throws where the command ends with anything but 0.
inline std::string output_of(const std::string& command) {
  struct Pipe {
    explicit Pipe(const std::string& line) : file(::popen(line.c_str(), "r")) {}
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
      if (file != nullptr) ::pclose(file);
    }
    FILE* file;
  } pipe(command);
  std::string out;
  std::array<char, 1U << 14U> chunk{};
  while (pipe.file != nullptr) {
    const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe.file);
    if (got == 0) break;
    out.append(chunk.data(), got);
  }
  const int status = pipe.file == nullptr ? -1 : ::pclose(pipe.file);
  pipe.file = nullptr;
  if (status != 0) throw std::runtime_error("this failed: " + command);
  return out;
}

}  // namespace usher::test
