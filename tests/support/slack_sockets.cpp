// tests/support/slack_sockets.cpp: each envelope goes to any one of the sockets, and is acknowledged there or not at all.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_sockets.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::testing::slack {

using std::chrono::milliseconds;

Sockets::Sockets(World& world, Loop& loop, Dispatch& dispatch)
    : world_(world), loop_(loop), dispatch_(dispatch) {
  look_at_deadlines();
  loop_.after(ping, [this] { send_pings(); });
}

std::string Sockets::new_url() {
  const std::string ticket = fmt::format("{:08x}-{}", random_(), ++last_);
  tickets_[ticket] = loop_.now() + std::chrono::seconds(30);
  return fmt::format("ws://127.0.0.1:{}/link/?ticket={}&app_id={}", world_.port, ticket, app_id);
}

std::string Sockets::upgrade(const std::shared_ptr<Wire>& wire, const HttpMessage& request) {
  std::string ticket;
  const auto query = std::min(request.target.find('?'), request.target.size());
  for (auto& [name, value] : form_fields(
           std::string_view(request.target).substr(std::min(query + 1, request.target.size()))
       ))
    if (name == "ticket") ticket = std::move(value);
  const auto found = tickets_.find(ticket);
  if (found == tickets_.end() || found->second < loop_.now()) {
    world_.violation("a socket with a ticket that is unknown, used or old");
    return http_answer(401, R"({"ok":false,"error":"invalid_ticket"})");
  }
  tickets_.erase(found);
  const std::string_view key = request.header("sec-websocket-key");
  if (key.empty() || request.header("sec-websocket-version") != "13") return http_answer(400, "");
  const std::uint64_t id = ++last_;
  sockets_[id] = {.id = id, .wire = wire, .fragments = {}};
  wire->received = [this, id](std::string& in) { read(id, in); };
  wire->gone = [this, id] { over(id, false); };
  ++opened_;
  loop_.after(
      step,
      [this, id,
       answer = fmt::format(
           "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: {}\r\n\r\n",
           accept_value(key)
       )] {
        const auto socket = sockets_.find(id);
        if (socket == sockets_.end()) return;
        socket->second.wire->send(answer);
        loop_.after(step, [this, id] { hello(id); });
      }
  );
  return {};
}

void Sockets::hello(std::uint64_t id) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end() || no_hello) return;
  Socket& socket = found->second;
  if (sockets_.size() > most) {
    write(
        socket, 1,
        R"({"type":"disconnect","reason":"too_many_websockets","debug_info":{"host":"applink-fake"}})"
    );
    socket.closing = true;
    loop_.after(milliseconds(50), [this, id] {
      if (const auto at = sockets_.find(id); at != sockets_.end()) {
        at->second.wire->finish();
        over(id, true);
      }
    });
    return;
  }
  socket.ready = true;
  write(
      socket, 1,
      fmt::format(
          R"({{"type":"hello","num_connections":{},"debug_info":{{"host":"applink-fake","build_number":1,"approximate_connection_time":18060}},)"
          R"("connection_info":{{"app_id":"{}"}}}})",
          sockets_.size(), app_id
      )
  );
}

void Sockets::write(const Socket& socket, unsigned opcode, std::string_view payload) {
  out_.clear();
  append_frame(out_, opcode, payload);
  socket.wire->send(out_);
}

std::size_t Sockets::open() const {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](const auto& one) {
    return one.second.ready && one.second.brings && !one.second.wire->frozen();
  }));
}

bool Sockets::send(const std::shared_ptr<Delivery>& delivery) {
  std::vector<Socket*> able;
  for (auto& [id, socket] : sockets_)
    if (socket.ready && socket.brings && !socket.closing) able.push_back(&socket);
  if (able.empty()) {
    if (delivery->kind != Delivery::Kind::event) ++nowhere_;  // events come again
    return false;
  }
  Socket& socket = *able[random_() % able.size()];
  const std::string envelope =
      fmt::format("{:08x}-fake-4000-8000-{:012x}", delivery->number, ++envelopes_);
  const std::string_view type = delivery->kind == Delivery::Kind::event   ? "events_api"
                                : delivery->kind == Delivery::Kind::slash ? "slash_commands"
                                                                          : "interactive";
  std::string text = fmt::format(
      R"({{"envelope_id":"{}","payload":{},"type":"{}","accepts_response_payload":{})", envelope,
      delivery->payload, type, delivery->accepts
  );
  if (delivery->kind == Delivery::Kind::event)
    fmt::format_to(
        std::back_inserter(text), R"(,"retry_attempt":{},"retry_reason":"{}")", delivery->attempt,
        delivery->reason
    );
  text += '}';
  ++socket.unacknowledged;
  under_way_[envelope] = {delivery, socket.id};
  deadlines_.emplace_hint(deadlines_.end(), loop_.now() + world_.settings.ack, envelope);
  if (frame.count() == 0) {
    write(socket, 1, text);
  } else {
    loop_.after(frame, [this, id = socket.id, text = std::move(text)] {
      if (const auto at = sockets_.find(id); at != sockets_.end()) write(at->second, 1, text);
    });
  }
  return true;
}

void Sockets::read(std::uint64_t id, std::string& in) {
  std::size_t at = 0;
  while (true) {
    const auto found = sockets_.find(id);
    if (found == sockets_.end()) break;
    Socket& socket = found->second;
    const auto got = take_frame(in, at);
    if (!got) break;
    if (!got->legal) {
      world_.violation("a frame that is not masked, or too large");
      socket.wire->cut();
      over(id, false);
      break;
    }
    if (got->opcode == 8) {
      // Its close frame is answered; what it has not acknowledged will not be.
      write(socket, 8, got->payload.substr(0, 2));
      socket.wire->finish();
      over(id, true);
    } else if (got->opcode == 9) {
      write(socket, 10, got->payload);
    } else if (got->opcode == 1 || got->opcode == 0) {
      socket.fragments += got->payload;
      if (got->fin) on_text(socket, std::exchange(socket.fragments, {}));
    } else if (got->opcode == 2) {
      world_.violation("a binary frame");
    }
  }
  in.erase(0, at);
}

void Sockets::on_text(Socket& socket, std::string_view text) {
  boost::system::error_code bad;
  // In one piece of memory: this is also the measure that bots are held against.
  const json::value value = json::parse(
      text, bad, json::make_shared_resource<json::monotonic_resource>(2 * text.size() + 1024)
  );
  const auto* ack = value.if_object();
  if (bad || ack == nullptr) return world_.violation("a frame that is no JSON object");
  const std::string envelope(text_at(*ack, "envelope_id"));
  const auto found = under_way_.find(envelope);
  if (found == under_way_.end()) {
    if (std::ranges::find(done_, envelope) != done_.end()) {
      ++twice_;
      return;
    }
    return world_.violation(fmt::format("an acknowledgement of an unknown envelope: {}", envelope));
  }
  if (found->second.socket != socket.id)
    world_.violation("an acknowledgement on another socket than its envelope's");
  const auto delivery = found->second.delivery;
  --socket.unacknowledged;
  under_way_.erase(found);
  finished(envelope);
  const json::object* payload = object_at(*ack, "payload");
  if (payload != nullptr && payload->empty())
    payload = nullptr;  // Bolt for JavaScript sends {} with every one
  if (payload != nullptr && !delivery->accepts)
    world_.violation("an acknowledgement with a payload that is not accepted");
  dispatch_.acknowledged(delivery, delivery->accepts ? payload : nullptr);
}

// Looked through only when an envelope is acknowledged that is not under way.
void Sockets::finished(const std::string& envelope) {
  done_.push_back(envelope);
  if (done_.size() > 20000) done_.pop_front();
}

void Sockets::over(std::uint64_t id, bool politely) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  ++(politely ? closed_politely_ : closed_rudely_);
  sockets_.erase(found);
  std::vector<std::shared_ptr<Delivery>> lost;
  for (auto at = under_way_.begin(); at != under_way_.end();) {
    if (at->second.socket != id) {
      ++at;
      continue;
    }
    const auto& delivery = at->second.delivery;
    // Nobody can acknowledge what comes in the moment before the end.
    if (delivery->kind != Delivery::Kind::event && loop_.now() - delivery->sent < milliseconds(500))
      ++caught_;
    lost.push_back(delivery);
    at = under_way_.erase(at);
  }
  for (const auto& delivery : lost) dispatch_.attempt_failed(delivery, "connection_failed");
}

void Sockets::look_at_deadlines() {
  while (!deadlines_.empty() && deadlines_.begin()->first <= loop_.now()) {
    const auto found = under_way_.find(deadlines_.begin()->second);
    if (found != under_way_.end()) {
      const auto delivery = found->second.delivery;
      if (const auto at = sockets_.find(found->second.socket); at != sockets_.end())
        --at->second.unacknowledged;
      finished(found->first);
      under_way_.erase(found);
      dispatch_.count_late();
      dispatch_.attempt_failed(delivery, "timeout");
    }
    deadlines_.erase(deadlines_.begin());
  }
  loop_.after(milliseconds(20), [this] { look_at_deadlines(); });
}

void Sockets::send_pings() {
  for (const auto& [id, socket] : sockets_) write(socket, 9, "Ping from applink-fake");
  loop_.after(ping, [this] { send_pings(); });
}

}  // namespace usher::testing::slack
