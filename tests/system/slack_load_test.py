#!/usr/bin/env python3
# tests/system/slack_load_test.py: commands and messages by the thousand, while Slack refreshes, cuts, refuses and falls silent.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_load_test.py SLACK_PEER [COUNT] [--only WORDS]

USHER_BINARY: the program. COUNT (4000): of each load. What was acknowledged must be answered, once; nothing that Slack repeats may
be lost; a refresh may lose nothing at all, but for commands that come while Slack itself has no socket to bring them by. Nothing is
called within another's Retry-After."""

import itertools
import os
import sys
import tempfile
import threading
import time

import checks
from checks import check
from slack import peer
from slack.load import Load, people, settled

ECHO = ["--set", "testing.echo=true"]
RATE = 200  # a second; of small counts so many fewer that there is time for two refreshes
LEAST_SECONDS = 6
STEP_MS = 150
SLASH = {"kind": "slash", "command": "/help", "text": "mark-{}", "channels": ["C0GENERAL", "C0RANDOM", "C0NEPS"]}


class Troubles:
    """Things that happen while a load runs: a function, again and again, at so many seconds from its begin."""

    def __init__(self, *happenings):
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._happen, args=one, daemon=True) for one in happenings]
        for thread in self.threads:
            thread.start()

    def _happen(self, every, times, what):
        for _ in range(times):
            if self.over.wait(every):
                return
            what()

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


def refreshed(slack, reason, grace_ms, seconds, which="all"):
    return (seconds / 3, 2, lambda: slack("refresh", reason=reason, grace_ms=grace_ms, which=which))


def cuts(slack, every, times):
    """One socket, all of them; closed, reset: in turn."""
    turn = itertools.count()

    def cut():
        number = next(turn)
        slack("cut", how=("fin", "rst")[number // 2 % 2], which=("one", "all")[number % 2])

    return every, times, cut


def at_429(slack):
    slack("fault", method="chat.postMessage", every=40, status=429, retry_after=1)


def failing(slack):
    slack("fault", method="chat.postMessage", every=37, status=503)
    slack("fault", method="chat.postMessage", every=61, how="lost")
    slack("fault", method="chat.postMessage", every=83, how="reset")
    slack("fault", method="chat.postMessage", every=401, how="stall")
    slack("fault", method="users.info", every=5, status=500)


def run(usher, fake, name, load, prepare=(), troubles=lambda slack, seconds: (), lossless=True, gap=False, patience=300):
    """lossless: of commands too, which Slack never repeats. gap: but for those that came while Slack had no socket at all."""
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[50, 3000, 15000], kept_calls=200)
        with peer.usher(usher, slack, folder, *peer.UNPACED, *ECHO, "--set", "delivery.retry_base_ms=50") as bot:
            slack.connected(2, bot)
            names = people(slack, 20)
            for one in prepare:
                one(slack)
            seconds = load["count"] / load["rate"]
            trouble = Troubles(*troubles(slack, seconds))
            loads = [Load(slack, **{"users": names, **one}) for one in (load, *load.get("beside", ()))]
            states = [one.wait(patience + seconds) for one in loads]
            trouble.end()
            check(bot.runs(), f"{name}: it left with {bot.process.returncode}\n{bot.said()}")
            slack("no_faults")
            settled(slack)
            state = slack("state")
            nowhere, limited = state["sockets"]["nowhere"], state["server"]["limited"]
            caught = state["sockets"]["caught"]
            print(f"{name}: {state['sockets']['opened']} sockets; {nowhere} commands while there was none; {limited} calls answered 429, "
                  f"{state['server']['too_early']} called too early", flush=True)
            for one, state in zip(loads, [each.state(times=True) for each in loads]):
                print(f"{name}: {one.told(state)}", flush=True)
                check(state["sent"] == one.what["count"], f"{name}: all were sent")
                check(state["answered_twice"] == 0, f"{name}: answered twice: {state['which']['answered_twice']}\n{bot.said()}")
                check(state["acked_unanswered"] == 0, f"{name}: acknowledged and not answered: {state['which']['acked_unanswered']}\n{bot.said()}")
                if lossless or one.what["kind"] != "slash":  # Slack repeats events
                    excused = nowhere if gap and one.what["kind"] == "slash" else 0
                    check(state["lost"] == excused, f"{name}: lost: {state['lost']} {state['which']['lost']}\n{bot.said()}")
                    # An answer that came by response_url is no acknowledgement: the person has seen an error. That is excused
                    # for what came in the moment before its socket was cut, and for nothing else.
                    if one.what["kind"] == "slash" and not gap:
                        check(state["unacknowledged"] <= caught,
                              f"{name}: {state['unacknowledged']} without acknowledgement, {caught} excused\n{bot.said()}")
            del states
            check(bot.runs(), f"{name}: it still runs\n{bot.said()}")
            check(bot.stop() == 0, f"{name}: it leaves in peace")
            slack.sound()


def main():
    fake, *rest = sys.argv[1:]
    fake = os.path.abspath(fake)
    only = rest[rest.index("--only") + 1] if "--only" in rest else ""
    count = int(next((word for word in rest if word.isdigit()), "4000"))
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    steps = [lambda slack: slack("configure", step_ms=STEP_MS)]
    rate = min(RATE, count / LEAST_SECONDS)
    slash = {**SLASH, "rate": rate, "count": count}
    events = {"kind": "dm", "rate": rate, "count": count}
    # Small counts have their troubles closer together, but leave time to come back from them.
    every, grace = max(1.2, count / rate / 8), min(4000, int(count / rate * 1000 / 3))
    cases = {
        "two refreshes with warning": lambda name: run(
            usher, fake, name, slash, steps, lambda slack, seconds: [refreshed(slack, "warning", grace, seconds)]),
        "two refreshes that were requested": lambda name: run(
            usher, fake, name, slash, steps, lambda slack, seconds: [refreshed(slack, "refresh_requested", 10000, seconds, "one")]),
        "both are refreshed at once": lambda name: run(
            usher, fake, name, {**slash, "beside": [events]}, steps,
            lambda slack, seconds: [refreshed(slack, "refresh_requested", 10000, seconds)], gap=True),
        "events, cut": lambda name: run(
            usher, fake, name, events, (), lambda slack, seconds: [cuts(slack, every, 7)]),
        "commands, cut": lambda name: run(
            usher, fake, name, slash, (), lambda slack, seconds: [cuts(slack, every, 7)], lossless=False),
        "every 40th post a 429": lambda name: run(usher, fake, name, events, [at_429]),
        "5xx and time-outs": lambda name: run(usher, fake, name, events, [failing]),
        "all of it at once": lambda name: run(
            usher, fake, name, {**events, "beside": [slash]}, [*steps, at_429, failing],
            lambda slack, seconds: [refreshed(slack, "warning", grace, seconds), cuts(slack, every, 7)], lossless=False),
    }
    begun = time.monotonic()
    for name, case in cases.items():
        if only in name:
            case(name)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
