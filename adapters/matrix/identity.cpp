// adapters/matrix/identity.cpp: a user id's first half.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/identity.hpp"

namespace usher::matrix {

std::string Identity::localpart() const {
  if (!user.starts_with('@')) return {};
  const auto colon = user.find(':');
  return user.substr(1, colon == std::string::npos ? colon : colon - 1);
}

}  // namespace usher::matrix
