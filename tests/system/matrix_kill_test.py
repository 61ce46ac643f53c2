#!/usr/bin/env python3
# tests/system/matrix_kill_test.py: the program is killed again and again before a thin homeserver; each command is answered, once.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_kill_test.py MATRIX_PEER [KILLS]

USHER_BINARY: the program, built with the test clock, so that it can be told where to die. KILLS (20): of each transport half. Commands
come all the while, some sends are done and their answers lost. At the end each command has its answer and none has two; of every
round each step has ended at least one life, or the run does not count. USHER_SEED repeats a run's choices."""

import collections
import os
import random
import signal
import sys
import tempfile
import time

from matrix import peer
from matrix.peer import Homeserver, Load

# Steps on the way of an event and of its answer (bot/step.hpp; "since", "sent" and "rows" are the adapter's); None: at a random moment.
COMMON = ["arrived", "inbox", "features", "before commit", "after commit", "before delivery", "after delivery", "sent"]
STEPS = {"sync": [*COMMON, "since", None, None], "appservice": [*COMMON, "rows", None, None]}
RATE = 40


def one_life(start, kill, wait):
    """True when it ended where it was told to; else it was ended after its time."""
    with start(kill) as bot:
        deadline = time.monotonic() + (wait if not kill else 5 if not peer.SLOW else 30)
        while bot.runs() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not bot.runs() and bot.process.returncode != -signal.SIGKILL:
            raise SystemExit(f"it left with {bot.process.returncode} by itself:\n{bot.said()}")
        reached = not bot.runs()
        bot.kill()
    return reached


def killed_often(usher, fake, transport, kills, choose):
    steps = STEPS[transport]
    killed, missed = collections.Counter(), collections.Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="usher-matrix-kill-") as folder, Homeserver(fake) as server:
        # After a kill an older token is asked with, as it must.
        server("configure", kept_calls=500, allow=["since"])
        port = peer.free_port() if transport == "appservice" else None
        if port:
            server("configure", appservice={"port": port, "retry_ms": 50, "most": 10, "repeat": 9, "lost": 11})
        server("fault", path="send", every=23, how="lost")
        server("fault", path="send", every=41, status=502)
        rooms, people = server.rooms(10)

        def start(kill=None):
            environment = {"USHER_KILL_AT": f"{kill[1]} {kill[0]}"} if kill else {}
            return peer.usher(usher, server, folder, "--set", "delivery.retry_base_ms=50", "--set", "matrix.reactions=false", port=port,
                              environment=environment)

        # The first sync acts on nothing: it has to be over before anything is asked.
        with start() as bot:
            if port:
                server("message", room=rooms[0], body="nobody's business")
            server.hears(bot)
            time.sleep(0.5)
            assert bot.stop() == 0, bot.said()
        load = Load(server, rooms=rooms, users=people, text="!nep 0", rate=RATE, chatter=1)
        for life in range(kills):
            step = steps[life % len(steps)]
            reached = one_life(start, (step, choose.randrange(1, 40)) if step else None, choose.uniform(0.05, 1.5))
            (killed if reached or not step else missed)[step or "at random"] += 1
        load.stop()
        server("no_faults")
        with start() as bot:
            load.wait(120 if not peer.SLOW else 400)
            server.settled()
            state = load.state(times=True)
            code, said = bot.stop(), bot.said()
        fine = code == 0 and state["sent"] > 0 and state["unanswered"] == 0 and state["answered_twice"] == 0
        print(f"{transport}: {sum(killed.values())} kills in {time.monotonic() - begun:.0f} s: "
              + ", ".join(f"{n} {step}" for step, n in sorted(killed.items()))
              + (f"; ended after its time: {dict(missed)}" if missed else ""))
        print(f"{transport}: {load.told(state)}; {server('server')['repeats']} sends again under their transaction id", flush=True)
        never = [step for step in steps[:kills] if step and not killed[step]]
        if never or sum(missed.values()) * 4 > kills:
            fine = False
            print(f"FAILED: steps that were never reached: {never}; too late: {dict(missed)}")
        try:
            server.sound()
        except AssertionError as error:
            fine = False
            print("FAILED", error)
        if not fine:
            print("FAILED", state["which"], said, sep="\n")
    return fine


def main():
    fake = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    seed = int(os.environ.get("USHER_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}", flush=True)
    choose = random.Random(seed)
    half = {"sync": kills - kills // 2, "appservice": kills // 2}
    fine = [killed_often(usher, fake, transport, count, choose) for transport, count in half.items() if count]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
