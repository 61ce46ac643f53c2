#!/usr/bin/env python3
# tests/system/slack_twice_test.py: two processes on one app token, by mistake.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_twice_test.py SLACK_PEER

USHER_BINARY: the program. On one database the second refuses to start. On two it is reported to the operator, and an event that Slack
brings again is looked for by its metadata before it is answered: whichever of the two has it, it is answered once."""

import os
import signal
import sys
import tempfile
import time

import checks
from checks import check
from slack import peer
from slack.load import Load, people, settled

ECHO = ["--set", "testing.echo=true"]
STRANGERS = "not Usher's own"


def looked(slack):
    calls = slack("state")["server"]["calls"]
    return calls.get("conversations.history", 0) + calls.get("conversations.replies", 0)


def first_half(load):
    """What was answered, once nothing more is: the rest is with who does not answer."""
    before = load.state()["answered"]
    time.sleep(0.5 * (4 if peer.SLOW else 1))
    return before if before and load.state()["answered"] == before else None


def one_database(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        with peer.usher(usher, slack, folder) as first:
            slack.connected(2, first)
            with peer.usher(usher, slack, folder) as second:
                peer.until("the second's end", lambda: not second.runs())
                check(second.process.returncode == 1, f"it left with {second.process.returncode}")
                check(str(first.process.pid) in second.said(), f"it names the first: {second.said()}")
            check(first.runs(), "the first does not mind")
            check(slack("state")["sockets"]["opened"] == 2, "the second opened no socket")
            check(first.stop() == 0, "it leaves in peace")
        slack.sound()


def two_databases(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[1500, 1500, 1500], history=100000)
        with peer.usher(usher, slack, folder, *peer.UNPACED, *ECHO, database="one.db") as first:
            slack.connected(2, first)
            with peer.usher(usher, slack, folder, *peer.UNPACED, *ECHO, database="two.db") as second:
                slack.connected(4, second)
                # Every hello tells a count; this is said of connections that are another's alone.
                peer.until("a word to the operator", lambda: any(STRANGERS in line for line in first.lines + second.lines))
                names = people(slack, 10)
                settled(slack)
                # The acknowledgements come too late, all of them: everything is brought again, to any of the four sockets.
                slack("configure", ack_ms=0, frame_ms=60)
                load = Load(slack, kind="dm", rate=100, count=200, users=names)
                peer.until("all of it is sent", lambda: load.state()["sent"] == 200)
                peer.until("its first answers", lambda: load.state()["answered"] == 200)
                slack("configure", ack_ms=3000, frame_ms=0)
                load.wait(60)
                settled(slack, 1)
                state = load.state(times=True)
                print(load.told(state))
                check(state["answered_twice"] == 0, f"answered twice: {state['which']}\n{first.said()}\n{second.said()}")
                check(state["answered"] == 200, "each is answered")
                check(slack("state")["deliveries"]["repeated"] > 100, "most were brought again")
                # It is by looking that each of them knew: a conversation at a time, for all that came again there.
                before = looked(slack)
                check(before >= len(names), f"only {before} readings")
                # And what one of them took and never answered is answered by the other, which looks for an answer first.
                second.process.send_signal(signal.SIGSTOP)
                again = Load(slack, kind="dm", rate=100, count=100, users=names)
                peer.until("all of it is sent", lambda: again.state()["sent"] == 100)
                held = 100 - peer.until("what the first has of it", lambda: first_half(again))
                check(held > 10, f"only {held} of 100 were with the second")
                second.kill()
                state = again.wait(60)
                settled(slack, 1)
                state = again.state(times=True)
                print(f"{held} of 100 were with the second when it ended: {again.told(state)}; {looked(slack) - before} readings")
                check(state["answered"] == 100 and state["answered_twice"] == 0, f"{again.told(state)}\n{first.said()}")
                check(looked(slack) > before, "it looked for answers of the other")
                check(first.stop() == 0, "it leaves in peace")
        slack.sound()


def main():
    fake = os.path.abspath(sys.argv[1])
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    begun = time.monotonic()
    one_database(usher, fake)
    two_databases(usher, fake)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
