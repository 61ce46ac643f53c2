// adapters/matrix/buttons.hpp: buttons as reactions and numbers: what a message offers, and what was picked. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "bot/database.hpp"
#include "bot/doc.hpp"
#include "bot/secret.hpp"

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// "1️⃣" … "9️⃣", "🔟": at most ten buttons of a message are offered so; the rest by number alone: "11.".
inline constexpr std::size_t most_keycaps = 10;
std::string keycap(std::size_t number);
// Whether it has a number: not where it opens a URL, nor where that URL was none.
bool sends_press(const Button& button);
// "2", "2️⃣", "２", "②", "2." → 2, and nothing of what is a longer sentence. Variation selectors do not matter. Pure.
std::optional<std::size_t> number_in(std::string_view typed);

// What a button brings back: a Press is made of it.
struct Offer {
  std::string key;  // the post's
  std::string action, value;
  Secret<std::string> secret;  // of sealed posts: in memory alone, and gone with a restart
  std::string event;           // the message that offers it
};

// Rows (matrix_buttons, 30 days) and memory: of sealed posts that alone, of others until their rows are long there, for who is
// quick presses before the disk has taken them.
class Buttons {
 public:
  void read_from(Database* reader) { reader_ = reader; }
  // Those of a Doc that send a Press (a URL's is a link), in the order of the numbers that render() has given them.
  static std::vector<Button> offered(const Doc& doc);
  // What is to be written when the message is there, in the transaction that deliver() waits for; in place of what the same
  // message offered before. sealed: in memory alone, and there is nothing to write. Empty too where nothing is offered: then
  // it is said() alone.
  Write keep(const Pending& pending, std::string room, std::string event, sys_seconds now);
  // By the reaction to it.
  std::optional<Offer> find(std::string_view room, std::string_view event, std::string_view emoji);
  // By a number: in a reply to it; or, reply_to empty, of the newest message of the room, where nothing was said by Usher
  // since; not known any more once Usher has been started again: a reply and a reaction count then.
  std::optional<Offer> pick(
      std::string_view room, std::string_view reply_to, std::string_view typed
  );
  void said(std::string_view room
  );  // something else was said there: a bare number means nothing more
  void forgotten(std::string_view person);
  // Held while a post is on its way there: people may have it, and pick, before the homeserver has answered and keep() or
  // said() was called.
  std::shared_ptr<const void> under_way(const std::string& room);
  // Of the post that is under way there now: expired when that one is settled, whatever follows it.
  std::weak_ptr<const void> arriving(const std::string& room) const;

 private:
  struct Held {
    std::string room, event;
    std::vector<Button> buttons;
    std::string key, person;
  };
  void hold(Held held);
  std::optional<Offer> offer(std::string_view event, std::size_t number);

  Database* reader_ = nullptr;
  std::list<Held> held_;  // the newest hundred
  std::map<std::string, std::string, std::less<>>
      newest_;  // by room: the message whose bare numbers count
  std::map<std::string, std::weak_ptr<const void>> under_way_;  // by room
};

}  // namespace usher::matrix
