// tests/fuzz/config_fuzz.cpp: any bytes as usher.toml; lines that begin with "--set " are given as flags.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"
#include "bot/config_checks.hpp"
#include "bot/text.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher;
  ConfigInput input;
  input.file = "fuzz.toml";
  input.environment = [](const char*) -> const char* { return nullptr; };
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string_view line : split(bytes, '\n')) {
    constexpr std::string_view flag = "--set ";
    if (line.starts_with(flag) && input.set.size() < 20)
      input.set.emplace_back(line.substr(flag.size()));
    else
      (input.text += line) += '\n';
  }
  input.need_secrets = size % 2 == 0;
  for (const Problem& problem : load_config(input).problems) {
    // Each says where, what and what to do; none repeats a credential or anything that a terminal would obey.
    const std::string line = to_line(problem);
    if (problem.file.empty() || problem.problem.empty() || problem.remedy.empty()) std::abort();
    if (looks_like_secret(line)) std::abort();
    if (sanitize(line) != line) std::abort();
  }
  return 0;
}
