# tests/system/played/on_matrix.py: people in Matrix clients of matrix-nio's, on a Synapse.
# SPDX-License-Identifier: BSD-3-Clause
import asyncio
import html
import re

import nio

from matrix.person import Person
from played.play import Seen

SELF = "@usher:localhost"
BUTTON = re.compile("^(\\d)\ufe0f\u20e3 (.+)$")


def keycap(number):
    return f"{number}\ufe0f\u20e3"


def read(body):
    """(words, {label: number}, links) of what Usher says as plain text: buttons stand in lines of their own."""
    words, buttons = [], {}
    for line in body.split("\n"):
        if found := BUTTON.match(line.strip()):
            buttons[found[2]] = int(found[1])
        else:
            words.append(line)
    text = re.sub(r"\s+", " ", " ".join(words)).strip()
    return text, buttons, tuple(re.findall(r"https?://[^\s()]+", body))


def file_in(content):
    """What stands there as it will be in a file."""
    found = re.search("<pre><code[^>]*>(.*?)</code></pre>", content.get("formatted_body", ""), re.DOTALL)
    return html.unescape(found[1]) if found else None


class OnMatrix:
    space, sign = "matrix", "!"

    def __init__(self, server):
        self.server = server
        self.people = {}   # name → Person
        self.direct = {}   # name → the room where they are alone with Usher
        self.room = self.other = None

    async def come(self, names, other=False):
        """Into the room, which the first of them makes; Usher is asked in. other: and into another one."""
        first, *others = names
        maker = await self.enter(first)
        self.room = await maker.room("meetings", SELF, preset=nio.RoomPreset.public_chat)
        if other:
            self.other = await maker.room("general", SELF, preset=nio.RoomPreset.public_chat)
        for name in others:
            await self.join(name)

    async def enter(self, name):
        person = await Person(self.server, self.server.register(name.lower())).come()
        await person.client.set_displayname(name)
        self.people[name] = person
        return person

    async def join(self, name):
        person = await self.enter(name)
        for room in filter(None, (self.room, self.other)):
            joined = await person.client.join(room)
            assert isinstance(joined, nio.JoinResponse), joined

    def configured(self, name):
        return f"matrix:@{name.lower()}:localhost"

    async def settle(self):
        """Whoever is asked by Usher into a conversation of two comes."""
        for name, person in self.people.items():
            for room, by in list(person.invited.items()):
                if by == SELF and room not in (self.room, self.other, self.direct.get(name)):
                    await person.client.join(room)
                    self.direct[name] = room

    async def alone(self, who):
        if who not in self.direct:
            person = self.people[who]
            self.direct[who] = await person.direct(SELF)
            await person.until("Usher comes", lambda: person.said(self.direct[who], SELF))
        return self.direct[who]

    @staticmethod
    def has_come(person, room):
        """That it is asked in does not count: among matrix-nio's users are those who have not come yet."""
        there = person.client.rooms.get(room)
        return there is not None and SELF in there.users and SELF not in there.invited_users

    async def say(self, who, where, text):
        room = {"room": self.room, "other": self.other}.get(where) or await self.alone(who)
        await self.people[who].say(room, self.sign + text[1:] if text.startswith("/") else text)

    async def press(self, who, seen, label):
        number = self.numbers[seen.id][label]
        room = {"room": self.room, "other": self.other}.get(seen.place) or self.direct[who]
        await self.people[who].react(room, seen.id, keycap(number))

    def answered(self, who, where):
        """An answer stands where it was asked for, and everybody there sees it."""
        return where, frozenset((who,)) if where == "direct" else frozenset(self.people)

    async def look(self):
        await self.settle()
        await asyncio.sleep(0.1)  # what was sent is on its way
        found, self.numbers = {}, {}
        order = []
        for name, person in self.people.items():
            for room, event in person.heard:
                content = event.source.get("content", {})
                if event.sender != SELF or event.source.get("type") != "m.room.message" or not content:
                    continue
                relation = content.get("m.relates_to", {})
                edit = relation.get("rel_type") == "m.replace"
                number = relation["event_id"] if edit else event.event_id
                said = content["m.new_content"] if edit else content
                if number not in found:
                    order.append(number)
                    found[number] = [{self.room: "room", self.other: "other"}.get(room, "direct"), {}, set()]
                found[number][1] = said
                found[number][2].add(name)
        out, begun = [], set()
        for number in order:
            place, said, people = found[number]
            # Once in a conversation of two: who else can read it.
            if place == "direct" and not people & begun and said["body"].startswith("This conversation is not encrypted"):
                begun |= people
                continue
            text, self.numbers[number], links = read(said["body"])
            out.append(Seen(number, place, frozenset(people), text, tuple(self.numbers[number]), links, file_in(said)))
        return out

    async def complaints(self):
        return []

    async def stop(self):
        for person in self.people.values():
            await person.go()
