// tests/web/door_rig.hpp: requests to the door, and an engine that records what it is given.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/door.hpp"
#include "tests/web/web_rig.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace usher::web::test_rig {

inline std::string header(const net::HttpResponse& answer, std::string_view name) {
  return std::string(net::find(answer.headers, name));
}

struct DoorRig : Rig {
  explicit DoorRig(Settings from = settings())
      : Rig(std::move(from)), door(std::make_unique<Door>(*space)) {}

  // Anew on the same database, perhaps configured otherwise.
  void restart() {
    door.reset();
    start();
    door = std::make_unique<Door>(*space);
  }
  // What is entered is committed, or refused where `fine` says so.
  net::HttpResponse take(const net::HttpRequest& request, bool fine = true) {
    events.clear();
    DoorStep step = door->take(request);
    auto* entering = std::get_if<Entering>(&step);
    if (entering == nullptr) return std::get<net::HttpResponse>(std::move(step));
    for (const Entering::One& one : entering->each) {
      if (one.inbound.event) events.push_back(*one.inbound.event);
      if (fine && one.inbound.also) store.commit(one.inbound.also);
      if (fine) one.committed();
    }
    return entering->then(fine);
  }
  net::HttpResponse get(std::string target, net::Headers headers = {}) {
    return take(request("GET", std::move(target), std::move(headers)));
  }
  net::HttpResponse post(std::string target, std::string body, net::Headers headers = {}) {
    headers.push_back({"Content-Type", "application/json"});
    net::HttpRequest asked = request("POST", std::move(target), std::move(headers));
    asked.body = std::move(body);
    return take(asked);
  }
  net::HttpResponse who(const json::object& body, net::Headers headers = {}) {
    return post("/api/who", json::serialize(body), std::move(headers));
  }
  // What somebody new is called here.
  std::string id_of(std::string name) {
    const auto answer = who({{"name", name}, {"role", "newcomer"}, {"lang", "en"}, {"zone", ""}});
    return answer.status == 200 ? str(read_json(answer.body), "id") : answer.body;
  }
  static net::HttpRequest request(
      std::string method, std::string target, net::Headers headers = {}
  ) {
    headers.push_back({"Host", "127.0.0.1:8080"});
    return {std::move(method), std::move(target), std::move(headers), "", "127.0.0.1"};
  }
  // As a browser sends the cookie of that person.
  net::Headers cookie(std::string_view who) const {
    return {
        {"Cookie",
         "theme=dark; usher=" + space->seal->cookie(who, clock.seconds(), space->token_text(who))}
    };
  }
  // What a handshake is answered with; 101 where it is let in.
  int upgrade(std::string target, net::Headers headers = {}) const {
    const net::Upgrade out = door->upgrade(request("GET", std::move(target), std::move(headers)));
    return out ? 101 : out.error().status;
  }

  std::unique_ptr<Door> door;
  std::vector<Event> events;  // of the last request
};

}  // namespace usher::web::test_rig
