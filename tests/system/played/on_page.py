# tests/system/played/on_page.py: people before Usher's page, each in a browser of their own.
# SPDX-License-Identifier: BSD-3-Clause
import asyncio
import json
import re

from checks import check
from played.play import Seen
from web import chromium
from slack.peer import PATIENCE


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


class OnPage:
    space, sign = "web", "/"

    def __init__(self, room="meetings", other=None):
        self.room, self.other = room, other
        self.people = {}  # name → id
        self.number = 0

    async def start(self):
        browser, node = chromium.ready()
        self.process = await asyncio.create_subprocess_exec(
            node, str(chromium.MODULES / "remote.mjs"), browser, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, limit=1 << 24)

    async def do(self, what, **more):
        self.number += 1
        self.process.stdin.write((json.dumps({"n": self.number, "do": what, **more}) + "\n").encode())
        await self.process.stdin.drain()
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE * 3)
        check(bool(line), "the browser has ended")
        answer = json.loads(line)
        if answer["n"] != self.number or not answer["ok"]:
            raise AssertionError(f"{what} {more}: {answer}")
        return answer["value"]

    async def come(self, base, roles):
        self.base = base
        for name, role in roles.items():
            await self.join(name, role)

    async def join(self, name, role="newcomer"):
        self.people[name] = await self.do("enter", who=name, base=self.base, role=role)

    def configured(self, name):
        return "web:" + name.lower()

    def place(self, who, where):
        return {"room": self.room, "other": self.other, "direct": "dm:" + self.people[who]}[where]

    async def say(self, who, where, text):
        await self.do("say", who=who, room=self.place(who, where), text=text)

    async def press(self, who, seen, label):
        await self.do("press", who=who, room=self.place(who, seen.place), id=seen.id, label=label)

    async def fill(self, who, fields):
        await self.do("fill", who=who, fields=fields)

    def answered(self, who, where):
        """In the page an answer is seen by who asked, and by nobody else."""
        return where, frozenset((who,))

    async def look(self):
        found = {}
        places = ("room", "direct", *(("other",) if self.other else ()))
        rooms = {who: {place: self.place(who, place) for place in places} for who in self.people}
        said = await self.do("look", people={who: list(each.values()) for who, each in rooms.items()})
        for who, each in rooms.items():
            for place, room in each.items():
                for one in said[who][room]:
                    if one["deleted"]:
                        continue
                    found.setdefault(one["id"], (place, one, set()))[2].add(who)
        return [Seen(number, place, frozenset(people), plain(one["text"]), tuple(one["buttons"]), tuple(one["links"]), one["file"])
                for number, (place, one, people) in sorted(found.items(), key=lambda item: int(item[0]))]

    async def complaints(self):
        return await self.do("complaints")

    async def stop(self):
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), PATIENCE)
        except TimeoutError:
            self.process.kill()
