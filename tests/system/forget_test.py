#!/usr/bin/env python3
# tests/system/forget_test.py: /forget me of somebody who has used everything leaves no byte of them in the database's files.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program, built with USHER_TEST_CLOCK. Ada comes in on Usher's page, is welcomed, asks, is not helped, asks
people, wonders aloud in the newcomers' room, subscribes to meetings and proposals, begins two user groups, leaves a form open, and
says /forget me. Each of these is seen to have left rows with her id first: else nothing would be shown by its absence."""

import outside

outside.go_there()

import asyncio  # noqa: E402
import contextlib  # noqa: E402
import datetime  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

from websockets.exceptions import ConnectionClosed  # noqa: E402

import beside  # noqa: E402
import checks  # noqa: E402
import traces  # noqa: E402
from checks import check  # noqa: E402
from web.client import PATIENCE, Tab, sign_in, words  # noqa: E402
from web.stage import Stage  # noqa: E402
from web.talk import Talk, button_of  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
ANSWERS = Path(__file__).resolve().parents[2] / "config/numpy/answers"
BEGIN = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone.utc).timestamp()  # a Monday
NAME = "Adakalina"  # the id that becomes of it is like no word that stands somewhere for another reason
CONFIG = """[community]
name = "NumPy"
[database]
path = "{database}"
[web]
listen = "127.0.0.1:0"
[web.rooms.newcomers]
joined = true
[web.rooms.general]
joined = true
[welcome]
rooms = ["web:newcomers"]
meeting = "newcomers"
rush_joins = 0
[welcome.interests.docs]
links = ["Style guide https://example.org/style"]
[answers]
contacts = ["team team@example.org", "conduct-outside outside@example.org", "security https://example.org/security"]
people = ["conduct Grace and Alan"]
people_rooms = ["web:general #general"]
newcomer_rooms = ["web:newcomers"]
[groups]
[proposals.nep]
label = "NEP"
title = "NumPy Enhancement Proposal"
source = "directory"
path = "neps"
[testing]
loopback = true
"""
MEETINGS = """[local.newcomers]
title = "First Hour"
start = "2026-03-04T18:00"
zone = "UTC"
rule = "FREQ=WEEKLY"
"""
PROPOSAL = """=====================
NEP 18 — A proposal
=====================

:Author: Grace
:Status: Draft
:Type: Standards Track
:Created: 2018-05-29
"""


def kept(stage, word, *tables):
    """Rows of hers are in each of these by now."""
    found = {column.split(".")[0] for column in traces.where(stage.database, word)}
    check(set(tables) <= found, f"nothing of hers in {set(tables) - found}, but in {found}")


async def uses_everything(stage, ada):
    me = Talk(ada)
    kept(stage, ada.person.id, "welcomes")
    await stage.go_on(240)
    hello = await ada.sees("Welcome to NumPy!")
    chosen = await me.fill(hello, "Choose what interests you", {"interests": "docs"}, "Style guide")
    await me.press(chosen, "Remind me", "First Hour")
    await me.say("/language en", "English")

    helpless = await me.say("/ask how do I install numpy with pip", "numpy.org/install")
    await me.press(helpless, "Not helpful", "Sorry")
    unknown = await me.say("/ask zeppelin quokka marmalade", "I do not know that")
    await me.press(unknown, "Ask in #general for me", "I have asked")
    await ada.sees("zeppelin quokka marmalade")
    await ada.send("newcomers", "How can I join the mailing list?")  # a person may answer: Usher waits
    await ada.send("general", "Here I am")

    await me.say("/meeting subscribe newcomers 24h 10m", "First Hour")
    await me.say("/meeting zone Asia/Taipei", "Asia/Taipei")
    await me.say("/nep watch 18", "18")

    await me.say("/group ideas", "")
    at = await me.say("/group new", "open to everybody, or in-house")
    at = await me.press(at, "Open", "In which city is it?")
    await ada.do("press", message=at["id"], button=button_of(at, "Answer"))
    await ada.until("a form that waits", lambda state: next(iter(state.forms.values()), None))
    kept(stage, ada.person.id, "answer_gaps", "answer_unasked", "answer_votes", "web_messages", "web_forms", "posted", "people",
         "user_groups", "user_group_people", "user_group_ideas", "meeting_people", "meeting_subscriptions", "proposal_watches")


async def main():
    begun = time.monotonic()
    with beside.folder() as folder:
        shutil.copytree(ANSWERS, Path(folder) / "answers")
        stage = Stage(USHER, folder, BEGIN, CONFIG,
                      **{"meetings.toml": MEETINGS, "neps/nep-0018-a-proposal.rst": PROPOSAL})
        base = stage.start()
        try:
            bob = await asyncio.to_thread(sign_in, base, "Bob", "contributor")
            person = await asyncio.to_thread(sign_in, base, NAME, "newcomer", "en", "Europe/Berlin")
            async with Tab(person) as ada:
                try:
                    await uses_everything(stage, ada)
                except BaseException:
                    print("\n".join(words(one) for one in ada.state.messages.values()))
                    raise
                asked = await Talk(ada).say("/forget me", "")
                with contextlib.suppress(ConnectionClosed):  # the page is closed with it
                    await ada.do("press", message=asked["id"], button=button_of(asked, "Erase everything"))
            for word in (person.id, NAME, "quokka marmalade"):
                await traces.gone(stage.database, word, PATIENCE)
            async with Tab(bob) as tab:
                check("First Hour" in words(await Talk(tab).say("/meeting", "First Hour")), "others are served as before")
            check(stage.server.stop() == 0, "it ends well")
            await traces.gone(stage.database, person.id, 0)
        except BaseException:
            print("\n".join(stage.server.lines[-30:]))
            raise
        finally:
            if stage.server.process.poll() is None:
                stage.server.kill()
    print(f"{checks.count} checks, {time.monotonic() - begun:.0f} s")


asyncio.run(main())
