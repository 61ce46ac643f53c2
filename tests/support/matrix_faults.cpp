// tests/support/matrix_faults.cpp: counting calls, and drawing lots.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_faults.hpp"

#include "tests/support/matrix_world.hpp"

#include <algorithm>

namespace usher::testing::matrix {

bool is_like(std::string_view pattern, std::string_view path) {
  while (true) {
    const auto end = pattern.find('/', 1);
    const auto there = path.find('/', 1);
    const std::string_view wanted = pattern.substr(0, end);
    if (wanted != "/*" && wanted != path.substr(0, there)) return false;
    if (end == std::string_view::npos || there == std::string_view::npos)
      return end == std::string_view::npos && there == std::string_view::npos;
    pattern.remove_prefix(end);
    path.remove_prefix(there);
  }
}

void Faults::add(const boost::json::object& what) {
  Fault fault;
  if (!text_at(what, "path").empty()) fault.path = text_at(what, "path");
  fault.method = text_at(what, "method");
  fault.errcode = text_at(what, "errcode");
  fault.how = text_at(what, "how");
  fault.body = text_at(what, "body");
  fault.every = static_cast<int>(number_at(what, "every", 0));
  fault.times = static_cast<int>(number_at(what, "times", 1));
  fault.status = static_cast<int>(number_at(what, "status", 0));
  fault.retry_after = static_cast<int>(number_at(what, "retry_after", -1));
  fault.retry_after_ms = static_cast<int>(number_at(what, "retry_after_ms", -1));
  fault.delay = std::chrono::milliseconds(number_at(what, "delay_ms", 0));
  if (const auto* percent = what.if_contains("percent"); percent != nullptr && percent->is_number())
    fault.percent = percent->to_number<double>();
  fault.chance.seed(static_cast<std::uint64_t>(number_at(what, "seed", 1)));
  if (fault.status == 429 && fault.errcode.empty()) fault.errcode = "M_LIMIT_EXCEEDED";
  faults_.push_back(std::move(fault));
}

const Fault* Faults::met(std::string_view method, std::string_view name, std::string_view path) {
  for (Fault& fault : faults_) {
    const bool named = fault.path.starts_with('/') ? is_like(fault.path, path)
                                                   : fault.path == "*" || fault.path == name;
    if (!named || (!fault.method.empty() && fault.method != method)) continue;
    ++fault.met;
    if (fault.percent > 0) {
      if (static_cast<double>(fault.chance() % 10'000) < fault.percent * 100) return &fault;
    } else if (fault.every > 0) {
      if (fault.met % fault.every == 0) return &fault;
    } else if (fault.met <= fault.times) {
      return &fault;
    }
  }
  return nullptr;
}

}  // namespace usher::testing::matrix
