// bot/traditional.cpp: OpenCC behind a plain interface, and its memory returned.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/traditional.hpp"

#include "bot/freed_memory.hpp"

#include <opencc/SimpleConverter.hpp>

#include <stdexcept>

namespace usher {

struct Traditional::Impl {
  opencc::SimpleConverter converter{"s2twp.json"};
};

// OpenCC throws types of its own; callers know std::runtime_error alone.
Traditional::Traditional() try : impl_(std::make_unique<Impl>()) {
} catch (const std::exception& error) {
  throw std::runtime_error(error.what());
}

Traditional::~Traditional() {
  impl_.reset();
  // The dictionaries are thousands of small blocks; without this the allocator would keep their
  // pages for ever.
  give_back_freed_memory();
}

std::string Traditional::from_simplified(const std::string& text) const {
  try {
    return impl_->converter.Convert(text);
  } catch (const std::exception& error) {
    throw std::runtime_error(error.what());
  }
}

}  // namespace usher
