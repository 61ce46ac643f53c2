// bot/e5_embedder_none.cpp: what stands for the model where Usher is built without it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/e5_embedder.hpp"

namespace usher {

bool has_e5() { return false; }

std::expected<std::shared_ptr<const Embedder>, std::string> open_e5(const std::string&) {
  return std::unexpected(std::string("This Usher was built without a model."));
}

}  // namespace usher
