// bot/config_unknown.cpp: finding sections, --set, what nobody asked for, and what should never have been written down.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_reader.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher {

using Type = ConfigValue::Type;

namespace {

std::string section_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return std::string(dot == std::string_view::npos ? std::string_view() : path.substr(0, dot));
}

std::string_view key_of(std::string_view path) { return path.substr(path.rfind('.') + 1); }

std::string path_below(const std::string& path, const std::string& key) {
  return path.empty() ? key : fmt::format("{}.{}", path, key);
}

// Names that a credential would be written under. Those that end in _file name a file, which is right.
bool names_secret(std::string_view key) {
  const std::string lower = to_lower_ascii(key);
  if (lower.ends_with("_file")) return false;
  constexpr std::array<std::string_view, 7> words = {
      "token", "secret", "password", "passwd", "passphrase", "credential", "api_key"
  };
  return std::ranges::any_of(words, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

struct SecretPlace {
  std::string_view section, key, variable;
};
constexpr std::array<SecretPlace, 9> secret_places = {{
    {"slack", "bot_token", "USHER_SLACK_BOT_TOKEN"},
    {"slack", "app_token", "USHER_SLACK_APP_TOKEN"},
    {"slack", "signing_secret", "USHER_SLACK_SIGNING_SECRET"},
    {"matrix", "access_token", "USHER_MATRIX_ACCESS_TOKEN"},
    {"matrix", "password", "USHER_MATRIX_PASSWORD"},
    {"matrix", "as_token", "USHER_MATRIX_AS_TOKEN"},
    {"matrix", "hs_token", "USHER_MATRIX_HS_TOKEN"},
    {"github", "token", "USHER_GITHUB_TOKEN"},
    {"hackmd", "token", "USHER_HACKMD_TOKEN"},
}};

std::string secret_remedy(std::string_view section, std::string_view key) {
  for (const SecretPlace& place : secret_places)
    if (place.section == section && (place.key == key || std::string(place.key) + "_file" == key))
      return fmt::format(
          "Put it in a file that only you can read (chmod 600) and name that: {}_file = \"…\", or "
          "set {}. "
          "Replace the secret: it may have been seen.",
          place.key, place.variable
      );
  return "Secrets stand in files of their own (bot_token_file and its like) or in the environment "
         "(USHER_SLACK_BOT_TOKEN and "
         "its like). Replace the secret: it may have been seen.";
}

}  // namespace

ConfigReader::ConfigReader(
    std::string file, const ConfigValue& root, const std::vector<std::string>& set,
    std::vector<Problem>& problems
)
    : file_(std::move(file)), root_(root), problems_(problems) {
  for (const std::string& setting : set) take_override(setting);
  find_secrets(root_, {});
}

void ConfigReader::problem(
    const std::string& path, int line, std::string text, std::string remedy
) {
  if (overrides_.contains(path))
    problems_.push_back({"--set " + shown(path), 0, std::move(text), std::move(remedy)});
  else
    problems_.push_back({file_, line, std::move(text), std::move(remedy)});
}

void ConfigReader::take_override(const std::string& setting) {
  const auto equals = setting.find('=');
  const std::string key(trim(std::string_view(setting).substr(0, equals)));
  const bool is_path = !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
  if (equals == std::string::npos || !is_path) {
    problems_.push_back(
        {"--set", 0,
         fmt::format(
             "\"{}\" is no setting.",
             is_path || equals != std::string::npos ? shown(key) : shown(setting.substr(0, 20))
         ),
         "Write --set section.key=value, --set slack.mode=http for instance."}
    );
    return;
  }
  Override over{std::string(trim(std::string_view(setting).substr(equals + 1))), {}};
  ConfigDocument parsed = parse_toml("v = " + over.raw, {});
  const ConfigValue* value = parsed.root.find("v");
  if (parsed.problems.empty() && value != nullptr && parsed.root.keys.size() == 1) {
    over.value = *value;
  } else {
    over.value.type = Type::text;
    over.value.text = over.raw;
  }
  const bool secret = names_secret(key_of(key)) || looks_like_secret(over.raw);
  overrides_.insert_or_assign(key, std::move(over));
  if (secret) refuse_secret(key, key_of(key), 0);
}

const ConfigValue* ConfigReader::table_at(const std::string& path) const {
  const ConfigValue* table = &root_;
  for (const std::string_view part : split(path, '.'))
    table = table == nullptr ? nullptr : table->find(part);
  return table;
}

ConfigReader::Section ConfigReader::section(const std::string& path) {
  const bool first = sections_.insert(path).second;
  const ConfigValue* table = table_at(path);
  if (table != nullptr && table->type != Type::table) {
    if (first)
      problems_.push_back(
          {file_, table->line,
           fmt::format("{} must be a section, not {}.", path, type_name(table->type)),
           fmt::format("Write [{}] on a line of its own and its keys below.", path)}
      );
    table = nullptr;
  }
  return {*this, path, table};
}

std::set<std::string> ConfigReader::names_below(const std::string& path) {
  sections_.insert(path);
  std::set<std::string> names;
  if (const ConfigValue* table = table_at(path))
    for (const auto& [key, value] : table->keys)
      if (value.type == Type::table) names.insert(key);
  for (const auto& [key, over] : overrides_) {
    if (!key.starts_with(path + ".")) continue;
    const auto parts = split(std::string_view(key).substr(path.size() + 1), '.');
    if (parts.size() == 2) names.emplace(parts[0]);
  }
  return names;
}

void ConfigReader::refuse_secret(const std::string& path, std::string_view key, int line) {
  if (!refused_.insert(path).second) return;
  problem(
      path, line, fmt::format("{} holds a secret, and this is no place for one.", shown(path)),
      secret_remedy(section_of(path), key)
  );
}

void ConfigReader::find_secrets(const ConfigValue& value, const std::string& path) {
  if (value.type == Type::text && looks_like_secret(value.text))
    refuse_secret(path, key_of(path), value.line);
  for (const ConfigValue& item : value.items) find_secrets(item, path);
  for (const auto& [key, item] : value.keys) {
    const std::string below = path_below(path, key);
    if (item.type != Type::table && names_secret(key)) refuse_secret(below, key, item.line);
    find_secrets(item, below);
  }
}

void ConfigReader::finish() {
  find_unknown(root_, {});
  for (const auto& [path, over] : overrides_)
    if (!keys_.contains(path) && !refused_.contains(path)) unknown_key(path, key_of(path), 0);
}

void ConfigReader::find_unknown(const ConfigValue& table, const std::string& path) {
  for (const auto& [key, value] : table.keys) {
    const std::string below = path_below(path, key);
    if (keys_.contains(below) || refused_.contains(below)) continue;
    if (sections_.contains(below)) {
      find_unknown(value, below);
    } else if (value.type == Type::table) {
      unknown_section(below, value.line);
    } else if (!overrides_.contains(below)) {
      unknown_key(below, key, value.line);
    }
  }
}

void ConfigReader::unknown_section(const std::string& path, int line) {
  const std::vector<std::string> names(sections_.begin(), sections_.end());
  const std::string_view guess = nearest(path, names);
  problem(
      path, line, fmt::format("There is no section [{}].", shown(path)),
      guess.empty() ? "Remove it; config/usher.example.toml lists the sections."
                    : fmt::format("Did you mean [{}]?", guess)
  );
}

void ConfigReader::unknown_key(const std::string& path, std::string_view key, int line) {
  problem(
      path, line, fmt::format("There is no key {}.", shown(path)), remedy_for(section_of(path), key)
  );
}

std::string ConfigReader::remedy_for(const std::string& path, std::string_view key) const {
  if (path == "proposals")
    return fmt::format(
        "Put {} into a section for one kind of proposal, [proposals.nep] for instance.", shown(key)
    );
  if (path == "web.rooms")
    return fmt::format(
        "Put {} into a section for one room, [web.rooms.general] for instance.", shown(key)
    );
  std::vector<std::string> siblings;
  std::string elsewhere;
  for (const std::string& known : keys_) {
    if (section_of(known) == path) siblings.emplace_back(key_of(known));
    if (key_of(known) == key) elsewhere = section_of(known);
  }
  if (!elsewhere.empty()) return fmt::format("It belongs into [{}].", elsewhere);
  if (const std::string_view guess = nearest(key, siblings); !guess.empty())
    return fmt::format("Did you mean {}?", guess);
  std::string list;
  for (const std::string& sibling : siblings) list += (list.empty() ? "" : ", ") + sibling;
  if (list.empty()) {
    const std::vector<std::string> names(sections_.begin(), sections_.end());
    const std::string_view guess = nearest(path, names);
    return guess.empty() ? "Remove it; config/usher.example.toml lists every key."
                         : fmt::format("Did you mean the section [{}]?", guess);
  }
  return fmt::format("[{}] has these: {}.", path, list);
}

}  // namespace usher
