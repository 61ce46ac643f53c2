// bot/redact.cpp: what a credential looks like.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/redact.hpp"

#include "bot/text.hpp"

#include <array>

namespace usher {

namespace {

constexpr std::string_view hidden = "[hidden]";

// A token begins with one of these and goes on for as long as `part` says.
struct Shape {
  std::string_view prefix;  // lower case
  bool (*part)(char);
};

bool in_token(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}
bool in_word(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\'' && c != ',' && c != '<' &&
         c != '>';
}
bool in_parameter(char c) { return in_word(c) && c != '&' && c != ';'; }

constexpr std::array<Shape, 25> shapes{{
    {"xoxa-", in_token},
    {"xoxb-", in_token},
    {"xoxc-", in_token},
    {"xoxd-", in_token},
    {"xoxe-", in_token},
    {"xoxe.", in_token},
    {"xoxo-", in_token},
    {"xoxp-", in_token},
    {"xoxr-", in_token},
    {"xoxs-", in_token},
    {"xapp-", in_token},
    {"syt_", in_token},
    {"syr_", in_token},
    {"mat_", in_token},
    {"ghp_", in_token},
    {"gho_", in_token},
    {"ghs_", in_token},
    {"ghu_", in_token},
    {"github_pat_", in_token},
    {"bearer ", in_word},
    {"hooks.slack.com/", in_word},
    {"access_token=", in_parameter},
    {"token=", in_parameter},
    {"secret=", in_parameter},
    {"password=", in_parameter},
}};

void hide_all(std::string& line, const std::string& secret) {
  if (secret.size() < 6) return;  // so short a value would take ordinary words out
  for (auto at = line.find(secret); at != std::string::npos;
       at = line.find(secret, at + hidden.size()))
    line.replace(at, secret.size(), hidden);
}

}  // namespace

std::string redact(std::string_view line, std::span<const Secret<std::string>> known) {
  std::string out(line);
  for (const Secret<std::string>& secret : known) hide_all(out, secret.reveal());
  std::string lower = to_lower_ascii(out);
  for (const Shape& shape : shapes) {
    for (auto at = lower.find(shape.prefix); at != std::string::npos;
         at = lower.find(shape.prefix, at + 1)) {
      const std::size_t begin = at + shape.prefix.size();
      std::size_t end = begin;
      while (end < out.size() && shape.part(out[end])) ++end;
      if (end == begin || out.compare(begin, hidden.size(), hidden) == 0) continue;
      out.replace(begin, end - begin, hidden);
      lower.replace(begin, end - begin, hidden);
    }
  }
  return out;
}

}  // namespace usher
