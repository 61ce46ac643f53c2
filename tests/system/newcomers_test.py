#!/usr/bin/env python3
# tests/system/newcomers_test.py: somebody new comes and asks, in Chromium, on a real homeserver and before the fake Slack.
# SPDX-License-Identifier: BSD-3-Clause
"""newcomers_test.py SLACK_PEER [web|matrix|slack …]

USHER_BINARY: the program, built with USHER_TEST_CLOCK. One story (tests/system/played/newcomer.py) is played by three people: on
Usher's own page in Chromium, each with a browser of their own; on Synapse, in clients of matrix-nio's; and in the workspace of the
fake Slack, in Socket Mode. Where Chromium, node, Synapse or matrix-nio cannot be had, all is skipped, with a word; with
USHER_FULL=1 it fails."""

import outside

outside.go_there("homeserver", within=400)

import asyncio  # noqa: E402
import os  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import beside  # noqa: E402
import checks  # noqa: E402
from checks import check  # noqa: E402
from matrix.person import PASSWORD  # noqa: E402
from matrix.synapse import Synapse  # noqa: E402
from played import newcomer, story  # noqa: E402
from played.on_matrix import SELF, OnMatrix  # noqa: E402
from played.on_page import OnPage  # noqa: E402
from played.on_slack import OnSlack  # noqa: E402
from played.play import Play  # noqa: E402
from played.stage import Stage  # noqa: E402
from slack.peer import PATIENCE, Bot, Slack, usher_tokens  # noqa: E402
from web import chromium  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
ROOM, OTHER = "newcomers", "general"


def log(line):
    print(line, flush=True)


async def until(what, happened, stage):
    end = time.monotonic() + PATIENCE
    while not (found := happened()):
        check(time.monotonic() < end, "\n".join([f"did not happen: {what}", *stage.bot.lines[-20:]]))
        await asyncio.sleep(0.05)
    return found


def set_up(folder, player, more):
    """With a calendar and an archive that nobody asks for anything: a bot has them. And with one proposal."""
    folder = Path(folder)
    (folder / newcomer.PROPOSALS).mkdir()
    (folder / newcomer.PROPOSALS / "nep-0018-zeppelins.rst").write_text(newcomer.PROPOSAL, encoding="utf-8")
    return Stage(folder, calendar=story.CALENDAR, meetings=newcomer.MEETINGS, now=newcomer.BEFORE,
                 more=newcomer.settings(player) + more, answers=True)


def start(stage, **secrets):
    stage.bot = Bot([USHER, "run", "--config", str(stage.config)], stage.folder, {**stage.environment(), **secrets})


async def played(stage, player):
    stage.play = Play(stage, player, newcomer.STORY)
    try:
        await until("the calendar is read", lambda: stage.rests() and stage.knows_the_calendar(), stage)
        # Whoever is there before Nia is welcomed too, where coming in is seen.
        stage.set_time(newcomer.BEGIN)
        await stage.play.rest()
        await stage.play.run(log)
        check(await player.complaints() == [], f"the browser complains: {await player.complaints()}")
    except BaseException as error:
        raise AssertionError(f"{error}\n" + "\n".join(stage.bot.lines[-20:])) from error


async def in_chromium():
    with beside.folder() as folder:
        player = OnPage(ROOM, OTHER)
        stage = set_up(folder, player, f'[web]\nlisten = "127.0.0.1:0"\n[web.rooms.{ROOM}]\njoined = true\n[web.rooms.{OTHER}]\njoined = true\n')
        try:
            start(stage)
            base = await until("it serves", lambda: next(iter(re.findall(r"http://127\.0\.0\.1:\d+", "\n".join(stage.bot.lines))), None), stage)
            await player.start()
            try:
                await player.come(base, newcomer.PEOPLE)
                await played(stage, player)
                # Her page ends with it, so that nobody looks at it any more.
                await player.press("Nia", stage.play.standing("Nia", "要刪除我保存的", "全部刪除"), "全部刪除")
                newcomer.forgotten(stage)
            finally:
                await player.stop()
            stage.end()
        finally:
            stage.away()


async def on_a_homeserver():
    with beside.folder() as folder, Synapse(Path(folder) / "synapse") as server:
        server.register("usher")
        player = OnMatrix(server)
        try:
            await player.come(list(newcomer.PEOPLE), other=True)
            home = Path(folder) / "usher"
            home.mkdir()
            stage = set_up(home, player, f"""[matrix]
homeserver = "{server.url}"
user_id = "{SELF}"
allow_people = ["@ada:localhost"]
""")
            try:
                start(stage, USHER_MATRIX_PASSWORD=PASSWORD)
                await until("Usher joins", lambda: all(player.has_come(one, room) for one in player.people.values()
                                                       for room in (player.room, player.other)), stage)
                await played(stage, player)
                stage.end()
            finally:
                stage.away()
        finally:
            await player.stop()


async def on_slack(peer):
    with beside.folder() as folder, Slack(peer) as slack:
        player = OnSlack(slack)
        stage = set_up(folder, player, f'[slack]\napi_url = "{slack.api_url}"\n')
        try:
            start(stage, **usher_tokens(slack))
            await asyncio.to_thread(slack.connected, 1, stage.bot)
            await player.come(list(newcomer.PEOPLE))
            await played(stage, player)
            stage.end()
        finally:
            stage.away()


async def main():
    peer = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:] or ["web", "matrix", "slack"]
    if "web" in wanted:
        chromium.ready()
    begun = time.monotonic()
    plays = {"web": in_chromium, "matrix": on_a_homeserver, "slack": lambda: on_slack(peer)}
    done = await asyncio.gather(*(plays[one]() for one in wanted), return_exceptions=True)
    failures = [str(one) or repr(one) for one in done if isinstance(one, BaseException)]
    if failures:
        log("\n\n".join(["FAILED", *failures]))
        sys.exit(1)
    log(f"{checks.count} checks, {Play.steps} steps in {', '.join(wanted)}, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    asyncio.run(main())
