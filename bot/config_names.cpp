// bot/config_names.cpp: the list of them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_names.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>

namespace usher {

namespace {

constexpr std::array<std::string_view, 28> plain = {
    "action", "admin",   "agenda",   "answers",   "ask",     "back",  "backup",
    "cancel", "chat",    "check",    "committee", "doctor",  "exit",  "forget",
    "group",  "help",    "language", "manifest",  "meeting", "quit",  "registration",
    "report", "restore", "run",      "strings",   "talk",    "usher", "welcome"
};
constexpr std::array<std::string_view, 46> translated = {
    "答案", "提问",  "提問",   "问",       "問",         "faq",    "忘记",     "忘記",
    "遗忘", "遺忘",  "groups", "用户组",   "使用者群組", "用戶組", "小组",     "小組",
    "pug",  "帮助",  "幫助",   "说明",     "說明",       "?",      "commands", "语言",
    "語言", "lang",  "event",  "meetings", "会议",       "會議",   "议程",     "議程",
    "举报", "舉報",  "报告",   "回報",     "欢迎",       "歡迎",   "actions",  "待办",
    "待辦", "talks", "演讲",   "演講",     "讲座",       "講座"
};

constexpr std::size_t longest = 20;  // in code points

bool may_be_inside(char c) {
  return static_cast<signed char>(c) < 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         c == '-' || c == '_';
}

}  // namespace

bool is_own_command(std::string_view lower) {
  const auto has = [lower](const auto& names) {
    return std::ranges::find(names, lower) != names.end();
  };
  return has(plain) || has(translated);
}

bool is_command_name(std::string_view text) {
  if (text.empty() || first_word(text).word != text || count_code_points(text) > longest)
    return false;
  const char first = text.front();
  if (static_cast<signed char>(first) >= 0 && (first < 'a' || first > 'z')) return false;
  return std::ranges::all_of(text, may_be_inside);
}

}  // namespace usher
