#!/usr/bin/env python3
# tests/system/meetings_feed_test.py: calendars that others subscribe to, over HTTP, as programs of others read them.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. What it serves is read with icalendar and expanded with recurring-ical-events: the dates are those
of the calendar that it was given; what an organiser changes has the same UID and a higher SEQUENCE; a restart changes nothing;
hostile titles stay titles; passcodes are where the configuration wants them and nowhere else."""

import asyncio
import os
import socket
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote

import outside

outside.go_there("calendars")

import icalendar
import recurring_ical_events

import beside
import checks
from checks import check
from web.client import PATIENCE, Server, Tab, request, sign_in, words

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
NOW = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
FIRST = NOW + timedelta(days=3)
HOSTILE = {
    "会议，逗号, 分号; 反斜线\\ 和一个很长很长很长很长很长很长很长很长很长很长很长很长的标题": 4,
    "Emoji 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 END:VEVENT": 5,
    "A “quoted” title: with, commas; and = signs": 6,
}
SECRETS = (b"pwd=", b"passcode", b"zoom.us", b"646 555")


def compact(at):
    return at.strftime("%Y%m%dT%H%M%SZ")


def source():
    """Three meetings that are known by name, and those of HOSTILE."""
    def event(uid, title, start, *more):
        text = icalendar.vText(title).to_ical().decode()
        return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{text}", f"DTSTART:{compact(start)}",
                f"DTEND:{compact(start + timedelta(hours=1))}", *more, "END:VEVENT"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Usher//tests//EN"]
    lines += event("a", "Community Call", FIRST, "RRULE:FREQ=DAILY;INTERVAL=14", "URL:https://e.zoom.us/j/x1?pwd=a",
                   "DESCRIPTION:https://hackmd.io/agenda passcode 4711 +1 646 555 0100")
    lines += event("b", "Triage", FIRST + timedelta(hours=3), "RRULE:FREQ=WEEKLY;COUNT=20",
                   f"EXDATE:{compact(FIRST + timedelta(days=7, hours=3))}", "LOCATION:https://e.zoom.us/j/x2?pwd=b")
    lines += event("c", "Newcomers", FIRST + timedelta(hours=6), "RRULE:FREQ=WEEKLY;COUNT=3", "URL:https://meet.jit.si/open")
    for title, days in HOSTILE.items():
        lines += event(title[:5].encode().hex(), title, NOW + timedelta(days=days))
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Feeds:
    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "source.ics").write_bytes(source().encode())
        (self.folder / "usher.toml").write_text('[community]\nname = "Tests"\n')
        (self.folder / "meetings.toml").write_text(
            '[series.community]\ntitle = "Community Call"\ntags = ["open"]\nrooms = ["web:general"]\n'
            '[series.triage]\ntitle = "Triage"\nin_feed = false\n'
            '[series.newcomers]\ntitle = "Newcomers"\ntags = ["open"]\nlink_in_feed = true\n')
        self.port = free_port()

    def server(self, public=True):
        return Server([USHER, "run", "--config", str(self.folder / "usher.toml"),
                       "--set", f"web.listen=127.0.0.1:{self.port}", "--set", f"database.path={self.folder}/usher.db",
                       "--set", f'meetings.calendars=["{self.folder}/source.ics"]',
                       "--set", f"meetings.public_feeds={str(public).lower()}",
                       "--set", f"web.public_url=http://127.0.0.1:{self.port}"], self.folder)

    def get(self, path, **headers):
        return request(f"http://127.0.0.1:{self.port}", "GET", path, headers=headers)

    def until(self, what, condition):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{what} did not come")

    def calendar(self, path):
        answer = self.get(path)
        check(answer.status == 200, f"{path}: {answer.status}")
        return icalendar.Calendar.from_ical(answer.body)

    def events(self, path):
        return {event.DTSTART: event for event in self.calendar(path).walk("VEVENT")}

    def paths(self):
        return [path for path, in beside.rows(self.folder / "usher.db", "SELECT path FROM documents ORDER BY path")]

    def all(self):
        """{path: (bytes, tag)}"""
        out = {}
        for path in self.paths():
            answer = self.get(quote(path))
            check(answer.status == 200, f"{path}: {answer.status}")
            out[path] = (answer.body, answer.headers["ETag"])
        return out


def what_is_served_is_what_the_calendar_has(feeds):
    end = NOW + timedelta(days=390)
    expected = {(str(one["SUMMARY"]), one.DTSTART) for one in
                recurring_ical_events.of(icalendar.Calendar.from_ical(source())).between(NOW, end)
                if str(one["SUMMARY"]) != "Triage"}
    calendar = feeds.calendar("/calendar/all.ics")
    found = [(str(one["SUMMARY"]), one.DTSTART) for one in recurring_ical_events.of(calendar).between(NOW, end)]
    check(len(found) == len(set(found)), "each date is there once")
    check(set(found) == expected, f"{sorted(set(found) ^ expected)[:4]}")
    check(str(calendar["VERSION"]) == "2.0", "it is a calendar")
    check("METHOD" not in calendar, "and no message of scheduling, whose events would have to name an ORGANIZER")
    check(calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1), "it says how often to look")
    uids = [str(one["UID"]) for one in calendar.walk("VEVENT")]
    check(len(uids) == len(set(uids)), "each date has a UID of its own")
    for one in calendar.walk("VEVENT"):
        check(not one.errors, f"{one.errors}")
        check("Code of Conduct" in str(one["DESCRIPTION"]), "each has the notice")
        check(str(one["STATUS"]) == "CONFIRMED", "each takes place")
        check(one["DTSTAMP"].dt.tzinfo is not None and one["LAST-MODIFIED"].dt == one["DTSTAMP"].dt, "when it changed")
    titles = {str(one["SUMMARY"]) for one in calendar.walk("VEVENT")}
    check(titles == {"Community Call", "Newcomers", *HOSTILE}, f"{titles}")
    return len(found)


def lines_are_as_the_rules_want_them(feeds):
    for path, (body, _) in feeds.all().items():
        check(body.endswith(b"\r\n"), path)
        for line in body.removesuffix(b"\r\n").split(b"\r\n"):
            check(len(line) <= 75 and b"\n" not in line and b"\r" not in line, f"{path}: {line}")
            line.decode("utf-8")  # no character is parted
        if "newcomers" not in path:
            check(not any(secret in body.replace(b"\r\n ", b"") for secret in SECRETS), f"{path} has what is for members")
    check("/calendar/series/triage.ics" not in feeds.paths(), "a meeting that is not to be public is not")
    check(b"URL:https://meet.jit.si/open" in feeds.get("/calendar/series/newcomers.ics").body, "a link that is public is there")
    check(len(feeds.events("/calendar/tag/open.ics")) == len(feeds.events("/calendar/series/community.ics")) + 3, "a tag has all of its")


def http_is_spared(feeds):
    base, path = f"http://127.0.0.1:{feeds.port}", "/calendar/all.ics"
    answer = feeds.get(path)
    check(answer.headers["Content-Type"] == "text/calendar; charset=utf-8", f"{answer.headers['Content-Type']}")
    check("max-age" in answer.headers["Cache-Control"], "it may be kept a while")
    tag = answer.headers["ETag"]
    for field in (tag, f"W/{tag}", f'"x", {tag}'):
        again = feeds.get(path, **{"If-None-Match": field})
        check(again.status == 304 and again.body == b"" and again.headers["ETag"] == tag, f"{field}: {again.status}")
    check(feeds.get(path, **{"If-None-Match": '"x"'}).status == 200, "another tag is another document")
    head = request(base, "HEAD", path)
    check(head.status == 200 and head.body == b"" and head.headers["Content-Length"] == str(len(answer.body)), "HEAD")
    check(request(base, "POST", path, {}).status == 404, "nothing can be posted there")
    for other in ("/calendar/", "/calendar/none.ics", "/calendar/../usher.db", "/calendar/%2e%2e/usher.db"):
        check(feeds.get(other).status == 404, other)


async def press(tab, message, action_label):
    for block in message["doc"]:
        for button in block.get("buttons", []):
            if button["label"] == action_label:
                return await tab.do("press", message=message["id"], button=button["n"])
    raise AssertionError(f"no button {action_label}: {words(message)}")


async def order(tab, text, title):
    await tab.send("general", text)
    shown = await tab.sees(title)
    await press(tab, shown, "Yes, tell everybody")
    await tab.sees("Done. I am telling everybody")


async def what_organisers_change_is_served(feeds):
    grace = sign_in(f"http://127.0.0.1:{feeds.port}", "Grace", "organiser")
    path = "/calendar/series/community.ics"
    before, tag = feeds.events(path), feeds.get(path).headers["ETag"]
    newcomers = feeds.get("/calendar/series/newcomers.ics")
    first, second = sorted(before)[:2]
    later = second + timedelta(days=1, hours=2)
    async with Tab(grace) as tab:
        await order(tab, f"/meeting move community {second:%Y-%m-%d} to {later:%Y-%m-%d %H:%M} UTC", "Move Community Call?")
        moved = feeds.until("the move", lambda: (lambda found: found if later in found else None)(feeds.events(path)))
        check(second not in moved and moved[later]["UID"] == before[second]["UID"], "what was moved has its UID still")
        check(moved[later]["SEQUENCE"] > before[second]["SEQUENCE"], "and a higher sequence")
        check(moved[first] == before[first], "the others are as they were")
        check(feeds.get(path).headers["ETag"] != tag, "the feed is another")
        check(feeds.get(path, **{"If-None-Match": tag}).status == 200, "and is sent to whoever has the old one")
        await order(tab, f"/meeting cancel community {later:%Y-%m-%d} because of snow", "Cancel Community Call?")
        off = feeds.until("the end", lambda: (lambda found: found if str(found[later]["STATUS"]) == "CANCELLED" else None)(
            feeds.events(path)))
        check(off[later]["UID"] == before[second]["UID"] and off[later]["SEQUENCE"] > moved[later]["SEQUENCE"], "called off")
        check(str(feeds.events("/calendar/all.ics")[later]["STATUS"]) == "CANCELLED", "in all feeds")
        same = feeds.get("/calendar/series/newcomers.ics")
        check((same.body, same.headers["ETag"]) == (newcomers.body, newcomers.headers["ETag"]), "another series is untouched")
        await tab.send("general", "/meeting calendar community")
        said = words(await tab.sees("A calendar to subscribe to"))
        check(f"http://127.0.0.1:{feeds.port}{path}" in said and "webcal://" in said, said)
    # A reader that goes by UID and SEQUENCE has the date once, called off.
    kept = {}
    for state in (before, moved, off):
        for event in state.values():
            if str(event["UID"]) not in kept or event["SEQUENCE"] >= kept[str(event["UID"])]["SEQUENCE"]:
                kept[str(event["UID"])] = event
    check(len(kept) == len(before), "nobody has a date twice")


def main():
    with beside.folder() as folder:
        feeds = Feeds(folder)
        with feeds.server() as server:
            server.wait()
            feeds.until("the feed", lambda: feeds.get("/calendar/series/newcomers.ics").status == 200)
            served = what_is_served_is_what_the_calendar_has(feeds)
            lines_are_as_the_rules_want_them(feeds)
            http_is_spared(feeds)
            asyncio.run(what_organisers_change_is_served(feeds))
            before = feeds.all()
            check(server.stop() == 0, "it ends in order")
        with feeds.server() as server:
            server.wait()
            check(feeds.get("/calendar/all.ics").status in (200, 503), "it is there at once, or not yet")
            feeds.until("the calendar", lambda: beside.idle(feeds.folder / "usher.db", int(time.time()) + 1))
            check(feeds.all() == before, "a restart changes nothing")
            server.kill()
        with feeds.server() as server:
            server.wait()
            feeds.until("the calendar", lambda: beside.idle(feeds.folder / "usher.db", int(time.time()) + 1))
            check(feeds.all() == before, "nor does a kill")
            server.stop()
        with feeds.server(public=False) as server:
            server.wait()
            feeds.until("their end", lambda: not feeds.paths())
            check(feeds.get("/calendar/all.ics").status == 404, "what is not public any more is gone")
            server.stop()
        print(f"{checks.count} checks: {served} dates served, {len(before)} documents", flush=True)


if __name__ == "__main__":
    main()
