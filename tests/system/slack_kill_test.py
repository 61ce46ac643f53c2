#!/usr/bin/env python3
# tests/system/slack_kill_test.py: the program is killed again and again before a strict Slack; what it acknowledged is answered, once.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_kill_test.py SLACK_PEER [KILLS]

USHER_BINARY: the program, built with the test clock, so that it can be told where to die. Messages to Usher alone, messages in rooms and
commands come all the while, and every life begins with news to announce; some posts are done and their answers lost, so that they
must be looked for. At the end each event that was acknowledged has its answer, each piece of news was announced, and no post stands
twice; of every ten lives each step has ended at least one, or the run does not count.
USHER_SEED repeats a run's choices."""

import collections
import os
import random
import signal
import sys
import tempfile
import time

from slack import peer
from slack.load import Load, people, settled
from slack.news import News

# Steps on the way of an event and of its answer (bot/step.hpp); None: at a random moment.
STEPS = ["arrived", "inbox", "features", "before commit", "after commit", "before delivery", "after delivery", None, None, None]
LOADS = ({"kind": "dm", "rate": 40}, {"kind": "mention", "rate": 15, "channels": ["C0GENERAL", "C0NEPS"]},
         {"kind": "slash", "rate": 20, "command": "/help", "text": "mark-{}"})


def start(usher, slack, folder, news, kill=None):
    environment = {"USHER_KILL_AT": f"{kill[1]} {kill[0]}"} if kill else {}
    return peer.usher(usher, slack, folder, *peer.UNPACED, *news.settings, "--set", "testing.echo=true", "--set", "delivery.retry_base_ms=50",
                      environment=environment)


def one_life(usher, slack, folder, news, kill, wait):
    """True when it ended where it was told to; else it was ended after its time."""
    with start(usher, slack, folder, news, kill) as bot:
        deadline = time.monotonic() + (wait if not kill else 5 if not peer.SLOW else 30)
        while bot.runs() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not bot.runs() and bot.process.returncode != -signal.SIGKILL:
            raise SystemExit(f"it left with {bot.process.returncode} by itself:\n{bot.said()}")
        reached = not bot.runs()
        bot.kill()
    return reached


def main():
    fake = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    seed = int(os.environ.get("USHER_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}", flush=True)
    choose = random.Random(seed)
    killed, missed = collections.Counter(), collections.Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="usher-slack-kill-") as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[100, 500, 1000, 2000, 4000, 8000, 16000], kept_calls=500, history=200000)
        slack("fault", method="chat.postMessage", every=23, how="lost")
        slack("fault", method="chat.postMessage", every=41, status=503)
        names = people(slack, 10)
        news = News(usher, folder)
        with start(usher, slack, folder, news) as bot:
            slack.connected(2, bot)
            news.watch(slack)
            assert bot.stop() == 0, bot.said()
        loads = [Load(slack, **{"users": names, **one}) for one in LOADS]
        for life in range(kills):
            step = STEPS[life % len(STEPS)]
            news.more()
            reached = one_life(usher, slack, folder, news, (step, choose.randrange(1, 60)) if step else None, choose.uniform(0.05, 1.5))
            (killed if reached or not step else missed)[step or "at random"] += 1
        for one in loads:
            one.stop()
        slack("no_faults")
        with start(usher, slack, folder, news) as bot:
            states = [one.wait(120 if not peer.SLOW else 400) for one in loads]
            settled(slack)
            states = [one.state(times=True) for one in loads]
            code = bot.stop()
            said = bot.said()
        fine = code == 0
        never = [step for step in STEPS[:kills] if step and not killed[step]]
        if never or sum(missed.values()) * 4 > kills:
            fine = False
            print(f"FAILED: steps that were never reached: {never}; too late: {dict(missed)}")
        print(f"{sum(killed.values())} kills in {time.monotonic() - begun:.0f} s: " + ", ".join(f"{n} {step}" for step, n in sorted(killed.items()))
              + (f"; ended after its time: {dict(missed)}" if missed else ""))
        for one, state in zip(loads, states):
            print(f"{one.what['kind']}: {one.told(state)}")
            # A command that was acknowledged with its answer has it; what Slack never brought again is nobody's fault.
            if state["answered_twice"] or state["acked_unanswered"] or state["acked"] == 0:
                fine = False
                print("FAILED", state["which"])
        announced = news.announced(slack)
        wrong = {number: announced[number] for number in news.expected() if announced[number] != 1}
        print(f"announcements: {len(announced)} of {kills}, each once" if not wrong else f"FAILED: announced so often: {wrong}")
        fine = fine and not wrong
        calls = slack("state")["server"]["calls"]
        print(f"look-ups: {calls.get('conversations.history', 0)} of conversations, {calls.get('conversations.replies', 0)} of threads")
        if not calls.get("conversations.history"):
            fine = False
            print("FAILED: nothing had to be looked for")
        try:
            slack.sound()
        except AssertionError as error:
            print("FAILED", error)
            fine = False
        if not fine:
            print(said)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
