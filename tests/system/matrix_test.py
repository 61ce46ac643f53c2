#!/usr/bin/env python3
# tests/system/matrix_test.py: the program on a real homeserver, with a person of matrix-nio's on the other side, in both transports.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_test.py [sync|appservice]

USHER_BINARY: the program. Synapse and matrix-nio come from PyPI, into an environment of their own."""

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
import urllib.parse

import checks
import outside
from checks import check

outside.go_there("homeserver", within=400)

import nio  # noqa: E402

from matrix import appservice  # noqa: E402
from matrix.person import PASSWORD, PATIENCE, Person  # noqa: E402
from matrix.synapse import Synapse, ask, free_port  # noqa: E402
from slack.peer import ALONE, Bot  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
SELF = "@usher:localhost"
CLIENT = "/_matrix/client/v3"
ADA_AND_ALL = ["--set", 'matrix.allow_people=["@ada:localhost"]']


class World:
    def __init__(self, server, folder, port):
        self.server, self.folder, self.port = server, folder, port
        self.ada = self.bo = self.room = None

    def usher(self, *more):
        mode = ["--set", "matrix.transport=sync"] if self.port is None else [
            "--set", "matrix.transport=appservice", "--set", f"matrix.listen=127.0.0.1:{self.port}"]
        secrets = {"USHER_MATRIX_PASSWORD": PASSWORD} if self.port is None else {
            "USHER_MATRIX_AS_TOKEN": "as-of-this-test", "USHER_MATRIX_HS_TOKEN": "hs-of-this-test"}
        command = [USHER, "run", "--set", f"database.path={self.folder}/usher.db", "--set", f"matrix.homeserver={self.server.url}",
                   "--set", f"matrix.user_id={SELF}", *mode, *ALONE, *ADA_AND_ALL, *more]
        return Bot(command, self.folder, secrets)

    def membership(self, room, user=SELF):
        _, state = ask(f"{self.server.url}{CLIENT}/rooms/{urllib.parse.quote(room)}/state/m.room.member/{user}",
                       token=self.ada.token)
        return state.get("membership")

    def rows(self, question, *values):
        with sqlite3.connect(f"file:{self.folder}/usher.db?mode=ro", uri=True) as db:
            return db.execute(question, values).fetchall()


async def it_comes_to_a_room_by_invitation_of_whom_the_configuration_names(w):
    w.room = await w.ada.room("general", SELF, "@bo:localhost", preset=nio.RoomPreset.public_chat)
    await w.ada.until("Usher joins", lambda: w.membership(w.room) == "join")
    joined = await w.bo.client.join(w.room)
    assert isinstance(joined, nio.JoinResponse), joined


async def a_command_is_answered_where_it_was_said(w):
    asked = await w.ada.say(w.room, "!nep 0")
    answer = await w.ada.answer(w.room, SELF, asked)
    content = answer["content"]
    check("NEP 0" in content["body"] and "Active" in content["body"], content["body"])
    check(content["msgtype"] == "m.notice", "as a notice")
    check(content["format"] == "org.matrix.custom.html" and "<" in content["formatted_body"], "with HTML beside the words")
    check("m.mentions" in content, "and says whom it mentions")
    check(content["m.relates_to"]["m.in_reply_to"]["event_id"] == asked, "in reply to what was asked")


async def it_answers_to_its_name(w):
    asked = await w.bo.say(w.room, "@usher nep 18")
    check("NEP 18" in (await w.bo.answer(w.room, SELF, asked))["content"]["body"], "@usher")
    asked = await w.bo.say(w.room, "could you: nep 47?", **{"m.mentions": {"user_ids": [SELF]}})
    await w.bo.answer(w.room, SELF, asked)


async def what_is_no_command_is_left_alone(w):
    asked = await w.ada.say(w.room, "!important: the build is red")
    await w.ada.say(w.room, "nep 0 is fine")
    last = await w.ada.say(w.room, "!nep 1")
    await w.ada.answer(w.room, SELF, last)
    replied = [one["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] for one in w.ada.said(w.room, SELF, after=asked)]
    check(replied == [last], f"only the command is answered: {replied}")


async def an_unknown_command_to_usher_is_helped(w):
    asked = await w.ada.say(w.room, "@usher nepp 0")
    body = (await w.ada.answer(w.room, SELF, asked))["content"]["body"]
    check("Did you mean !nep 0?" in body, body)


async def an_edited_question_has_its_answer_edited(w):
    asked = await w.ada.say(w.room, "!nep 1")
    answer = await w.ada.answer(w.room, SELF, asked)
    await w.ada.edit(w.room, asked, "!nep 47")
    edited = (await w.ada.until("the answer is edited", lambda: w.ada.edits(answer["event_id"])))[-1]
    check("NEP 47" in edited["content"]["m.new_content"]["body"], edited["content"]["m.new_content"]["body"])


async def an_answer_in_a_thread_stays_there(w):
    root = await w.ada.say(w.room, "a thread")
    asked = await w.ada.say(w.room, "!nep 50", **{"m.relates_to": {
        "rel_type": "m.thread", "event_id": root, "is_falling_back": True, "m.in_reply_to": {"event_id": root}}})
    relation = (await w.ada.answer(w.room, SELF, asked))["content"]["m.relates_to"]
    check(relation.get("rel_type") == "m.thread" and relation["event_id"] == root, relation)


async def a_reply_with_its_fallback_is_answered(w):
    said = await w.bo.say(w.room, "have you seen this?")
    asked = await w.ada.say(w.room, "> <@bo:localhost> have you seen this?\n\n!nep 0", **{
        "m.relates_to": {"m.in_reply_to": {"event_id": said}}})
    answer = await w.ada.answer(w.room, SELF, asked)
    check("NEP 0" in answer["content"]["body"], answer["content"]["body"])


async def an_edit_by_somebody_else_changes_nothing(w):
    asked = await w.ada.say(w.room, "!nep 1")
    answer = await w.ada.answer(w.room, SELF, asked)
    await w.bo.edit(w.room, asked, "!nep 47")
    last = await w.ada.say(w.room, "!nep 18")
    await w.ada.answer(w.room, SELF, last)
    check(not w.ada.edits(answer["event_id"]), "the answer stays")


async def buttons_that_are_offered_again_do_no_harm(w):
    asked = await w.ada.say(w.room, "!nep list")
    answer = await w.ada.answer(w.room, SELF, asked)
    await w.ada.edit(w.room, asked, "!nep list status:final")
    await w.ada.until("the answer is edited", lambda: w.ada.edits(answer["event_id"]))
    # Its reaction stands there already; putting it there again is refused by the homeserver (M_DUPLICATE_ANNOTATION).
    before = len(w.ada.edits(answer["event_id"]))
    await w.ada.react(w.room, answer["event_id"], "1️⃣")
    await w.ada.until("the next page", lambda: len(w.ada.edits(answer["event_id"])) > before)


async def a_removed_command_takes_its_answer_along(w):
    asked = await w.ada.say(w.room, "!nep 29")
    answer = await w.ada.answer(w.room, SELF, asked)
    await w.ada.client.room_redact(w.room, asked)
    url = f"{w.server.url}{CLIENT}/rooms/{urllib.parse.quote(w.room)}/event/{urllib.parse.quote(answer['event_id'])}"
    await w.ada.until("the answer is removed", lambda: ask(url, token=w.ada.token)[1].get("content") == {})


def opened(w):
    """Conversations with Ada that Usher has opened itself."""
    return w.rows("SELECT id FROM matrix_rooms WHERE with_person=? AND inviter=''", "@ada:localhost")


async def a_conversation_of_two_needs_no_sign(w):
    w.direct = await w.ada.direct(SELF)
    await w.ada.until("Usher comes", lambda: w.membership(w.direct) == "join")
    first = (await w.ada.until("first words", lambda: w.ada.said(w.direct, SELF)))[0]
    check("not encrypted" in first["content"]["body"], first["content"]["body"])
    asked = await w.ada.say(w.direct, "nep 18")
    check("NEP 18" in (await w.ada.answer(w.direct, SELF, asked))["content"]["body"], "an answer")
    w.opened = opened(w)


async def it_speaks_the_chosen_language(w):
    asked = await w.ada.say(w.direct, "!language zh-Hans")
    await w.ada.answer(w.direct, SELF, asked)
    asked = await w.ada.say(w.direct, "nep 0")
    body = (await w.ada.answer(w.direct, SELF, asked))["content"]["body"]
    check("状态" in body, body)
    asked = await w.ada.say(w.direct, "!language en")
    await w.ada.answer(w.direct, SELF, asked)


async def buttons_are_numbers_and_reactions(w):
    asked = await w.ada.say(w.direct, "!nep list")
    answer = await w.ada.answer(w.direct, SELF, asked)
    check("1️⃣" in answer["content"]["body"], answer["content"]["body"])
    typed = await w.ada.say(w.direct, "1")
    await w.ada.until("the number does something",
                      lambda: w.ada.said(w.direct, SELF, after=typed) or w.ada.edits(answer["event_id"]))
    asked = await w.ada.say(w.room, "!nep 18")
    answer = await w.ada.answer(w.room, SELF, asked)
    before = len(w.ada.heard)
    await w.ada.react(w.room, answer["event_id"], "1️⃣")
    await w.ada.until("the reaction does something", lambda: any(
        event.sender == SELF and event.source.get("type") == "m.room.message" for _, event in w.ada.heard[before:]))


async def a_stranger_is_declined_with_the_reason(w):
    room = await w.bo.room("elsewhere", SELF, preset=nio.RoomPreset.private_chat)
    url = f"{w.server.url}{CLIENT}/rooms/{urllib.parse.quote(room)}/state/m.room.member/{SELF}"
    left = await w.bo.until("it is declined", lambda: (
        lambda state: state if state.get("membership") == "leave" else None)(ask(url, token=w.bo.token)[1]))
    check(left.get("reason"), left)


async def an_encrypted_room_is_declined_and_nothing_said_in_plain(w):
    room = await w.ada.room("secret", SELF, initial_state=[
        {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}])
    await w.ada.until("it is declined", lambda: w.membership(room) == "leave")
    check(not w.ada.said(room, SELF), "nothing was said there")


async def a_room_that_becomes_encrypted_is_left_alone(w):
    room = await w.ada.room("later", SELF)
    await w.ada.until("Usher joins", lambda: w.membership(room) == "join")
    asked = await w.ada.say(room, "!nep 0")
    await w.ada.answer(room, SELF, asked)
    await w.ada.client.room_put_state(room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    asked = await w.ada.say(room, "!nep 1")
    told = lambda: [one for one in w.ada.said(w.direct, SELF) if "encrypted" in one["content"]["body"] and "later" in one["content"]["body"]]
    await w.ada.until("who invited Usher is told", told)
    check(not w.ada.said(room, SELF, after=asked), "nothing in plain")


async def a_room_that_is_replaced_is_followed(w):
    old = await w.ada.room("old", SELF)
    await w.ada.until("Usher joins", lambda: w.membership(old) == "join")
    new = await w.ada.room("new", preset=nio.RoomPreset.public_chat)
    await w.ada.client.room_put_state(old, "m.room.tombstone", {"body": "moved", "replacement_room": new})
    await w.ada.until("Usher follows", lambda: w.membership(new) == "join")
    asked = await w.ada.say(new, "!nep 0")
    await w.ada.answer(new, SELF, asked)


async def where_it_may_not_speak_who_invited_it_is_told(w):
    begun = len(w.ada.heard)
    await w.ada.room("hushed", SELF, power_level_override={"events_default": 50})
    await w.ada.until("Ada is told", lambda: any(
        event.sender == SELF and "hushed" in event.source.get("content", {}).get("body", "") for _, event in w.ada.heard[begun:]))


async def who_is_put_out_may_be_invited_again(w):
    room = await w.ada.room("again", SELF)
    await w.ada.until("Usher joins", lambda: w.membership(room) == "join")
    await w.ada.client.room_kick(room, SELF, "not now")
    await w.ada.until("it is out", lambda: w.membership(room) == "leave")
    await asyncio.sleep(0.3)
    await w.ada.client.room_invite(room, SELF)
    await w.ada.until("it comes again", lambda: w.membership(room) == "join")
    asked = await w.ada.say(room, "!nep 0")
    await w.ada.answer(room, SELF, asked)


async def away(w, *words, between=()):
    """Stops Usher, says these, and starts it again; their events. Nothing is old: they are younger than five minutes."""
    check(w.bot.stop() == 0, w.bot.said())
    begun, asked = time.monotonic(), []
    for word in words:
        for line in between:
            await w.bo.say(w.room, line)
        asked.append(await w.ada.say(w.room, word))
    w.bot = w.usher()
    # A homeserver that cannot push waits twice as long each time: after an absence, up to as long as that again.
    w.patience = PATIENCE + 2 * (time.monotonic() - begun)
    return asked


async def answered_once_each(w, asked):
    def answered():
        return [one["content"]["m.relates_to"]["m.in_reply_to"]["event_id"]
                for one in w.ada.said(w.room, SELF, after=asked[0]) if "m.relates_to" in one["content"]]
    # A busy machine answers fifty slowly: to be given up is that no answer more comes, not that there are many.
    for number in range(1, len(asked) + 1):
        await w.ada.until(f"answer {number} of {len(asked)} comes", lambda: len(answered()) >= number, w.patience)
    await asyncio.sleep(0.7)
    check(answered() == asked, f"once each, in order: {len(answered())} answers to {len(asked)}")


async def fifty_commands_that_wait_at_a_restart_are_answered_once_each(w):
    await answered_once_each(w, await away(w, *(f"!nep {number % 3}" for number in range(50))))


async def a_gap_of_two_hundred_messages_hides_no_command(w):
    await answered_once_each(w, await away(w, "!nep 0", "!nep 1", "!nep 18", "!nep 47", between=["chatter"] * 50))


async def a_place_in_the_stream_that_is_not_known_any_more_is_no_end(w):
    if w.port is not None:
        return
    check(w.bot.stop() == 0, w.bot.said())
    with sqlite3.connect(f"{w.folder}/usher.db") as db:
        db.execute("UPDATE matrix_account SET since='bogus'")
    w.bot = w.usher()
    await w.ada.until("it says so", lambda: "does not know what was heard last" in w.bot.said())
    # What is said before the homeserver has answered is "meanwhile".
    await w.ada.until("it hears anew", lambda: not w.rows("SELECT 1 FROM matrix_account WHERE since IN ('', 'bogus')"))
    asked = await w.ada.say(w.room, "!nep 1")
    await w.ada.answer(w.room, SELF, asked)
    await asyncio.sleep(0.7)
    answers = [one["content"].get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id") for one in w.ada.said(w.room, SELF)]
    answers = [one for one in answers if one]
    check(len(answers) == len(set(answers)), "what was answered before is not answered again")


async def what_was_said_while_it_was_away_is_answered_once(w):
    await answered_once_each(w, await away(w, *(f"!nep {number}" for number in (0, 1, 18, 47, 50))))
    direct = await w.ada.say(w.direct, "nep 0")
    await w.ada.answer(w.direct, SELF, direct)
    check(opened(w) == w.opened, "it opened none of its own")


async def forget_me_forgets(w):
    asked = await w.ada.say(w.direct, "!forget me")
    answer = await w.ada.answer(w.direct, SELF, asked)
    check("1️⃣" in answer["content"]["body"], answer["content"]["body"])
    await w.ada.say(w.direct, "1")
    await w.ada.until("it is done", lambda: not w.rows("SELECT 1 FROM people WHERE person=?", "@ada:localhost"))


async def a_conversation_that_becomes_encrypted_goes_on_in_one_that_is_not(w):
    known, begun = set(w.ada.invited), len(w.ada.heard)
    await w.ada.client.room_put_state(w.direct, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    asked = await w.ada.say(w.direct, "nep 1")

    def goes_on():
        """A new one that Ada is invited to; or one that she has with Usher from before."""
        new = [room for room, by in w.ada.invited.items() if room not in known and by == SELF]
        return new + [room for room, event in w.ada.heard[begun:] if event.sender == SELF and room != w.direct
                      and "encrypted" in event.source.get("content", {}).get("body", "")]

    def bodies(room, since=0):
        """What Usher has said there; a conversation from before holds what it said when another turned encrypted."""
        return [event.source["content"]["body"] for where, event in w.ada.heard[since:]
                if where == room and event.sender == SELF and event.source.get("type") == "m.room.message"]
    there = (await w.ada.until("Usher goes on elsewhere", goes_on))[0]
    await w.ada.client.join(there)
    # Two messages: who can read what is said there, and why Usher goes on there. The second of them may come late.
    words = await w.ada.until("it says why", lambda: [body for body in bodies(there, begun) if "is encrypted" in body and (
        w.direct in body or "Our other conversation" in body)])
    check(len(words) == 1, f"and once: {words}")
    check(any("can read what we write here" in body for body in bodies(there)), f"and who can read what is said there: {bodies(there)}")
    check(not w.ada.said(w.direct, SELF, after=asked), "nothing in plain in the old one")
    asked = await w.ada.say(there, "nep 18")
    body = (await w.ada.answer(there, SELF, asked))["content"]["body"]
    check("NEP 18" in body, f"it serves there: {body}")


STEPS = [value for value in list(globals().values())
         if asyncio.iscoroutinefunction(value) and value not in (away, answered_once_each)]


async def scenario(w, name, people):
    """On accounts and a database that may have been through it before."""
    w.ada, w.bo = [await person.come() for person in people]
    w.bot = w.usher()
    try:
        for step in STEPS:
            begun = time.monotonic()
            try:
                await step(w)
            except BaseException as error:
                # What went wrong comes last, where it is still seen when a long log is cut short.
                raise AssertionError(f"{w.server.said()}\n{w.bot.said()}\n{name}: {step.__name__}: {error}") from error
            print(f"ok  {name}: {step.__name__.replace('_', ' ')} ({time.monotonic() - begun:.1f} s)", flush=True)
        check(w.bot.stop() == 0, f"{name}: it leaves in peace\n{w.bot.said()}")
    finally:
        w.bot.stop()
        await w.ada.go()
        await w.bo.go()


async def twice(world, name):
    accounts = [world.server.register(one) for one in ("ada", "bo")]
    for time_of_all in ("once", "again"):
        await scenario(world, f"{name}, {time_of_all}", [Person(world.server, account) for account in accounts])


async def both(worlds):
    done = await asyncio.gather(*(twice(world, name) for name, world in worlds.items()), return_exceptions=True)
    failures = [one for one in done if isinstance(one, BaseException)]
    if failures:
        raise failures[0]


def main():
    wanted = sys.argv[1:] or ["sync", "appservice"]
    with tempfile.TemporaryDirectory(prefix="usher-matrix-") as folder:
        worlds = {}
        for name in wanted:
            port = free_port() if name == "appservice" else None
            home = f"{folder}/{name}"
            server = Synapse(f"{home}/synapse", appservice=None if port is None else appservice.registration(port)).start()
            os.makedirs(f"{home}/usher")
            worlds[name] = World(server, f"{home}/usher", port)
        try:
            for world in worlds.values():
                world.server.ready()
                if world.port is None:
                    world.server.register("usher")
            asyncio.run(both(worlds))
        finally:
            for world in worlds.values():
                world.server.stop()
    print(f"{checks.count} checks in {len(STEPS)} steps of {len(worlds)} transports, twice each", flush=True)


if __name__ == "__main__":
    main()
