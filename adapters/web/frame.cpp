// adapters/web/frame.cpp: reading frames.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/frame.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>

#include <algorithm>
#include <stdexcept>

namespace usher::web {

namespace json = boost::json;

namespace {

constexpr std::size_t max_depth = 4;  // an object with an object of strings

// Thrown and caught in this file: a frame is read as a whole or not at all.
struct NoFrame {};

class Reader {
 public:
  explicit Reader(const json::object& from) : from_(from) {}

  std::string text(std::string_view name) const {
    const json::value* value = from_.if_contains(name);
    if (value == nullptr || !value->is_string()) throw NoFrame{};
    const json::string& string = value->get_string();
    return {string.data(), string.size()};
  }
  std::int64_t number(std::string_view name) const {
    const json::value* value = from_.if_contains(name);
    if (value == nullptr || !value->is_int64() || value->get_int64() < 0) throw NoFrame{};
    return value->get_int64();
  }
  std::int64_t number_or_zero(std::string_view name) const {
    return from_.contains(name) ? number(name) : 0;
  }
  bool flag(std::string_view name, bool otherwise) const {
    const json::value* value = from_.if_contains(name);
    if (value == nullptr) return otherwise;
    if (!value->is_bool()) throw NoFrame{};
    return value->get_bool();
  }
  std::string name(std::string_view key) const {
    std::string out = text(key);
    if (!is_name(out)) throw NoFrame{};
    return out;
  }
  template <class Map>
  Map texts(std::string_view key) const {
    Map out;
    const json::value* value = from_.if_contains(key);
    if (value == nullptr) return out;
    if (!value->is_object()) throw NoFrame{};
    for (const auto& [field, content] : value->get_object()) {
      if (!content.is_string()) throw NoFrame{};
      const json::string& string = content.get_string();
      using Value = Map::mapped_type;
      out.emplace(std::string(field), Value(std::string(string.data(), string.size())));
    }
    return out;
  }

 private:
  const json::object& from_;
};

Frame read(const Reader& in) {
  const std::string what = in.text("do");
  if (what == "hello") return {"", frame::Hello{in.number("since"), in.name("tab")}};
  if (what == "read") return {"", frame::Read{in.text("room"), in.number("message")}};
  Frame out;
  out.id = in.name("id");
  if (what == "send") {
    out.what = frame::Send{in.text("room"), in.number_or_zero("thread"), in.text("text")};
  } else if (what == "edit") {
    out.what = frame::Edit{in.number("message"), in.text("text")};
  } else if (what == "delete") {
    out.what = frame::Delete{in.number("message")};
  } else if (what == "react") {
    out.what = frame::React{in.number("message"), in.text("emoji"), in.flag("add", true)};
  } else if (what == "press") {
    const bool home = in.flag("home", false);
    out.what = frame::Press{home ? 0 : in.number("message"), in.number("button")};
  } else if (what == "submit") {
    out.what = frame::Submit{
        in.text("ticket"), in.texts<Fields>("fields"), in.texts<SecretFields>("secrets")
    };
  } else if (what == "cancel") {
    out.what = frame::Cancel{in.text("ticket")};
  } else if (what == "join") {
    out.what = frame::Join{in.text("room")};
  } else if (what == "leave") {
    out.what = frame::Leave{in.text("room")};
  } else if (what == "home") {
    out.what = frame::Home{};
  } else if (what == "history") {
    out.what =
        frame::History{in.text("room"), in.number_or_zero("before"), in.number_or_zero("thread")};
  } else if (what == "complete") {
    out.what = frame::Complete{in.text("line")};
  } else if (what == "me") {
    out.what = frame::Me{in.text("lang"), in.text("zone")};
  } else {
    throw NoFrame{};
  }
  return out;
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::optional<Frame> read_frame(std::string_view text) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code error;
  const json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  try {
    return read(Reader(value.get_object()));
  } catch (const NoFrame&) {
    return std::nullopt;
  }
}

}  // namespace usher::web
