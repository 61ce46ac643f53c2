#!/usr/bin/env python3
# tests/system/matrix_load_test.py: commands by the thousand, while the homeserver refuses, cuts, falls silent and repeats itself.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_load_test.py MATRIX_PEER [COUNT] [--only WORDS]

USHER_BINARY: the program. COUNT (10000): commands of the case with everything at once; the others have a fourth of it. Nothing may be
lost and nothing answered twice; nothing is called within another's Retry-After, and no message breaks a rule."""

import os
import sys
import tempfile
import threading
import time

import checks
from checks import check
from matrix import peer
from matrix.peer import Homeserver, Load

RATE = 150  # a second
# The account waits after each refusal: seconds would make an hour of it. matrix_limits_test.py is about those.
WAIT_MS = 20


def refusing(server):
    server("fault", path="send", percent=10, seed=11, status=429, retry_after_ms=WAIT_MS)
    server("fault", path="send", percent=10, seed=12, status=502)


def dropping(server):
    server("fault", path="send", every=31, how="reset")
    server("fault", path="send", every=37, how="cut")
    server("fault", path="send", every=43, how="lost")
    server("fault", path="send", every=977, how="stall")
    server("fault", path="sync", every=17, how="cut")
    server("fault", path="sync", every=29, status=502)
    server("fault", path="messages", every=7, how="cut")


def syncing(server):
    server("sync", limited=5, repeat=7, empty=11, slow=13, slow_ms=50)


class Expiring:
    """The access token is over, again and again."""

    def __init__(self, server, every):
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(server, every), daemon=True)
        self.thread.start()

    def _run(self, server, every):
        while not self.over.wait(every):
            server("expire", soft=True)

    def end(self):
        self.over.set()
        self.thread.join()


def run(usher, fake, name, count, troubles, pushed=False, expiring=0.0, patience=300):
    with tempfile.TemporaryDirectory(prefix="usher-matrix-load-") as folder, Homeserver(fake) as server:
        server("configure", kept_calls=200)
        port = peer.free_port() if pushed else None
        if pushed:
            server("configure", appservice={"port": port, "retry_ms": 100, "most": 20, "repeat": 5, "lost": 7})
        rooms, people = server.rooms(20)
        more = ["--set", "delivery.retry_base_ms=50", "--set", "matrix.reactions=false"]
        with peer.usher(usher, server, folder, *more, port=port, by="password" if expiring else "token") as bot:
            if pushed:
                server("message", room=rooms[0], body="nobody's business")
            server.hears(bot)
            for one in troubles:
                one(server)
            expiry = Expiring(server, expiring) if expiring else None
            load = Load(server, rooms=rooms, users=people, text="!nep 0", count=count, rate=RATE, chatter=2)
            state = load.wait(patience + count / RATE)
            if expiry:
                expiry.end()
            server("no_faults")
            server.settled()
            state = load.state(times=True)
            whole = server("server")
            print(f"{name}: {load.told(state)}; {whole['server']['limited']} answered 429, {whole['repeats']} sends again under their "
                  f"transaction id, {whole['refreshes']} refreshes, {whole['push']['again']} transactions twice", flush=True)
            check(bot.runs(), f"{name}: it still runs\n{bot.said()}")
            check(state["sent"] == count, f"{name}: all were sent")
            check(state["unanswered"] == 0, f"{name}: lost: {state['which']['unanswered']}\n{bot.said()}")
            check(state["answered_twice"] == 0, f"{name}: answered twice: {state['which']['answered_twice']}\n{bot.said()}")
            if expiring:
                check(whole["refreshes"] > 0, f"{name}: tokens were refreshed")
            check(bot.stop() == 0, f"{name}: it leaves in peace\n{bot.said()}")
            server.sound()


def main():
    fake, *rest = sys.argv[1:]
    fake = os.path.abspath(fake)
    only = rest[rest.index("--only") + 1] if "--only" in rest else ""
    count = int(next((word for word in rest if word.isdigit()), "10000"))
    part = max(100, count // 4)
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    cases = {
        "one in ten 429, one in ten 502": lambda name: run(usher, fake, name, part, [refusing]),
        "reset, cut, lost, stalled": lambda name: run(usher, fake, name, part, [dropping]),
        "limited, repeated and empty syncs": lambda name: run(usher, fake, name, part, [syncing]),
        "soft logout": lambda name: run(usher, fake, name, part, [], expiring=0.7),
        "transactions twice, answers lost": lambda name: run(usher, fake, name, part, [refusing], pushed=True),
        "all of it at once": lambda name: run(usher, fake, name, count, [refusing, dropping, syncing], expiring=1.5),
    }
    begun = time.monotonic()
    for name, case in cases.items():
        if only in name:
            case(name)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
