// Files that are part of the program, so that it runs from any folder.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string_view>

namespace usher {

struct EmbeddedFile {
  std::string_view name;  // path below the folder that was embedded: "locale/zh_TW.po"
  std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_migrations();         // bot/migrations
std::span<const EmbeddedFile> embedded_baseline();           // bot/migrations/baseline
std::span<const EmbeddedFile> embedded_config();             // config/numpy
std::span<const EmbeddedFile> embedded_web_page();           // adapters/web/page
std::span<const EmbeddedFile> embedded_web_migrations();     // adapters/web/migrations
std::span<const EmbeddedFile> embedded_slack_migrations();   // adapters/slack/migrations
std::span<const EmbeddedFile> embedded_matrix_migrations();  // adapters/matrix/migrations

}  // namespace usher
