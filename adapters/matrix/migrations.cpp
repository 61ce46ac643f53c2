// adapters/matrix/migrations.cpp: the adapter's tables, as they lie in the program.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/matrix.hpp"
#include "bot/embedded.hpp"

#include <charconv>
#include <vector>

namespace usher::matrix {

std::span<const Migration> matrix_migrations() {
  static const std::vector<Migration> all = [] {
    std::vector<Migration> out;
    for (const EmbeddedFile& file : embedded_matrix_migrations()) {
      int number = 0;
      const std::string_view digits = file.name.substr(0, 4);
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
      out.push_back({"matrix", number, file.name.substr(5, file.name.size() - 9), file.bytes});
    }
    return out;
  }();
  return all;
}

}  // namespace usher::matrix
