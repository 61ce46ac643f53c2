#!/usr/bin/env python3
# tests/wire/matrix/record.py: makes the bodies beside it, from a Synapse of its own; run by hand when a newer one differs.
# SPDX-License-Identifier: BSD-3-Clause
"""record.py FOLDER

Two people and Usher do what the tests are about; each answer is written as it came, with invented ids and times.
Needs the environment of tests/system/matrix_homeserver_test.py. Levels as strings (state_v9.json) are put in afterwards:
Synapse makes no such room any more, but keeps those of old."""

import base64
import hashlib
import http.server
import json
import re
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "system"))

import outside  # noqa: E402
from matrix import appservice  # noqa: E402
from matrix.synapse import Synapse, ask, free_port  # noqa: E402

US, NEW_CONTENT = "@usher:localhost", "m.new_content"
# As adapters/matrix/wire_filter.cpp.
HEARD = [
    "m.room.message", "m.reaction", "m.room.member", "m.room.redaction", "m.room.encrypted", "m.room.encryption", "m.room.create",
    "m.room.join_rules", "m.room.power_levels", "m.room.history_visibility", "m.room.canonical_alias", "m.room.name",
    "m.room.tombstone", "m.space.child",
]
PAGE = {"types": HEARD, "not_senders": [US], "lazy_load_members": True}


def quote(value):
    return urllib.parse.quote(value if isinstance(value, str) else json.dumps(value), safe="")


class Ear(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port):
        self.heard = []
        super().__init__(("127.0.0.1", port), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def next(self, known):
        end = time.monotonic() + 10
        while len(self.heard) == known and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)
        return self.heard[known]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        self.server.heard.append(json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


class Person:
    def __init__(self, server, name, token=None):
        self.url = server.url + "/_matrix/client/v3"
        self.token = token or server.register(name)[1]
        self.since, self.sent = None, 0

    def do(self, method, path, body=None, query=""):
        status, answer = ask(self.url + path + query, method, body, self.token)
        if status != 200:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    def put(self, path, content):
        self.sent += 1
        return self.do("PUT", path.replace("{txn}", f"t{self.sent}"), content).get("event_id")

    def send(self, room, content, kind="m.room.message"):
        return self.put(f"/rooms/{quote(room)}/send/{kind}/{{txn}}", content)

    def say(self, room, body, **more):
        return self.send(room, {"msgtype": "m.text", "body": body, **more})

    def edit(self, room, event, body, msgtype="m.text"):
        new = {"msgtype": msgtype, "body": body}
        relates = {"rel_type": "m.replace", "event_id": event}
        return self.send(room, {"msgtype": msgtype, "body": "* " + body, NEW_CONTENT: new, "m.relates_to": relates})

    def redact(self, room, event, **more):
        return self.put(f"/rooms/{quote(room)}/redact/{quote(event)}/{{txn}}", more)

    def state(self, room, kind, content, key=""):
        return self.put(f"/rooms/{quote(room)}/state/{kind}/{quote(key)}", content)

    def make(self, **more):
        return self.do("POST", "/createRoom", more)["room_id"]

    def join(self, room):
        self.do("POST", f"/join/{quote(room)}", {})

    def to_room(self, room, what, **more):
        self.do("POST", f"/rooms/{quote(room)}/{what}", more)

    def sync(self, limit=20):
        none, some = {"types": []}, {"types": HEARD, "lazy_load_members": True}
        room = {"timeline": {**PAGE, "limit": limit}, "state": some, "ephemeral": none, "account_data": none}
        asked = quote({"room": room, "presence": none, "account_data": {"types": ["m.direct"]}})
        since = f"&since={self.since}" if self.since else ""
        answer = self.do("GET", "/sync", query=f"?timeout=0&filter={asked}{since}")
        self.since = answer["next_batch"]
        return answer


def talk(ada, bo, us, keep):
    keep("sync_first_empty", us.sync())
    room = ada.make(name="general", preset="public_chat", room_alias_name="general", invite=[US])
    keep("sync_invite", us.sync())
    ada.say(room, "!nep 0")
    us.join(room)
    keep("sync_joined", us.sync())
    keep("sync_empty", us.sync())
    mentions = {"m.mentions": {}}
    root = ada.say(room, "Is NEP 18 (https://numpy.org/neps/nep-0018.html) accepted?", **mentions)
    first = ada.say(room, "!nep 0", **mentions)
    ada.send(room, {"msgtype": "m.emote", "body": "waves"})
    ada.send(room, {"msgtype": "m.notice", "body": "!nep 0"})
    info = {"w": 1, "h": 1, "size": 70, "mimetype": "image/png"}
    ada.send(room, {"msgtype": "m.image", "body": "a.png", "url": "mxc://localhost/abcdefgh", "info": info})
    html = {"format": "org.matrix.custom.html"}
    pill = '<a href="https://matrix.to/#/@usher:localhost">Usher</a>'
    ada.say(room, "Usher: nep 0", formatted_body=f"{pill}: nep 0", **html, **{"m.mentions": {"user_ids": [US]}})
    quoted = ('<mx-reply><blockquote><a href="https://matrix.to/#/x">In reply to</a> <a href="https://matrix.to/#/@ada:localhost">'
              "@ada:localhost</a><br />!nep 0</blockquote></mx-reply>!nep 18")
    ada.say(room, "> <@ada:localhost> !nep 0\n\n!nep 18", formatted_body=quoted, **html,
            **{"m.relates_to": {"m.in_reply_to": {"event_id": first}}})
    thread = {"rel_type": "m.thread", "event_id": root, "m.in_reply_to": {"event_id": root}}
    ada.say(room, "!nep 47", **mentions, **{"m.relates_to": {**thread, "is_falling_back": True}})
    ada.say(room, "> <@ada:localhost> !nep 47\n\n!nep 50", **{"m.relates_to": {**thread, "is_falling_back": False}})
    us.send(room, {"msgtype": "m.notice", "body": "our own"})
    ada.send(room, {"url": "mxc://localhost/x", "body": "a sticker", "info": {}}, "m.sticker")
    keep("sync_said", us.sync())
    ada.edit(room, first, "!nep 50")
    bo.join(room)
    bo.edit(room, first, "mine now")
    ada.edit(room, first, "!nep 1", "m.notice")
    keep("sync_edited", us.sync())
    keep("event_edited", us.do("GET", f"/rooms/{quote(room)}/event/{quote(first)}"))
    ours = us.send(room, {"msgtype": "m.notice", "body": "NEP 0", **mentions})
    relates = {"rel_type": "m.annotation", "event_id": ours, "key": "1️⃣"}
    reaction = ada.send(room, {"m.relates_to": relates}, "m.reaction")
    keep("sync_reacted", us.sync())
    ada.redact(room, reaction)
    ada.redact(room, first, reason="a slip")
    keep("sync_redacted", us.sync())
    keep("event_redacted", us.do("GET", f"/rooms/{quote(room)}/event/{quote(first)}"))
    ada.redact(room, ada.say(room, "gone before it is heard"))
    keep("sync_gone", us.sync())
    return room


def come_and_go(ada, bo, us, room, keep):
    bo.do("PUT", "/profile/@bo:localhost/displayname", {"displayname": "Bo"})
    time.sleep(0.3)
    bo.to_room(room, "leave", reason="lunch")
    bo.join(room)
    ada.to_room(room, "kick", user_id="@bo:localhost", reason="no")
    ada.to_room(room, "invite", user_id="@bo:localhost")
    ada.to_room(room, "ban", user_id="@bo:localhost")
    keep("sync_members", us.sync())
    ada.state(room, "m.room.name", {"name": "General\u202e talk"})
    ada.state(room, "m.room.topic", {"topic": "NEPs"})
    levels = ada.do("GET", f"/rooms/{quote(room)}/state/m.room.power_levels/")
    ada.state(room, "m.room.power_levels", {**levels, "events_default": 50})
    keep("sync_state", us.sync())
    keep("state_v12", us.do("GET", f"/rooms/{quote(room)}/state"))
    ada.state(room, "m.room.power_levels", levels)
    us.sync()
    since = us.since
    for number in range(25):
        ada.say(room, str(number))
    page = us.sync(limit=5)
    keep("sync_gap", page)
    token = page["rooms"]["join"][room]["timeline"]["prev_batch"]
    for name in ("first", "second", "last"):
        query = f"?dir=b&limit=12&filter={quote(PAGE)}&to={since}&from={token}"
        page = us.do("GET", f"/rooms/{quote(room)}/messages", query=query)
        keep("messages_" + name, page)
        token = page.get("end")


def other_rooms(ada, bo, us, room, keep):
    secret = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    private = bo.make(preset="trusted_private_chat", is_direct=True, invite=[US], initial_state=[secret])
    keep("sync_invite_encrypted", us.sync())
    us.to_room(private, "leave")
    keep("sync_declined", us.sync())
    old = ada.make(name="old", room_version="9", preset="public_chat", invite=[US])
    us.join(old)
    keep("sync_joined_v9", us.sync())
    state = us.do("GET", f"/rooms/{quote(old)}/state")
    levels = next(one["content"] for one in state if one["type"] == "m.room.power_levels")
    levels.update(users={"@ada:localhost": 100, "@bo:localhost": "50"}, users_default="0", notifications={"room": " 20 "})
    keep("state_v9", state)
    ada.redact(old, ada.say(old, "!help"))
    keep("sync_redacted_v9", us.sync())
    ada.state(old, "m.room.encryption", secret["content"])
    sealed = {"ciphertext": "AwgAEnACgAkLmt6qF84IK", "device_id": "ADA", "sender_key": "key", "session_id": "session"}
    ada.send(old, {**secret["content"], **sealed}, "m.room.encrypted")
    keep("sync_encrypted", us.sync())
    ada.to_room(old, "upgrade", new_version="12")
    keep("sync_upgraded", us.sync())
    direct = {"@ada:localhost": ["!one:localhost", "!two"], "@bo:localhost": ["!three"]}
    us.do("PUT", f"/user/{US}/account_data/m.direct", direct)
    keep("sync_direct", us.sync())
    key = {"algorithm": "m.olm.v1.curve25519-aes-sha2", "ciphertext": {}, "sender_key": "key"}
    ada.do("PUT", "/sendToDevice/m.room.encrypted/t1", {"messages": {US: {"*": key}}})
    keep("sync_to_device", us.sync())
    space = ada.make(name="NumPy", creation_content={"type": "m.space"}, preset="public_chat")
    ada.state(space, "m.space.child", {"via": ["localhost"]}, room)
    us.join(space)
    keep("sync_space", us.sync())
    ada.to_room(room, "kick", user_id=US, reason="bye")
    keep("sync_kicked", us.sync())
    us.since = None
    keep("sync_first", us.sync(limit=1))


def pushed(server, ada, ear, keep):
    """The service's account is called pusher, for Usher has a password here; it is renamed when written."""
    service = Person(server, "", "as-of-this-test")
    account = {"type": "m.login.application_service", "username": "pusher", "inhibit_login": True}
    service.do("POST", "/register", account, "?kind=user")
    ear.heard.clear()
    room = ada.make(name="pushed", preset="private_chat", invite=["@pusher:localhost"])
    known = 0

    def heard(name):
        nonlocal known
        keep("transaction_" + name, ear.next(known))
        known = len(ear.heard)

    heard("invite")
    service.do("POST", f"/join/{quote(room)}", {}, "?user_id=@pusher:localhost")
    heard("joined")
    said = ada.say(room, "!nep 0", **{"m.mentions": {}})
    heard("said")
    ada.redact(room, said)
    heard("redacted")
    ada.to_room(room, "invite", user_id="@bo:localhost")
    heard("invite_other")
    ada.to_room(room, "kick", user_id="@pusher:localhost")
    heard("kicked")


def written(bodies, folder):
    """With ids and times that are the same each time."""
    names = {}

    def invented(match):
        text = match.group(0)
        digest = hashlib.sha256(f"{text[0]}{len(names)}".encode()).digest()
        old = text.endswith(":localhost")
        made = base64.b32encode(digest).decode()[:18] + ":localhost" if old else base64.urlsafe_b64encode(digest).decode()[:43]
        return names.setdefault(text, text[0] + made)

    texts = {name: json.dumps(body, indent=1, ensure_ascii=False) for name, body in bodies.items()}
    first = min(int(at) for text in texts.values() for at in re.findall(r'"origin_server_ts": (\d+)', text))
    for name, text in texts.items():
        text = text.replace("@pusher:", "@usher:")
        text = re.sub(r"![A-Za-z]{18}:localhost|[$!][A-Za-z0-9_-]{43}", invented, text)
        text = re.sub(r'("origin_server_ts": )(\d+)', lambda at: at[1] + str(1764072000000 + int(at[2]) - first), text)
        text = re.sub(r'("age": )\d+', r"\g<1>120", text)
        (folder / f"{name}.json").write_text(text + "\n")


def main():
    outside.go_there("homeserver", within=400)
    port, bodies = free_port(), {}
    ear = Ear(port)
    with tempfile.TemporaryDirectory() as folder:
        with Synapse(folder, appservice=appservice.registration(port, localpart="pusher")) as server:
            ada, bo, us = (Person(server, name) for name in ("ada", "bo", "usher"))
            ada.do("PUT", "/profile/@ada:localhost/displayname", {"displayname": "Ada 🦉 L."})
            us.do("PUT", f"/profile/{US}/displayname", {"displayname": "Usher"})
            room = talk(ada, bo, us, bodies.__setitem__)
            come_and_go(ada, bo, us, room, bodies.__setitem__)
            other_rooms(ada, bo, us, room, bodies.__setitem__)
            pushed(server, ada, ear, bodies.__setitem__)
    written(bodies, Path(sys.argv[1]))
    print(f"{len(bodies)} bodies written", flush=True)


if __name__ == "__main__":
    main()
