#!/usr/bin/env python3
# tests/system/slack_workspace_test.py: one database, one workspace; and a start that does not wait for Slack.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_workspace_test.py SLACK_PEER

USHER_BINARY: the program."""

import contextlib
import os
import sqlite3
import sys
import tempfile
import time

import checks
from checks import check
from slack import peer


def change(folder, **what):
    """As if the database had been used with another token, or in another workspace."""
    with contextlib.closing(sqlite3.connect(f"{folder}/usher.db")) as db, db:
        for name, value in what.items():
            db.execute(f"UPDATE slack_workspace SET {name}=?", (value,))


def kept(folder, name):
    with contextlib.closing(sqlite3.connect(f"{folder}/usher.db")) as db:
        return db.execute(f"SELECT {name} FROM slack_workspace").fetchone()[0]


def ended(bot):
    peer.until("its end", lambda: not bot.runs())
    return bot.process.returncode


def served_once(usher, slack, folder):
    with peer.usher(usher, slack, folder) as bot:
        slack.connected(2, bot)
        peer.until("its workspace is kept", lambda: kept(folder, "team"))
        check(bot.stop() == 0, "it leaves in peace")


def another_workspace(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        served_once(usher, slack, folder)
        team = kept(folder, "team")
        change(folder, team="T0BEFORE", team_name="Before", token="another")
        with peer.usher(usher, slack, folder) as bot:
            check(ended(bot) != 0, "it refuses")
            for words in ("another workspace than this database", "Before (T0BEFORE)", f"({team})", "database.path"):
                check(words in bot.said(), f"it says {words}\n{bot.said()}")
        check(kept(folder, "team") == "T0BEFORE", "the database is as it was")
        change(folder, team=team)
        served_once(usher, slack, folder)
        check(kept(folder, "token") != "another", "a new token of the same workspace is fine")
        slack.sound()


def a_long_rest(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("fault", method="auth.test", status=429, retry_after=3600, times=1)
        begun = time.monotonic()
        with peer.usher(usher, slack, folder) as bot:
            check(ended(bot) != 0, "it leaves rather than wait for an hour")
        check(time.monotonic() - begun < 600, "at once")
        check(len(slack.calls(method="auth.test")) == 1, "Slack was left alone")


def main():
    usher, fake = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")), os.path.abspath(sys.argv[1])
    another_workspace(usher, fake)
    a_long_rest(usher, fake)
    print(f"{checks.count} checks")


if __name__ == "__main__":
    main()
