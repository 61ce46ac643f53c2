# tests/system/web/client.py: a page without a browser, and the server that it speaks to: for the tests of the web adapter.
# SPDX-License-Identifier: BSD-3-Clause
"""What docs/web-protocol.md says, from the page's side: signing in, a tab with its acknowledgements, and the state that a
page keeps. To be imported in the environment of outside.py, which has the websockets package."""

import asyncio
import collections
import contextlib
import dataclasses
import http.client
import itertools
import json
import os
import re
import signal
import subprocess
import threading
import time
import urllib.parse

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

SLOW = any(os.environ.get(name) for name in ("USHER_ASAN", "ASAN_OPTIONS", "TSAN_OPTIONS"))
PATIENCE = 90 if SLOW else 30  # seconds; what never comes fails the test

# Nobody is asked for news: the tests are about this program alone.
ALONE = ["--set", "testing.loopback=true", "--set", "proposals.nep.api_url=http://127.0.0.1:9/",
         "--set", "proposals.nep.raw_url=http://127.0.0.1:9/", "--set", "meetings.calendars=[]"]


def usher_run(program, folder, port=0, *more):
    """The command line of the real program."""
    return [program, "run", "--set", f"web.listen=127.0.0.1:{port}", "--set", f"database.path={folder}/usher.db",
            *ALONE, *more]


# --- the server ---------------------------------------------------------------------------------------------------------


class Server:
    """A process that says http://127.0.0.1:PORT/ when it serves. Everything it says is kept, for who wants to look."""

    def __init__(self, command, folder, more=None):
        self.lines = []
        self.base = None
        self.told = threading.Condition()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("USHER_")}
        environment |= {"LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(folder), **(more or {})}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            text = line.decode("utf-8", "replace").rstrip("\n")
            with self.told:
                self.lines.append(text)
                found = re.search(r"http://127\.0\.0\.1:(\d+)/?", text)
                if found and self.base is None and int(found[1]) != 9:
                    self.base = f"http://127.0.0.1:{found[1]}"
                self.told.notify_all()
        with self.told:
            self.told.notify_all()

    def wait(self):
        """Until it serves; its address. When it ends before that, it has ended, with an exit status, once this raises."""
        with self.told:
            self.told.wait_for(lambda: self.base or not self.reader.is_alive() or self.process.poll() is not None,
                               PATIENCE)
            if self.base is not None:
                return self.base
        # A process closes its output a little before it can be waited for, and what it said last may still be unread.
        if not self.reader.is_alive():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        elif self.process.poll() is not None:
            self.reader.join(PATIENCE)
        if self.base is None:
            raise AssertionError("the server did not begin to serve:\n" + "\n".join(self.lines[-30:]))
        return self.base

    @property
    def port(self):
        return int(self.base.rsplit(":", 1)[1])

    @property
    def host(self):
        return self.base.removeprefix("http://")

    def anonymous_memory(self):
        """RssAnon in bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("RssAnon"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)

    def stop(self):
        """Politely; what it left with."""
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("SIGTERM did not end the server") from None
        self.reader.join(PATIENCE)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()


# --- requests -----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self):
        return json.loads(self.body)


def request(base, method, path, body=None, headers=None):
    """One request on a connection of its own. A body that is not bytes is sent as JSON."""
    headers = dict(headers or {})
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


@dataclasses.dataclass
class Person:
    base: str
    id: str
    path: str
    cookie: str  # "usher=…"

    @property
    def socket_url(self):
        return self.base.replace("http", "ws", 1) + self.path + "ws"


def sign_in(base, name, role="newcomer", lang="en", zone="UTC", **more):
    answer = request(base, "POST", "/api/who", {"name": name, "role": role, "lang": lang, "zone": zone, **more})
    assert answer.status == 200, (answer.status, answer.body)
    said = answer.json()
    cookie = answer.headers["Set-Cookie"]
    assert cookie and cookie.startswith("usher="), answer.headers.items()
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {f"path=/as/{said['id']}/".lower(), "httponly", "samesite=strict"} <= attributes, cookie
    assert said["path"] == f"/as/{said['id']}/", said
    return Person(base, said["id"], said["path"], cookie.split(";")[0])


# --- what a page keeps --------------------------------------------------------------------------------------------------


def words(message):
    """What a message says, as one string."""
    if "doc" not in message:
        return message.get("text", "")
    out = []
    for block in message["doc"]:
        for kind, value in block.items():
            if kind in ("p", "h"):
                out.append("".join(part["t"] for part in value))
            elif kind == "ul":
                out += ["".join(part["t"] for part in line) for line in value]
            elif kind in ("quote", "pre"):
                out.append(value)
            elif kind == "facts":
                out += [" ".join("".join(part["t"] for part in line) for line in fact) for fact in value]
            elif kind == "buttons":
                out += [f"[{button['label']}]" for button in value]
            else:
                raise AssertionError(f"no block of the protocol: {block}")
    return "\n".join(out)


complaints = []  # what no page could see, and what breaks the protocol's promise all the same


class State:
    """Rooms, people and messages as a page keeps them: by id, the newer revision counts."""

    def __init__(self):
        self.messages, self.rooms, self.people = {}, {}, {}
        self.rev = self.resets = 0
        self.welcomed = self.told = 0  # the welcome's rev, the last changes': of the socket that is open
        self.complete = False          # whether that welcome told all that was new
        self.me = self.home = None
        self.forms = {}
        self.notes = []

    def take(self, frame):
        """A frame that is no ack."""
        kind = frame["is"]
        if kind == "welcome":
            if frame["reset"]:
                self.resets += self.rev > 0
                self.messages.clear()
            self.rooms = {room["id"]: room for room in frame["rooms"]}
            self.people = {person["id"]: person for person in frame["people"]}
            self.me, self.home = frame["me"], frame["home"]
            self.forms = {form["ticket"]: form for form in frame["forms"]}
            self.add(frame["messages"])
            self.rev = max(self.rev, frame["rev"]) if not frame["reset"] else frame["rev"]
            self.welcomed, self.told, self.complete = frame["rev"], 0, not frame["reset"]
        elif kind == "changes":
            # A page that goes now, and comes back with the highest rev that it has seen, is never told of this one.
            if frame["rev"] < self.told:
                complaints.append(f"changes of rev {frame['rev']} came after {self.told}: {frame['messages']}")
            # What was on its way while the welcome was made may come again. New it cannot be.
            missed = [m for m in frame["messages"] if m["rev"] <= self.welcomed and m["id"] not in self.messages]
            if missed and self.complete:
                complaints.append(f"the welcome (rev {self.welcomed}) did not tell of {missed}")
            self.add(frame["messages"])
            self.told = max(self.told, frame["rev"])
            self.rev = max(self.rev, frame["rev"])
        elif kind == "room":
            self.rooms[frame["room"]["id"]] = frame["room"]
        elif kind == "gone":
            self.rooms.pop(frame["room"], None)
            self.messages = {at: message for at, message in self.messages.items() if message["room"] != frame["room"]}
        elif kind == "person":
            self.people[frame["person"]["id"]] = frame["person"]
        elif kind == "me":
            self.me = frame["me"]
        elif kind == "form":
            self.forms[frame["form"]["ticket"]] = frame["form"]
        elif kind == "form_done":
            self.forms.pop(frame["ticket"], None)
        elif kind == "home":
            self.home = frame["doc"]
        elif kind == "note":
            self.notes.append(frame)
        elif kind != "read":
            raise AssertionError(f"no frame of the protocol: {frame}")

    def add(self, messages):
        for message in messages:
            have = self.messages.get(message["id"])
            if have is None or message["rev"] > have["rev"]:
                self.messages[message["id"]] = message

    def find(self, text, room=None):
        """The messages that say so, oldest first."""
        return [message for _, message in sorted(self.messages.items())
                if text in words(message) and (room is None or message["room"] == room)]


class Budget:
    """Keeps a page under its budget of frames (web.frames_per_second), with a little to spare."""

    def __init__(self, a_second=8.0, burst=50):
        self.a_second, self.burst = a_second, burst
        self.left, self.since = float(burst), time.monotonic()

    async def take(self):
        while True:
            now = time.monotonic()
            self.left = min(self.burst, self.left + (now - self.since) * self.a_second)
            self.since = now
            if self.left >= 1:
                self.left -= 1
                return
            await asyncio.sleep((1 - self.left) / self.a_second)


class Refused(Exception):
    """An ack that says no."""

    def __init__(self, ack):
        super().__init__(f"{ack.get('error')}: {ack.get('text')}")
        self.ack = ack
        self.error = ack.get("error")


class Tab:
    """One socket of one person. `async with Tab(person) as tab` has said hello and been welcomed."""

    numbers = itertools.count(1)

    def __init__(self, person, state=None, budget=None, **options):
        self.person, self.state = person, state or State()
        self.budget = budget or Budget()
        self.options = options
        self.waiting = collections.defaultdict(list)  # id → futures
        self.changed = asyncio.Condition()
        self.failure = None
        self.name = f"tab{next(Tab.numbers)}"

    async def __aenter__(self):
        headers = {"Cookie": self.person.cookie}
        self.socket = await connect(self.person.socket_url, subprotocols=["usher.1"], compression=None, max_size=None,
                                    additional_headers=headers, origin=self.person.base, ping_interval=None,
                                    open_timeout=PATIENCE, close_timeout=1, proxy=None, **self.options)
        try:
            assert self.socket.subprotocol == "usher.1", self.socket.subprotocol
            await self.say({"do": "hello", "since": self.state.rev, "tab": self.name})
            first = json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))
            assert first["is"] == "welcome", first
            self.state.take(first)
        except BaseException:
            await self.socket.close()
            raise
        self.reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_):
        self.reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.reader
        await self.socket.close()

    async def _read(self):
        try:
            async for text in self.socket:
                frame = json.loads(text)
                if frame["is"] == "ack":
                    for future in self.waiting.pop(frame["id"], []):
                        if not future.done():
                            future.set_result(frame)
                    if "messages" in frame:
                        self.state.add(frame["messages"])
                else:
                    self.state.take(frame)
                async with self.changed:
                    self.changed.notify_all()
            self.failure = ConnectionClosed(self.socket.protocol.close_rcvd, self.socket.protocol.close_sent)
        except ConnectionClosed as closed:
            self.failure = closed
        except Exception as error:  # the protocol was not kept: whoever waits is told
            self.failure = error
        finally:
            for future in itertools.chain.from_iterable(self.waiting.values()):
                if not future.done():
                    future.set_exception(self.failure or asyncio.CancelledError())
            self.waiting.clear()
            with contextlib.suppress(asyncio.CancelledError):
                async with self.changed:
                    self.changed.notify_all()

    async def say(self, frame):
        """A frame, whatever comes of it."""
        await self.budget.take()
        await self.socket.send(json.dumps(frame, ensure_ascii=False))

    async def ack(self, frame):
        """A frame with an id of its own, or the one that it has; its ack, whatever that says."""
        frame = {"id": f"{self.name}-{next(Tab.numbers)}", **frame}
        await self.budget.take()
        if self.reader.done():
            raise self.failure or ConnectionClosed(None, None)
        future = asyncio.get_running_loop().create_future()
        self.waiting[frame["id"]].append(future)
        try:
            await self.socket.send(json.dumps(frame, ensure_ascii=False))
        except BaseException:
            future.cancel()
            raise
        return await asyncio.wait_for(future, PATIENCE)

    async def do(self, what, **fields):
        """As ack(), but a no raises Refused."""
        ack = await self.ack({"do": what, **fields})
        if not ack["ok"]:
            raise Refused(ack)
        return ack

    async def send(self, room, text, **more):
        return await self.do("send", room=room, text=text, **more)

    async def until(self, what, condition):
        """Waits until the state is so; what the condition gave."""
        async def wait():
            async with self.changed:
                while not (found := condition(self.state)):
                    if self.reader.done():
                        raise AssertionError(f"{what}: the socket has ended: {self.failure!r}")
                    await self.changed.wait()
                return found
        try:
            return await asyncio.wait_for(wait(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{what} did not come") from None

    async def sees(self, text, room=None):
        """Waits for a message that says so; the newest of them."""
        return (await self.until(repr(text), lambda state: state.find(text, room)))[-1]

    async def whole_history(self):
        """Everything that this person may see, paged through as a page does: rooms from their end, then their threads."""
        for room in [room["id"] for room in self.state.rooms.values() if room["member"]]:
            await self._page(room)
        for root in sorted(at for at, message in self.state.messages.items() if message.get("replies")):
            await self._page(self.state.messages[root]["room"], thread=root)
        return self.state.messages

    async def _page(self, room, **thread):
        before = 0
        if not thread:
            before = min((at for at, message in self.state.messages.items()
                          if message["room"] == room and not message.get("thread")), default=0)
            if before == 0:
                return  # the newest came with the welcome: there are none
        while True:
            page = await self.do("history", room=room, before=before, **thread)
            ids = [message["id"] for message in page["messages"]]
            assert ids == sorted(ids), f"history is listed oldest first: {ids}"
            assert all(before == 0 or at < before for at in ids), f"history before {before}: {ids}"
            if not page.get("more"):
                return
            assert ids, "an empty page of history, and more to come"
            before = ids[0]


async def end_of(socket):
    """The code and reason that a socket was closed with, when the other side has done so."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            await asyncio.wait_for(socket.recv(), PATIENCE)
    return socket.close_code, socket.close_reason
