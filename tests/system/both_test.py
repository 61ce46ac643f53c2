#!/usr/bin/env python3
# tests/system/both_test.py: one Usher on Slack and on Matrix at once: news reach both, and one's limits are not the other's.
# SPDX-License-Identifier: BSD-3-Clause
"""both_test.py SLACK_PEER MATRIX_PEER

USHER_BINARY: the program."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import checks
from checks import check
from matrix.peer import SELF, Homeserver
from slack.peer import ALONE, Bot, Slack, until, usher_tokens

ADA = {"slack": "U0ADA", "matrix": "@ada:localhost"}
PROPOSAL = """=====================
NEP {number} — {title}
=====================

:Author: Ada
:Status: {status}
:Type: Standards Track
:Created: 2026-01-01

Abstract
--------
Words.
"""


def write(folder, number, title, status="Draft"):
    Path(folder, "neps", f"nep-{number:04}-a.rst").write_text(PROPOSAL.format(number=number, title=title, status=status))


def settings(folder):
    return ["--set", f"database.path={folder}/usher.db", *ALONE, "--set", "proposals.nep.source=directory", "--set",
            f"proposals.nep.path={folder}/neps"]


def usher(program, slack, server, folder):
    roles = ", ".join(f'"{place}:{who}"' for place, who in ADA.items())
    command = [program, "run", *settings(folder), "--set", "slack.mode=socket", "--set", f"slack.api_url={slack.api_url}", "--set",
               f"matrix.homeserver={server.url}", "--set", f"matrix.user_id={SELF}", "--set", f"roles.maintainers=[{roles}]",
               "--set", "matrix.reactions=false"]
    return Bot(command, folder, usher_tokens(slack) | {"USHER_MATRIX_ACCESS_TOKEN": server.where["access_token"]})


def poll(program, folder):
    return subprocess.run([program, "nep", "poll", "--json", *settings(folder)], cwd=folder, check=True, capture_output=True,
                          text=True, timeout=60).stdout


def posted(slack, words):
    return [one for one in slack.calls(method="chat.postMessage") if words in str(one.get("args"))]


def said(server, room, words):
    return [one for one in server.said(room) if words in one["content"]["body"]]


def main():
    slack_peer, matrix_peer = (os.path.abspath(one) for one in sys.argv[1:3])
    program = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="usher-both-") as folder, Slack(slack_peer) as slack, Homeserver(matrix_peer) as server:
        os.makedirs(f"{folder}/neps")
        write(folder, 1, "The first one")
        room = server("room", name="neps", join=[ADA["matrix"], SELF])["room"]
        with usher(program, slack, server, folder) as bot:
            server.hears(bot)
            slack.connected(1, bot)
            asked = slack("slash", user=ADA["slack"], channel="C0GENERAL", command="/nep", text="watch new here")
            check("error" not in asked, asked)
            server("message", room=room, body="!nep watch new here")
            until("both rooms are subscribed", lambda: server.said(room) and slack.delivered(asked["delivery"]))
            check(bot.stop() == 0, bot.said())
        write(folder, 2, "The second one")
        news = [json.loads(line) for line in poll(program, folder).splitlines()]
        check([(one["kind"], one["nep"]) for one in news] == [("new", 2)], news)
        # The homeserver is busy; Slack is not.
        server("fault", path="send", times=1, status=429, errcode="M_LIMIT_EXCEEDED", retry_after_ms=4000)
        with usher(program, slack, server, folder) as bot:
            until("Slack has the news", lambda: posted(slack, "The second one"))
            check(not said(server, room, "The second one"), "and did not wait for the homeserver")
            until("the homeserver has them too", lambda: said(server, room, "The second one"))
            time.sleep(0.5)
            check(len(posted(slack, "The second one")) == 1 and len(said(server, room, "The second one")) == 1, "once each")
            server("message", room=room, body="!nep 2")
            until("Matrix answers", lambda: len(said(server, room, "The second one")) == 2)
            check(bot.stop() == 0, bot.said())
        server.sound()
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
