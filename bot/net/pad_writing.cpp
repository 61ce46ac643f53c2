// bot/net/pad_writing.cpp: read, compare, write, read again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/pad_writing.hpp"

#include "bot/net/http.hpp"
#include "bot/net/outside_json.hpp"
#include "bot/net/tree.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace usher::net {

namespace json = boost::json;

namespace {

// Editors differ in how they end lines and pages.
std::string version_of(std::string_view content) {
  std::string plain;
  plain.reserve(content.size());
  std::ranges::copy_if(content, std::back_inserter(plain), [](char c) { return c != '\r'; });
  while (plain.ends_with('\n') || plain.ends_with(' ')) plain.pop_back();
  return content_etag(plain);
}

PadWritten refused(int status) {
  const errc error = status_error(status);
  if (error == errc::ok) return {status, errc::malformed, "odd"};
  return {status, error, status == 401 || status == 403 ? "denied" : "pad"};
}

}  // namespace

std::optional<Pad> parse_pad(std::string_view text) {
  const auto value = parse_outside(text);
  const json::object* const object = value ? value->if_object() : nullptr;
  const json::value* const content = object == nullptr ? nullptr : object->if_contains("content");
  if (content == nullptr || !content->is_string()) return std::nullopt;
  Pad out;
  out.content = text_of(*object, "content");
  out.version = version_of(out.content);
  return out;
}

PadWriting::PadWriting(std::string content, std::string from)
    : content_(std::move(content)), wanted_(version_of(content_)), from_(std::move(from)) {}

PadWriting::Action PadWriting::begin() { return Ask{"GET", {}}; }

PadWriting::Action PadWriting::resume(int status, std::string_view body) {
  if (step_ == Step::write) {
    // 403: of a page that is somebody else's HackMD may have written it. What stands there says so.
    if (status != 200 && status != 202 && status != 403) return refused(status);
    if (status == 403) refused_ = status;
    step_ = Step::look;
    return Ask{"GET", {}};
  }
  if (status != 200) return refused(status);
  const auto pad = parse_pad(body);
  if (!pad) return PadWritten{status, errc::malformed, "odd"};
  return seen(*pad);
}

PadWriting::Action PadWriting::seen(const Pad& pad) {
  if (pad.version == wanted_) return PadWritten{200, errc::ok, {}};
  if (pad.version != from_) return PadWritten{409, errc::refused, "edited"};
  if (step_ == Step::compare) {
    step_ = Step::write;
    return Ask{"PATCH", json::serialize(json::object{{"content", content_}})};
  }
  if (refused_ != 0) return refused(refused_);
  // 202 is a promise: it is not kept yet. Asked again from the beginning, it is found or written.
  return PadWritten{202, errc::unavailable, {}};
}

}  // namespace usher::net
