// bot/cli_strings.cpp: usher strings: a catalog to translate, or one that is brought up to date.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/mailbox.hpp"
#include "bot/compose.hpp"
#include "bot/compose_translations.hpp"
#include "bot/locales.hpp"
#include "bot/po_write.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace usher {

namespace {

namespace fs = std::filesystem;

// The whole file, or the one that was there before.
std::string write(const fs::path& path, const std::string& text) {
  const fs::path beside = path.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) return "it cannot be written there";
  }
  std::error_code error;
  fs::rename(beside, path, error);
  return error ? error.message() : std::string();
}

int begin(const fs::path& path, const std::string& locale) {
  const std::string text = new_catalog(locale, sentences());
  if (const std::string why = write(path, text); !why.empty()) {
    complain(fmt::format("{}: {}", path.string(), why));
    return exit_failed;
  }
  std::printf("%s is there to be translated.\n", path.string().c_str());
  return exit_fine;
}

int bring_up_to_date(const fs::path& path, const std::string& locale) {
  std::ifstream in(path, std::ios::binary);
  const PoFile file{
      path.string(), locale, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}
  };
  if (!in) {
    complain(fmt::format("{}: it cannot be read", path.string()));
    return exit_failed;
  }
  // What cannot be understood would be lost.
  const Catalog loaded = Catalog::load({file});
  if (!loaded.problems().empty()) {
    complain(loaded.problems());
    return exit_failed;
  }
  const UpdatedCatalog made = updated_catalog(file, sentences());
  const fs::path before = path.string() + "~";
  std::string why = write(before, file.text);
  if (why.empty()) why = write(path, made.text);
  if (!why.empty()) {
    complain(fmt::format("{}: {}", path.string(), why));
    return exit_failed;
  }
  std::printf(
      "%s is up to date: %zu more, %zu no longer said; as it was, it is in %s.\n",
      path.string().c_str(), made.added, made.gone, before.string().c_str()
  );
  return exit_fine;
}

}  // namespace

int print_strings(const Order& order) {
  if (order.file.empty())
    return terminal::write_all(STDOUT_FILENO, new_catalog({}, sentences())) ? exit_fine
                                                                            : exit_failed;
  const fs::path path = order.file;
  const std::string locale = path.stem().string();
  if (path.extension() != ".po" || !is_locale(locale)) {
    complain(fmt::format(
        "{}: a catalog is called after its language as gettext does: locale/es.po, locale/pt_BR.po",
        order.file
    ));
    return exit_usage;
  }
  std::error_code error;
  if (!path.parent_path().empty()) fs::create_directories(path.parent_path(), error);
  if (error) {
    complain(fmt::format("{}: {}", path.parent_path().string(), error.message()));
    return exit_failed;
  }
  return fs::exists(path, error) ? bring_up_to_date(path, locale) : begin(path, locale);
}

}  // namespace usher
