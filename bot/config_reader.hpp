// Reads typed values out of a configuration tree and --set, and remembers what it was asked for: the rest is unknown.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config_checks.hpp"
#include "bot/config_document.hpp"
#include "bot/problem.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher {

class ConfigReader {
 public:
  // `root` and `problems` must outlive the reader. `set`: "key=value", as given to --set.
  ConfigReader(
      std::string file, const ConfigValue& root, const std::vector<std::string>& set,
      std::vector<Problem>& problems
  );

  // One section. Every getter leaves `out` as it is where the key is absent or wrong, and says whether it was set.
  class Section {
   public:
    bool present() const;  // in the file or through --set
    bool text(const char* key, std::string& out, const Check& check = {});
    bool integer(const char* key, std::int64_t& out, std::int64_t low, std::int64_t high);
    bool real(const char* key, double& out, double low, double high);
    bool boolean(const char* key, bool& out);
    bool list(const char* key, std::vector<std::string>& out, const Check& check = {});
    template <class E>
    bool choice(
        const char* key, E& out, const std::vector<std::pair<std::string_view, E>>& choices
    ) {
      std::vector<std::string> words;
      words.reserve(choices.size());
      for (const auto& [word, value] : choices) words.emplace_back(word);
      const std::size_t at = choose(key, words);
      if (at >= choices.size()) return false;
      out = choices[at].second;
      return true;
    }
    template <class Duration>
    bool duration(const char* key, Duration& out, std::int64_t low, std::int64_t high) {
      std::int64_t count = out.count();
      if (!integer(key, count, low, high)) return false;
      out = Duration(count);
      return true;
    }

    // A mistake of this key where it is given, else of the section as a whole.
    void problem(std::string_view key, std::string text, std::string remedy) const;
    // Whether the key was given at all, right or wrong.
    bool given(std::string_view key) const;

   private:
    friend class ConfigReader;
    Section(ConfigReader& reader, std::string path, const ConfigValue* table)
        : reader_(&reader), path_(std::move(path)), table_(table) {}
    const ConfigValue* value(std::string_view key, ConfigValue::Type wanted);
    std::size_t choose(const char* key, const std::vector<std::string>& words);
    std::string full(std::string_view key) const { return path_ + "." + std::string(key); }

    ConfigReader* reader_;
    std::string path_;
    const ConfigValue* table_;  // nullptr where the file has no such section
  };

  Section section(const std::string& path);
  // The names of the sections right below: "nep" and "pep" of [proposals.nep] and [proposals.pep].
  std::set<std::string> names_below(const std::string& path);
  // A mistake outside the file: in a variable of the environment, in a file that it names.
  void problem_elsewhere(std::string where, std::string text, std::string remedy) {
    problem_elsewhere({std::move(where), 0, std::move(text), std::move(remedy)});
  }
  void problem_elsewhere(Problem problem) { problems_.push_back(std::move(problem)); }
  // After everything was asked for: unknown keys and sections.
  void finish();

  const std::set<std::string>& known() const { return keys_; }

 private:
  struct Override {
    std::string raw;    // as typed
    ConfigValue value;  // as TOML where it is TOML, else text
  };

  void take_override(const std::string& setting);
  const ConfigValue* table_at(const std::string& path) const;
  void find_secrets(const ConfigValue& value, const std::string& path);
  void refuse_secret(const std::string& path, std::string_view key, int line);
  void find_unknown(const ConfigValue& table, const std::string& path);
  void unknown_key(const std::string& path, std::string_view key, int line);
  void unknown_section(const std::string& path, int line);
  std::string remedy_for(const std::string& path, std::string_view key) const;
  void problem(const std::string& path, int line, std::string text, std::string remedy);

  std::string file_;
  const ConfigValue& root_;
  std::vector<Problem>& problems_;
  std::map<std::string, Override, std::less<>> overrides_;
  std::set<std::string> keys_, sections_;  // asked for
  std::set<std::string> refused_;  // hold what looks like a secret: told, never read, never shown
};

}  // namespace usher
