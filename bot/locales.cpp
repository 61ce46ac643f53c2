// bot/locales.cpp: tags and names of locales, taken apart.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/locales.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Written as BCP 47 recommends: "zh", "Hant", "TW". Any may be empty.
struct Parts {
  std::string language, script, region;
};

bool is_language(std::string_view part) {
  return (part.size() == 2 || part.size() == 3) && std::ranges::all_of(part, is_lower);
}
bool is_script(std::string_view part) {
  return part.size() == 4 && is_upper(part[0]) && std::ranges::all_of(part.substr(1), is_lower);
}
bool is_region(std::string_view part) {
  return (part.size() == 2 && std::ranges::all_of(part, is_upper)) ||
         (part.size() == 3 && std::ranges::all_of(part, is_digit));
}

char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Of a tag in any case, with - or _. What is not needed to choose a language is passed over.
Parts parts_of(std::string_view tag) {
  std::string low = to_lower_ascii(tag.substr(0, 64));
  std::ranges::replace(low, '_', '-');
  Parts out;
  for (const std::string_view part : split(low, '-')) {
    if (out.language.empty()) {
      if (!is_language(part)) return {};
      out.language = part;
      continue;
    }
    if (part.size() == 1) break;  // an extension: "en-u-ca-buddhist"
    std::string script(part);
    if (!script.empty()) script[0] = upper(script[0]);
    if (out.script.empty() && out.region.empty() && is_script(script)) out.script = script;
    std::string region(part);
    std::ranges::transform(region, region.begin(), upper);
    if (out.region.empty() && is_region(region)) out.region = region;
  }
  return out;
}

bool writes_traditional(std::string_view region) {
  return region == "TW" || region == "HK" || region == "MO";
}

// A script decides, else a region does; Simplified where neither is told.
void add_chinese(const Parts& parts, std::vector<std::string>& out) {
  const bool by_region = writes_traditional(parts.region);
  const bool traditional = parts.script == "Hant" || (parts.script != "Hans" && by_region);
  if (!parts.region.empty() && by_region == traditional) out.push_back("zh_" + parts.region);
  const std::string_view home = traditional ? "zh_TW" : "zh_CN";
  if (out.empty() || out.back() != home) out.emplace_back(home);
}

}  // namespace

bool is_locale(std::string_view name) {
  const auto parts = split(name, '_');
  if (!is_language(parts[0])) return false;
  if (parts[0] == "zh") return parts.size() == 2 && is_region(parts[1]);
  if (parts.size() == 1) return true;
  if (parts.size() == 2) return is_script(parts[1]) || is_region(parts[1]);
  return parts.size() == 3 && is_script(parts[1]) && is_region(parts[2]);
}

std::string tag_of(std::string_view locale) {
  if (locale == "zh_CN") return "zh-Hans";
  if (locale == "zh_TW") return "zh-Hant";
  std::string out(locale);
  std::ranges::replace(out, '_', '-');
  return out;
}

std::vector<std::string> locales_for(std::string_view bcp47) {
  const Parts parts = parts_of(bcp47);
  std::vector<std::string> out;
  const auto add = [&](std::string_view script, std::string_view region) {
    std::string name = parts.language;
    for (const std::string_view part : {script, region})
      if (!part.empty()) name += "_" + std::string(part);
    if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  };
  if (parts.language == "zh") {
    add_chinese(parts, out);
  } else if (!parts.language.empty()) {
    add(parts.script, parts.region);
    add(parts.script, {});
    add({}, parts.region);
    add({}, {});
  }
  if (out.empty() || out.back() != "en") out.emplace_back("en");
  return out;
}

bool is_english(std::string_view bcp47) { return parts_of(bcp47).language == "en"; }

bool are_akin(std::string_view locale, std::string_view other) {
  const Parts one = parts_of(locale);
  const Parts two = parts_of(other);
  return !one.language.empty() && one.language == two.language && one.language != "zh" &&
         one.script == two.script;
}

}  // namespace usher
