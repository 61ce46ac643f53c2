#!/usr/bin/env python3
# tests/system/forget_chats_test.py: /forget me on Slack and on Matrix, of people who have used everything: no byte of them is left.
# SPDX-License-Identifier: BSD-3-Clause
"""forget_chats_test.py SLACK_PEER MATRIX_PEER

USHER_BINARY: the program, built with USHER_TEST_CLOCK. What forget_test shows of Usher's own page, of the two chat systems that are
somebody else's: Ada of either comes in, is welcomed, asks, is not helped, asks people, talks to nobody, subscribes, begins a user
group, leaves a form open, and says /forget me. Each of these is seen to have left rows with her id first. What may be there in the
end stands in `left`, with the reason."""

import os
import sys
import time
from pathlib import Path

import beside
import checks
import traces
from chats_stage import Stage
from checks import check
from matrix.peer import SELF, Homeserver
from slack.peer import PATIENCE, Slack, until

ANSWERS = Path(__file__).resolve().parents[2] / "config/numpy/answers"
MINUTE = 60
NAME = "Adakalina"  # like no word that stands somewhere for another reason; nor are these:
ASKED, CHATTED, TYPED = "quokka marmalade", "wombat chutney", "numbat pickle"
MAINTAINER = "U0QKGRACE"
CONFIG = """[community]
name = "NumPy"
[roles]
maintainers = ["slack:U0QKGRACE"]
[database]
path = "{database}"
[slack]
api_url = "{slack}"
[matrix]
homeserver = "{server}"
user_id = "{self}"
reactions = false
act_within_minutes = 1440
allow_servers = ["localhost"]
[report]
email = "conduct@example.org"
url = "https://example.org/conduct/"
[welcome]
rooms = ["slack:C0NEPS", "matrix:{room}"]
meeting = "newcomers"
rush_joins = 0
[welcome.interests.docs]
links = ["Style guide https://example.org/style"]
[answers]
contacts = ["team team@example.org", "conduct-outside outside@example.org", "security https://example.org/security"]
people = ["conduct Grace and Alan"]
people_rooms = ["slack:C0GENERAL #general", "matrix:{other} #general"]
newcomer_rooms = ["slack:C0NEPS", "matrix:{room}"]
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


def files():
    answers = {f"answers/{one.relative_to(ANSWERS)}": one.read_text(encoding="utf-8") for one in ANSWERS.rglob("*") if one.is_file()}
    return {"meetings.toml": MEETINGS, "neps/nep-0018-a-proposal.rst": PROPOSAL, **answers}


def said_now(chat, expected, before):
    """What Usher says alone with somebody, once something that was not there has these words."""
    return until(f"Usher says {expected!r}, not only {list(chat.hears().values())[-2:]}", lambda: next(
        (one for key, one in reversed(chat.hears().items()) if expected in one and before.get(key) != one), None))


class OnSlack:
    """Ada in the workspace of the fake Slack."""

    space, room, sign = "slack", "C0NEPS", "/"
    id = "U0QKALINA"
    tables = ("slack_people", "slack_forms")
    here = ()
    left = ()

    def __init__(self, stage):
        self.stage, self.slack = stage, stage.slack

    def do(self, what, **more):
        done = self.slack(what, user=self.id, **more)
        check("error" not in done, done)
        return self.slack.delivered(done["delivery"])

    def comes(self):
        self.slack("team_join", id=self.id, name=NAME, locale="en-US", zone="Europe/Berlin")
        self.do("join", channel=self.room)

    def meets_usher(self):
        self.alone = [self.slack("history", channel="dm", user=self.id)["channel"]]

    def hears(self):
        return {one["ts"]: one["words"] for one in self.slack("history", channel="dm", user=self.id)["messages"]
                if one.get("user") == "U0USHERBOT"}

    def say(self, text, expected):
        before = self.hears()
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            self.do("slash", channel="dm", command=command, text=rest)
        else:
            self.do("message", channel="dm", text=text)
        return said_now(self, expected, before)

    def talk(self, room, text):
        self.do("message", channel=room, text=text)

    def press(self, label, expected):
        before = self.hears()
        self.do("press", channel="dm", label=label)
        return said_now(self, expected, before)

    def choose(self, label, choice, expected):
        before = self.hears()
        self.do("press", channel="dm", label=label)
        until("a form", lambda: self.slack("view", user=self.id).get("view"))
        self.do("submit", values={"interests": [choice]})
        return said_now(self, expected, before)

    def leave_a_form_open(self):
        self.slack("configure", trigger_ms=0)  # Slack does not open it any more: it waits behind a button
        self.press("Answer", "")
        self.slack("configure", trigger_ms=3000)

    def heard_in_people_room(self):
        return [one["words"] for one in self.slack("history", channel="C0GENERAL")["messages"]]


class OnMatrix:
    """Ada on the thin homeserver."""

    space, sign = "matrix", "!"
    id = f"@{NAME.lower()}:localhost"
    tables = ("matrix_rooms", "matrix_buttons", "dialogues")
    here = ("matrix_buttons", "matrix_told")
    # Usher is still in the rooms where they were alone, and has to know that: their ids, and nothing of who else is there.
    left = ("matrix_rooms.id",)

    def __init__(self, stage):
        self.stage, self.server, self.room = stage, stage.server, stage.newcomers

    def comes(self):
        for room in (self.stage.newcomers, self.stage.other):
            self.server("join", room=room, user=self.id)
        self.server("name", user=self.id, name=NAME)

    def meets_usher(self):
        """In the room that Usher has made to write to her, and in one that she makes."""
        made, = self.stage.on_matrix(self.id)
        self.server("join", room=made, user=self.id)
        own = self.server("room", user=self.id, direct=True, invite=[SELF], version="10")["room"]
        self.alone = [own, made]
        until("Usher comes", lambda: self.server.said(own))

    def hears(self):
        """By the message: what it says now, edits applied."""
        out = {}
        for room in self.stage.on_matrix(self.id):
            for one in self.server("events", room=room, sender=SELF)["events"]:
                if one["type"] == "m.room.message" and not one["redacted"]:
                    content = one["content"]
                    relates = content.get("m.relates_to", {})
                    edit = relates.get("rel_type") == "m.replace"
                    out[relates["event_id"] if edit else one["event_id"]] = (content["m.new_content"] if edit else content)["body"]
        return out

    def say(self, text, expected):
        before = self.hears()
        self.server("message", room=self.alone[0], user=self.id, body=self.sign + text[1:] if text.startswith("/") else text)
        return said_now(self, expected, before)

    def talk(self, room, text):
        self.server("message", room=room, user=self.id, body=text)

    def offered(self, label):
        """The newest message that has the button, and its number there."""
        for event, words in reversed(self.hears().items()):
            for line in words.split("\n"):
                if label in line and "\ufe0f\u20e3" in line:
                    return event, line.strip().split("\u20e3")[0] + "\u20e3"
        raise AssertionError(f"no button “{label}”")

    def press(self, label, expected):
        before = self.hears()
        event, key = self.offered(label)
        self.server("react", event=event, user=self.id, key=key)
        return said_now(self, expected, before)

    def choose(self, label, choice, expected):
        asked = self.press(label, choice)
        number = next(line for line in asked.split("\n") if choice in line).split("`")[1]
        return self.say(number, expected)

    def leave_a_form_open(self):
        self.press("Answer", "")

    def heard_in_people_room(self):
        return [one["content"]["body"] for one in self.server.said(self.stage.other)]


def kept(stage, word, *tables):
    """Rows of hers are in each of these by now."""
    found = {column.split(".")[0] for column in traces.where(stage.database, word)}
    check(set(tables) <= found, f"nothing of hers in {set(tables) - found}, but in {found}")


def uses_everything(stage, ada):
    ada.comes()
    until("she waits to be welcomed", lambda: stage.rows("SELECT 1 FROM welcomes WHERE person=?", ada.id))
    stage.go_on(4 * MINUTE)
    until("she is welcomed", lambda: any("Welcome to NumPy!" in one for one in ada.hears().values()))
    ada.meets_usher()
    ada.choose("Choose what interests you", "Documentation", "Style guide")
    ada.press("Remind me", "First Hour")
    ada.say("/language en", "English")

    ada.say("/ask how do I install numpy with pip", "numpy.org/install")
    ada.press("Not helpful", "Sorry")
    ada.say(f"/ask zeppelin {ASKED}", "I do not know that")
    ada.press("Ask in #general for me", "I have asked")
    until("people are asked", lambda: any(ASKED in one for one in ada.heard_in_people_room()))
    ada.talk(ada.room, "How can I join the mailing list?")  # a person may answer: Usher waits
    ada.talk(ada.room, f"I like {CHATTED} best.")
    until("her question waits", lambda: stage.rows("SELECT 1 FROM answer_unasked WHERE person=?", ada.id))

    ada.say("/meeting subscribe newcomers 24h 10m", "First Hour")
    ada.say("/meeting zone Asia/Taipei", "Asia/Taipei")
    ada.say("/nep watch 18", "18")
    ada.say("/group ideas", "")
    ada.say("/group new", "open to everybody, or in-house")
    ada.press("Open", "In which city is it?")
    ada.say(f"/group answer {TYPED}", "there")
    ada.press("No,", "What is the group to be called?")
    ada.leave_a_form_open()
    stage.rest()
    kept(stage, ada.id, "answer_gaps", "answer_unasked", "answer_votes", "posted", "people", "user_groups", "user_group_people",
         "user_group_ideas", "meeting_people", "meeting_subscriptions", "proposal_watches", "welcomes", *ada.tables)
    kept(stage, TYPED, "user_group_answers")
    kept(stage, ada.alone[0], "posted", *ada.here)


def is_forgotten(stage, ada):
    ada.say("/forget me", "Shall I erase everything")
    ada.press("Erase everything", "I have erased everything")
    words = [ada.id, NAME, ASKED, CHATTED, TYPED, *ada.alone]
    for word in words:
        traces.gone_now(stage.database, word, PATIENCE, ada.left)
    return words


def speaks_by_command_alone(stage):
    """Grace has a room reminded that is her conversation with Usher, by a slash command: Slack's acknowledgement has the answer, so
    Usher never wrote there. She is forgotten from a channel."""
    slack, grace = stage.slack, OnSlack(stage)
    grace.id = MAINTAINER
    slack("team_join", id=grace.id, name="Gracequokka", locale="en-US", zone="Europe/Berlin")
    alone = slack("history", channel="dm", user=grace.id)["channel"]
    grace.do("slash", channel="dm", command="/meeting", text="subscribe newcomers here")
    kept(stage, alone, "meeting_subscriptions")
    check(not stage.rows("SELECT 1 FROM posted WHERE room=?", alone), "Usher has written to her nowhere")
    grace.do("slash", channel=grace.room, command="/forget", text="me")
    grace.do("press", channel=grace.room, label="Erase everything")
    for word in (grace.id, alone):
        traces.gone_now(stage.database, word, PATIENCE, ())
    return {grace: (grace.id, alone)}


def main():
    begun = time.monotonic()
    slack_peer, matrix_peer = (os.path.abspath(one) for one in sys.argv[1:3])
    with beside.folder() as folder, Slack(slack_peer) as slack, Homeserver(matrix_peer) as server:
        stage = Stage(folder, slack, server, CONFIG, **files())
        with stage.bot as bot:
            try:
                people = [OnSlack(stage), OnMatrix(stage)]
                said = {}
                for ada in people:  # one after the other, for their names and words are the same
                    uses_everything(stage, ada)
                    said[ada] = is_forgotten(stage, ada)
                said |= speaks_by_command_alone(stage)
                check(bot.stop() == 0, "it ends well")
                for ada, words in said.items():
                    for word in words:
                        traces.gone_now(stage.database, word, 0, ada.left)
            except BaseException as error:
                raise AssertionError(f"{error}\n{bot.said()}") from error
        slack.sound()
        server.sound()
    print(f"{checks.count} checks, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
