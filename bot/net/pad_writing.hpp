// bot/net/pad_writing.hpp: how a page that others write on too is written: which requests, one after another. Pure: no I/O.
//
// HackMD takes whole pages and no condition (its PATCH knows no If-Match), so the page is read, compared with what its new text was
// made from, written, and read again. Between the comparison and the write lies one request: what somebody types in that moment
// is lost, as it is to any client of that API.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace usher::net {

struct Pad {
  std::string content;
  std::string version;  // names this content: an ETag made of it
};
// "Get a note" of HackMD's API. Nothing where it is no such answer.
std::optional<Pad> parse_pad(std::string_view json);

struct PadWritten {
  int status = 0;  // 200: the page is as wanted; of what went wrong
  errc error = errc::ok;
  // With an error one word: "edited" (409: it is not what the text was made from), "denied", "odd", "pad" for any other refusal.
  std::string body;
};

class PadWriting {
 public:
  struct Ask {
    std::string method, body;  // of the page's own address
  };
  using Action = std::variant<Ask, PadWritten>;

  // from: the version that the content was made from.
  PadWriting(std::string content, std::string from);

  Action begin();
  // With any status below 500 other than 408 and 429.
  Action resume(int status, std::string_view body);

 private:
  enum class Step : std::uint8_t { compare, write, look };

  Action seen(const Pad& pad);

  std::string content_, wanted_, from_;
  Step step_ = Step::compare;
  int refused_ =
      0;  // what HackMD answers to a write of a page of somebody else's, which it does all the same
};

}  // namespace usher::net
