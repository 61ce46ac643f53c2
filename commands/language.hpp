// commands/language.hpp: /language: which language a person is answered in.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher {

class Language final : public Feature {
 public:
  // A service that answers Call{method "RELOAD"} (bot/compose_translations.hpp says what).
  static constexpr std::string_view service = "translations";

  std::string_view name() const override { return "language"; }
  std::span<const CommandSpec> commands() const override;
  Outcome on(const Event& event, Context& context) override;
};

// What a person may call a language: "zh-Hant", "繁體中文", "traditional chinese", "English", "es-MX", "español" → "zh-Hant", "en",
// "es"; "auto" and its like → "auto"; empty for what the catalog does not speak. `current` decides between the scripts where
// only 中文 is said.
std::string language_named(
    std::string_view typed, std::string_view current, const Catalog& catalog
);

// A button for each language, by its own name, and one that leaves the choice to Usher. Pressed, they are Language's.
std::vector<Button> language_buttons(const Say& say);

}  // namespace usher
