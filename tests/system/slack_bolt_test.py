#!/usr/bin/env python3
# tests/system/slack_bolt_test.py: the official Bolt for Python and for JavaScript before the fake Slack: what says that it is one.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_bolt_test.py SLACK_PEER [--verbose]

Plays the parts of slack_scenario.json that are not Usher's alone to two small apps (slack/bolt_app.py, slack/bolt_app.mjs), each in
Socket Mode and in HTTP mode. Where an app's packages cannot be had it is left out, with a word; with USHER_FULL=1 that fails."""

import outside

outside.go_there()

import os
import sys
import tempfile
import time
from pathlib import Path

import checks
from checks import check
from slack import packages, peer, scenario

HERE = Path(__file__).resolve().parent


def javascript():
    """The command that starts the app; None where its packages cannot be had."""
    node = packages.node()
    return node and [node, str(packages.MODULES / "bolt_app.mjs")]


def play(fake, name, command, mode, verbose):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", retry_ms=[3000, 3000])
        environment = {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": slack.where["bot_token"],
                       "SLACK_APP_TOKEN": slack.where["app_token"], "SLACK_SIGNING_SECRET": slack.where["signing_secret"]}
        port = peer.free_port() if mode == "http" else None
        if port:
            environment["PORT"] = str(port)
            slack("configure", http_port=port)
        with peer.Bot(command, folder, environment) as bot:
            try:
                if port:
                    peer.until("an open door", lambda: peer.listens(port))
                else:
                    slack.connected(1, bot)
                player = scenario.Player(slack, "bolt", mode, print if verbose else lambda line: None)
                steps = player.play(scenario.load(HERE / "slack_scenario.json"))
                checks.count += player.checks
                check(bot.runs(), "it still runs")
            except AssertionError as error:
                raise AssertionError(f"{name}, {mode}: {error}\n{bot.said()}") from None
        print(f"{name}, {mode}: {steps} steps", flush=True)


def main():
    fake, verbose = os.path.abspath(sys.argv[1]), "--verbose" in sys.argv
    begun = time.monotonic()
    apps = {"Bolt for Python": [sys.executable, str(HERE / "slack" / "bolt_app.py")], "Bolt for JavaScript": javascript()}
    for name, command in apps.items():
        for mode in ("socket", "http"):
            if command:
                play(fake, name, command, mode, verbose)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
