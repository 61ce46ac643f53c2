# tests/system/played/on_slack.py: people in the workspace of the fake Slack.
# SPDX-License-Identifier: BSD-3-Clause
import asyncio
import re

from checks import check
from played.play import Seen
from slack.peer import until

ROOM, OTHER = "C0NEPS", "C0GENERAL"  # the bot is in both
BOT = "U0USHERBOT"


def inside(block, kind):
    """The elements of that type, wherever they stand."""
    if isinstance(block, list):
        return [found for one in block for found in inside(one, kind)]
    if not isinstance(block, dict):
        return []
    here = [block] if block.get("type") == kind else []
    return here + [found for one in block.values() for found in inside(one, kind)]


class OnSlack:
    """Ada is there before anybody else; whoever comes later is new to the workspace."""

    space, sign = "slack", "/"

    def __init__(self, slack):
        self.slack = slack
        self.people = {}  # name → id
        self.room, self.other = ROOM, OTHER

    @staticmethod
    def id_of(name):
        return "U0" + name.upper()

    def configured(self, name):
        return "slack:" + self.id_of(name)

    async def do(self, what, **more):
        """A deed, and what the bot has acknowledged of it."""
        done = self.slack(what, **more)
        if "delivery" in done:
            await asyncio.to_thread(self.slack.delivered, done["delivery"])
        return done

    async def come(self, names):
        for name in names:
            if name == "Ada":
                self.people[name] = self.id_of(name)
            else:
                await self.join(name)

    async def join(self, name):
        who = self.id_of(name)
        await self.do("team_join", id=who, name=name, locale="en-US", zone="Europe/London")
        for channel in (self.room, self.other):
            await self.do("join", user=who, channel=channel)
        self.people[name] = who

    def place(self, where):
        return {"room": self.room, "other": self.other, "direct": "dm"}[where]

    async def say(self, who, where, text):
        at = {"user": self.people[who], "channel": self.place(where)}
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            await self.do("slash", command=command, text=rest, **at)
        else:
            await self.do("message", text=text, **at)

    async def press(self, who, seen, label):
        await self.do("press", user=self.people[who], channel=self.place(seen.place), ts=seen.id.split(" ")[1], label=label)

    async def fill(self, who, fields):
        await asyncio.to_thread(until, "the form", lambda: self.slack("view", user=self.people[who]).get("view"))
        await self.do("submit", user=self.people[who], values=fields)

    def answered(self, who, where):
        """An answer is seen by who asked, and by nobody else."""
        return where, frozenset((who,))

    def seen(self, channel, place, one, everybody):
        number = f"{channel} {one['ts']}"
        names = {user: name for name, user in self.people.items()}
        people = frozenset((names[one["for_user"]],)) if one["ephemeral"] else everybody
        buttons = tuple(button["text"]["text"] for button in inside(one.get("blocks", []), "button"))
        links = tuple(found["url"] for found in inside(one.get("blocks", []), "link"))
        # As clients show it.
        text = re.sub(r"<@(\w+)>", lambda found: "@" + names.get(found[1], found[1]), one["words"])
        return Seen(number, place, people, re.sub(r"\s+", " ", text).strip(), buttons, links)

    async def look(self):
        out = []
        for place in ("room", "other"):
            channel = self.place(place)
            for one in self.slack("history", channel=channel)["messages"]:
                if one.get("user") == BOT:
                    out.append(self.seen(channel, place, one, frozenset(self.people)))
        for name, user in self.people.items():
            conversation = self.slack("history", channel="dm", user=user)
            for one in conversation["messages"]:
                if one.get("user") == BOT:
                    out.append(self.seen(conversation["channel"], "direct", one, frozenset((name,))))
        return sorted(out, key=lambda seen: seen.id.split(" ")[1])

    async def complaints(self):
        self.slack.sound()
        check(True, "nothing was done that Slack forbids")
        return []
