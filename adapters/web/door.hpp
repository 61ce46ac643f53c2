// adapters/web/door.hpp: what is asked over HTTP: the page, its words, who one is. No sockets, no coroutines. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/space.hpp"
#include "bot/net/server.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher::web {

// Rows and events to be committed one after another, then the answer. fine: all were. What each has changed is shown as
// soon as it is on the disk: a tab that was told of a later change would take it for old.
struct Entering {
  struct One {
    Inbound inbound;
    std::function<void()> committed;
  };
  std::vector<One> each;
  std::function<net::HttpResponse(bool fine)> then;
};
using DoorStep = std::variant<net::HttpResponse, Entering>;

class Door {
 public:
  explicit Door(Space& space);

  // Header fields for every answer of the server, also for those that no handler gives.
  static net::Headers safety(const Settings& settings);

  DoorStep take(const net::HttpRequest& request);
  // Whether a WebSocket may be opened.
  net::Upgrade upgrade(const net::HttpRequest& request) const;
  // The person of a request's path, "/as/ID/…", where the cookie is theirs.
  std::optional<std::string> person_at(const net::HttpRequest& request) const;

 private:
  struct File {
    std::string_view bytes;
    std::string type, tag;
  };
  // --- door.cpp ---
  DoorStep get(const net::HttpRequest& request);
  DoorStep post(const net::HttpRequest& request);
  net::HttpResponse file(std::string_view name, const net::HttpRequest& request) const;
  static net::HttpResponse answer(int status, std::string body, std::string type);
  net::HttpResponse start() const;
  net::HttpResponse words_in(std::string_view lang) const;
  net::HttpResponse ready() const;
  std::string cookie(std::string_view person, std::string_view value, int seconds) const;
  // --- door_document.cpp ---
  std::optional<net::HttpResponse> document(std::string_view path, const net::HttpRequest& request)
      const;
  // --- door_who.cpp ---
  struct Asked {  // the body of POST /api/who
    std::string id, name, role, lang, zone, token;
  };
  DoorStep who(const net::HttpRequest& request);
  DoorStep choose(const Asked& asked);
  DoorStep by_token(const Asked& asked);
  DoorStep enter(const Known& known, bool is_new);
  Entering::One arrive(const Known& known, const std::vector<std::string>& rooms, sys_seconds now);
  std::string new_id(std::string_view name) const;
  net::HttpResponse refuse(int status, std::string_view field, const Phrase& text) const;

  Space& space_;
  std::map<std::string, File, std::less<>> files_;
  std::set<std::string, std::less<>> coming_;  // ids of new people who are not yet on the disk
  bool secure_ = false;
  std::vector<std::string> origins_;
};

}  // namespace usher::web
