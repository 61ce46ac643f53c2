// bot/config_reader.cpp: values with their types, ranges and checks; --set before the file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_reader.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace usher {

using Type = ConfigValue::Type;

namespace {

std::string how_to_write(Type wanted) {
  switch (wanted) {
    case Type::text:
      return "Write it in double quotes.";
    case Type::integer:
      return "Write a whole number without quotes.";
    case Type::real:
      return "Write a number without quotes.";
    case Type::boolean:
      return "Write true or false without quotes.";
    case Type::array:
      return R"(Write a list, ["a", "b"] for instance.)";
    default:
      return "Write it as config/usher.example.toml does.";
  }
}

std::string one_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

bool fits(Type given, Type wanted) {
  return given == wanted || (wanted == Type::real && given == Type::integer);
}

}  // namespace

bool ConfigReader::Section::given(std::string_view key) const {
  return reader_->overrides_.contains(full(key)) ||
         (table_ != nullptr && table_->find(key) != nullptr);
}

bool ConfigReader::Section::present() const {
  if (table_ != nullptr) return true;
  return std::ranges::any_of(reader_->overrides_, [&](const auto& entry) {
    return entry.first.starts_with(path_ + ".");
  });
}

void ConfigReader::Section::problem(std::string_view key, std::string text, std::string remedy)
    const {
  const ConfigValue* value = table_ == nullptr ? nullptr : table_->find(key);
  const int line = value != nullptr ? value->line : table_ != nullptr ? table_->line : 0;
  reader_->problem(full(key), line, std::move(text), std::move(remedy));
}

const ConfigValue* ConfigReader::Section::value(std::string_view key, Type wanted) {
  const std::string path = full(key);
  reader_->keys_.insert(path);
  if (reader_->refused_.contains(path)) return nullptr;
  const auto over = reader_->overrides_.find(path);
  const ConfigValue* value = over != reader_->overrides_.end() ? &over->second.value
                             : table_ != nullptr               ? table_->find(key)
                                                               : nullptr;
  if (value == nullptr) return nullptr;
  if (over != reader_->overrides_.end() && !fits(value->type, wanted)) {
    // A shell has eaten the quotes, or they are too much to ask for: --set community.name=42 is the text "42".
    ConfigValue& mended = over->second.value;
    if (wanted == Type::text) {
      mended.type = Type::text;
      mended.text = over->second.raw;
    } else if (wanted == Type::array && mended.type == Type::text) {
      for (const std::string_view part : split(over->second.raw, ',')) {
        ConfigValue item;
        item.type = Type::text;
        item.text = trim(part);
        if (!item.text.empty()) mended.items.push_back(std::move(item));
      }
      mended.type = Type::array;
    }
  }
  if (fits(value->type, wanted)) return value;
  problem(
      key, fmt::format("{} must be {}, not {}.", path, type_name(wanted), type_name(value->type)),
      how_to_write(wanted)
  );
  return nullptr;
}

bool ConfigReader::Section::text(const char* key, std::string& out, const Check& check) {
  const ConfigValue* found = value(key, Type::text);
  if (found == nullptr) return false;
  if (check) {
    if (Verdict flaw = check(found->text)) {
      problem(key, full(key) + ": " + flaw->problem, std::move(flaw->remedy));
      return false;
    }
  }
  out = found->text;
  return true;
}

bool ConfigReader::Section::integer(
    const char* key, std::int64_t& out, std::int64_t low, std::int64_t high
) {
  const ConfigValue* found = value(key, Type::integer);
  if (found == nullptr) return false;
  if (found->integer < low || found->integer > high) {
    problem(
        key, fmt::format("{} is {}, which is out of range.", full(key), found->integer),
        fmt::format("Write a number from {} to {}.", low, high)
    );
    return false;
  }
  out = found->integer;
  return true;
}

bool ConfigReader::Section::real(const char* key, double& out, double low, double high) {
  const ConfigValue* found = value(key, Type::real);
  if (found == nullptr) return false;
  const double number =
      found->type == Type::integer ? static_cast<double>(found->integer) : found->real;
  if (!std::isfinite(number) || number < low || number > high) {
    problem(
        key, fmt::format("{} is {}, which is out of range.", full(key), number),
        fmt::format("Write a number from {} to {}.", low, high)
    );
    return false;
  }
  out = number;
  return true;
}

bool ConfigReader::Section::boolean(const char* key, bool& out) {
  const ConfigValue* found = value(key, Type::boolean);
  if (found == nullptr) return false;
  out = found->boolean;
  return true;
}

bool ConfigReader::Section::list(
    const char* key, std::vector<std::string>& out, const Check& check
) {
  const ConfigValue* found = value(key, Type::array);
  if (found == nullptr) return false;
  std::vector<std::string> texts;
  bool fine = true;
  const auto mistake = [&](const ConfigValue& item, std::string text, std::string remedy) {
    reader_->problem(full(key), item.line, full(key) + ": " + std::move(text), std::move(remedy));
    fine = false;
  };
  for (const ConfigValue& item : found->items) {
    if (item.type != Type::text)
      mistake(
          item, fmt::format("every item must be text, not {}.", type_name(item.type)),
          how_to_write(Type::text)
      );
    else if (Verdict flaw = check ? check(item.text) : std::nullopt)
      mistake(item, std::move(flaw->problem), std::move(flaw->remedy));
    else if (std::ranges::find(texts, item.text) != texts.end())
      mistake(
          item, fmt::format("\"{}\" stands here twice.", shown(item.text)), "Remove one of them."
      );
    else
      texts.push_back(item.text);
  }
  if (fine) out = std::move(texts);
  return fine;
}

std::size_t ConfigReader::Section::choose(const char* key, const std::vector<std::string>& words) {
  const ConfigValue* found = value(key, Type::text);
  if (found == nullptr) return words.size();
  const auto at = static_cast<std::size_t>(std::ranges::find(words, found->text) - words.begin());
  if (at < words.size()) return at;
  const std::string_view guess = nearest(found->text, words);
  problem(
      key, fmt::format("{} is \"{}\", which is not known.", full(key), shown(found->text)),
      (guess.empty() ? std::string() : fmt::format("Did you mean {}? ", guess)) + "Write " +
          one_of(words) + "."
  );
  return words.size();
}

}  // namespace usher
