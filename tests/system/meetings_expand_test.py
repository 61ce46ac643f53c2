#!/usr/bin/env python3
# tests/system/meetings_expand_test.py: when meetings take place, against implementations that nobody here wrote.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_expand_test.py [--full]

USHER_BINARY: the program. Rules against python-dateutil, zones against Python's zoneinfo, what was taken out, added and moved
against recurring-ical-events; the calendar that NumPy keeps, where USHER_SHARED has it. --full: every zone, and more rules."""

import json
import os
import subprocess
import sys
import tempfile
import zoneinfo
from datetime import datetime, timedelta, timezone
from pathlib import Path

import outside

outside.go_there("calendars")

import icalendar
import recurring_ical_events
from dateutil import rrule

import checks
from calendars import rules
from checks import check

FULL = "--full" in sys.argv
USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
# How long a rule is followed: until there is enough to compare.
SPAN = {"YEARLY": timedelta(days=366 * 20), "MONTHLY": timedelta(days=366 * 6), "WEEKLY": timedelta(days=366 * 2),
        "DAILY": timedelta(days=400), "HOURLY": timedelta(days=20), "MINUTELY": timedelta(days=1), "SECONDLY": timedelta(hours=2)}


def expand(calendar, start, end, folder):
    """{uid: [(start in UTC, by the clock)]}, and what was wrong."""
    file = Path(folder) / "calendar.ics"
    file.write_text(calendar, encoding="utf-8")
    done = subprocess.run([USHER, "meetings", "expand", str(file), "--json", "--from", start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                           "--to", end.strftime("%Y-%m-%dT%H:%M:%SZ")], capture_output=True, text=True, timeout=300, check=False)
    check(done.returncode == 0, done.stderr)
    found = {}
    for line in done.stdout.splitlines():
        one = json.loads(line)
        found.setdefault(one["uid"], []).append((one["start"], one["start_local"]))
    return found, done.stderr.splitlines()


def calendar_of(events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Usher//tests//EN"]
    for uid, body in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{uid}", *body, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def compact(at):
    return at.strftime("%Y%m%dT%H%M%S")


def in_utc(shown, zone):
    """RFC 5545, 3.3.5: twice is the first time, and never is by the offset before the gap; which is how fold=0 is read."""
    return shown.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def rules_are_followed_as_dateutil_does(folder):
    cases = [(start, rule, "America/New_York") for start, rule in rules.EXAMPLES]
    cases += [(start, rule, zone) for start, rule in rules.SHAPES for zone in rules.ZONES]
    cases += [(start, rule, "UTC") for start, rule in rules.ODD]
    cases += [(start, rule, "Europe/Berlin") for start, rule in rules.by_chance(1000 if FULL else 200, 5545)]
    by_freq, expected = {}, {}
    for number, (start, rule, zone) in enumerate(cases):
        uid = f"{number}: {start} {zone} {rule}"
        first = datetime.fromisoformat(start)
        freq = rule.upper().split("FREQ=")[1].split(";")[0]
        try:
            whole = rrule.rrulestr(rule.upper().strip(";"), dtstart=first)
        except ValueError:  # a BYHOUR that INTERVAL never meets, for instance: it says so at once
            continue
        # DTSTART is an occurrence (RFC 5545, 3.8.5.3): where the rule does not give it, the rule's own first is taken.
        firsts = whole.between(first, first + SPAN[freq], inc=True)  # not further: dateutil goes there minute by minute
        if not firsts:
            continue
        first = firsts[0]
        whole = rrule.rrulestr(rule.upper().strip(";"), dtstart=first)
        # Its first may come years after its start; what clocks show is compared up to 2037 (offsets_are_those_of_zoneinfo).
        end = min(first + SPAN[freq], datetime(2038, 1, 1))
        expected[uid] = [one for one in whole.between(first, end, inc=True) if one < end]
        tz = "DTSTART:" + compact(first) + "Z" if zone == "UTC" else f"DTSTART;TZID={zone}:{compact(first)}"
        by_freq.setdefault((freq, first.year, first.date() if freq in SUB_DAILY else 0), []).append(
            (uid, [tz, "DURATION:PT1H", f"RRULE:{rule}"], first, end, zoneinfo.ZoneInfo(zone)))
    compared = 0
    for group in by_freq.values():
        begin = min(first for _, _, first, _, _ in group) - timedelta(hours=14)
        end = max(last for _, _, _, last, _ in group) + timedelta(hours=14)
        found, problems = expand(calendar_of((uid, body) for uid, body, *_ in group), begin, end, folder)
        check(not problems, f"nothing is wrong with these rules: {problems[:3]}")
        for uid, _, first, last, zone in group:
            ours = [one for one in found.get(uid, []) if datetime.fromisoformat(one[1]) < last]
            theirs = [(in_utc(one, zone).strftime("%Y-%m-%dT%H:%M:%SZ"), one.isoformat()) for one in expected[uid]]
            # Order is by the instant; around an hour that is there twice that is not the order of the clock.
            check(sorted(ours) == sorted(theirs), f"{uid}: {sorted(set(ours) ^ set(theirs))[:6]} of {len(ours)}, {len(theirs)}")
            compared += len(theirs)
    print(f"ok  {len(expected)} rules, {compared} occurrences, as python-dateutil and zoneinfo have them", flush=True)


SUB_DAILY = ("HOURLY", "MINUTELY", "SECONDLY")

CHANGED = {
    "an EXDATE in UTC": ["DTSTART;TZID=Europe/Berlin:20240703T180000", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20240717T160000Z"],
    "EXDATEs count for COUNT": ["DTSTART:20240703T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20240710T180000Z"],
    "several EXDATEs": ["DTSTART;TZID=Europe/Berlin:20240703T180000", "RRULE:FREQ=WEEKLY;COUNT=6",
                        "EXDATE;TZID=Europe/Berlin:20240710T180000,20240724T180000"],
    "an RDATE": ["DTSTART;TZID=Europe/Berlin:20240703T180000", "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Berlin:20240724T180000"],
    "RDATEs alone": ["DTSTART:20240703T180000Z", "RDATE:20240801T100000Z,20240901T110000Z"],
    "an RDATE that is there already": ["DTSTART:20240703T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "RDATE:20240710T180000Z"],
    "whole days": ["DTSTART;VALUE=DATE:20240703", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20240710"],
    "UNTIL is included": ["DTSTART:20240703T180000Z", "RRULE:FREQ=WEEKLY;UNTIL=20240717T180000Z"],
    "UNTIL in UTC of a zone": ["DTSTART;TZID=America/Los_Angeles:20240703T180000", "RRULE:FREQ=WEEKLY;UNTIL=20240718T010000Z"],
}

MOVED = """BEGIN:VEVENT
UID:moved
DTSTART;TZID=Europe/Berlin:20240703T180000
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=4
SUMMARY:moved
END:VEVENT
BEGIN:VEVENT
UID:moved
RECURRENCE-ID;TZID=Europe/Berlin:20240710T180000
DTSTART;TZID=Europe/Berlin:20240711T190000
DURATION:PT1H
SUMMARY:moved
END:VEVENT
BEGIN:VEVENT
UID:moved
RECURRENCE-ID:20240717T160000Z
DTSTART;TZID=Europe/Berlin:20240716T090000
DURATION:PT1H
SUMMARY:moved
END:VEVENT
"""


def what_was_changed_is_as_recurring_ical_events_has_it(folder):
    begin, end = datetime(2024, 6, 1, tzinfo=timezone.utc), datetime(2024, 12, 1, tzinfo=timezone.utc)
    calendars = {name: calendar_of([(name, [*body, "DURATION:P1D" if "DATE:2" in body[0] else "DURATION:PT1H"])])
                 for name, body in CHANGED.items()}
    calendars["moved"] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n" + MOVED + "END:VCALENDAR\n"
    for name, text in calendars.items():
        found, problems = expand(text, begin, end, folder)
        check(not problems, f"{name}: {problems}")
        theirs = set()
        for event in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(begin, end):
            at = event["DTSTART"].dt
            theirs.add(at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(at, datetime) else f"{at}T00:00:00Z")
        ours = {start for start, _ in found.get(name, [])}
        check(ours == theirs, f"{name}: {sorted(ours)}, {sorted(theirs)}")
    print(f"ok  {len(calendars)} calendars with what was taken out, added and moved", flush=True)


def offsets_are_those_of_zoneinfo(folder):
    names = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    names = [name for name in names if not name.startswith(("posix/", "right/"))][::1 if FULL else 12]
    begin, end = datetime(2010, 1, 1, tzinfo=timezone.utc), datetime(2037, 12, 30, tzinfo=timezone.utc)
    points = 0
    for at in range(0, len(names), 40):
        part = names[at:at + 40]
        events = [(name, [f"DTSTART;TZID={name}:20100103T120000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=9"]) for name in part]
        found, problems = expand(calendar_of(events), begin, end, folder)
        check(not problems, f"{problems[:3]}")
        for name in part:
            zone = zoneinfo.ZoneInfo(name)
            check(len(found[name]) > 1100, f"{name}: {len(found[name])}")
            for utc, local in found[name]:
                theirs = in_utc(datetime.fromisoformat(local), zone).strftime("%Y-%m-%dT%H:%M:%SZ")
                if utc != theirs:
                    check(False, f"{name} {local}: {utc}, {theirs}")
            points += len(found[name])
    print(f"ok  {len(names)} zones at {points} instants as zoneinfo has them", flush=True)


HOSTILE = ["FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYYEARDAY=1", "FREQ=MONTHLY;BYDAY=9MO",
           "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31",
           "FREQ=YEARLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMONTHDAY=31;BYMONTH=4"]


def a_rule_that_never_comes_true_is_given_up(folder):
    begin = datetime(2026, 1, 1, tzinfo=timezone.utc)
    events = [(rule, ["DTSTART:20260101T000000Z", f"RRULE:{rule}"]) for rule in HOSTILE]
    found, problems = expand(calendar_of(events), begin, begin + timedelta(days=366 * 20), folder)
    for rule in HOSTILE:
        check(len(found[rule]) == 1, f"{rule}: DTSTART alone")
    check(len(problems) == len(HOSTILE), f"each is told of: {problems}")
    print(f"ok  {len(HOSTILE)} rules that never come true", flush=True)


def a_large_file_is_read_whole(folder):
    count = 60_000
    events = [(str(number), [f"DTSTART:2026{number % 12 + 1:02}{number % 28 + 1:02}T{number % 24:02}0000Z", "DURATION:PT1H",
                             "DESCRIPTION:What there is to say of it\\, at about this length."]) for number in range(count)]
    begin = datetime(2026, 1, 1, tzinfo=timezone.utc)
    found, problems = expand(calendar_of(events), begin, begin + timedelta(days=366), folder)
    check(len(found) == count and not problems, f"{len(found)} of {count}: {problems[:2]}")
    print(f"ok  {count} events", flush=True)


def the_calendar_of_numpy_is_as_it_is_known(folder):
    shared = Path(os.environ.get("USHER_SHARED") or "../shared") / "data/calendars"
    if not (shared / "numpy_occurrences.json").exists():
        print("skipped: data/calendars is not in USHER_SHARED", flush=True)
        check(os.environ.get("USHER_FULL") != "1", "it must be there")
        return
    known = json.loads((shared / "numpy_occurrences.json").read_text())["occurrences"]
    begin, end = datetime(2025, 1, 1, tzinfo=timezone.utc), datetime(2027, 1, 1, tzinfo=timezone.utc)
    done = subprocess.run([USHER, "meetings", "expand", str(shared / "ics/numpy.ics"), "--json", "--from", "2025-01-01", "--to", "2027-01-01"],
                          capture_output=True, text=True, timeout=60, check=True)
    ours = sorted((one["start"], one["series"], one["url"]) for one in map(json.loads, done.stdout.splitlines()))
    theirs = sorted((one["start"], one["summary"], one["url"]) for one in known
                    if begin <= datetime.fromisoformat(one["start"]) < end)
    check(ours == theirs, f"{len(ours)}, {len(theirs)}: {sorted(set(ours) ^ set(theirs))[:4]}")
    for file in sorted((shared / "ics").glob("*.ics")):
        done = subprocess.run([USHER, "meetings", "expand", str(file), "--json"], capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode == 0 and not done.stderr, f"{file.name}: {done.stderr}")
    print(f"ok  {len(ours)} occurrences of NumPy's calendar", flush=True)


def times_are_taken_as_they_are_explained(folder):
    file = Path(folder) / "one.ics"
    file.write_text(calendar_of([("one", ["DTSTART:20260107T180000Z"])]), encoding="utf-8")
    # From when, and whether 18:00 on the 7th is still to come then; as help and messages write it.
    for when, there in {"2026-01-07": True, "2026-01-07T18:00": True, "2026-01-07T18:00Z": True, "2026-01-07T18:00:00Z": True,
                        "2026-01-07T18:00:01Z": False, "2026-01-07T18:01Z": False, "2026-01-08": False}.items():
        done = subprocess.run([USHER, "meetings", "expand", str(file), "--from", when, "--to", "2027-01-01"],
                              capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode == 0, f"{when}: {done.stderr}")
        check(done.stdout == ("2026-01-07 18:00 UTC  one\n" if there else ""), f"{when}: {done.stdout}")
    for when in ("yesterday", "2026-13-01", "18:00"):
        done = subprocess.run([USHER, "meetings", "expand", str(file), "--from", when], capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode == 2 and "2026-01-07" in done.stderr, f"{when}: {done.returncode} {done.stderr}")
    print("ok  times as they are explained", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="usher-calendars-") as folder:
        for one in (rules_are_followed_as_dateutil_does, what_was_changed_is_as_recurring_ical_events_has_it,
                    offsets_are_those_of_zoneinfo, a_rule_that_never_comes_true_is_given_up, a_large_file_is_read_whole,
                    times_are_taken_as_they_are_explained, the_calendar_of_numpy_is_as_it_is_known):
            one(folder)
    print(f"{checks.count} checks")


if __name__ == "__main__":
    main()
