#!/usr/bin/env python3
# tests/system/meetings_whole_test.py: whole meetings, from the agenda to the archive, in Chromium and on a real homeserver.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_whole_test.py [web|matrix|seed …]

USHER_BINARY: the program, built with USHER_TEST_CLOCK. One story (tests/system/played/story.py) is played by four people: on
Usher's own page in Chromium, each with a browser of their own, and on Synapse, in clients of matrix-nio's. GitHub and HackMD are
strict stand-ins. Then a real meeting's notes are typed once more (USHER_SHARED/seeds); without them that is skipped, with a word.
Where Chromium, node, Synapse or matrix-nio cannot be had, all is; with USHER_FULL=1 it fails."""

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
from played import seed, story  # noqa: E402
from played.on_matrix import SELF, OnMatrix  # noqa: E402
from played.on_page import OnPage  # noqa: E402
from played.play import Play  # noqa: E402
from played.stage import CONFIG, Stage  # noqa: E402
from slack.peer import PATIENCE, Bot  # noqa: E402
from web import chromium  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
SEED = "seeds/002_75a857892a438a01.txt"
ON_PAGE = '[web]\nlisten = "127.0.0.1:0"\n[web.rooms.meetings]\njoined = true\n'


def log(line):
    print(line, flush=True)


async def until(what, happened):
    end = time.monotonic() + PATIENCE
    while not (found := happened()):
        check(time.monotonic() < end, f"did not happen: {what}")
        await asyncio.sleep(0.05)
    return found


def start(stage, **secrets):
    stage.bot = Bot([USHER, "run", "--config", str(stage.config)], stage.folder, {**stage.environment(), **secrets})


async def played(stage, player, script):
    stage.play = Play(stage, player, script)
    try:
        await until("the calendar is known", lambda: stage.rests() and stage.knows_the_calendar())
        await stage.play.run(log)
        check(await player.complaints() == [], f"the browser complains: {await player.complaints()}")
    except BaseException as error:
        raise AssertionError(f"{error}\n" + "\n".join(stage.bot.lines[-20:])) from error


async def on_page(folder, people, script, **stage_is):
    player = OnPage()
    stage = Stage(folder, more=f'[roles]\norganisers = ["{player.configured("Ada")}"]\n' + ON_PAGE, **stage_is)
    try:
        start(stage)
        base = await until("it serves", lambda: next(iter(re.findall(r"http://127\.0\.0\.1:\d+", "\n".join(stage.bot.lines))), None))
        await player.start()
        try:
            await player.come(base, people)
            await played(stage, player, script)
        finally:
            await player.stop()
        stage.end()
    finally:
        stage.away()


async def the_story_in_chromium():
    with beside.folder() as folder:
        await on_page(folder, story.PEOPLE, story.STORY, calendar=story.CALENDAR, meetings=story.meetings(OnPage()),
                      now=story.BEGIN, page=story.PAD)


async def the_story_on_a_homeserver():
    with beside.folder() as folder, Synapse(Path(folder) / "synapse") as server:
        server.register("usher")
        player = OnMatrix(server)
        try:
            await story_with(player, folder)
        finally:
            await player.stop()


async def story_with(player, folder):
    await player.come(list(story.PEOPLE))
    home = Path(folder) / "usher"
    home.mkdir()
    stage = Stage(home, calendar=story.CALENDAR, meetings=story.meetings(player), now=story.BEGIN, page=story.PAD, more=f"""[roles]
organisers = ["{player.configured("Ada")}"]
contributors = ["{player.configured("Ben")}"]
[matrix]
homeserver = "{player.server.url}"
user_id = "{SELF}"
allow_people = ["@ada:localhost"]
""")
    try:
        start(stage, USHER_MATRIX_PASSWORD=PASSWORD)
        await until("Usher joins", lambda: all(player.has_come(one, player.room) for one in player.people.values()))
        await played(stage, player, story.STORY)
        stage.end()
    finally:
        stage.away()


async def notes_of_a_real_meeting():
    file = Path(os.environ.get("USHER_SHARED") or "../shared") / SEED
    if not file.is_file():
        log(f"skipped: {SEED} is not in USHER_SHARED")
        check(os.environ.get("USHER_FULL") != "1", "it must be there")
        return
    text = file.read_text(encoding="utf-8")
    # As the community is configured, without reminders.
    quiet = re.sub("(?m)^leads = .*$", "leads = []", (CONFIG / "meetings.toml").read_text(encoding="utf-8"))
    with beside.folder() as folder:
        await on_page(folder, {"Ada": "organiser"}, seed.script(text), calendar=seed.CALENDAR,
                      meetings=quiet, now=seed.MEETING - 15 * seed.DAY)


async def in_the_browser(wanted):
    if "web" in wanted:
        await the_story_in_chromium()
    if "seed" in wanted:
        await notes_of_a_real_meeting()


async def on_matrix(wanted):
    if "matrix" in wanted:
        await the_story_on_a_homeserver()


async def main():
    wanted = sys.argv[1:] or ["web", "matrix", "seed"]
    if wanted != ["matrix"]:
        chromium.ready()
    begun = time.monotonic()
    done = await asyncio.gather(in_the_browser(wanted), on_matrix(wanted), return_exceptions=True)
    failures = [str(one) or repr(one) for one in done if isinstance(one, BaseException)]
    if failures:
        log("\n\n".join(["FAILED", *failures]))
        sys.exit(1)
    log(f"{checks.count} checks, {Play.steps} steps in {', '.join(wanted)}, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    asyncio.run(main())
