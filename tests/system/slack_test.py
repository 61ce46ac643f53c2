#!/usr/bin/env python3
# tests/system/slack_test.py: the program before a strict Slack, in Socket Mode and in HTTP mode, through one scenario.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_test.py SLACK_PEER SLACK_BOT [--verbose]

USHER_BINARY: the program. The scenario is slack_scenario.json; slack_bolt_test.py plays what it has in common with others to
apps on the official Bolt, which is what says that the fake is like the real thing. slack_bot_scenario.json is played to SLACK_BOT
(slack_bot.cpp), which asks the adapter for what no command that ships asks yet."""

import functools
import os
import sys
import tempfile
import time
from pathlib import Path

import checks
from checks import check
from slack import peer, scenario
from slack.load import Load, people, settled

HERE = Path(__file__).resolve().parent


def app_of(slack, usher, folder):
    """The app is installed as its manifest says."""
    slack("configure", manifest=peer.manifest_of(usher, folder))


def program(usher, slack, folder, port):
    app_of(slack, usher, folder)
    return peer.usher(usher, slack, folder, *peer.UNPACED, port=port)


def everything(bot, slack, folder, port):
    command = [bot, f"{folder}/bot.db", slack.api_url, *([str(port)] if port else [])]
    return peer.Bot(command, folder, peer.usher_tokens(slack))


def play(fake, name, start, file, mode, verbose):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[50, 300, 900], tiers=1)
        port = peer.free_port() if mode == "http" else None
        if port:
            slack("configure", http_port=port)
        with start(slack, folder, port) as bot:
            try:
                if port:
                    peer.until("an open door", lambda: peer.listens(port) or not bot.runs())
                else:
                    slack.connected(2, bot)
                player = scenario.Player(slack, name, mode, print if verbose else lambda line: None)
                steps = player.play(scenario.load(HERE / file))
                checks.count += player.checks
                check(steps >= 25, f"{steps} steps are too few")
                check(bot.stop() == 0, "it leaves in peace")
                if not port:
                    state = slack("state")["sockets"]
                    check(state["closed_rudely"] == 0 and state["closed_politely"] == state["opened"], f"each socket was closed: {state}")
            except AssertionError as error:
                raise AssertionError(f"{name}, {mode}: {error}\n{bot.said()}") from None
        print(f"{name}, {mode}: {steps} steps", flush=True)


# --- what the scenario cannot say ---------------------------------------------------------------------------------------


def tokens(usher, fake):
    """A token of the wrong kind, or none that is known, ends it with a line that says what to do."""
    for wrong in ({"USHER_SLACK_BOT_TOKEN": "xoxb-" + "unknown"}, {"USHER_SLACK_APP_TOKEN": "xapp-" + "unknown"}):
        with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
            with peer.usher(usher, slack, folder, environment=wrong) as bot:
                name = next(iter(wrong))
                peer.until(f"an end for want of {name}", lambda: not bot.runs())
                check(bot.process.returncode == 1, f"it left with {bot.process.returncode}")
                check("token" in bot.said().lower(), bot.said())
                check("unknown" not in bot.said(), "the token itself is not told")


def sockets(usher, fake):
    """Refreshes, cuts, rubbish: it is there again."""
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[50, 300, 900])
        with peer.usher(usher, slack, folder, *peer.UNPACED) as bot:
            slack.connected(2, bot)
            before = slack("state")["sockets"]["opened"]
            slack("refresh", reason="warning", grace_ms=3000, which="one")
            peer.until("another socket", lambda: slack("state")["sockets"]["opened"] > before)
            ask(slack, "a refresh")
            slack("refresh", reason="refresh_requested", grace_ms=3000)
            peer.until("an answer after both were asked to go", lambda: answered(slack), pause=0.05)
            for how, which in (("rst", "all"), ("fin", "one"), ("fin", "all")):
                slack("cut", how=how, which=which)
                peer.until(f"an answer after a cut: {how} {which}", lambda: answered(slack), pause=0.05)
            slack.connected(2, bot)
            for rubbish in ("no JSON", "[]", '{"type":"from_the_future"}', '{"type":"events_api","envelope_id":7}'):
                slack("say", text=rubbish)
            ask(slack, "rubbish")
            check(bot.runs(), bot.said())
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def silence(usher, fake):
    """Sockets that bring nothing any more, and do not close either: it opens others."""
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        with peer.usher(usher, slack, folder, *peer.UNPACED) as bot:
            slack.connected(2, bot)
            # Slack goes on bringing things to those that nobody reads any more.
            slack("configure", ack_ms=500)
            before = slack("state")["sockets"]["opened"]
            slack("cut", how="freeze", which="all")
            check(not answered(slack), "nobody is there")
            peer.until("an answer after silence", lambda: answered(slack), patience=60 + peer.PATIENCE)
            check(slack("state")["sockets"]["opened"] > before, "by another socket")
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def turned_away(usher, fake):
    """Sockets that are too many, and a switch that is off: it waits instead of knocking, and says what it must."""
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        with peer.usher(usher, slack, folder, *peer.UNPACED) as bot:
            slack.connected(2, bot)
            slack("configure", most_sockets=1)
            slack("cut", how="fin", which="one")
            peer.until("a word about too many", lambda: said(bot, "too many connections of this app"))
            opened = slack("state")["sockets"]["opened"]
            time.sleep(2)
            check(slack("state")["sockets"]["opened"] == opened, "it does not knock again at once")
            peer.until("an answer by the one that is left", lambda: answered(slack))
            slack("configure", most_sockets=10)
            slack("refresh", reason="link_disabled", grace_ms=1000)
            peer.until("a word about the switch", lambda: said(bot, "Socket Mode is switched off"))
            opened = slack("state")["sockets"]["opened"]
            time.sleep(2)
            check(slack("state")["sockets"]["opened"] == opened, "it does not knock again at once")
            check(bot.runs(), bot.said())
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def said(bot, words):
    return any(words in line for line in bot.lines)


def paced(usher, fake):
    """As fast as Slack takes posts, and no faster: Slack never has to say so."""
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        # One more at once than Usher posts: on the way to Slack its posts may come closer together.
        slack("configure", posts_per_second=1, burst=6, tiers=1, history=100000)
        with peer.usher(usher, slack, folder, "--set", "testing.echo=true") as bot:
            slack.connected(2, bot)
            names = people(slack, 20)
            settled(slack)
            loads = [Load(slack, kind="mention", rate=20, count=15, users=names, channels=["C0GENERAL"]),
                     Load(slack, kind="dm", rate=20, count=60, users=names)]
            states = [load.wait(60 + peer.PATIENCE) for load in loads]
            settled(slack)
            for load, state in zip(loads, states):
                check(state["answered"] == load.what["count"] and state["answered_twice"] == 0, f"{load.told(state)}\n{bot.said()}")
            check(slack("state")["server"]["limited"] == 0, "it was told to be slower")
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def answered(slack):
    sent = slack("slash", user="U0ADA", channel="C0GENERAL", command="/nep", text="0")
    state = slack.delivered(sent["delivery"])
    return state["state"] == "acknowledged" and "NEP 0" in state["words"]


def ask(slack, after):
    check(answered(slack), f"no answer after {after}")


def signatures(usher, fake):
    """HTTP: what is not signed by Slack, or long ago, is not heard."""
    port = peer.free_port()
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", http_port=port, retry_ms=[])
        with peer.usher(usher, slack, folder, port=port) as bot:
            peer.until("an open door", lambda: peer.listens(port) or not bot.runs())
            ask(slack, "a start")
            for wrong in ({"wrong_signature": True}, {"clock_error_s": -400}, {"clock_error_s": 400}):
                slack("configure", **wrong)
                sent = slack("slash", user="U0ADA", channel="C0GENERAL", command="/nep", text="0")
                state = slack.delivered(sent["delivery"])
                check(state["state"] == "failed" and "http_error 4" in state["why"], f"{wrong}: {state}")
                slack("configure", wrong_signature=False, clock_error_s=0)
            for fine in ({"clock_error_s": -200}, {"clock_error_s": 200}, {"clock_error_s": 0}):
                slack("configure", **fine)
                ask(slack, fine)
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def main():
    fake, bot, verbose = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--verbose" in sys.argv
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    begun = time.monotonic()
    for mode in ("socket", "http"):
        play(fake, "usher", functools.partial(program, usher), "slack_scenario.json", mode, verbose)
        play(fake, "bot", functools.partial(everything, bot), "slack_bot_scenario.json", mode, verbose)
    for case in (tokens, sockets, silence, turned_away, paced, signatures):
        case(usher, fake)
        if verbose:
            print(f"  {case.__doc__}", flush=True)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
