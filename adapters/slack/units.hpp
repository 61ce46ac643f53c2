// adapters/slack/units.hpp: a Doc as blocks of Slack's, each small enough to be moved into the next message. What
// messages, modals and the home tab are made of. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/doc.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::slack {

// Of one block: what Slack's references say (a section 3,000), with room to spare, in UTF-16 units.
inline constexpr std::size_t most_units = 2900;
// Of one block as JSON. All blocks of a message together may have some 12,000 (facts/slack.md 1.5), which nobody has
// documented: a message takes less.
inline constexpr std::size_t most_weight = 9000;
inline constexpr std::size_t message_weight = 11000;

struct Unit {
  boost::json::object block;
  std::size_t weight = 0;  // of the block as JSON in UTF-16 units, never too low
  bool heading = false;    // stands above something
};
// storage: of all blocks, which outlives them.
std::vector<Unit> units_of(
    const Doc& doc, std::string_view key, const boost::json::storage_ptr& storage = {}
);

// {"type":"plain_text",…}, shortened; never empty, which Slack refuses. Emoji names stay as they are typed.
boost::json::object plain_object(std::string_view text, std::size_t limit);

// A line as elements of rich text, divided where it is over the limits of one block.
struct Section {
  explicit Section(const boost::json::storage_ptr& storage) : elements(storage) {}
  boost::json::array elements;
  std::size_t units = 0, weight = 0;
};
class Sections {
 public:
  explicit Sections(boost::json::storage_ptr storage)
      : storage_(std::move(storage)), now_(storage_) {}
  void add(const Inline& piece);
  void add(const Line& line);
  void text(std::string_view text, std::uint8_t style = Inline::plain);
  void end();                   // the next piece begins a new section
  std::vector<Section> take();  // none where nothing was added

 private:
  void put(boost::json::object element, std::size_t units, std::size_t weight);
  void link(const Inline& piece);
  void atom(const Inline& piece);  // a mention or an instant: never divided
  std::size_t room() const { return most_units - now_.units; }

  boost::json::storage_ptr storage_;
  Section now_;
  std::vector<Section> done_;
};

// All words that people would read in these blocks.
std::string words_in(const boost::json::array& blocks);

}  // namespace usher::slack
