// adapters/web/door.cpp: the page and what it asks for before it has a WebSocket.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/door.hpp"

#include "adapters/web/words.hpp"
#include "bot/embedded.hpp"
#include "bot/net/origin.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <sodium.h>

#include <array>

namespace usher::web {

namespace json = boost::json;
using net::HttpRequest;
using net::HttpResponse;

namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";
constexpr std::string_view text_type = "text/plain; charset=utf-8";

std::string type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

std::string tag_of(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(
      hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
      nullptr, 0
  );
  std::array<char, crypto_generichash_BYTES_MIN * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return std::string("\"") + hex.data() + '"';
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

// "?lang=zh-Hant" → "zh-Hant"; English for what is no tag.
std::string lang_in(std::string_view target) {
  constexpr std::string_view name = "?lang=";
  const auto at = target.find(name);
  const std::string_view tag =
      at == std::string_view::npos ? std::string_view() : target.substr(at + name.size());
  return is_language(tag) ? std::string(tag) : "en";
}

// "/as/ada/ws" → "ada"
std::string_view id_in(std::string_view path) {
  constexpr std::string_view prefix = "/as/";
  if (!path.starts_with(prefix)) return {};
  path.remove_prefix(prefix.size());
  return path.substr(0, path.find('/'));
}

}  // namespace

Door::Door(Space& space) : space_(space) {
  for (const EmbeddedFile& file : embedded_web_page())
    files_.emplace(file.name, File{file.bytes, type_of(file.name), tag_of(file.bytes)});
  secure_ = space.settings.public_url.starts_with("https://");
  if (!space.settings.public_url.empty()) origins_.push_back(space.settings.public_url);
}

net::Headers Door::safety(const Settings& settings) {
  net::Headers out = {
      {"Cache-Control", "no-store"},
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
       "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}
  };
  if (settings.public_url.starts_with("https://"))
    out.push_back({"Strict-Transport-Security", "max-age=31536000"});
  return out;
}

HttpResponse Door::answer(int status, std::string body, std::string type) {
  HttpResponse out;
  out.status = status;
  out.body = std::move(body);
  out.headers = {{"Content-Type", std::move(type)}};
  return out;
}

DoorStep Door::take(const HttpRequest& request) {
  if (request.method == "GET" || request.method == "HEAD") return get(request);
  if (request.method == "POST") return post(request);
  HttpResponse no = answer(405, "Only GET and POST are known here.\n", std::string(text_type));
  no.headers.push_back({"Allow", "GET, HEAD, POST"});
  return no;
}

DoorStep Door::get(const HttpRequest& request) {
  const std::string_view path = path_of(request.target);
  constexpr std::string_view pages = "/page/";
  if (path == "/") return file("index.html", request);
  if (path.starts_with(pages)) return file(path.substr(pages.size()), request);
  if (path == "/favicon.ico") return file("icon.svg", request);
  if (path == "/healthz") return answer(200, "ok\n", std::string(text_type));
  if (path == "/readyz") return ready();
  if (path == "/api/start") return start();
  if (path == "/api/words") return words_in(lang_in(request.target));
  const std::string_view id = id_in(path);
  if (!id.empty() && (path == "/as/" + std::string(id) || path == "/as/" + std::string(id) + "/")) {
    const bool known = person_at(request).has_value();
    if (known && path.ends_with('/')) return file("index.html", request);
    HttpResponse go = answer(303, "", std::string(text_type));
    go.headers.push_back({"Location", known ? "/as/" + std::string(id) + "/" : "/"});
    return go;
  }
  if (auto published = document(path, request)) return std::move(*published);
  // Whoever subscribes to something would take its absence for its end.
  if (!space_.reader) return answer(503, "Usher is starting.\n", std::string(text_type));
  return answer(404, "There is nothing here.\n", std::string(text_type));
}

DoorStep Door::post(const HttpRequest& request) {
  const std::string_view path = path_of(request.target);
  const std::string_view host = net::find(request.headers, "host");
  if (!net::origin_acceptable(net::find(request.headers, "origin"), host, origins_))
    return answer(403, "Pages of that origin may not ask this.\n", std::string(text_type));
  if (path == "/api/who") {
    const std::string type = to_lower_ascii(net::find(request.headers, "content-type"));
    if (!type.starts_with("application/json"))
      return answer(415, "Send application/json.\n", std::string(text_type));
    return who(request);
  }
  const std::string_view id = id_in(path);
  if (!id.empty() && path == "/as/" + std::string(id) + "/api/leave") {
    if (!person_at(request)) return answer(403, "You are not signed in.\n", std::string(text_type));
    space_.hub.close(id, signed_out, "signed out");
    HttpResponse out = answer(200, "{}", std::string(json_type));
    out.headers.push_back({"Set-Cookie", cookie(id, "", 0)});
    return out;
  }
  return answer(404, "There is nothing here.\n", std::string(text_type));
}

HttpResponse Door::file(std::string_view name, const HttpRequest& request) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return answer(404, "There is nothing here.\n", std::string(text_type));
  const File& what = found->second;
  const bool same = net::find(request.headers, "if-none-match") == what.tag;
  HttpResponse out = answer(same ? 304 : 200, same ? "" : std::string(what.bytes), what.type);
  out.headers.push_back({"Cache-Control", "no-cache"}
  );  // asked again each time: an update shows at once
  out.headers.push_back({"ETag", what.tag});
  return out;
}

HttpResponse Door::start() const {
  json::array people;
  if (!space_.with_tokens())
    for (const auto& [id, known] : space_.roster.people())
      people.push_back(json::object{
          {"id", id},
          {"name", known.name},
          {"role", known.role},
          {"lang", known.lang},
          {"zone", known.zone}
      });
  // Each language in its own words, whichever the page is in.
  json::array languages;
  for (const SpokenLanguage& one : space_.catalog.languages())
    languages.push_back(json::object{{"tag", one.tag}, {"name", one.own_name}});
  json::object out{
      {"community", space_.settings.community},
      {"sign_in", space_.with_tokens() ? "token" : "choose"},
      {"language", space_.settings.language},
      {"languages", languages},
      {"people", std::move(people)}
  };
  return answer(200, json::serialize(out), std::string(json_type));
}

HttpResponse Door::words_in(std::string_view lang) const {
  const Say say(space_.catalog, lang);
  json::object table;
  for (const Word& word : words()) table[word.key] = say.as_written(word.text);
  const json::object out{{"lang", lang}, {"words", std::move(table)}};
  return answer(200, json::serialize(out), std::string(json_type));
}

HttpResponse Door::ready() const {
  const std::string why = space_.settings.not_ready ? space_.settings.not_ready() : "";
  if (!space_.accept) return answer(503, "starting\n", std::string(text_type));
  return why.empty() ? answer(200, "ready\n", std::string(text_type))
                     : answer(503, why + "\n", std::string(text_type));
}

std::string Door::cookie(std::string_view person, std::string_view value, int seconds) const {
  std::string out = "usher=" + std::string(value) + "; Path=/as/" + std::string(person) +
                    "/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
  return secure_ ? out + "; Secure" : out;
}

net::Upgrade Door::upgrade(const HttpRequest& request) const {
  const std::string_view path = path_of(request.target);
  if (path != "/as/" + std::string(id_in(path)) + "/ws")
    return std::unexpected(answer(404, "There is nothing here.\n", std::string(text_type)));
  if (!person_at(request))
    return std::unexpected(answer(403, "Sign in first.\n", std::string(text_type)));
  if (!space_.accept)
    return std::unexpected(answer(503, "Usher is starting.\n", std::string(text_type)));
  return net::WsAccept{"usher.1", {}};
}

std::optional<std::string> Door::person_at(const HttpRequest& request) const {
  const std::string_view id = id_in(path_of(request.target));
  if (id.empty() || !space_.seal || space_.roster.find(id) == nullptr) return std::nullopt;
  if (space_.with_tokens() && space_.token_of(id) == nullptr) return std::nullopt;
  for (std::string_view part : split(net::find(request.headers, "cookie"), ';')) {
    part = trim(part);
    constexpr std::string_view name = "usher=";
    if (!part.starts_with(name)) continue;
    const auto person = space_.seal->person_of(
        part.substr(name.size()), space_.clock.seconds(), space_.token_text(id)
    );
    if (person && *person == id) return person;
  }
  return std::nullopt;
}

}  // namespace usher::web
