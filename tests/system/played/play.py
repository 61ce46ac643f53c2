# tests/system/played/play.py: plays a script, and holds what everybody sees against it.
# SPDX-License-Identifier: BSD-3-Clause
import asyncio
import dataclasses
import re
import time

from checks import check
from played.steps import ANSWER, ROOM
from slack.peer import PATIENCE

COMMAND = re.compile(r"(?<![\w/.])/(?=(agenda|meeting|action|ask|answers|report|forget|welcome)\b)")
# Seconds: Usher looks at its meetings every six hours, and says so where it has not for a day.
STRIDE = 17 * 3600


def in_order(words, text):
    """Whether all stand there, one behind the other."""
    at = 0
    for each in words:
        found = text.find(each, at)
        if found < 0:
            return False
        at = found + len(each)
    return True


@dataclasses.dataclass(frozen=True)
class Seen:
    """A message of Usher's as it stands on screens: a player's look() gives them."""

    id: str
    place: str        # "room", "other", "direct"
    people: frozenset  # on whose
    text: str
    buttons: tuple
    links: tuple
    file: str | None = None  # what stands there as it will be in a file


class Play:
    steps = 0  # of all that was played

    def __init__(self, stage, player, script):
        self.stage, self.player, self.script = stage, player, script
        self.known = {}  # id → Seen, as it was accounted for

    async def run(self, log):
        self.known = {one.id: one for one in await self.player.look()}
        for one in self.script:
            if one.on is not None and self.player.space not in ((one.on,) if isinstance(one.on, str) else one.on):
                continue
            begun = time.monotonic()
            try:
                await self.act(one)
                await self.account(one)
                if one.does:
                    one.does(self.stage)
            except BaseException as error:
                raise AssertionError(f"{self.player.space}: {one.what}: {error}") from error
            Play.steps += 1
            log(f"ok  {self.player.space}: {one.what} ({time.monotonic() - begun:.1f} s)")

    async def act(self, one):
        if one.at is not None:
            while self.stage.now() < one.at - STRIDE:
                self.stage.set_time(self.stage.now() + STRIDE)
                await self.rest()
            self.stage.set_time(one.at)
            await self.rest()
        if one.joins is not None:
            await self.player.join(one.joins)
        if one.says is not None:
            await self.player.say(one.who, self.where(one), one.says)
        if one.presses is not None:
            words, label = one.presses
            await self.player.press(one.who, self.standing(one.who, words, label), label)
        if one.fills is not None:
            await self.player.fill(one.who, one.fills)

    def standing(self, who, words, label):
        """The newest that they see, with these words and this button."""
        found = [seen for seen in self.known.values() if who in seen.people and words in seen.text and label in seen.buttons]
        check(bool(found), f"{who} sees no {words!r} with a button {label!r}")
        return found[-1]

    async def rest(self):
        for _ in range(int(PATIENCE / 0.05)):
            if self.stage.rests():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"it does not come to rest: {self.stage.state()}")

    async def account(self, one):
        """Until what is new is what the script says. What comes too late, or is too much, is found here or at the next step."""
        end = time.monotonic() + PATIENCE
        while True:
            await self.rest()
            now = await self.player.look()
            new = [seen for seen in now if self.is_new(seen)]
            missing, left = self.matched(one, new)
            if not missing and not left:
                break
            # What is too much, or otherwise than it should be, does not go away.
            if time.monotonic() > (end - PATIENCE * 0.9 if left else end):
                raise AssertionError("\n".join(["not as the script says.", *(f"MISSING {each}" for each in missing),
                                                *(f"TOO MUCH {each}" for each in left)]))
            await asyncio.sleep(0.05)
        check(True, one.what)
        for seen in now:
            if self.is_new(seen):
                self.known.pop(seen.id, None)  # the newest stands last
            self.known[seen.id] = seen

    def is_new(self, seen):
        before = self.known.get(seen.id)
        return before is None or before.text != seen.text or before.people != seen.people

    def matched(self, one, new):
        """(what nobody has heard, what nobody should have heard)"""
        missing, left = [], list(new)
        for wanted in one.hears:
            found = next((seen for seen in left if self.fits(wanted, seen, one)), None)
            if found is None:
                missing.append(wanted)
            else:
                left.remove(found)
        return missing, left

    def fits(self, wanted, seen, one):
        everybody = frozenset(self.player.people)
        if wanted.to == ROOM:
            place = ("room", everybody)
        elif wanted.to == ANSWER:
            place = self.player.answered(one.who, self.where(one))
        else:
            place = ("direct", frozenset((wanted.to,)))
        everything = "\n".join([seen.text, *seen.links, *seen.buttons])
        return ((seen.place, seen.people) == place and (seen.id in self.known) == wanted.changed
                and in_order([self.typed(words) for words in wanted.words], seen.text) and set(wanted.buttons) <= set(seen.buttons)
                and set(wanted.links) <= set(seen.links) and not any(words in everything for words in wanted.never))

    def typed(self, words):
        """Commands begin with another sign elsewhere."""
        return COMMAND.sub(self.player.sign, words)

    def where(self, one):
        if one.presses is None:
            return "direct" if one.alone else "other" if one.elsewhere else "room"
        return self.standing(one.who, *one.presses).place

    def file(self, who):
        """What they were shown last as it will be in the archive."""
        found = [seen for seen in self.known.values() if seen.people == {who} and seen.file is not None]
        return found[-1].file
