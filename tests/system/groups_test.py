#!/usr/bin/env python3
# tests/system/groups_test.py: user groups through the web space: both kinds, with restarts and another language in the middle.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. Ada founds an open group and an in-house one with Grace, through buttons, forms and words; the
program is killed or ended between questions, and Ada changes her language. The open one ends published, with a first event as a
meeting; of the in-house one, which takes no room that everybody can read, Eve, who looks everywhere, sees nothing. In the end
Ada is forgotten: her id is nowhere in the files of the database, and the groups are Grace's."""

import asyncio
import contextlib
import os
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import outside

outside.go_there()

from websockets.exceptions import ConnectionClosed

import beside
import checks
import traces
from checks import check
from web.client import PATIENCE, Server, Tab, request, sign_in, words
from web.talk import Talk, button_of

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
NOW = datetime.now(timezone.utc)
FIRST = (NOW + timedelta(days=45)).strftime("%Y-%m-%d")
CONFIG = """[community]
name = "Tests"
[groups]
announce = ["web:general"]
lists = ["Local user groups https://example.org/groups"]
known = ["PyBerlin | Berlin, Germany | https://pyberlin.example.org"]
[web.rooms.general]
joined = true
[web.rooms.lobby]
topic = "Come in"
[web.rooms.rockets]
topic = "Between us"
only = "contributor"
"""
# The id that becomes of her name is like no word that stands somewhere for another reason.
NAMES = {"Ada": "Adakalina", "Grace": "Grace", "Eve": "Eve"}
SECRET = ("Acme Rockets", "PUG-AR", "head of research", "Nothing of customers")


class World:
    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "usher.toml").write_text(CONFIG, encoding="utf-8")
        self.database = self.folder / "usher.db"
        self.people, self.states = {}, {}
        self.server = None

    def start(self):
        port = self.server.port if self.server else 0
        self.server = Server([USHER, "run", "--config", str(self.folder / "usher.toml"),
                              "--set", f"web.listen=127.0.0.1:{port}", "--set", f"database.path={self.database}",
                              "--set", "meetings.public_feeds=true"], self.folder)
        self.base = self.server.wait()
        for name in ("Ada", "Grace", "Eve"):
            if name not in self.people:
                role = "newcomer" if name == "Eve" else "contributor"
                self.people[name] = sign_in(self.base, NAMES[name], role=role)

    def again(self, kill):
        """Between two questions."""
        if kill:
            self.server.kill()
        else:
            check(self.server.stop() == 0, "it ends well")
        self.start()

    def tab(self, name):
        return Tab(self.people[name])


async def open_group(world):
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        at = await ada.say("/group new", "open to everybody, or in-house")
        at = await ada.press(at, "Open", "In which city is it?")
        at = await ada.fill(at, "Answer", {"answer": "Potsdam, Germany"}, "I know of none there")
        check("Local user groups" in words(at), words(at))
        at = await ada.press(at, "No,", "What is the group to be called?")
    world.again(kill=True)
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        at = await ada.say("/group", "a question waits for you")
        at = await ada.press(at, "Go on", "What is the group to be called?")
        at = await ada.say("/group answer PyBerlln", "There is a group called PyBerlin")
        at = await ada.press(at, "Take another", "What is the group to be called?")
        at = await ada.press(at, "Call it Python Potsdam", "What is the address of its web site?")
        await ada.say("/language zh-Hant", "繁體中文")
        at = await ada.say("/group new", "網站的地址是什麼？")
        at = await ada.press(at, "跳過", "在哪裡聚會？")
    world.again(kill=False)
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        at = await ada.say("/group new", "在哪裡聚會？")
        at = await ada.fill(at, "回答", {"answer": "The library"}, "聚會時做什麼？")
        await ada.say("/language en", "English")
        at = await ada.say("/group new", "What do you do when you meet?")
        at = await ada.fill(at, "Choose", {"answer": "talks\nlightning"}, "Who organises it with you?")
        at = await ada.fill(at, "Answer", {"answer1": world.people["Grace"].id, "answer2": "", "answer3": ""},
                            "How will people hear of it?")
        at = await ada.press(at, "Skip", "Is this code of conduct right")
        at = await ada.press(at, "Use this text", "When is the first event?")
        at = await ada.say(f"/group answer {FIRST} 18:30 Europe/Berlin every month", "To change something")
        check("Bus number: 1." in words(at), words(at))
        await ada.press(at, "Publish it", "One organiser is not enough")
    async with world.tab("Eve") as tab:
        await Talk(tab).say("/group find Potsdam", "I know of no group in Potsdam")
    async with world.tab("Grace") as tab:
        grace = Talk(tab)
        asked = await tab.sees("asks whether you organise it")
        await grace.press(asked, "Yes", "You organise Python Potsdam now")
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        at = await ada.say("/group publish", "Python Potsdam is published")
        check("Make Python Potsdam?" in words(at), words(at))
        await ada.press(at, "Yes, make it", "Done.")
        at = await ada.say("/group checklist", "The venue is sure")
        day = (datetime.fromisoformat(FIRST) - timedelta(days=30)).strftime("%-d %b %Y")
        check(day in words(at), f"{day}: {words(at)}")
    async with world.tab("Eve") as tab:
        eve = Talk(tab)
        await tab.sees("A new user group:", "general")
        await eve.say("/group find germany", "Python Potsdam")
        await eve.say("/meeting next potsdam", "Made here in chat: every month")
        check(len(tab.state.find("A new user group:")) == 1, "it is announced once")


async def in_house_group(world):
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        at = await ada.say("/group new", "open to everybody, or in-house")
        at = await ada.press(at, "In-house", "What is your organisation called?")
        at = await ada.say("/group answer Acme Rockets", "What is the group to be called?")
        at = await ada.press(at, "Call it PUG-AR", "Who has to approve it?")
    world.again(kill=True)
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        for text, expected in (("The head of research", "interested"), ("Nine people", "means"), ("A room", "working hours"),
                               ("outside", "how often"), ("The first Tuesday", "current projects"),
                               ("Nothing of customers", "How many will come"), ("Ten", "outside, at a conference"),
                               ("Never", "What does the organisation gain?")):
            at = await ada.say(f"/group answer {text}", expected)
        await ada.say("/language zh-Hans", "简体中文")
        at = await ada.say("/group answer People learn from each other", "谁和你一起组织？")
        await ada.say("/language en", "English")
        at = await ada.say(f"/group answer @{world.people['Grace'].id}", "Is this code of conduct right")
        at = await ada.press(at, "Use this text", "When is the first event?")
        at = await ada.say(f"/group answer {FIRST} 18:00 Europe/Berlin", "Write the permission request")
        page = await ada.press(at, "Write the permission request", "The same, to paste:")
        for part in SECRET:
            check(words(page).count(part) >= 2, f"{part} is on the page and in the text to paste")
    async with world.tab("Grace") as tab:
        grace = Talk(tab)
        asked = await tab.sees("user group PUG-AR")
        await grace.press(asked, "Yes", "You organise PUG-AR now")
    async with world.tab("Ada") as tab:
        ada = Talk(tab)
        await ada.say("/group publish PUG-AR", "lives in a room of its own")
        await tab.do("join", room="lobby")
        await tab.send("lobby", "/group publish PUG-AR")
        await tab.sees("PUG-AR is not published")
        check(not tab.state.find("This is the room of an in-house user group now"), "a room for everybody is told")
        await ada.say("/group publish PUG-AR", "PUG-AR has its room", "rockets")
        await tab.sees("This is the room of an in-house user group now", "rockets")


async def a_bystander_sees_nothing(world):
    async with world.tab("Eve") as tab:
        eve = Talk(tab)
        await tab.do("join", room="lobby")
        for command in ("/group", "/group find Acme", "/group find rockets", "/group show", "/group show xyz", "/group mine",
                        "/group calendar", "/group checklist", "/meeting", "/meeting calendar", "/home", "/help group"):
            await tab.send(eve.room, command)
            await tab.send("general", command)
            await tab.send("lobby", command)
        await eve.say("/help language", "/language")
        everything = "\n".join(words(message) for message in tab.state.messages.values())
        for part in SECRET:
            check(part not in everything, f"Eve is told of {part}")
    check("Acme" not in "\n".join(world.server.lines), "the log")
    for path, in beside.rows(world.database, "SELECT path FROM documents"):
        body = request(world.base, "GET", path.replace(" ", "%20")).body.decode("utf-8", "replace")
        for part in SECRET:
            check(part not in body, f"{path} has {part}")
    check(beside.rows(world.database, "SELECT count(*) FROM meeting_made") == [(1,)], "one meeting, the open group's")


async def forgotten(world):
    ada = world.people["Ada"].id
    async with world.tab("Ada") as tab:
        me = Talk(tab)
        asked = await me.say("/forget me", "")
        with contextlib.suppress(ConnectionClosed):  # the page is closed with it
            await tab.do("press", message=asked["id"], button=button_of(asked, "Erase everything"))
    await traces.gone(world.database, ada, PATIENCE)
    for table, column in (("user_groups", "person"), ("user_group_people", "person"), ("user_group_tasks", "person"),
                          ("user_group_ideas", "person"), ("meeting_made_hosts", "host")):
        found = beside.rows(world.database, f"SELECT count(*) FROM {table} WHERE {column} LIKE ?", f"%{ada}%")
        check(found == [(0,)], f"{table} has Ada")
    async with world.tab("Eve") as tab:
        shown_now = await Talk(tab).say("/group show Python Potsdam", "Grace")
        check("Ada" not in words(shown_now), words(shown_now))


async def main():
    begun = time.monotonic()
    with beside.folder() as folder:
        world = World(folder)
        world.start()
        try:
            await open_group(world)
            await in_house_group(world)
            await a_bystander_sees_nothing(world)
            await forgotten(world)
            check(world.server.stop() == 0, "it ends well")
        except BaseException:
            print("\n".join(world.server.lines[-30:]))
            raise
        finally:
            if world.server.process.poll() is None:
                world.server.kill()
    print(f"groups_test: {checks.count} checks, {time.monotonic() - begun:.0f} s")


asyncio.run(main())
