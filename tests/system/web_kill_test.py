#!/usr/bin/env python3
# tests/system/web_kill_test.py: the web adapter is killed again and again; what it acknowledged must be there, once.
# SPDX-License-Identifier: BSD-3-Clause
"""The kill test of the web adapter: web_peer is killed (SIGKILL) at every step between a frame's arrival and its answer's
way to the page, and at random moments. People send messages under ids of their own, again and again until they are
acknowledged, and keep what they are told as a page does. At the end every acknowledged message must stand once, with its two
answers and the reaction to one of them: in what each page has kept, in what a new page is told, and in the database.

    web_kill_test.py WEB_PEER [KILLS]
    web_kill_test.py --self-test       the judge itself: a message dropped, one doubled, and so on, must be found

USHER_SEED repeats a run's choices. Exits 1 when anything was lost, doubled or different.
"""

import outside

outside.go_there()

import asyncio
import collections
import copy
import dataclasses
import http.client
import os
import random
import re
import signal
import sqlite3
import sys
import tempfile
import time

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus

from web import client

STEPS = ["arrived", "inbox", "features", "web row written", "before commit", "after commit", "before delivery",
         "web pushed", "after delivery"]
PEOPLE = ["ada", "bo", "cleo", "dai", "eve", "fu"]
PUBLIC = ["general", "random"]
IN_FLIGHT = 4
LIFE = client.PATIENCE  # seconds within which a life must have ended as it was told

SEEN = ("👀", "usher")  # the peer's reaction to what it has noted
SAID = re.compile(r"\b(echo|echoed:|noted:) ([a-z0-9-]+-\d+)\.")


@dataclasses.dataclass
class Sent:
    """A message under way: what was sent, and what became of it."""
    mark: str
    person: str
    room: str
    thread: int
    frame: str           # its id
    message: int = 0     # the message's id, once acknowledged
    given_up: bool = False


@dataclasses.dataclass
class Reacted:
    person: str
    room: str
    message: int
    frame: str
    acknowledged: bool = False
    given_up: bool = False


# --- the judge ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Found:
    """A message of the end, from wherever: what the judge looks at."""
    id: int
    room: str
    thread: int
    author: str
    text: str
    reactions: tuple = ()


def found_in(messages):
    """From a page's messages."""
    return [Found(m["id"], m["room"], m.get("thread", 0), m["author"], client.words(m),
                  tuple((emoji, person) for emoji, people in m.get("reactions", []) for person in people))
            for m in messages.values()]


def judge(sent, reacted, kept, fresh, rows):
    """What is wrong, as lines that begin with what kind of wrong it is. kept, fresh: person → {id: message}; rows: [Found]."""
    wrong = []
    for person in kept:
        differ = [at for at in kept[person].keys() | fresh[person].keys() if kept[person].get(at) != fresh[person].get(at)]
        for at in sorted(differ):
            wrong.append(f"different: {person} kept {kept[person].get(at)}, a new page is told {fresh[person].get(at)}")
    places = [(f"{person}'s page", person, found_in(messages)) for person, messages in kept.items()]
    places += [(f"{person}'s new page", person, found_in(messages)) for person, messages in fresh.items()]
    places.append(("the database", None, rows))
    for name, person, messages in places:
        visible = [s for s in sent if person is None or s.room in (*PUBLIC, f"dm:{person}")]
        wrong += judge_one(name, messages, visible, [r for r in reacted if person is None or r.room in PUBLIC
                                                     or r.person == person])
    return wrong


def judge_one(name, messages, sent, reacted):
    wrong = []
    said = collections.defaultdict(list)  # (what, mark) → messages
    for message in messages:
        for what, mark in SAID.findall(message.text):
            said[what, mark].append(message)
    for s in sent:
        own = said.pop(("echo", s.mark), [])
        if len(own) > 1:
            wrong.append(f"doubled: {s.mark} stands {len(own)} times in {name}")
        if not own and s.message:
            wrong.append(f"lost: {s.mark} was acknowledged and is not in {name}")
        for message in own:
            if (message.room, message.thread, message.author) != (s.room, s.thread, s.person):
                wrong.append(f"displaced: {s.mark} in {name}: {message}")
            if s.message and message.id != s.message:
                wrong.append(f"different: {s.mark} was acknowledged as {s.message} and is {message.id} in {name}")
        for what in "echoed:", "noted:":
            answers = said.pop((what, s.mark), [])
            if len(answers) > len(own):
                wrong.append(f"answer doubled: {what} {s.mark} stands {len(answers)} times in {name}")
            if len(answers) < len(own):
                wrong.append(f"answer lost: {what} {s.mark} stands {len(answers)} times in {name}")
            for message in answers:
                marked = message.reactions.count(SEEN)
                if what == "noted:" and marked != 1:
                    wrong.append(f"answer {'lost' if marked == 0 else 'doubled'}: Usher's reaction to {message.id} in {name}")
            wrong += [f"displaced: {what} {s.mark} in {name}: {message}" for message in answers
                      if (message.room, message.thread, message.author) != (s.room, s.thread, "usher")]
    wrong += [f"unasked: {what} {mark} in {name}, which nobody sent" for what, mark in said]
    stands = collections.Counter((message.id, person) for message in messages for emoji, person in message.reactions
                                 if (emoji, person) != SEEN)
    asked = {(r.message, r.person) for r in reacted}
    for r in reacted:
        if r.acknowledged and not stands[r.message, r.person]:
            wrong.append(f"lost: {r.person}'s reaction to {r.message} in {name}")
    wrong += [f"doubled: {person}'s reaction to {at} in {name}" for (at, person), n in stands.items() if n > 1]
    wrong += [f"unasked: {person}'s reaction to {at} in {name}" for at, person in stands if (at, person) not in asked]
    return wrong


def rows_of(path):
    """What the database holds."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        left = database.execute("SELECT count(*) FROM outbox").fetchone()[0]
        reactions = collections.defaultdict(list)
        for message, emoji, person in database.execute("SELECT message, emoji, person FROM web_reactions"):
            reactions[message].append((emoji, person))
        rows = [Found(at, room, thread, author, bytes(body).decode("utf-8", "replace"), tuple(reactions[at]))
                for at, room, thread, author, body in
                database.execute("SELECT id, room, thread, author, body FROM web_messages")]
    return rows, integrity, left


# --- the pages ----------------------------------------------------------------------------------------------------------


class World:
    """What the pages and the killer share."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.serving = asyncio.Event()
        self.base = None
        self.draining, self.over = True, False  # draining: nothing new is sent
        self.sent, self.reacted, self.pages = [], [], []
        self.coming = []  # those who want to sign in
        self.guests = []  # people who signed in, were told so, and have not come in yet
        self.sessions = self.again = 0


class Page:
    """One person's page: what it keeps outlives every socket."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.person = None
        self.state = client.State()
        self.waiting = {}   # frame id → (frame, Sent or Reacted), to be sent until acknowledged
        self.own = []       # acknowledged messages of this person in public rooms, with no thread above them
        self.number = self.anew = 0
        self.trouble = ""   # why its last socket ended, for who looks into a failure
        self.tried = set()

    async def live(self):
        while not self.world.over:
            await self.world.serving.wait()
            try:
                if self.person is None:
                    self.person = await asyncio.to_thread(client.sign_in, self.world.base, self.name.title())
                self.person.base = self.world.base
                await self.session()
            except InvalidStatus as refused:
                self.trouble = repr(refused)
                if refused.response.status_code != 503:
                    raise AssertionError(f"{self.name} was not let in: {refused}") from refused
            except (ConnectionClosed, InvalidMessage, InvalidHandshake, OSError, EOFError, TimeoutError) as lost:
                self.trouble = repr(lost)
            await asyncio.sleep(0.01)

    async def session(self):
        async with client.Tab(self.person, self.state, unlimited()) as tab:
            self.world.sessions += 1
            under_way = set()
            if self.anew != self.state.resets:  # it missed more than a server tells: it pages back, as people do
                await tab.whole_history()
                self.anew = self.state.resets
            try:
                # What was not acknowledged is sent again, or given up as somebody does who takes the message back.
                for frame_id in list(self.waiting):
                    if self.world.random.random() < 0.03:
                        what = self.waiting.pop(frame_id)[1]
                        what.given_up = True
                while not self.world.over:
                    if tab.reader.done():
                        raise tab.failure or ConnectionClosed(None, None)
                    while len(self.waiting) < IN_FLIGHT and not self.world.draining:
                        self.something_new()
                    running = {task.get_name() for task in under_way}
                    for frame_id in self.waiting:
                        if frame_id not in running:
                            under_way.add(asyncio.create_task(self.deliver(tab, frame_id), name=frame_id))
                    if not under_way:
                        await asyncio.sleep(0.02)
                        continue
                    done, under_way = await asyncio.wait(under_way, timeout=0.2, return_when=asyncio.FIRST_COMPLETED)
                    for failure in [task.exception() for task in done]:
                        if failure is not None:
                            raise failure
            finally:
                for task in under_way:
                    task.cancel()
                await asyncio.gather(*under_way, return_exceptions=True)

    def something_new(self):
        draw = self.world.random
        self.number += 1
        frame_id = f"f{self.number}"
        if self.own and draw.random() < 0.15:
            target = draw.choice(self.own)
            what = Reacted(self.person.id, target.room, target.message, frame_id)
            frame = {"do": "react", "id": frame_id, "message": target.message, "emoji": "👍", "add": True}
            self.world.reacted.append(what)
        else:
            room = draw.choice([*PUBLIC, *PUBLIC, f"dm:{self.person.id}"])
            thread = 0
            roots = [s for s in self.own if s.room == room][:3]
            if roots and draw.random() < 0.2:
                thread = draw.choice(roots).message
            mark = f"{self.person.id}-{self.number}"
            what = Sent(mark, self.person.id, room, thread, frame_id)
            frame = {"do": "send", "id": frame_id, "room": room, "text": f"echo {mark}."}
            if thread:
                frame["thread"] = thread
            self.world.sent.append(what)
        self.waiting[frame_id] = (frame, what)

    async def deliver(self, tab, frame_id):
        frame, what = self.waiting[frame_id]
        self.world.again += frame_id in self.tried
        self.tried.add(frame_id)
        ack = await tab.ack(frame)
        if not ack["ok"]:
            if ack.get("again"):
                await asyncio.sleep(0.05)
                return
            raise AssertionError(f"{self.name}'s {frame} was refused: {ack}")
        self.waiting.pop(frame_id, None)
        if isinstance(what, Reacted):
            what.acknowledged = True
            return
        if what.message and what.message != ack["message"]:
            raise AssertionError(f"{frame} was acknowledged as {what.message} and then as {ack['message']}")
        what.message = ack["message"]
        if not what.thread and what.room in PUBLIC:
            self.own.append(what)

    def complete(self):
        """Whether every acknowledged message of this person has its answers in what the page has kept."""
        if self.waiting:
            return False
        marks = {pair: message for message in self.state.messages.values() for pair in SAID.findall(client.words(message))}
        mine = [s for s in self.world.sent if s.person == self.person.id and s.message]
        return all((what, s.mark) in marks for s in mine for what in ("echo", "echoed:")) and \
            all(marks.get(("noted:", s.mark), {}).get("reactions") for s in mine)


# --- the killer ---------------------------------------------------------------------------------------------------------


async def one_life(world, command, folder, kill):
    """kill: (step, count), seconds, or None for a life until told. Gives the server."""
    extra = [kill[0], str(kill[1])] if isinstance(kill, tuple) else []
    server = client.Server([*command, *extra], folder)
    try:
        world.base = await asyncio.to_thread(server.wait)
    except AssertionError:
        if extra and server.process.poll() == -signal.SIGKILL:
            return server  # it passed the step while it was starting
        raise
    world.serving.set()
    if kill is None:
        return server
    if not extra:
        await asyncio.sleep(kill)
        server.process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + LIFE
    while server.process.poll() is None and time.monotonic() < deadline:
        await asyncio.sleep(0.005)
    world.serving.clear()
    if server.process.poll() is None:
        server.kill()
        raise AssertionError(f"in {LIFE} s the server did not pass the step {kill}; the pages wait for "
                             f"{[list(page.waiting) for page in world.pages]}, their last sockets ended with "
                             f"{[page.trouble for page in world.pages]}; the server said {server.lines[-10:]}")
    if server.process.returncode != -signal.SIGKILL:
        raise AssertionError(f"the server ended by itself ({server.process.returncode}):\n" + "\n".join(server.lines[-20:]))
    server.reader.join(client.PATIENCE)
    return server


async def watch(world, pages, work):
    """Runs `work`; what a page raises ends it."""
    task = asyncio.create_task(work)
    await asyncio.wait([task, *pages], return_when=asyncio.FIRST_COMPLETED)
    for page in pages:
        if page.done() and not world.over:
            task.cancel()
            page.result()
            raise AssertionError("a page ended")
    return await task


async def kill_often(world, command, folder, kills, killed):
    for life in range(kills):
        step = STEPS[life % (len(STEPS) + 2)] if life % (len(STEPS) + 2) < len(STEPS) else None
        kill = (step, world.random.randrange(1, 40)) if step else world.random.uniform(0.0, 0.3)
        # Not waited for here: a server that dies while it starts lets nobody in, and they come to the next.
        if life % 3 == 0:
            world.coming.append(asyncio.create_task(a_guest(world, f"Guest {life}")))
        await one_life(world, command, folder, kill)
        killed[step or "at random"] += 1


async def a_guest(world, name):
    """Somebody signs in while the server may be killed. Who is told that it is done must be known ever after."""
    await world.serving.wait()
    try:
        world.guests.append(await asyncio.to_thread(client.sign_in, world.base, name))
    except (OSError, http.client.HTTPException):
        pass


async def until(what, condition, patience=client.PATIENCE):
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return print(f"  given up waiting: {what}", flush=True)
        await asyncio.sleep(0.05)


def unlimited():
    """The peer's limit is far above what a page needs (web_peer.cpp): here it is about much in a short time."""
    return client.Budget(a_second=500, burst=500)


async def all_that_is_told(person):
    """What a new page of this person is told, paged back to the beginning."""
    async with client.Tab(person, budget=unlimited()) as tab:
        return await tab.whole_history()


async def the_whole(peer, kills, seed, folder):
    world = World(seed)
    path = os.path.join(folder, "usher.db")
    killed = collections.Counter()
    # A port that is the same in every life, as a server's is: the first life's.
    command = [peer, path, "0"]
    server = await one_life(world, command, folder, None)
    world.pages = [Page(world, name) for name in PEOPLE]
    tasks = [asyncio.create_task(page.live()) for page in world.pages]
    try:
        # Who comes later is told the newest only, and no threads: everybody is there before the first word.
        await watch(world, tasks, until("everybody", lambda: all(page.state.me for page in world.pages)))
        world.draining = False
        await watch(world, tasks, until("the first messages", lambda: all(page.own for page in world.pages)))
        command[2] = str(server.port)
        world.serving.clear()
        server.kill()
        begun = time.monotonic()
        await watch(world, tasks, kill_often(world, command, folder, kills, killed))
        took = time.monotonic() - begun
        world.draining = True
        server = await one_life(world, command, folder, None)
        await watch(world, tasks, asyncio.wait_for(asyncio.gather(*world.coming), client.PATIENCE))
        await watch(world, tasks, until("every answer", lambda: all(page.complete() for page in world.pages)))
        # Every page has what the others have sent: nothing changes any more.
        last = None
        while last != (last := [page.state.rev for page in world.pages]):
            await asyncio.sleep(1)
        told = await asyncio.gather(*(all_that_is_told(page.person) for page in world.pages))
        fresh = {page.person.id: messages for page, messages in zip(world.pages, told, strict=True)}
        for guest in world.guests:
            answer = await asyncio.to_thread(client.request, world.base, "GET", guest.path, None, {"Cookie": guest.cookie})
            if answer.status != 200:
                raise AssertionError(f"{guest.id} signed in, and is answered {answer.status} now")
        world.over = True
        await asyncio.gather(*tasks)
    finally:
        world.over = True
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    code = await asyncio.to_thread(server.stop)
    rows, integrity, left = rows_of(path)
    kept = {page.person.id: page.state.messages for page in world.pages}
    print(f"{sum(killed.values())} kills in {took:.0f} s: " +
          ", ".join(f"{n} {step}" for step, n in sorted(killed.items())))
    acked = [s for s in world.sent if s.message]
    print(f"{len(acked)} messages and {sum(r.acknowledged for r in world.reacted)} reactions acknowledged by "
          f"{len(world.pages)} people, {world.again} sent again, {sum(s.given_up for s in world.sent)} given up; "
          f"{world.sessions} sockets, {len(world.guests)} guests, {sum(page.state.resets for page in world.pages)} pages begun anew")
    wrong = judge(world.sent, world.reacted, kept, fresh, rows) + [f"disorder: {what}" for what in client.complaints]
    return report(wrong, len(rows), integrity, left, code)


def report(wrong, stored, integrity, left, code):
    kinds = collections.Counter(line.split(":")[0] for line in wrong)
    print(f"{kinds['lost']} lost, {kinds['doubled']} doubled, {kinds['answer lost']} answers lost, "
          f"{kinds['answer doubled']} answers doubled, {kinds['displaced']} displaced, {kinds['different']} different, "
          f"{kinds['unasked']} unasked for, {kinds['disorder']} out of order; {stored} messages stored, {left} left in the outbox, integrity_check {integrity}")
    for line in wrong[:10]:
        print("FAILED", line)
    if code != 0:
        print(f"FAILED after SIGTERM the server left with {code}")
    return 1 if wrong or left or integrity != "ok" or code != 0 else 0


# --- the judge, judged --------------------------------------------------------------------------------------------------


def self_test():
    """A small world in which all is well; then one thing is made wrong, and the judge must say which."""
    sent, reacted, messages = [], [], {}
    for number, room in enumerate(["general", "random", "dm:ada", "general"], 1):
        thread = 1 if number == 4 else 0
        sent.append(Sent(f"ada-{number}", "ada", room, thread, f"f{number}", 3 * number - 2))
        texts = [("ada", "text", f"echo ada-{number}."), ("usher", "doc", f"echoed: ada-{number}."),
                 ("usher", "doc", f"noted: ada-{number}.")]
        for author, field, text in texts:
            at = len(messages) + 1
            messages[at] = {"id": at, "rev": at, "room": room, "author": author, "at": 0, "kind": "said",
                            field: text if field == "text" else [{"p": [{"t": text}]}]}
            if thread:
                messages[at]["thread"] = thread
            if text.startswith("noted"):
                messages[at]["reactions"] = [["👀", ["usher"]]]
    reacted.append(Reacted("ada", "general", 1, "r1", True))
    messages[1]["reactions"] = [["👍", ["ada"]]]
    sent.append(Sent("ada-9", "ada", "general", 0, "f9", 0, True))  # given up, and nothing came of it
    failures = []

    def expect(kind, tamper):
        kept, fresh, rows = {"ada": copy.deepcopy(messages)}, {"ada": copy.deepcopy(messages)}, found_in(messages)
        tamper(kept["ada"], fresh["ada"], rows)
        wrong = judge(sent, reacted, kept, fresh, rows)
        if kind is None and wrong or kind is not None and not any(line.startswith(kind + ":") for line in wrong):
            failures.append(f"expected {kind}, the judge said {wrong}")

    def both(change):
        def tamper(kept, fresh, _):
            change(kept)
            change(fresh)
        return tamper

    def again(at):
        return lambda there: there.update({99: {**there[at], "id": 99}})

    def put(at, **fields):
        return lambda there: there[at].update(fields)

    def stray(there):
        there[99] = {**there[1], "id": 99, "text": "echo ada-77."}

    checks = [
        (None, lambda kept, fresh, rows: None),
        ("different", lambda kept, fresh, rows: kept.pop(1)),
        ("different", lambda kept, fresh, rows: kept[2].update(rev=1)),
        ("lost", lambda kept, fresh, rows: kept.pop(1)),
        ("lost", both(lambda there: there.pop(4))),
        ("lost", lambda kept, fresh, rows: rows.pop(0)),
        ("doubled", both(again(1))),
        ("doubled", lambda kept, fresh, rows: rows.append(dataclasses.replace(rows[0], id=99))),
        ("answer lost", both(lambda there: there.pop(2))),
        ("answer lost", lambda kept, fresh, rows: rows.pop(5)),
        ("answer doubled", both(again(3))),
        ("answer doubled", lambda kept, fresh, rows: rows.append(dataclasses.replace(rows[2], id=99))),
        ("answer lost", both(put(3, reactions=[]))),
        ("answer doubled", both(put(3, reactions=[["👀", ["usher", "usher"]]]))),
        ("displaced", both(put(3, room="random"))),
        ("displaced", both(put(10, thread=2))),
        ("displaced", both(put(2, author="ada"))),
        ("different", both(lambda there: there.update({98: {**there.pop(1), "id": 98}}))),
        ("unasked", both(stray)),
        ("lost", both(put(1, reactions=[]))),
        ("doubled", both(put(1, reactions=[["👍", ["ada", "ada"]]]))),
        ("unasked", both(put(1, reactions=[["👍", ["ada", "bo"]]]))),
        # Given up, yet recorded: then it must have its answers; and twice it may not be.
        ("answer lost", both(lambda there: there.update({99: {**there[1], "id": 99, "text": "echo ada-9.", "reactions": []}}))),
    ]
    for kind, tamper in checks:
        expect(kind, tamper)
    lives = [
        # Killed while it starts: its output ends a little before it does.
        ("exec >&- 2>&-; sleep 0.3; kill -KILL $$", lambda server: server.process.poll() == -signal.SIGKILL),
        # Its address is the last that it says.
        ("echo http://127.0.0.1:7/; kill -KILL $$", lambda server: server.base == "http://127.0.0.1:7"),
    ]
    for script, well in lives:
        with tempfile.TemporaryDirectory(prefix="usher-web-kill-") as folder:
            server = asyncio.run(one_life(World(1), ["sh", "-c", script], folder, ("arrived", 1)))
            if not well(server):
                failures.append(f"{script}: {server.base}, {server.process.poll()}")
    for line in failures:
        print("FAILED", line)
    print(f"{len(checks) + len(lives)} checks")
    return 1 if failures else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    peer = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    seed = int(os.environ.get("USHER_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="usher-web-kill-") as folder:
        return asyncio.run(the_whole(peer, kills, seed, folder))


if __name__ == "__main__":
    sys.exit(main())
