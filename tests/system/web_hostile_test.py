#!/usr/bin/env python3
# tests/system/web_hostile_test.py: pages that lie, flood, stall, pry and forge, against the real program.
# SPDX-License-Identifier: BSD-3-Clause
"""web_hostile_test.py [--full] [WEB_PEER]

USHER_BINARY: the program. With WEB_PEER (tests/system/web_peer.cpp), whose commands open forms, forged forms too.
--full: 1,000 idle tabs and 10,000 frames in a burst, else 200 and 2,000. Exits 1 when a check failed."""

import outside

outside.go_there()

import argparse
import asyncio
import base64
import collections
import contextlib
import contextvars
import json
import os
import random
import re
import resource
import socket
import struct
import sys
import tempfile
import time
import traceback

from websockets.exceptions import ConnectionClosed, InvalidStatus

import checks
from web import client
from web.client import PATIENCE, SLOW, Refused, Tab, request, sign_in

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
CANARY = "quokka"  # stands in every text that these tests send; the log must not have it
EVIL = "https://evil.example"
MIB = 1 << 20
ERRORS = {"not_understood", "no_room", "not_member", "no_message", "not_yours", "too_long", "empty", "no_button", "no_form",
          "not_allowed", "disk_full", "unavailable", "shutting_down"}


case_now = contextvars.ContextVar("case", default="")
failures = collections.Counter()


def check(condition, what):
    """As checks.check, but goes on: a hostile page shows more than one thing at once."""
    checks.count += 1
    if not condition:
        failures[case_now.get()] += 1
        if failures[case_now.get()] <= 8:
            print(f"FAILED {case_now.get()}: {what}", flush=True)
    return condition


def kib(size):
    return f"{size / 1024:,.0f} KiB"


# --- a socket without manners -------------------------------------------------------------------------------------------


class Raw:
    """A WebSocket, byte by byte: what a library would not send."""

    @classmethod
    async def open(cls, person, hello=True, small_buffer=False, **headers):
        self = cls()
        host = person.base.removeprefix("http://")
        name, port = host.split(":")
        plain = socket.socket()
        if small_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plain, (name, int(port)))
        # A reader that takes little itself: what is not asked for stays in the kernel, and then with the server.
        self.reader, self.writer = await asyncio.open_connection(sock=plain, limit=2048 if small_buffer else 1 << 20)
        lines = {"Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
                 "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(), "Origin": person.base,
                 "Sec-WebSocket-Protocol": "usher.1", "Cookie": person.cookie, **headers}
        text = f"GET {person.path}ws HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.writer.write(text.encode() + b"\r\n")
        answer = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), PATIENCE)
        assert answer.startswith(b"HTTP/1.1 101"), answer
        if hello:
            await self.text(json.dumps({"do": "hello", "since": 0, "tab": "raw"}))
        return self

    @staticmethod
    def frame(opcode, payload=b"", final=True, masked=True, reserved=0):
        head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
        size = len(payload)
        mask_bit = 0x80 if masked else 0
        if size < 126:
            head += bytes([mask_bit | size])
        elif size < 1 << 16:
            head += bytes([mask_bit | 126]) + struct.pack("!H", size)
        else:
            head += bytes([mask_bit | 127]) + struct.pack("!Q", size)
        # A mask of zeros leaves the payload as it is, and is a mask all the same.
        return head + (b"\0\0\0\0" if masked else b"") + payload

    async def send(self, data):
        self.writer.write(data)
        with contextlib.suppress(OSError):
            await asyncio.wait_for(self.writer.drain(), PATIENCE)

    async def text(self, text):
        await self.send(self.frame(1, text.encode()))

    async def read(self):
        """The next frame: (opcode, payload); None at the end."""
        try:
            head = await self.reader.readexactly(2)
            size = head[1] & 0x7F
            if size == 126:
                size, = struct.unpack("!H", await self.reader.readexactly(2))
            elif size == 127:
                size, = struct.unpack("!Q", await self.reader.readexactly(8))
            return head[0] & 0x0F, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, OSError):
            return None

    async def end(self, patience=PATIENCE):
        """Reads until the other side closes: (code, reason), or (None, "") where it just went."""
        async def until():
            while (frame := await self.read()) is not None:
                if frame[0] == 8:
                    return (struct.unpack("!H", frame[1][:2])[0] if len(frame[1]) >= 2 else 1005), frame[1][2:].decode()
            return None, ""
        try:
            return await asyncio.wait_for(until(), patience)
        finally:
            self.close()

    def close(self):
        self.writer.transport.abort()


async def refused(status, awaitable, what):
    """A handshake or request of the websockets package that must be answered with this status."""
    try:
        async with awaitable:
            raise AssertionError(f"{what}: let in")
    except InvalidStatus as answer:
        check(answer.response.status_code == status, f"{what}: answered {answer.response.status_code}, not {status}")
        secure(answer.response.headers, what)


def secure(headers, what):
    """The headers that every answer carries."""
    policy = headers.get("Content-Security-Policy", "")
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    check(directives.get("default-src") in (["'none'"], ["'self'"]), f"{what}: Content-Security-Policy: {policy!r}")
    check("unsafe" not in policy and "*" not in policy, f"{what}: {policy}")
    check("'none'" in directives.get("frame-ancestors", []) or headers.get("X-Frame-Options") == "DENY",
          f"{what}: may be framed: {policy}")
    check(headers.get("X-Content-Type-Options") == "nosniff", f"{what}: no nosniff")
    check(headers.get("Referrer-Policy", "") in ("no-referrer", "same-origin"), f"{what}: no Referrer-Policy")


async def ended(person, data, codes, what, reason=None, hello=True):
    """Sends bytes over a socket of their own; it must be closed with one of the codes."""
    raw = await Raw.open(person, hello)
    await raw.send(data)
    code, why = await raw.end()
    check(code in codes, f"{what}: closed with {code} {why!r}, not {codes}")
    if reason is not None:
        check(why == reason, f"{what}: the reason is {why!r}, not {reason!r}")


async def denied(tab, frame, errors, what):
    """A frame that must be acknowledged with a no, and with words for the person."""
    ack = await tab.ack(frame)
    check(not ack["ok"], f"{what}: {frame} was done: {ack}")
    check(ack.get("error") in errors, f"{what}: {frame}: the error is {ack.get('error')}, not one of {errors}")
    check(ack.get("text"), f"{what}: the error has no words: {ack}")


# --- who everybody is ---------------------------------------------------------------------------------------------------


class World:
    """The server, and a few people: Ada has secrets, Mallory wants them, Cleo is of the committee."""

    def __init__(self, server, full, peer):
        self.server, self.base, self.full, self.peer = server, server.base, full, peer
        self.ada = sign_in(self.base, "Ada", "maintainer")
        self.mallory = sign_in(self.base, "Mallory")
        self.cleo = sign_in(self.base, "Cleo", "committee")
        self.number = 0

    def somebody(self, role="newcomer"):
        self.number += 1
        return sign_in(self.base, f"Somebody {self.number}", role)

    async def rooms(self):
        """(one that everybody is in, one that may be joined, one that is private)"""
        async with Tab(self.cleo) as tab:
            rooms = [room for room in tab.state.rooms.values() if room["kind"] == "room"]
        public = next(room["id"] for room in rooms if room["member"] and not room["private"])
        joinable = next((room["id"] for room in rooms if not room["member"]), None)
        private = next((room["id"] for room in rooms if room["private"]), None)
        return public, joinable, private


def text_of(words):
    return f"{words} {CANARY}"


# --- requests -----------------------------------------------------------------------------------------------------------


async def requests_of_another_site_are_refused(world):
    for origin in EVIL, "null", "http://127.0.0.1:1", world.base + ".evil.example":
        tab = client.connect(world.ada.socket_url, origin=origin, additional_headers={"Cookie": world.ada.cookie},
                             subprotocols=["usher.1"], proxy=None)
        await refused(403, tab, f"a handshake from {origin}")
        body = {"name": "Eve", "role": "newcomer", "lang": "en", "zone": "UTC"}
        for path in "/api/who", world.ada.path + "api/leave":
            answer = request(world.base, "POST", path, body, {"Origin": origin, "Cookie": world.ada.cookie})
            check(answer.status == 403, f"POST {path} from {origin}: {answer.status}")
            check("Set-Cookie" not in answer.headers, f"POST {path} from {origin} gave a cookie")
            secure(answer.headers, f"POST {path} from {origin}")
    async with Tab(world.ada):  # and Ada is still signed in
        pass


async def another_name_for_this_host_is_refused(world):
    for host in "evil.example", f"evil.example:{world.server.port}", "127.0.0.1.evil.example", "":
        for method, path in ("GET", "/"), ("GET", "/api/start"), ("POST", "/api/who"):
            answer = request(world.base, method, path, {} if method == "POST" else None, {"Host": host})
            check(answer.status in ((421, 400) if host == "" else (421,)), f"{method} {path} at {host!r}: {answer.status}")
            secure(answer.headers, f"{method} {path} at {host!r}")


async def without_the_persons_cookie_nobody_comes_in(world):
    name, value = world.ada.cookie.split("=", 1)
    half = len(value) // 2
    other = "A" if value[half] != "A" else "B"
    cookies = {"none": "", "an empty one": f"{name}=", "a tampered one": f"{name}={value[:half]}{other}{value[half + 1:]}",
               "a cut one": f"{name}={value[:-1]}", "somebody else's": world.mallory.cookie, "nonsense": f"{name}=%00;;;=",
               "somebody else's name": world.mallory.cookie.replace("mallory", "ada"), "a long one": f"{name}=" + "x" * 4000}
    for what, cookie in cookies.items():
        headers = {"Cookie": cookie} if cookie else {}
        tab = client.connect(world.ada.socket_url, origin=world.base, additional_headers=headers, subprotocols=["usher.1"],
                             proxy=None)
        await refused(403, tab, f"a handshake with {what} cookie")
        answer = request(world.base, "GET", world.ada.path, headers=headers)
        check((answer.status, answer.headers["Location"]) == (303, "/"), f"the page with {what} cookie: {answer.status}")
        answer = request(world.base, "POST", world.ada.path + "api/leave", {}, headers)
        check(answer.status in (403, 303), f"signing out with {what} cookie: {answer.status}")
    for path in "/as/nobody/ws", "/as//ws", "/as/ada/../ada/ws", "/ws":
        url = world.base.replace("http", "ws", 1) + path
        try:
            async with client.connect(url, origin=world.base, additional_headers={"Cookie": world.ada.cookie}, proxy=None):
                raise AssertionError(f"{path}: let in")
        except InvalidStatus as answer:
            check(answer.response.status_code in (403, 404), f"{path}: {answer.response.status_code}")


async def who_signs_in_must_say_it_right(world):
    right = {"name": "Eve", "role": "newcomer", "lang": "en", "zone": "UTC"}
    for field, bad in [("name", ""), ("name", " \u202e\u0007 "), ("name", "x" * 1000), ("name", 5), ("name", None),
                       ("role", "king"), ("role", ["administrator"]), ("role", ""), ("lang", 5), ("lang", "x" * 5000),
                       ("zone", "Mars/Olympus"), ("zone", "../../etc/passwd"), ("zone", {}), ("id", "nobody"), ("id", 5),
                       ("id", "../ada"), ("id", "usher"), ("id", "")]:
        answer = request(world.base, "POST", "/api/who", {**right, field: bad})
        if (field, bad) in [("zone", "Mars/Olympus"), ("lang", "x" * 5000), ("id", "")] and answer.status == 200:
            continue  # taken for none; that is no harm
        check(answer.status == 400, f"{field} {bad!r}: {answer.status} {answer.body[:200]!r}")
        said = answer.json()
        check("error" in said and said.get("text"), f"{field} {bad!r} is not said in words: {said}")
    for body in b"", b"{", b"[]", b"5", b'"x"', b"null", b"[" * 10_000, b'{"name":' * 5000, b"\xff\xfe", b'{"name":"a"}':
        answer = request(world.base, "POST", "/api/who", body, {"Content-Type": "application/json"})
        check(answer.status == 400, f"{body[:20]!r}: {answer.status}")
        secure(answer.headers, f"POST /api/who {body[:20]!r}")
    for kind in "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "":
        answer = request(world.base, "POST", "/api/who", json.dumps(right).encode(), {"Content-Type": kind})
        check(answer.status in (400, 415), f"content type {kind!r}: {answer.status}")
        check("Set-Cookie" not in answer.headers, f"content type {kind!r} gave a cookie")
        secure(answer.headers, f"content type {kind!r}")
    answer = request(world.base, "POST", "/api/who", {**right, "name": "<b>Zoë\u202e</b>\u0000\u0007"})
    if answer.status == 200:
        async with Tab(world.ada) as tab:
            name = tab.state.people[answer.json()["id"]]["name"]
        check(name == "<b>Zoë</b>", f"the name is {name!r}")


async def two_who_come_at_once_are_two(world):
    same = [asyncio.to_thread(sign_in, world.base, "Twin") for _ in range(12)]
    ids = collections.Counter(person.id for person in await asyncio.gather(*same))
    check(len(ids) == 12, f"twelve people of one name, at once, became {dict(ids)}")


async def paths_lead_nowhere_else(world):
    for path in ["/page/../README.md", "/page/..%2f..%2fetc%2fpasswd", "/page/%2e%2e/%2e%2e/etc/passwd", "/page//etc/passwd",
                 "/page/....//....//etc/passwd", "/page/..\\..\\etc\\passwd", "/page/main.js%00.html", "/page/", "/page/.",
                 "/page", "//page/main.js/..", "/as/../page/../x", "/page/main.js/../../x", "/%", "/page/%zz"]:
        answer = request(world.base, "GET", path)
        check(answer.status in (400, 404), f"GET {path}: {answer.status}")
        check(b"root:" not in answer.body, f"GET {path} gave a file")
        secure(answer.headers, f"GET {path}")


async def requests_too_large_are_refused(world):
    loop = asyncio.get_running_loop()
    for what, codes, head, body in [
        ("a long URL", (414, 431, 400), f"GET /{'x' * 20_000} HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
        ("a header of 17 KiB", (431,), f"GET / HTTP/1.1\r\nHost: {world.server.host}\r\nX: {'x' * 17_408}\r\n\r\n", b""),
        ("2,000 headers", (431,), f"GET / HTTP/1.1\r\nHost: {world.server.host}\r\n" + "X: y\r\n" * 20_000 + "\r\n", b""),
        ("a body of over 1 MiB", (413,), f"POST /api/who HTTP/1.1\r\nHost: {world.server.host}\r\nContent-Type: application/json"
         f"\r\nContent-Length: {MIB + 1}\r\n\r\n", b"x" * (MIB + 1)),
        ("a body said to be a terabyte", (413,), f"POST /api/who HTTP/1.1\r\nHost: {world.server.host}\r\n"
         f"Content-Type: application/json\r\nContent-Length: {1 << 40}\r\n\r\n", b"x"),
        ("a length that is none", (400,), f"POST /api/who HTTP/1.1\r\nHost: {world.server.host}\r\nContent-Length: -5\r\n\r\n", b""),
        ("two lengths", (400,), f"POST /api/who HTTP/1.1\r\nHost: {world.server.host}\r\nContent-Length: 2\r\n"
         "Content-Length: 3\r\n\r\n", b"{}"),
        ("no HTTP", (400,), "hello usher\r\n\r\n", b""),
        ("a method that does not exist", (400, 405, 501), f"BREW / HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
        ("DELETE", (405, 404, 501), f"DELETE / HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
        ("TRACE", (405, 404, 501, 400), f"TRACE / HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
        ("CONNECT", (405, 404, 501, 400), f"CONNECT evil.example:443 HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
        ("an address for a target", (400, 404, 421), f"GET http://evil.example/ HTTP/1.1\r\nHost: {world.server.host}\r\n\r\n", b""),
    ]:
        reader, writer = await asyncio.open_connection("127.0.0.1", world.server.port)
        with contextlib.suppress(OSError):
            writer.write(head.encode() + body)
            await asyncio.wait_for(writer.drain(), PATIENCE)
        begun = loop.time()
        answer = b""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        writer.transport.abort()
        if not answer and what in ("a body of over 1 MiB", "2,000 headers", "no HTTP", "a long URL", "a length that is none",
                                   "two lengths"):
            continue  # hung up on while it was still talking
        status = int(answer.split()[1]) if answer else 0
        check(status in codes, f"{what}: {status}, not {codes}")
        check(loop.time() - begun < PATIENCE, f"{what} took long")
        headers = dict(line.split(": ", 1) for line in answer.decode("latin-1").split("\r\n")[1:] if ": " in line)
        secure(headers, what)


async def every_kind_of_answer_is_secured(world):
    cookie = {"Cookie": world.ada.cookie}
    for method, path, headers, body, status in [
        ("GET", "/", {}, None, 200), ("HEAD", "/", {}, None, 200), ("GET", "/healthz", {}, None, 200),
        ("GET", "/readyz", {}, None, 200), ("GET", "/api/start", {}, None, 200), ("GET", "/api/words?lang=zh-Hant", {}, None, 200),
        ("GET", world.ada.path, cookie, None, 200), ("GET", world.ada.path, {}, None, 303), ("GET", "/nothing", {}, None, 404),
        ("POST", "/nothing", {}, {}, 404), ("POST", "/api/who", {}, {"name": ""}, 400), ("PUT", "/api/who", {}, {}, 405),
        ("GET", world.ada.path + "ws", cookie, None, None), ("GET", "/api/who", {}, None, None),
    ]:
        answer = request(world.base, method, path, body, headers)
        check(status is None or answer.status == status, f"{method} {path}: {answer.status}, not {status}")
        check(answer.status < 500, f"{method} {path}: {answer.status}")
        secure(answer.headers, f"{method} {path}")
        check("no-store" in answer.headers.get("Cache-Control", "") or path == "/" or status == 200,
              f"{method} {path} may be kept by a cache")
    page = request(world.base, "GET", "/").body.decode()
    check(not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|javascript:", page), "the page has an inline script or style")
    files = re.findall(r'(?:src|href)="(/page/[^"]+)"', page)
    check(files, "the page loads nothing from /page/")
    for file in files:
        answer = request(world.base, "GET", file)
        check(answer.status == 200 and answer.headers["ETag"], f"GET {file}: {answer.status}, no ETag")
        secure(answer.headers, file)
        again = request(world.base, "GET", file, headers={"If-None-Match": answer.headers["ETag"]})
        check((again.status, again.body) == (304, b""), f"{file} with its ETag: {again.status}")
        secure(again.headers, f"{file}, unchanged")


# --- frames -------------------------------------------------------------------------------------------------------------


async def the_first_frame_is_hello(world):
    for first in [{"do": "home", "id": "a"}, {"do": "send", "id": "a", "room": "general", "text": text_of("early")},
                  {"do": "read", "room": "general", "message": 1}]:
        await ended(world.mallory, Raw.frame(1, json.dumps(first).encode()), {1008}, f"{first} first", "hello first", hello=False)
    for hello in [{}, {"since": 0}, {"since": "0", "tab": "a"}, {"since": -1, "tab": "a"}, {"since": 1 << 70, "tab": "a"},
                  {"since": 0.5, "tab": "a"}, {"since": None, "tab": "a"}, {"since": 0, "tab": 5}, {"since": 0, "tab": ""},
                  {"since": 0, "tab": "x" * 65}, {"since": 0, "tab": "a b"}, {"since": 0, "tab": "ä"}]:
        await ended(world.mallory, Raw.frame(1, json.dumps({"do": "hello", **hello}).encode()), {1008}, f"hello {hello}",
                    hello=False)
    # From a future that never was: a restored backup. The page must drop what it has, or it takes all that is new for old.
    async with Tab(world.mallory) as tab:
        rev = tab.state.rev
    raw = await Raw.open(world.mallory, hello=False)
    await raw.text(json.dumps({"do": "hello", "since": rev + 1000, "tab": "a"}))
    opcode, payload = await asyncio.wait_for(raw.read(), PATIENCE)
    raw.close()
    check(opcode == 1, "a page from the future is not welcomed")
    welcome = json.loads(payload)
    check(welcome["reset"] is True and welcome["rev"] <= rev + 100, f"a page from the future: {welcome['reset']}, {welcome['rev']}")


async def what_is_no_frame_ends_the_socket(world):
    for what, payload in [("broken JSON", b'{"do":"home"'), ("no JSON", b"hello"), ("nothing", b""), ("an array", b"[]"),
                          ("a number", b"5"), ("null", b"null"), ("a deep array", b"[" * 10_000 + b"]" * 10_000),
                          ("a deep object", b'{"a":' * 10_000 + b"1" + b"}" * 10_000), ("no do", b"{}"),
                          ("two values", b'{"do":"home","id":"a"} {"do":"home","id":"b"}'),
                          ("a do of the wrong type", b'{"do":5,"id":"a"}'), ("half a number", b'{"do":"home","id":"a","x":1e}')]:
        await ended(world.mallory, Raw.frame(1, payload), {1008}, what, "not understood")
    await ended(world.mallory, Raw.frame(2, b'{"do":"home","id":"a"}'), {1008}, "a binary frame", "not understood")


FIELDS = {"send": {"room": "general", "text": text_of("typed wrong")}, "edit": {"message": 1, "text": text_of("typed wrong")},
          "delete": {"message": 1}, "react": {"message": 1, "emoji": "👍", "add": True}, "press": {"message": 1, "button": 0},
          "submit": {"ticket": "x", "fields": {"a": "b"}, "secrets": {"c": "d"}}, "cancel": {"ticket": "x"},
          "join": {"room": "neps"}, "leave": {"room": "neps"}, "history": {"room": "general", "before": 1, "thread": 1},
          "complete": {"line": "/n"}, "me": {"lang": "en", "zone": "UTC"}, "unheard_of": {}, "hello": {"since": 0, "tab": "a"},
          "home": {}, "read": {"room": "general", "message": 1}}
WRONG = [None, -5, 5.5, 1 << 70, "12", True, [], {}, ["general"], {"a": {"b": "c"}}, {"a": 5}]


def wrong_frames():
    """Every field of every frame with values of other types."""
    for do, fields in FIELDS.items():
        if do in ("unheard_of", "hello"):
            yield {"do": do, **fields}
        for field, right in {"id": "an-id", **fields}.items():
            for wrong in WRONG:
                if type(wrong) is type(right) and not (isinstance(wrong, int) and wrong < 0) and wrong not in ({"a": 5}, 1 << 70):
                    if not isinstance(wrong, dict) or "b" not in wrong.get("a", ""):
                        continue
                if field == "id" and do == "read":
                    continue
                yield {"do": do, **fields, field: wrong}


async def no_field_of_a_wrong_type_is_taken(world):
    """Each is refused by an ack, or ends the socket as not understood; nothing else happens."""
    frames = list(wrong_frames())
    if SLOW and not world.full:
        frames = random.Random(1).sample(frames, 250)
    waiting = asyncio.Queue()
    for frame in frames:
        waiting.put_nowait(frame)

    async def worker(person):
        while not waiting.empty():
            try:
                async with Tab(person) as tab:
                    for _ in range(50):
                        if waiting.empty():
                            return
                        frame = waiting.get_nowait()
                        number = f"w{waiting.qsize()}"
                        sent = {"id": number, **frame}
                        await tab.socket.send(json.dumps(sent))
                        if not isinstance(sent["id"], str):
                            sent["id"] = None
                        # A second frame tells where the first has no ack of its own.
                        future = asyncio.get_running_loop().create_future()
                        tab.waiting[sent["id"]].append(future)
                        try:
                            ack = await asyncio.wait_for(future, PATIENCE)
                        except ConnectionClosed as closed:
                            code = closed.rcvd.code if closed.rcvd else None
                            reason = closed.rcvd.reason if closed.rcvd else ""
                            check((code, reason) == (1008, "not understood"), f"{frame}: closed with {code} {reason!r}")
                            break
                        check(not ack["ok"] and ack.get("error") in ERRORS, f"{frame}: {ack}")
            except ConnectionClosed:
                continue

    await asyncio.gather(*(worker(world.somebody()) for _ in range(8)))
    print(f"  {len(frames)} frames with a field of a wrong type")
    async with Tab(world.ada) as tab:
        check(not tab.state.find("typed wrong"), "something typed wrong was said")


async def ids_are_what_they_must_be(world):
    for bad in "", "x" * 65, "a b", "a/b", "ä", "a\u0000", 5:
        raw = await Raw.open(world.mallory)
        await raw.text(json.dumps({"do": "home", "id": bad}))
        code, reason = await raw.end()
        check((code, reason) == (1008, "not understood"), f"id {bad!r}: {code} {reason!r}")
    public, _, _ = await world.rooms()
    person = world.somebody()
    async with Tab(person) as one, Tab(person) as other:
        first = await one.ack({"do": "send", "id": "x" * 64, "room": public, "text": text_of("once")})
        for tab in one, other, one:
            again = await tab.ack({"do": "send", "id": "x" * 64, "room": public, "text": text_of("once more")})
            check(again.get("ok") and again.get("message") == first["message"], f"the same id again: {again}, not {first}")
        await one.send(public, text_of("the end"))
        check(len(await_find(one, "once")) == 1, "the same id was said twice")
        # Somebody else may use it too.
        async with Tab(world.mallory) as mallory:
            theirs = await mallory.ack({"do": "send", "id": "x" * 64, "room": public, "text": text_of("mine")})
            check(theirs["ok"] and theirs["message"] != first["message"], "an id belongs to one person")


def await_find(tab, text):
    return tab.state.find(text_of(text))


async def bytes_that_are_no_websocket_end_it(world):
    hello = Raw.frame(1, json.dumps({"do": "home", "id": "a"}).encode())
    for what, codes, data in [
        ("an unmasked frame", {1002}, Raw.frame(1, b"{}", masked=False)),
        ("reserved bit 1", {1002}, Raw.frame(1, b"{}", reserved=4)), ("reserved bit 2", {1002}, Raw.frame(1, b"{}", reserved=2)),
        ("reserved bit 3", {1002}, Raw.frame(1, b"{}", reserved=1)), ("opcode 3", {1002}, Raw.frame(3, b"{}")),
        ("opcode 11", {1002}, Raw.frame(11, b"")), ("a ping in two parts", {1002}, Raw.frame(9, b"x", final=False)),
        ("a long ping", {1002}, Raw.frame(9, b"x" * 126)), ("a continuation of nothing", {1002}, Raw.frame(0, b"x")),
        ("a text within a text", {1002}, Raw.frame(1, b"{", final=False) + hello),
        ("half a close code", {1002, 1005}, Raw.frame(8, b"\x03")), ("close code 999", {1002}, Raw.frame(8, struct.pack("!H", 999))),
        ("close code 1005", {1002}, Raw.frame(8, struct.pack("!H", 1005))),
        ("invalid UTF-8", {1007}, Raw.frame(1, b'{"do":"home","id":"\xff"}')), ("half a character", {1007}, Raw.frame(1, b"\xe6\x8f")),
        ("a surrogate in UTF-8", {1007}, Raw.frame(1, b'"\xed\xa0\x80"')),
        ("invalid UTF-8 in parts", {1007}, Raw.frame(1, b"\xe6", final=False) + Raw.frame(0, b"x")),
        ("invalid UTF-8 for a reason", {1007, 1002}, Raw.frame(8, struct.pack("!H", 1000) + b"\xff")),
        ("a frame over 64 KiB", {1009}, Raw.frame(1, b'{"do":"home","id":"a","x":"' + b"x" * 65_536)),
        ("a frame said to be huge", {1009, 1002}, b"\x81\xff" + struct.pack("!Q", 1 << 62) + b"\0\0\0\0"),
        ("over 64 KiB in parts", {1009}, Raw.frame(1, b"x" * 4096, final=False) + Raw.frame(0, b"x" * 4096, final=False) * 16),
    ]:
        await ended(world.mallory, data, codes, what)
    # As much as may be is taken.
    frame = json.dumps({"do": "complete", "id": "large", "line": "/n"}).encode()
    raw = await Raw.open(world.mallory)
    await raw.send(Raw.frame(1, frame[:1] + b" " * (65_536 - len(frame)) + frame[1:]))
    while (got := await asyncio.wait_for(raw.read(), PATIENCE)) is not None and b'"large"' not in got[1]:
        check(got[0] != 8, f"a frame of 64 KiB ended the socket: {got[1]!r}")
    check(got is not None and json.loads(got[1])["ok"], "a frame of 64 KiB is not taken")
    raw.close()


async def fragments_without_end_hurt_nobody(world):
    """Empty fragments for ever, pings for ever: the socket may be closed; the others are served, and memory does not grow."""
    before = world.server.anonymous_memory()
    count = 20_000 if SLOW and not world.full else 200_000
    for what, opening, unit in ("fragments", Raw.frame(1, b"{", final=False), Raw.frame(0, b"", final=False)), \
            ("pings", b"", Raw.frame(9, b"x" * 100)):
        raw = await Raw.open(world.mallory)
        swallow = asyncio.create_task(raw.end(4 * PATIENCE))
        with contextlib.suppress(OSError, TimeoutError):
            await raw.send(opening)
            for _ in range(count // 1000):
                raw.writer.write(unit * 1000)
                await asyncio.wait_for(raw.writer.drain(), PATIENCE)
                await asyncio.sleep(0)
        async with Tab(world.ada) as tab:
            await tab.do("complete", line="/n")
        swallow.cancel()
        await asyncio.gather(swallow, return_exceptions=True)
        raw.close()
        grown = world.server.anonymous_memory() - before
        check(grown < 64 * MIB, f"{count} {what}: {grown} bytes more")


# --- too much -----------------------------------------------------------------------------------------------------------


async def a_burst_from_one_hurts_nobody_else(world):
    count = 10_000 if world.full else 2_000
    public, _, _ = await world.rooms()
    slowest, over = 0.0, False

    async def bystander():
        nonlocal slowest
        async with Tab(world.ada) as tab:
            while not over:
                begun = time.monotonic()
                await tab.do("complete", line="/ne")
                slowest = max(slowest, time.monotonic() - begun)
                await asyncio.sleep(0.15)

    watching = asyncio.create_task(bystander())
    await asyncio.sleep(0.3)
    raw = await Raw.open(world.mallory)
    ending = asyncio.create_task(raw.end(2 * PATIENCE))
    for number in range(count):
        frame = {"do": "send", "id": f"b{number}", "room": public, "text": text_of(f"burst {number}")}
        raw.writer.write(Raw.frame(1, json.dumps(frame).encode()))
        if number % 100 == 0:
            with contextlib.suppress(OSError):
                await asyncio.wait_for(raw.writer.drain(), PATIENCE)
    code, reason = await ending
    check((code, reason) in ((1008, "too many frames"), (None, "")), f"a burst of {count} frames: closed with {code} {reason!r}")
    await asyncio.sleep(0.3)
    over = True
    await watching
    # What was not read is not there: about the burst that is allowed, and never all.
    async with Tab(world.ada) as tab:
        await tab.whole_history()
        said = len(tab.state.find("burst ", public))
    print(f"  {count:,} frames at once: {said} taken, then closed; others waited {slowest * 1000:.0f} ms at most")
    check(said <= 200, f"{said} of {count} frames of one tab were taken")
    check(slowest < PATIENCE / 3, f"others waited {slowest:.1f} s for their answers")


async def who_does_not_read_is_let_go(world):
    """Many tabs that never read, while others talk much: they are closed, or what waits for them is bounded."""
    public, _, _ = await world.rooms()
    deaf = [await Raw.open(world.somebody(), small_buffer=True) for _ in range(10)]
    before = world.server.anonymous_memory()
    talkers = [world.somebody() for _ in range(8)]
    filler = "數" * 3900

    async def talk(person):
        async with Tab(person) as tab:
            for number in range(55):
                await tab.send(public, text_of(f"loud {person.id} {number} {filler}"))

    rounds = 5 if world.full else 2
    for _ in range(rounds):
        await asyncio.gather(*(talk(person) for person in talkers))
    grown = world.server.anonymous_memory() - before
    said = rounds * len(talkers) * 55
    ends = await asyncio.gather(*(raw.end(10) for raw in deaf), return_exceptions=True)
    codes = [end[0] if isinstance(end, tuple) else "open" for end in ends]
    print(f"  {len(deaf)} tabs that do not read, {kib(said * 11_700)} said: {kib(grown)} more; they end with "
          f"{sorted({str(code) for code in codes})}")
    # Without a code where even the goodbye could not be sent.
    check(all(code in (1013, None) for code in codes), f"tabs that do not read end with {codes}")
    check(grown < (1000 if SLOW else 96) * MIB, f"for {len(deaf)} tabs that do not read: {grown} bytes more")
    async with Tab(world.ada) as tab:
        await tab.do("complete", line="/ne")


async def one_person_has_so_many_tabs(world):
    person = world.somebody()
    async with contextlib.AsyncExitStack() as tabs:
        for number in range(200):
            try:
                await tabs.enter_async_context(Tab(person, budget=client.Budget(1000, 1000)))
            except (ConnectionClosed, AssertionError) as refusal:
                closed = refusal if isinstance(refusal, ConnectionClosed) else None
                code = closed.rcvd.code if closed is not None and closed.rcvd else None
                reason = closed.rcvd.reason if closed is not None and closed.rcvd else str(refusal)
                check((code, reason) == (1013, "too many tabs"), f"tab {number + 1}: {code} {reason!r}")
                print(f"  {number} tabs of one person, and no more")
                check(number == 32, f"a person may have {number} tabs, not 32")
                return
    raise AssertionError("200 tabs of one person are let in")


async def idle_tabs_cost_little_and_all_are_told(world):
    """Many people with several tabs each, who only listen."""
    count = 1000 if world.full else 200
    public, _, _ = await world.rooms()
    people = [world.somebody() for _ in range(count // 5)]
    before = world.server.anonymous_memory()
    async with contextlib.AsyncExitStack() as stack:
        tabs = []
        for person in people:
            five = [Tab(person) for _ in range(5)]
            tabs += five
            await asyncio.gather(*(stack.enter_async_context(tab) for tab in five))
        during = world.server.anonymous_memory()
        each = (during - before) / count
        begun = time.monotonic()
        async with Tab(world.ada) as tab:
            await tab.send(public, text_of("to all"))
        for tab in tabs:
            await tab.sees(text_of("to all"))
        took = time.monotonic() - begun
        print(f"  {count:,} idle tabs: {kib(before)} before, {kib(during)} with them, {kib(each)} each; "
              f"a message reached all in {took * 1000:.0f} ms")
        check(each < (4 * MIB if SLOW else 64 * 1024), f"{each:.0f} bytes an idle tab")


# --- silence, in the background because it takes its time ---------------------------------------------------------------


async def silent_connections_are_ended(world):
    """No word at all, headers byte by byte, a body that does not come: each is hung up on, in bounded time."""
    async def hung_up(what, data, drip=b""):
        reader, writer = await asyncio.open_connection("127.0.0.1", world.server.port)
        begun = time.monotonic()
        writer.write(data)
        async def drips():
            with contextlib.suppress(OSError):
                while True:
                    await asyncio.sleep(0.5)
                    if drip:
                        writer.write(drip)
                        await writer.drain()
        dripping = asyncio.create_task(drips())
        try:
            while await asyncio.wait_for(reader.read(4096), 45 + PATIENCE):
                pass
        except OSError:
            pass
        except TimeoutError:
            raise AssertionError(f"{what}: still connected after {time.monotonic() - begun:.0f} s") from None
        finally:
            dripping.cancel()
            writer.transport.abort()
        return what, time.monotonic() - begun

    host = world.server.host
    cases = [("no word", b""), ("half a request line", b"GET / HT"),
             ("headers byte by byte", f"GET / HTTP/1.1\r\nHost: {host}\r\nX: ".encode(), b"x"),
             ("a body that does not come", f"POST /api/who HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
              "Content-Length: 100\r\n\r\n{".encode()),
             ("a body byte by byte", f"POST /api/who HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
              "Content-Length: 1000\r\n\r\n{".encode(), b" ")]
    some = await asyncio.gather(*(hung_up(*case) for case in cases for _ in range(10)))
    slowest = {what: max(took for name, took in some if name == what) for what, _ in some}
    print("  hung up on: " + ", ".join(f"{what} after {took:.0f} s" for what, took in slowest.items()))
    check(len(some) == 50, "not all were hung up on")


async def who_never_says_hello_is_let_go(world):
    raw = await Raw.open(world.mallory, hello=False)
    code, reason = await raw.end(15 + PATIENCE)
    check((code, reason) == (1008, "hello first"), f"without a hello: {code} {reason!r}")


async def who_never_answers_a_ping_is_let_go(world):
    """A peer that is gone without a word: it reads nothing and answers no ping. Bounded; how long is the server's choice."""
    raw = await Raw.open(world.mallory)
    begun = time.monotonic()
    # end() reads, and answers nothing.
    try:
        code, _ = await raw.end(75 + PATIENCE)
    except TimeoutError:
        return check(False, "who answers no ping is still there")
    print(f"  who answers no ping is let go after {time.monotonic() - begun:.0f} s, with {code}")
    check(time.monotonic() - begun > 5, "let go without time to answer")


# --- prying -------------------------------------------------------------------------------------------------------------


async def nobody_reads_what_is_not_theirs(world):
    public, joinable, private = await world.rooms()
    check(private is not None, "the program has no private room")
    async with Tab(world.ada) as ada, Tab(world.cleo) as cleo, Tab(world.mallory) as mallory:
        own = f"dm:{world.ada.id}"
        direct = (await ada.send(own, text_of("between us")))["message"]
        # Usher's answer to her alone, in a room that Mallory is in.
        await ada.send(public, "/nep 0")
        only = await ada.until("the answer to /nep 0", lambda state: [
            m for m in state.messages.values() if m.get("only") and m["room"] == public])
        only = only[-1]["id"]
        hidden = (await cleo.send(private, text_of("in confidence")))["message"]
        root = (await cleo.send(public, text_of("a root for all")))["message"]
        await mallory.sees(text_of("a root for all"))

        check(private not in mallory.state.rooms, "the private room is shown to all")
        check(own not in mallory.state.rooms, "Ada's conversation is shown to all")
        not_there = {"no_room", "not_member", "not_allowed"}
        for room in own, private, f"dm:{world.cleo.id}", "dm:nobody", "group:1", "nowhere", "":
            for before in 0, 1 << 40:
                await denied(mallory, {"do": "history", "room": room, "before": before}, not_there, "history")
            await denied(mallory, {"do": "history", "room": room, "thread": hidden, "before": 0}, not_there, "a thread's history")
            await denied(mallory, {"do": "send", "room": room, "text": text_of("intruding")}, not_there, "send")
            await denied(mallory, {"do": "send", "room": room, "text": "/nep 0"}, not_there, "a command")
            if room != own:
                await denied(mallory, {"do": "join", "room": room}, not_there, "join")
        await denied(mallory, {"do": "join", "room": own}, not_there, "join")
        for message, what in (direct, "another's conversation"), (hidden, "a private room"), (only, "another's own answer"):
            for do, more in [("react", {"emoji": "👍", "add": True}), ("press", {"button": 0}), ("delete", {}),
                             ("edit", {"text": text_of("tampered")})]:
                await denied(mallory, {"do": do, "message": message, **more}, {"no_message"}, f"{do} in {what}")
            await denied(mallory, {"do": "send", "room": public, "thread": message, "text": text_of("under it")},
                         {"no_message", "not_allowed", "no_room", "not_member"}, f"a thread on {what}")
            ack = await mallory.ack({"do": "history", "room": public, "thread": message, "before": 0})
            check(not ack.get("messages"), f"the thread of a message in {what} is told: {ack}")
        # A message of this room cannot carry a thread in another.
        await denied(mallory, {"do": "send", "room": f"dm:{world.mallory.id}", "thread": root, "text": text_of("elsewhere")},
                     {"no_message", "not_allowed"}, "a thread across rooms")
        if joinable:
            fresh = world.somebody()
            async with Tab(fresh) as tab:
                if not tab.state.rooms[joinable]["member"]:
                    check("members" not in tab.state.rooms[joinable], "who is in a room that one is not in")
                    await denied(tab, {"do": "send", "room": joinable, "text": text_of("from outside")}, {"not_member"}, "send")
                    await denied(tab, {"do": "history", "room": joinable, "before": 0}, {"not_member"}, "history")
                    await tab.do("join", room=joinable)
                    await tab.send(joinable, text_of("from inside"))
                    await tab.do("leave", room=joinable)
                    await denied(tab, {"do": "send", "room": joinable, "text": text_of("again")}, {"not_member"}, "send")
        await mallory.say({"do": "read", "room": private, "message": hidden})
        await mallory.say({"do": "read", "room": own, "message": direct})
        await mallory.say({"do": "read", "room": "nowhere", "message": 1 << 50})
        await mallory.do("complete", line="/")  # all that came before has been answered
        await denied(mallory, {"do": "leave", "room": f"dm:{world.mallory.id}"}, not_there | {"no_room"}, "leaving Usher")
        pried = [m for m in mallory.state.messages.values()
                 if m["id"] in (direct, hidden, only) or m["room"] not in mallory.state.rooms]
        check(not pried, f"Mallory was told {pried}")
        mine = ada.state.messages[direct]
        check(mine["text"] == text_of("between us") and "reactions" not in mine, f"Ada's message is {mine}")
    async with Tab(world.mallory) as again:  # nor after a reload
        pried = [m for m in again.state.messages.values() if m["id"] in (direct, hidden, only)]
        check(not pried, f"Mallory was told {pried}")


async def nobody_changes_what_is_not_theirs(world):
    public, _, _ = await world.rooms()
    async with Tab(world.ada) as ada, Tab(world.mallory) as mallory:
        mine = (await ada.send(public, text_of("mine")))["message"]
        await mallory.until("the message", lambda state: mine in state.messages)
        await denied(mallory, {"do": "edit", "message": mine, "text": text_of("yours")}, {"not_yours"}, "edit")
        await denied(mallory, {"do": "delete", "message": mine}, {"not_yours"}, "delete")
        for button in 0, 1, 999, 1 << 40:
            await denied(mallory, {"do": "press", "message": mine, "button": button}, {"no_button"}, "a button of a plain message")
            await denied(mallory, {"do": "press", "home": True, "button": button + 500}, {"no_button"}, "a button of no home page")
        await denied(mallory, {"do": "press", "message": 1 << 40, "button": 0}, {"no_message"}, "a button of nothing")
        await denied(mallory, {"do": "edit", "message": 0, "text": text_of("x")}, {"no_message"}, "edit")
        for emoji in "", "x", "not an emoji", "<script>", "👍" * 40, "\u202e", "👍<b>":
            ack = await mallory.ack({"do": "react", "message": mine, "emoji": emoji, "add": True})
            check(not ack["ok"], f"a reaction {emoji!r} was taken")
        for ticket in "", "x", "A" * 5000, "../../x", "eyJhbGciOiJub25lIn0.e30.":
            await denied(mallory, {"do": "submit", "ticket": ticket, "fields": {}, "secrets": {}}, {"no_form"}, "a made-up ticket")
            await denied(mallory, {"do": "cancel", "ticket": ticket}, {"no_form"}, "a made-up ticket")
        await ada.do("delete", message=mine)
        await denied(ada, {"do": "edit", "message": mine, "text": text_of("back")}, {"no_message", "not_yours", "not_allowed"},
                     "editing what is deleted")
        await mallory.until("the deletion", lambda state: state.messages[mine].get("deleted"))
        check("text" not in mallory.state.messages[mine], "a deleted message has its text")


async def texts_come_back_as_plain_text(world):
    public, _, _ = await world.rooms()
    async with Tab(world.ada) as ada, Tab(world.mallory) as mallory:
        for typed, shown in [
            ("<script>alert(1)</script> @everyone <!channel> **bold** [x](javascript:alert(1))",) * 2,
            ("a\u202eb\u2066c\u0007d\u200be\u001bf\u0085g", "abcdefg"), ("tab\there, line\nbreak", "tab\there, line\nbreak"),
            ("&lt;b&gt; &#60;", "&lt;b&gt; &#60;"), ("\u0000nul", "nul"), ("提案 👩‍👩‍👧 ﷽", "提案 👩‍👩‍👧 ﷽"),
        ]:
            number = (await mallory.send(public, text_of(typed)))["message"]
            await ada.until("the message", lambda state, number=number: number in state.messages)
            got = ada.state.messages[number]["text"]
            check(got == text_of(shown), f"{typed!r} came back as {got!r}")
        # Half a surrogate pair, as JSON may have it: taken with the hole marked, refused, or not understood; never passed on.
        raw = await Raw.open(world.mallory)
        await raw.text('{"do":"send","id":"half","room":"%s","text":"half \\ud800 %s"}' % (public, CANARY))
        while (got := await asyncio.wait_for(raw.read(), PATIENCE)) is not None and got[0] != 8 and b'"half"' not in got[1]:
            pass
        raw.close()
        await ada.do("complete", line="/")
        for message in ada.state.find("half "):
            check("\ud800" not in message["text"], "half a surrogate pair was passed on")
        for room in public, f"dm:{world.mallory.id}":
            await denied(mallory, {"do": "send", "room": room, "text": CANARY + "x" * 4000}, {"too_long"}, "a long text")
            for nothing in "", " \n\t ", "\u200b\u202e", "\u3000":
                await denied(mallory, {"do": "send", "room": room, "text": nothing}, {"empty"}, f"the text {nothing!r}")
        for letter in "x", "數":
            full = letter * (4000 - len(CANARY) - 1) + " " + CANARY
            number = (await mallory.send(public, full))["message"]
            check((await mallory.do("edit", message=number, text="z " + CANARY))["message"] == number, "an edit's ack")
            await denied(mallory, {"do": "edit", "message": number, "text": CANARY + "x" * 4000}, {"too_long"}, "a long edit")
            await denied(mallory, {"do": "edit", "message": number, "text": " "}, {"empty"}, "an empty edit")
        ack = await mallory.ack({"do": "complete", "line": "/" + "x" * 60_000})
        check(ack.get("found", []) == [], "a long line has completions")
        await mallory.send(public, "/nep " + "9" * 3000)
        await mallory.send(public, "/" + "y" * 3000)


async def a_form_cannot_be_forged(world):
    """With the peer, whose /form opens one."""
    if world.peer is None:
        return print("  forged forms: left out, no WEB_PEER was given")
    with tempfile.TemporaryDirectory() as folder, client.Server([world.peer, f"{folder}/usher.db", "0"], folder) as server:
        base = server.wait()
        ada, mallory = sign_in(base, "Ada"), sign_in(base, "Mallory")
        right = {"name": "Ada", "colour": "r"}
        async with Tab(ada) as tab, Tab(mallory) as other:
            async def opened():
                before = set(tab.state.forms)
                await tab.send("general", "/form")
                return (await tab.until("the form", lambda state: set(state.forms) - before)).pop()

            ticket = await opened()
            await denied(other, {"do": "submit", "ticket": ticket, "fields": right, "secrets": {}}, {"no_form"}, "another's ticket")
            await denied(other, {"do": "cancel", "ticket": ticket}, {"no_form"}, "another's ticket")
            for at in 0, len(ticket) // 2, len(ticket) - 1:
                changed = ticket[:at] + ("A" if ticket[at] != "A" else "B") + ticket[at + 1:]
                await denied(tab, {"do": "submit", "ticket": changed, "fields": right, "secrets": {}}, {"no_form"},
                             f"a ticket changed at {at}")
            for what, fields in [("a choice that is none", {**right, "colour": "purple"}), ("a missing field", {"colour": "r"}),
                                 ("a long field", {**right, "name": "x" * 41}), ("a date that is none", {**right, "when": "2026-02-30"}),
                                 ("days that are none", {**right, "days": "mo\nxx"}), ("nobody", {**right, "who": "nobody"})]:
                ack = await tab.ack({"do": "submit", "ticket": ticket, "fields": fields, "secrets": {}})
                check(ack.get("reply") == "reject" or ack["ok"] is False, f"{what} was taken: {ack}")
            ack = await tab.ack({"do": "submit", "id": "once", "ticket": ticket, "secrets": {"word": "s3cret"},
                                 "fields": {**right, "_state": "forged", "unheard": "of", "word": "in the open"}})
            check(ack["ok"] and ack.get("reply", "close") == "close", f"the form: {ack}")
            answer = client.words(await tab.sees("Thank you, Ada."))
            check("State first" in answer and "forged" not in answer, f"a field that the form has not was taken: {answer}")
            check("Password 6" in answer, f"the secret field: {answer}")
            again = await tab.ack({"do": "submit", "id": "once", "ticket": ticket, "fields": right, "secrets": {}})
            check(again["ok"], f"the same submission again: {again}")
            await tab.send("general", "/only")
            await tab.sees("Only you see this.")
            check(len(tab.state.find("Thank you, Ada.")) == 1, "a form was answered twice")
            await tab.send("general", "/sealed")
            await tab.sees("Sealed words")
            # While it runs, because the end tidies up: the database, its log, whatever lies beside it.
            for name in os.listdir(folder):
                if os.path.isfile(file := os.path.join(folder, name)):
                    with open(file, "rb") as stored:
                        held = stored.read()
                    check(b"s3cret" not in held, f"a secret field is in {name}")
                    check(b"Sealed words" not in held, f"a sealed text is in {name}")
        code = server.stop()
        check(code == 0, f"after SIGTERM the peer left with {code}")


# --- all of it ----------------------------------------------------------------------------------------------------------


async def afterwards_it_is_as_before(world):
    """A fresh person is answered quickly, memory is bounded, and the log names nothing that was said."""
    async with Tab(world.somebody()) as tab:
        begun = time.monotonic()
        await tab.send(f"dm:{tab.person.id}", "/nep 0")
        answer = client.words(await tab.sees("Purpose and"))
        took = time.monotonic() - begun
    check("Active" in answer, f"/nep 0 after all that: {answer}")
    check(took < PATIENCE / 3, f"/nep 0 took {took:.1f} s")
    memory = world.server.anonymous_memory()
    print(f"  after all that: /nep 0 in {took * 1000:.0f} ms, {kib(memory)} of memory (RssAnon)")
    check(memory < (1500 if SLOW else 200) * MIB, f"{memory} bytes of memory")
    answer = request(world.base, "GET", "/healthz")
    check(answer.status == 200, f"/healthz: {answer.status}")
    check(not client.complaints, f"{len(client.complaints)} times: {client.complaints[:1]}")
    log = "\n".join(world.server.lines)
    check(CANARY not in log, "the log names what was said: " + next((x for x in world.server.lines if CANARY in x), ""))
    check(world.ada.cookie.split("=", 1)[1] not in log, "the log has a cookie")
    check(not re.search(r"AddressSanitizer|runtime error|ThreadSanitizer", log), log[-3000:])


CASES = [requests_of_another_site_are_refused, two_who_come_at_once_are_two, another_name_for_this_host_is_refused,
         without_the_persons_cookie_nobody_comes_in, who_signs_in_must_say_it_right, paths_lead_nowhere_else,
         requests_too_large_are_refused, every_kind_of_answer_is_secured, the_first_frame_is_hello,
         what_is_no_frame_ends_the_socket, no_field_of_a_wrong_type_is_taken, ids_are_what_they_must_be,
         bytes_that_are_no_websocket_end_it, fragments_without_end_hurt_nobody, nobody_reads_what_is_not_theirs,
         nobody_changes_what_is_not_theirs, texts_come_back_as_plain_text, a_form_cannot_be_forged,
         one_person_has_so_many_tabs, idle_tabs_cost_little_and_all_are_told, a_burst_from_one_hurts_nobody_else,
         who_does_not_read_is_let_go]
BESIDE = [silent_connections_are_ended, who_never_says_hello_is_let_go, who_never_answers_a_ping_is_let_go]


async def run(case, world):
    name = case.__name__.replace("_", " ")
    case_now.set(name)
    begun = time.monotonic()
    try:
        await asyncio.wait_for(case(world), 6 * PATIENCE)
        if not failures[name]:
            print(f"  {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    except AssertionError as error:
        check(False, error)
    except Exception:
        check(False, traceback.format_exc())


async def main(options):
    with tempfile.TemporaryDirectory(prefix="usher-web-hostile-") as folder, \
            client.Server(client.usher_run(USHER, folder), folder) as server:
        server.wait()
        world = World(server, options.full, options.peer and os.path.abspath(options.peer))
        chosen = [case for case in CASES if not options.only or options.only in case.__name__]
        beside = [asyncio.create_task(run(case, world)) for case in BESIDE
                  if not options.only or options.only in case.__name__]
        for case in chosen:
            if server.process.poll() is not None:
                break
            await asyncio.create_task(run(case, world))
        await asyncio.gather(*beside)
        case_now.set("the end")
        if server.process.poll() is None:
            await asyncio.create_task(run(afterwards_it_is_as_before, world))
        if server.process.poll() is not None:
            check(False, f"the server ended ({server.process.returncode}):\n" + "\n".join(server.lines[-40:]))
        else:
            code = server.stop()
            check(code == 0, f"after SIGTERM the server left with {code}:\n" + "\n".join(server.lines[-40:]))
    print(f"{checks.count} checks" + (f", {failures.total()} failed" if failures.total() else ""))
    return 1 if failures.total() else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", help="cases whose name has this")
    parser.add_argument("peer", nargs="?", metavar="WEB_PEER")
    arguments = parser.parse_args()
    # Here and, inherited, for the server: a thousand tabs are two thousand files.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard == resource.RLIM_INFINITY else min(hard, 65_536), hard))
    sys.exit(asyncio.run(main(arguments)))
