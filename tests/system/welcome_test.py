#!/usr/bin/env python3
# tests/system/welcome_test.py: newcomers on Usher's own page: welcomed once, asked once, shown where to begin; and a raid.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program, built with USHER_TEST_CLOCK, whose clock goes on by minutes and days here."""

import outside

outside.go_there()

import asyncio  # noqa: E402
import datetime  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import beside  # noqa: E402
import checks  # noqa: E402
from checks import check  # noqa: E402
from web import client  # noqa: E402
from web.client import PATIENCE, Tab, sign_in, words  # noqa: E402
from web.stage import Stage  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
MINUTE, HOUR, DAY = 60, 3600, 86400
BEGIN = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone.utc).timestamp()  # a Monday

CONFIG = """[community]
name = "NumPy"
[database]
path = "{database}"
[roles]
administrators = ["web:root"]
[report]
email = "conduct@example.org"
url = "https://example.org/conduct/"
[web]
listen = "127.0.0.1:0"
[web.rooms.newcomers]
joined = true
[web.rooms.general]
[welcome]
rooms = ["web:newcomers"]
first_issues = "https://example.org/first"
meeting = "newcomers"
[welcome.interests.docs]
rooms = ["web:general #general"]
links = ["Style guide https://example.org/style"]
[welcome.interests.code]
[testing]
loopback = true
"""
MEETINGS = """[local.newcomers]
title = "First Hour"
start = "2026-03-04T18:00"
zone = "UTC"
rule = "FREQ=WEEKLY"
"""


def welcomes_sent(stage):
    return stage.rows("SELECT count(*) FROM welcomes WHERE state=1")[0][0]


def labels(message):
    return {button["label"]: button["n"] for block in message["doc"] for button in block.get("buttons", [])}


async def press(tab, message, label):
    have = labels(message)
    check(label in have, f"{label} is no button of {have}")
    await tab.do("press", message=message["id"], button=have[label])


def to_rest(text, tab):
    """How many messages say so."""
    return len(tab.state.find(text))


async def a_newcomer_is_welcomed_once(stage, base):
    person = await asyncio.to_thread(sign_in, base, "Quokkalina", "newcomer", "de", "Asia/Taipei")
    check(stage.rows("SELECT person,state FROM welcomes") == [(person.id, 0)], "she is to be welcomed")
    await stage.go_on(2 * MINUTE)
    check(welcomes_sent(stage) == 0, "it is too early")
    stage.server.kill()  # nothing of that is lost
    base = await asyncio.to_thread(stage.start)
    person.base = base
    await stage.go_on(2 * MINUTE)
    async with Tab(person) as tab:
        hello = await tab.sees("Welcome to NumPy!")
        check(hello["room"].startswith("dm:"), hello)
        text = [line for line in words(hello).split("\n") if not line.startswith("[")]
        check(len(text) <= 6, f"six lines: {text}")
        check("/report" in words(hello) and "/forget me" in words(hello) and "「繁體中文」" in words(hello), words(hello))

        await press(tab, hello, "繁體中文")
        there = await tab.until("the message in Chinese", lambda state: next(
            (one for one in state.find("歡迎來到 NumPy") if one["id"] == hello["id"]), None))
        check(to_rest("Welcome to NumPy!", tab) == 0, "it is there in place of the other")

        await press(tab, there, "選擇你感興趣的")
        form = await tab.until("the form", lambda state: next(iter(state.forms.values()), None))
        field = form["fields"][0]
        check(field["type"] == "choices" and [one["value"] for one in field["choices"]] == ["code", "docs"], form)
        await tab.do("submit", ticket=form["ticket"], fields={field["name"]: "docs"}, secrets={})
        shown = await tab.sees("#general")
        await press(tab, shown, "三天後再問我")
        await tab.sees("三天後我再問你一次")
        await stage.go_on(BEGIN + 3 * DAY + HOUR - stage.now())
        await tab.sees("你要我再問一次")
        # She goes and comes, and months pass: there is nothing more.
        await tab.do("leave", room="newcomers")
        await tab.do("join", room="newcomers")
        for _ in range(3):
            await stage.go_on(10 * DAY)
        check(to_rest("歡迎來到 NumPy", tab) == 1 and to_rest("你要我再問一次", tab) == 1, "once each")

        # What /welcome shows is for who asks, and numbers are for organisers.
        await tab.send("general" if "general" in tab.state.rooms and tab.state.rooms["general"]["member"] else "newcomers",
                       "/welcome stats")
        await tab.sees("只有主辦者和管理員可以這樣做")
    return base, person


async def a_raid_is_held_up(stage, base):
    root = await asyncio.to_thread(sign_in, base, "root", "administrator")
    check(root.id == "root", root)
    await stage.go_on(HOUR)
    before = welcomes_sent(stage)
    async with Tab(root) as tab:
        await tab.sees("Welcome to NumPy!")
        for number in range(40):
            await asyncio.to_thread(sign_in, base, f"raider {number}")
        report = await tab.sees("Many people are joining web at once.")
        await stage.go_on(HOUR)
        check(to_rest("Many people are joining", tab) == 1, "told once")
        check(welcomes_sent(stage) == before, "nobody is welcomed meanwhile")
        await press(tab, report, "Do not welcome these")
        await tab.sees("40 people who joined web are not welcomed")
        await stage.go_on(DAY)
        check(welcomes_sent(stage) == before, "nor afterwards")
        await asyncio.to_thread(sign_in, base, "Bo")
        await stage.go_on(HOUR)
        check(welcomes_sent(stage) == before + 1, "who comes when it is over is welcomed")
        await tab.send("newcomers", "/welcome stats")
        counted = await tab.sees("Newcomers, month by month")
        check("Documentation 1" in words(counted) and "繁體中文 1" in words(counted), words(counted))
        check("uokkalina" not in words(counted) and "raider" not in words(counted), words(counted))


async def who_says_forget_me_leaves_nothing(stage, base, person):
    async with Tab(person) as tab:
        await tab.send("newcomers", "/forget me")
        asked = await tab.until("the question", lambda state: next(
            (one for one in state.find("") if "全部刪除" in labels_or_none(one)), None))
        await press(tab, asked, "全部刪除")
    end = time.monotonic() + PATIENCE
    files = [stage.database, Path(f"{stage.database}-wal")]
    while any(person.id.encode() in file.read_bytes() for file in files if file.exists()):
        check(time.monotonic() < end, "her id is in the database's files")
        await asyncio.sleep(0.1)
    check(stage.rows("SELECT count(*) FROM welcomes WHERE person=?", person.id) == [(0,)], "no row of hers")


def a_check_tells_what_is_not_there(stage):
    def says(*more):
        done = subprocess.run([USHER, "check", "--config", str(stage.folder / "usher.toml"), *more], cwd=stage.folder, text=True,
                              capture_output=True, timeout=PATIENCE, env={"PATH": os.environ["PATH"], "HOME": str(stage.folder)},
                              check=False)
        return done.returncode, done.stdout + done.stderr
    code, said = says()
    check(code == 0, said)
    code, said = says("--set", 'welcome.interests.docs.topics=["nowhere"]')
    check(code == 1 and "leads to the answer nowhere" in said and "answers/nowhere.md" in said, said)
    code, said = says("--set", "welcome.meeting=newcomer")
    check(code == 1 and "no meeting newcomer in meetings.toml" in said, said)


def labels_or_none(message):
    return labels(message) if "doc" in message else {}


async def play(folder):
    stage = Stage(USHER, folder, BEGIN, CONFIG, **{"meetings.toml": MEETINGS})
    base = await asyncio.to_thread(stage.start)
    try:
        base, person = await a_newcomer_is_welcomed_once(stage, base)
        await a_raid_is_held_up(stage, base)
        await asyncio.to_thread(a_check_tells_what_is_not_there, stage)
        await who_says_forget_me_leaves_nothing(stage, base, person)
        check(not client.complaints, client.complaints)
        check(stage.server.stop() == 0, "it ends well")
    except BaseException as error:
        raise AssertionError(f"{error}\n" + "\n".join(stage.server.lines[-20:])) from error
    finally:
        if stage.server.process.poll() is None:
            stage.server.kill()


def main():
    with beside.folder() as folder:
        asyncio.run(play(folder))
    print(f"welcome: {checks.count} checks")


if __name__ == "__main__":
    main()
