# tests/system/played/steps.py: what a script is made of: what somebody does, and what everybody hears of Usher then.
# SPDX-License-Identifier: BSD-3-Clause
"""A script is a list of Steps. After each, what is new on anybody's screen has to be what its `hears` says: each once, at whom
it says, and nothing else for anybody."""

import dataclasses
from typing import Callable

ROOM = "the room"      # of the meetings, or for newcomers: everybody sees it
ANSWER = "the answer"  # to who has just done something: where they did it, as their chat system has it


@dataclasses.dataclass(frozen=True)
class Heard:
    """A message of Usher's. to: ROOM, ANSWER, or the name of who is told directly. words: in this order. never: nowhere in it,
    its links and buttons. changed: one that stood there already says this now."""

    to: str
    words: tuple
    buttons: tuple = ()
    links: tuple = ()
    never: tuple = ()
    changed: bool = False


def heard(to, *words, **more):
    return Heard(to, words, **{name: value if name == "changed" else tuple(value) for name, value in more.items()})


def changed(to, *words, **more):
    return heard(to, *words, changed=True, **more)


@dataclasses.dataclass(frozen=True)
class Step:
    what: str                       # in a sentence, for whoever reads a failure
    hears: tuple = ()
    at: int | None = None           # seconds since 1970: the clock is put on to this first
    joins: str | None = None        # who comes into the rooms
    who: str | None = None
    says: str | None = None         # in the room, or with `alone` to Usher alone
    alone: bool = False
    elsewhere: bool = False         # not in the room, but in the other one that there is
    presses: tuple | None = None    # (words of the message, label)
    fills: dict | None = None       # of the form that has opened
    on: str | tuple | None = None   # on these chat systems alone: not all have forms
    does: Callable | None = None    # with the stage: what happens elsewhere, and what is looked at


def step(what, *hears, **more):
    return Step(what, tuple(hears), **more)
