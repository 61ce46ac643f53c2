#!/usr/bin/env python3
"""The kill test: a bot is killed (SIGKILL) again and again, at every step between an event's arrival and its answer's
delivery and at random moments; whatever it acknowledged must be answered, and nothing twice.

    kill_test.py KILL_BOT [KILLS]

The test is the platform: it sends each event again until it is acknowledged, under the same id, and takes each delivery
once by its row, as a platform with idempotent delivery does. What comes to it a second time must be marked as something to
look for. Exits 1 when anything was lost, doubled, out of order or unmarked.
"""
import collections
import os
import random
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

STEPS = ["arrived", "inbox", "features", "before commit", "after commit", "answered", "acknowledged", "asked",
         "before delivery", "sent", "after delivery"]
IN_FLIGHT = 16
ROOMS = 5


class Platform:
    """What a chat platform remembers: events to be acknowledged, and deliveries by their row."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.next = 0
        self.waiting = collections.OrderedDict()  # id → line, not acknowledged yet
        self.acknowledged = set()
        self.throwing = set()
        self.deliveries = {}                      # row → (event, room, text)
        self.order = collections.defaultdict(list)
        self.repeated = 0
        self.unmarked = []                        # rows that came again as if they were new
        self.in_vain = 0                          # rows to look for that had not come

    def new_event(self):
        event = f"e{self.next}"
        self.next += 1
        throws = self.random.random() < 0.05
        if throws:
            self.throwing.add(event)
        self.waiting[event] = f"E {event} room{self.random.randrange(ROOMS)} {'throw' if throws else 'hello'}\n"

    def received(self, line):
        """Takes a line of the bot's; returns what to send back."""
        kind, *rest = line.split(" ", 5)
        if kind == "A":
            if rest[1] == "ok" and self.waiting.pop(rest[0], None):
                self.acknowledged.add(rest[0])
        elif kind == "D":
            row, look, rest = int(rest[0]), rest[1] == "look", rest[1:]
            seen = self.deliveries.get(row)
            if seen is not None and not look:
                self.unmarked.append(row)
            self.in_vain += look and seen is None
            if seen is not None:
                self.repeated += 1
                if seen != tuple(rest[1:]):
                    raise SystemExit(f"row {row} came again with other content: {seen} / {rest[1:]}")
            else:
                self.deliveries[row] = tuple(rest[1:])
                lane = "reply" if rest[3].startswith("reply") else "announcement"
                self.order[(rest[2], lane)].append(row)
            return f"R {row}\n"
        return ""


def run_once(bot, folder, platform, kill, drain):
    """One life of the bot. kill: (step, count) | seconds | None. True when it was killed."""
    path = os.path.join(folder, "socket")
    if os.path.exists(path):
        os.unlink(path)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(1)
    args = [bot, os.path.join(folder, "usher.db"), path]
    if isinstance(kill, tuple):
        args += [kill[0], str(kill[1])]
    process = subprocess.Popen(args, stderr=subprocess.DEVNULL)
    server.settimeout(20)
    try:
        peer, _ = server.accept()
    except TimeoutError:
        raise SystemExit(f"the bot did not start (exit {process.poll()})")
    # The last life delivers all that five hundred have left behind.
    deadline = time.monotonic() + (240 if drain else 20)
    kill_at = time.monotonic() + kill if isinstance(kill, float) else None
    sent, buffer, outgoing, serving = set(), b"", b"", False
    quiet_since = time.monotonic()
    while time.monotonic() < deadline:
        if kill_at and time.monotonic() >= kill_at:
            process.send_signal(signal.SIGKILL)
            break
        if serving:
            while not drain and len(platform.waiting) < IN_FLIGHT:
                platform.new_event()
            for event, line in platform.waiting.items():
                if event not in sent:
                    sent.add(event)
                    outgoing += line.encode()
        readable, _, _ = select.select([peer], [], [], 0.005)
        try:
            if outgoing:
                outgoing = outgoing[peer.send(outgoing):]
            if readable:
                data = peer.recv(1 << 16)
                if not data:
                    break
                quiet_since = time.monotonic()
                buffer += data
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    if line == b"S":
                        serving = True
                    else:
                        outgoing += platform.received(line.decode()).encode()
        except OSError:
            break
        if drain and serving and not platform.waiting and not outgoing and time.monotonic() - quiet_since > 3.0:
            process.terminate()  # nothing is left to do: the last life ends by the socket's end
            break
    peer.close()
    server.close()
    code = process.wait(timeout=30)
    return code == -signal.SIGKILL


def main():
    bot = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    seed = int(os.environ.get("USHER_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}")
    platform = Platform(seed)
    killed = collections.Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="usher-kill-") as folder:
        life = 0
        while sum(killed.values()) < kills:
            step = STEPS[life % (len(STEPS) + 2)] if life % (len(STEPS) + 2) < len(STEPS) else None
            kill = (step, platform.random.randrange(1, 40)) if step else platform.random.uniform(0.0, 0.15)
            life += 1
            if life > kills * 3 + 50:
                raise SystemExit("the bot does not die as it is told")
            if run_once(bot, folder, platform, kill, drain=False):
                killed[step or "at random"] += 1
        run_once(bot, folder, platform, None, drain=True)
        database = sqlite3.connect(os.path.join(folder, "usher.db"))
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        noted = collections.Counter(what for (what,) in database.execute(
            "SELECT what FROM notices WHERE feature='answers' AND what NOT LIKE 'failed%' AND what NOT LIKE 'a post%'"))
        left = database.execute("SELECT count(*) FROM outbox").fetchone()[0]

    answers = collections.Counter()
    for event, _, text in platform.deliveries.values():
        answers[("reply", event) if text == "reply" else tuple(text.split(" "))] += 1
    wanted = [(what, event) for event in platform.acknowledged - platform.throwing for what in ("reply", "fetched", "ticked")]
    lost = [key for key in wanted if answers[key] == 0]
    doubled = [key for key, n in answers.items() if n > 1]
    unwanted = [key for key in answers if key[1] in platform.throwing]
    handled_twice = [event for event, n in noted.items() if n > 1]
    disorder = [room for room, rows in platform.order.items() if rows != sorted(rows)]
    print(f"{sum(killed.values())} kills in {time.monotonic() - begun:.0f} s: " +
          ", ".join(f"{n} {step}" for step, n in sorted(killed.items())))
    print(f"{len(platform.acknowledged)} events acknowledged, {len(platform.deliveries)} deliveries, "
          f"{platform.repeated} of them repeated under the same row, {len(platform.unmarked)} of these unmarked, "
          f"{platform.in_vain} marked in vain")
    print(f"{len(lost)} lost, {len(doubled)} doubled, {len(handled_twice)} handled twice, {len(disorder)} rooms out of order, "
          f"{left} left, integrity_check {integrity}")
    missing = [step for step in STEPS if kills >= 100 and killed[step] == 0]
    bad = lost or doubled or handled_twice or unwanted or disorder or platform.unmarked or left or integrity != "ok" or missing
    if bad:
        print("FAILED", lost[:5], doubled[:5], handled_twice[:5], unwanted[:5], disorder[:5], platform.unmarked[:5], missing)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
