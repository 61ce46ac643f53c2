# tests/system/hackmd_peer.py: a stand-in for HackMD's API, version 1: reading and writing whole pages.
# SPDX-License-Identifier: BSD-3-Clause
"""HackMd({id: text}).start() serves on loopback: .api is its base URL, .token the one that is good. What HackMD refuses is
refused; what a client that keeps to its rules never sends is kept in .violations.

As the real one does, it answers 202 to a write and keeps its promise a moment later (.delay requests), answers 403 to a write
of a page of somebody else's and has written it all the same (.not_ours), and knows no condition: whoever writes last wins.
.before_write is called before a write is applied: what is typed there is lost if nobody looked."""

import json
import re
import time

from http_stand_in import StandIn


class HackMd(StandIn):
    methods = ("GET", "PATCH")

    def __init__(self, pages):
        super().__init__()
        self.api = self.base + "/v1"
        self.token = "hackmd-good"
        self.pages = dict(pages)
        self.not_ours = set()     # written although it is answered 403
        self.read_only = set()    # 403, and not written
        self.delay = 0            # of how many reads a write is not seen yet
        self.late = {}            # id → (text, reads until it is seen)
        self.faults = []          # what the next requests meet: "server error", "too many", "reset after", "not JSON"
        self.between = []         # (id, text) that somebody adds to a page after the next read of it
        self.written = 0
        self.now = time.time
        self.closed_until = 0
        self.changed_at = int(time.time() * 1000)

    def say(self, request, kind, status, body, headers=None):
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send(request, kind, request.path, status, text, {
            "X-RateLimit-UserLimit": "2000", "X-RateLimit-UserRemaining": "1999", **(headers or {})})

    def handle(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        note = re.fullmatch("/v1/notes/([A-Za-z0-9_-]{22})", request.path)
        kind = "ME" if request.path == "/v1/me" else request.command if note else None
        if kind is None or (kind == "ME" and request.command != "GET"):
            return self.refuse(request, 404, "Not Found", "error")
        if self.now() < self.closed_until - 1:
            self.violations.append(f"asked {self.closed_until - self.now():.0f} s before its time")
        if request.headers.get("Authorization") != "Bearer " + self.token:
            return self.say(request, kind, 401, {"error": "Unauthorized"})
        if self.faults:
            return self.misbehave(request, kind, note, body, self.faults.pop(0))
        if kind == "ME":
            return self.say(request, kind, 200, {"id": "u1", "name": "Usher", "email": None, "userPath": "usher",
                                                 "photo": "", "teams": [], "upgraded": False})
        status, said = self.read(note[1]) if kind == "GET" else self.write(request, note[1], body)
        self.say(request, kind, status, said)
        if kind == "GET" and self.between:
            where, text = self.between.pop(0)
            self.type(where, text)
        return None

    def misbehave(self, request, kind, note, body, what):
        if what == "server error":
            return self.say(request, kind, 500, {"error": "Failed to update note"})
        if what == "too many":
            self.closed_until = self.now() + 600
            return self.say(request, kind, 429, {"error": "Too many requests"}, {
                "X-RateLimit-UserRemaining": "0", "X-RateLimit-UserReset": str(int((time.time() + 600) * 1000))})
        if what == "not JSON":
            return self.say(request, kind, 200, b"<html>a login page</html>")
        assert what == "reset after", what
        if kind == "PATCH":
            self.write(request, note[1], body)
        return self.reset(request, kind, request.path)

    def type(self, note, text):
        """Somebody types at the end of the page."""
        self.pages[note] += text
        self.changed_at += 1000

    def read(self, note):
        if note in self.late:
            text, reads = self.late[note]
            if reads <= 0:
                self.pages[note] = text
                del self.late[note]
            else:
                self.late[note] = (text, reads - 1)
        if note not in self.pages:
            return 404, {"error": "Note not found"}
        return 200, {"id": note, "title": "Agenda", "tags": [], "createdAt": 1643270371245, "publishType": "view",
                     "publishedAt": None, "permalink": None, "shortId": "SysJb0yAY", "content": self.pages[note],
                     "lastChangedAt": self.changed_at, "lastChangeUser": None, "userPath": "usher", "teamPath": None,
                     "readPermission": "guest", "writePermission": "signed_in", "publishLink": f"{self.base}/@usher/SysJb0yAY"}

    def write(self, request, note, body):
        if not (request.headers.get("Content-Type") or "").startswith("application/json"):
            self.violations.append("a write that is not JSON")
            return 400, {"error": "Bad Request"}
        try:
            content = json.loads(body)["content"]
            assert isinstance(content, str)
        except (ValueError, KeyError, TypeError, AssertionError):
            self.violations.append(f"no content: {body[:80]}")
            return 400, {"error": "Bad Request"}
        if note not in self.pages:
            return 404, {"error": "Note not found"}
        if note in self.read_only:
            return 403, {"error": "Forbidden"}
        self.written += 1
        self.changed_at += 1000
        if self.delay:
            self.late[note] = (content, self.delay)
        else:
            self.pages[note] = content
        if note in self.not_ours:
            return 403, {"error": "Forbidden"}
        return 202, b"Accepted"
