#!/usr/bin/env python3
# tests/system/meetings_cancel_test.py: a meeting is called off: rooms on three chat systems, and hundreds of subscribers.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_cancel_test.py SLACK_PEER MATRIX_PEER [COUNT] [--full]

USHER_BINARY: the program, built with USHER_TEST_CLOCK. COUNT (60) subscribers, a fifth of them on Matrix, half of all reminded
already. Both chat systems keep to their limits, one call in ten fails, and one in a hundred is done without an answer. Every room and
every subscriber is told once, rooms before people, and the receipt says so. A homeserver's own limit is one message in five seconds,
which --full keeps to; else it is ten times that. How long the rooms took is printed."""

import collections
import json
import os
import sys
import time
from datetime import datetime, timedelta, timezone

import beside
import checks
from checks import check
from matrix.peer import SELF, Homeserver
from slack.load import people
from slack.peer import PATIENCE, Bot, Slack, until, usher_tokens

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
SLACK_ROOMS = ("C0GENERAL", "C0NEPS")
ASIDE = "C0COMMITTEE"  # where ada gives her order: no room of the meeting
NEWS = "Community Call does not take place"
REMINDER = "Community Call in"
OUTDATED = NEWS + ":"  # what a reminder becomes
REASON = "the holidays"


# --- the community ----------------------------------------------------------------------------------------------------------


class Community:
    """Usher on Slack, Matrix and in the browser; a meeting in 25 hours."""

    def __init__(self, folder, slack, server):
        self.folder, self.slack, self.server = folder, slack, server
        self.database, self.clock, self.ahead = f"{folder}/usher.db", f"{folder}/clock", 0
        self.start = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(hours=25)
        self.matrix_rooms = [server("room", name=f"room {number}", join=["@ada:localhost", SELF])["room"] for number in range(3)]
        self.lobby = server("room", name="lobby", join=[SELF])["room"]
        self.subscribers = {}  # who → whether they are reminded a day before

    def configure(self):
        calendar = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
                    f"SUMMARY:Community Call\r\nDTSTART:{self.start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\n"
                    "RRULE:FREQ=WEEKLY;INTERVAL=2\r\nURL:https://e.zoom.us/j/x1?pwd=a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        rooms = [f"slack:{room}" for room in SLACK_ROOMS] + [f"matrix:{room}" for room in self.matrix_rooms] + ["web:meetings"]
        self.write("community.ics", calendar)
        self.write("meetings.toml", f'[series.community]\ntitle = "Community Call"\nleads = ["24h"]\nrooms = {json.dumps(rooms)}\n')
        self.write("usher.toml", f"""
[community]
name = "Tests"
[database]
path = "{self.database}"
[meetings]
calendars = ["{self.folder}/community.ics"]
[roles]
organisers = ["slack:U0ADA"]
[web]
listen = "127.0.0.1:0"
[web.rooms.meetings]
[slack]
mode = "socket"
api_url = "{self.slack.api_url}"
[matrix]
homeserver = "{self.server.url}"
user_id = "{SELF}"
reactions = false
[testing]
loopback = true
""")

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def run(self):
        self.put_on(0)
        return Bot([USHER, "run", "--config", f"{self.folder}/usher.toml"], self.folder, usher_tokens(self.slack) | {
            "USHER_MATRIX_ACCESS_TOKEN": self.server.where["access_token"], "USHER_CLOCK_FILE": self.clock})

    def put_on(self, seconds):
        """All clocks."""
        self.ahead = seconds
        self.write("clock", f"{seconds} 1\n")
        self.slack("configure", ahead_ms=seconds * 1000)
        self.server("configure", ahead_ms=seconds * 1000)

    def now(self):
        return int(time.time()) + self.ahead

    def rows(self, sql, *args):
        return beside.rows(self.database, sql, *args)

    def subscribe(self, count):
        """Each by the command; every other a day before, the rest an hour."""
        there = count // 5
        for number, name in enumerate(people(self.slack, count - there)):
            self.subscribers[name] = self.command(number)
            self.slack("slash", user=name, channel=SLACK_ROOMS[0], command="/meeting", text=self.subscribers[name])
        for number in range(there):
            name = f"@person{number:03}:localhost"
            self.server("join", room=self.lobby, user=name)
            self.subscribers[name] = self.command(number)
            self.server("message", room=self.lobby, user=name, body="!meeting " + self.subscribers[name])
        self.until("all have subscribed", lambda: self.rows("SELECT count(DISTINCT person) FROM meeting_subscriptions") == [(count,)])
        self.rest()

    @staticmethod
    def command(number):
        return f"subscribe community {'1h' if number % 2 else '24h'}"

    def reminded(self):
        return [name for name, command in self.subscribers.items() if command.endswith("24h")]

    def until(self, what, happened, patience=PATIENCE * 4, pause=0.02):
        return until(what, happened, patience, pause)

    def rest(self, patience=PATIENCE * 4):
        self.until("all is delivered", lambda: not self.rows("SELECT 1 FROM outbox WHERE dead=0 LIMIT 1")
                   and not self.rows("SELECT 1 FROM meeting_rounds"), patience, 0.2)

    # --- what stands where ---

    def on_slack(self, channel, user=""):
        """Usher's messages, as (ts, words), what only one person saw left out."""
        messages = self.slack("history", channel=channel, user=user)["messages"]
        return [(one["ts"], one["words"]) for one in messages if one.get("user") == "U0USHERBOT" and not one["ephemeral"]]

    def on_matrix(self, room):
        """The same, edits applied."""
        out = {}
        for one in self.server("events", room=room, sender=SELF)["events"]:
            content = one["content"]
            relation = content.get("m.relates_to", {})
            if one["type"] != "m.room.message" or one["redacted"]:
                continue
            if relation.get("rel_type") == "m.replace":
                out[relation["event_id"]] = content["m.new_content"]["body"]
            else:
                out[one["event_id"]] = content["body"]
        return list(out.items())

    def in_browser(self):
        return [(number, bytes(body).decode("utf-8", "replace"))
                for number, body in self.rows("SELECT id,body FROM web_messages WHERE room='meetings' AND author<>'x' ORDER BY id")]

    def rooms(self):
        out = {f"slack {room}": self.on_slack(room) for room in SLACK_ROOMS}
        out |= {f"matrix {room}": self.on_matrix(room) for room in self.matrix_rooms}
        return out | {"web meetings": self.in_browser()}

    def directs(self):
        """What each subscriber was told where they are alone with Usher."""
        out = {name: self.on_slack("dm", name) for name in self.subscribers if not name.startswith("@")}
        out |= {name: [] for name in self.subscribers if name.startswith("@")}
        for room in self.server("server")["rooms"]:
            if room in self.matrix_rooms or room == self.lobby:
                continue
            members = {one["state_key"] for one in self.server("events", room=room)["events"]
                       if one["type"] == "m.room.member" and one["content"]["membership"] in ("join", "invite")} - {SELF}
            check(len(members) == 1, f"one is alone with Usher: {members}")
            out[members.pop()] += self.on_matrix(room)
        return out


def count(messages, words, but=None):
    return sum(words in text and not (but and but in text) for _, text in messages)


# --- what goes wrong --------------------------------------------------------------------------------------------------------


def limit(slack, server, rate):
    slack("configure", posts_per_second=1, burst=5, tiers=1)
    server("configure", limits={"per_second": rate, "burst": 10})


def fail(slack, server):
    """One in ten, of each way of saying something."""
    for method in ("chat.postMessage", "chat.update"):
        slack("fault", method=method, every=14, status=503)
        slack("fault", method=method, every=50, how="reset")
        slack("fault", method=method, every=100, how="lost")
    for path in ("send", "createRoom"):
        server("fault", path=path, percent=7, seed=5, status=502)
        server("fault", path=path, percent=2, seed=6, how="reset")
    server("fault", path="send", percent=1, seed=7, how="lost")


# --- the order in which it is said ------------------------------------------------------------------------------------------


def tried_on_slack(slack, since):
    """The conversations in which the news were tried to be said, in the order of the first attempts."""
    out = []
    for call in slack.calls(since=since, method="chat.postMessage"):
        if NEWS in call["words"] and OUTDATED not in call["words"] and call["args"]["channel"] not in out:
            out.append(call["args"]["channel"])
    return out


def tried_on_matrix(server, since):
    out = []
    for call in server.calls(since=since, path="send"):
        body = call["body"] if isinstance(call["body"], dict) else {}
        room = call["path"].split("/rooms/")[1].split("/")[0].replace("%21", "!").replace("%3A", ":")
        if NEWS in body.get("body", "") and "m.new_content" not in body and room not in out:
            out.append(room)
    return out


def check_order(tried, rooms, where):
    """Rooms come first; of what is under way at the same time another connection may be faster."""
    places = [tried.index(room) for room in rooms]
    check(max(places) < len(rooms) + 8, f"{where}: rooms go before people: {places} of {len(tried)}")


def check_sound(server, subscribers):
    """Nothing that must not be done. A conversation that was being begun when the account was refused still says its first words
    then, so of each a call may come within that time."""
    state = server("server")
    check(not state["violation_count"], state["violations"][:5])
    check(state["server"]["too_early"] <= subscribers // 5, f"{state['server']['too_early']} calls before a Retry-After was over")


def failures(calls, by):
    """How many of each sort: "503 chat.postMessage"; what was beyond a limit counts as 429, as it was answered."""
    sorts = collections.Counter()
    for call in calls:
        if call["status"] == 429 or call["fault"]:
            sorts[f"{'429' if call['status'] == 429 else call['fault']} {call[by]}"] += 1
    return ", ".join(f"{number} {sort}" for sort, number in sorted(sorts.items())) or "nothing"


# --- the test ---------------------------------------------------------------------------------------------------------------


def cancel(community, bot, server, slack):
    """Ada says so, looks at what would be told, and confirms. How long the rooms took, in seconds."""
    asked = slack("slash", user="U0ADA", channel=ASIDE, command="/meeting", text=f"cancel community because of {REASON}")
    shown = slack.delivered(asked["delivery"])
    check(f"{len(community.subscribers)} people, directly" in shown["words"], f"the preview counts them: {shown['words']}")
    for room in ("slack:T0TESTTEAM C0GENERAL", "web meetings", *(f"matrix:localhost {room}" for room in community.matrix_rooms)):
        check(room in shown["words"], f"the preview names {room}: {shown['words']}")
    slack("press", user="U0ADA", channel=ASIDE, label="Yes, tell everybody")
    begun = time.monotonic()

    def all_told():
        check(bot.runs(), bot.said())
        return all(count(messages, NEWS, OUTDATED) for messages in community.rooms().values())
    community.until("every room is told", all_told, 600, 0.05)
    return time.monotonic() - begun


def check_told(community):
    for place, messages in community.rooms().items():
        check(count(messages, NEWS, OUTDATED) == 1, f"{place} is told once: {messages}")
        check(count(messages, REASON) == 1, f"{place} is told why: {messages}")
        check(count(messages, OUTDATED) == 1 and count(messages, REMINDER) == 0, f"{place}: its reminder is put right: {messages}")
    reminded = set(community.reminded())
    for name, messages in community.directs().items():
        check(count(messages, NEWS, OUTDATED) == 1, f"{name} is told once: {messages}")
        check(count(messages, REMINDER) == 0, f"{name}: no reminder stands: {messages}")
        check(count(messages, OUTDATED) == (name in reminded), f"{name}: the reminder is put right: {messages}")


def receipt_of(community):
    return [words for _, words in community.on_slack("dm", "U0ADA") if "Told: Community Call" in words]


def check_receipt(community):
    receipts = receipt_of(community)
    check(len(receipts) == 1, f"one receipt: {receipts}")
    for room in (*SLACK_ROOMS, *community.matrix_rooms, "web meetings"):
        check(f"{room} at " in receipts[0], f"the receipt has {room}: {receipts[0]}")
    check(receipts[0].count("✓") == 7 and "✗" not in receipts[0], receipts[0])
    check(f"✓ {len(community.subscribers)} people, directly" in receipts[0], receipts[0])


def play(slack, server, folder, subscribers, rate):
    slack("configure", kept_calls=100_000)
    server("configure", kept_calls=100_000)
    community = Community(folder, slack, server)
    community.configure()
    with community.run() as bot:
        slack.connected(2, bot)
        server.hears(bot)
        community.until("the calendar is read", lambda: community.rows("SELECT 1 FROM meeting_occurrences LIMIT 1"))
        community.subscribe(subscribers)
        community.put_on(3660)
        community.until("all are reminded", lambda: all(count(messages, REMINDER) for messages in community.rooms().values()))
        community.rest()
        directs = community.directs()
        for name in community.reminded():
            check(count(directs[name], REMINDER) == 1, f"{name} is reminded: {directs[name]}")
        limit(slack, server, rate)
        fail(slack, server)
        since = slack.last_call(), server.last_call()
        begun = time.monotonic()
        rooms = cancel(community, bot, server, slack)
        community.until("the receipt is there", lambda: receipt_of(community), 60 + 3 * subscribers / rate, 0.2)
        everybody = time.monotonic() - begun
        community.rest()
        slack("no_faults")
        server("no_faults")
        server.settled()
        check_told(community)
        check_receipt(community)
        check_order(tried_on_slack(slack, since[0]), SLACK_ROOMS, "Slack")
        check_order(tried_on_matrix(server, since[1]), community.matrix_rooms, "Matrix")
        check(not community.rows("SELECT 1 FROM outbox WHERE dead<>0"), "nothing is given up")
        failed = failures(slack.calls(since=since[0]), "method"), failures(server.calls(since=since[1]), "name")
        check(bot.stop() == 0, bot.said())
    slack.sound()
    check_sound(server, subscribers)
    print(f"{len(community.subscribers)} subscribers: the last room after {rooms:.1f} s, the last of all after {everybody:.0f} s; "
          f"what failed on Slack: {failed[0]}; on Matrix: {failed[1]}", flush=True)


def main():
    slack_peer, matrix_peer, *rest = sys.argv[1:]
    subscribers = int(next((word for word in rest if word.isdigit()), "60"))
    begun = time.monotonic()
    with beside.folder("usher-cancel-") as folder, Slack(os.path.abspath(slack_peer)) as slack, \
            Homeserver(os.path.abspath(matrix_peer)) as server:
        play(slack, server, folder, subscribers, 0.2 if "--full" in rest else 2)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
