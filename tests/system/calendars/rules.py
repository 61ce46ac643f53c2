# tests/system/calendars/rules.py: recurrence rules to expand: RFC 5545's own examples, shapes that meetings have, odd ones, and
# as many made by chance as wanted.
# SPDX-License-Identifier: BSD-3-Clause
import random
from datetime import datetime

# (DTSTART by the clock of New York, rule), RFC 5545, 3.8.5.3; without those that say UNTIL in UTC, which stand below.
EXAMPLES = [
    ("1997-09-02T09:00", "FREQ=DAILY;COUNT=10"),
    ("1997-09-02T09:00", "FREQ=DAILY;INTERVAL=2"),
    ("1997-09-02T09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5"),
    ("1998-01-01T09:00", "FREQ=YEARLY;UNTIL=20000131T235959;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA"),
    ("1998-01-01T09:00", "FREQ=DAILY;UNTIL=20000131T235959;BYMONTH=1"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971224T000000"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH"),
    ("1997-09-01T09:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000;WKST=SU;BYDAY=MO,WE,FR"),
    ("1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH"),
    ("1997-09-05T09:00", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR"),
    ("1997-09-05T09:00", "FREQ=MONTHLY;UNTIL=19971224T000000;BYDAY=1FR"),
    ("1997-09-07T09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU"),
    ("1997-09-22T09:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO"),
    ("1997-09-28T09:00", "FREQ=MONTHLY;BYMONTHDAY=-3"),
    ("1997-09-02T09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15"),
    ("1997-09-30T09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1"),
    ("1997-09-10T09:00", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15"),
    ("1997-09-02T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU"),
    ("1997-06-10T09:00", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7"),
    ("1997-03-10T09:00", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3"),
    ("1997-01-01T09:00", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200"),
    ("1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO"),
    ("1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
    ("1997-03-13T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH"),
    ("1997-06-05T09:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8"),
    ("1998-02-13T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
    ("1997-09-13T09:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13"),
    ("1996-11-05T09:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"),
    ("1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3"),
    ("1997-09-29T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"),
    ("1997-09-02T09:00", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000"),
    ("1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=15;COUNT=6"),
    ("1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=90;COUNT=4"),
    ("1997-09-02T09:00", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40"),
    ("1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16"),
    ("1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"),
    ("1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"),
    ("2007-01-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5"),
]

ZONES = ["UTC", "America/New_York", "America/Los_Angeles", "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"]

# Weekly, fortnightly, monthly; at times that a switch of clocks meets as well.
SHAPES = [
    ("2026-01-07T18:00", "FREQ=WEEKLY;BYDAY=WE"),
    ("2026-01-07T18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
    ("2026-01-05T09:30", "FREQ=WEEKLY;INTERVAL=3"),
    ("2026-01-06T11:00", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("2026-01-05T17:00", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
    ("2026-01-07T18:00", "FREQ=MONTHLY;BYDAY=1WE"),
    ("2026-01-28T18:00", "FREQ=MONTHLY;BYDAY=-1WE"),
    ("2026-01-15T16:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("2026-01-31T16:00", "FREQ=MONTHLY;BYMONTHDAY=31"),
    ("2026-01-31T16:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("2026-01-01T01:30", "FREQ=DAILY"),
    ("2026-01-01T02:30", "FREQ=DAILY"),
    ("2026-01-04T02:15", "FREQ=WEEKLY;BYDAY=SU"),
    ("2026-01-04T01:45", "FREQ=WEEKLY;BYDAY=SU"),
    ("2026-01-07T20:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=20"),
    ("2026-01-07T20:00", "FREQ=WEEKLY;UNTIL=20260701T200000"),
    ("2026-02-28T12:00", "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=4"),
    ("2026-03-02T12:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
]

ODD = [
    ("2024-02-29T10:00", "FREQ=YEARLY"),
    ("2024-02-29T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TH"),
    ("2026-01-05T10:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1"),
    ("2026-01-05T10:00", "FREQ=DAILY;BYHOUR=9,17;BYSETPOS=1"),
    ("2026-01-05T10:00", "FREQ=HOURLY;BYMINUTE=5,35;BYSETPOS=-1"),
    ("2026-01-05T10:00", "FREQ=DAILY;BYMONTHDAY=-1,-2"),
    ("2026-01-07T10:00", "FREQ=YEARLY;BYMONTHDAY=7,28"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO"),
    # Not with SU: of 2039 dateutil takes the 2nd of January for week 53, which by ISO 8601 is week 52.
    ("2026-01-05T10:00", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,TH"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYWEEKNO=10,20;BYDAY=MO,TU;WKST=SU"),
    ("2026-01-06T10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYYEARDAY=-1,1,366"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYYEARDAY=-306,60"),
    ("2026-01-05T10:00", "FREQ=MONTHLY;BYDAY=5FR"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYDAY=53MO"),
    ("2026-01-05T10:00", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ("2026-01-05T10:00", "FREQ=MONTHLY;BYMONTHDAY=1,31;BYHOUR=0,23;BYSETPOS=1,-1"),
    ("2026-01-05T10:00", "FREQ=DAILY;INTERVAL=7;BYDAY=MO;WKST=TU"),
    ("2026-01-05T10:00", "FREQ=DAILY;BYMONTH=2,12;BYMONTHDAY=13;BYDAY=FR"),
    ("2026-01-05T10:00", "FREQ=HOURLY;BYDAY=MO;BYHOUR=10,11"),
    ("2026-01-05T10:00", "FREQ=HOURLY;INTERVAL=5"),
    ("2026-01-05T10:00", "FREQ=HOURLY;INTERVAL=25;BYDAY=MO,TU,WE"),
    ("2026-01-05T10:00", "FREQ=MINUTELY;INTERVAL=7;BYHOUR=10"),
    ("2026-01-05T10:00", "FREQ=MINUTELY;BYMINUTE=1,2,3;BYSECOND=0,30"),
    ("2026-01-05T10:00", "FREQ=SECONDLY;INTERVAL=11"),
    ("2026-01-05T10:00", "FREQ=SECONDLY;BYSECOND=7;BYMINUTE=3,4"),
    ("2026-01-05T10:00:30", "FREQ=YEARLY;BYMONTH=1;BYHOUR=10;BYMINUTE=0;BYSECOND=30"),
    ("2026-01-05T10:00", "FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO,FR;BYHOUR=8,20"),
    ("2026-01-05T10:00", "FREQ=WEEKLY;BYMONTH=1,7;BYDAY=MO"),
    ("2026-01-05T10:00", "FREQ=WEEKLY;INTERVAL=4;WKST=SU;BYDAY=SU,SA"),
    ("2026-01-05T10:00", "freq=weekly;byday=mo,we;interval=1;"),
]


def by_chance(count, seed):
    """Rules of every frequency, with parts as they come. From 2016 on: until 2037 date-tz knows what clocks will show."""
    made = random.Random(seed)
    out = []
    while len(out) < count:
        freq = made.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"])
        parts = [f"FREQ={freq}"]
        if made.random() < 0.6:
            parts.append(f"INTERVAL={made.randint(1, 5)}")
        if made.random() < 0.4:
            parts.append("BYMONTH=" + ",".join(str(n) for n in sorted(made.sample(range(1, 13), made.randint(1, 4)))))
        if freq != "WEEKLY" and made.random() < 0.3:
            days = made.sample([*range(1, 32), *range(-31, 0)], made.randint(1, 4))
            parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
        # A part with numbers and without them at once gives nothing in dateutil, against the RFC.
        if made.random() < 0.5:
            names = made.sample(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], made.randint(1, 3))
            numbered = freq in ("YEARLY", "MONTHLY") and made.random() < 0.4
            parts.append("BYDAY=" + ",".join((made.choice(["1", "2", "-1", "3", "-2"]) if numbered else "") + n for n in names))
        if made.random() < 0.2:
            parts.append("BYHOUR=" + ",".join(str(n) for n in sorted(made.sample(range(24), made.randint(1, 3)))))
        if made.random() < 0.15:
            parts.append("BYMINUTE=" + ",".join(str(n) for n in sorted(made.sample(range(60), made.randint(1, 2)))))
        # Of the week that DTSTART is in, dateutil takes what lies behind it for the whole set; the RFC has the week.
        if made.random() < 0.2 and freq not in ("WEEKLY", "HOURLY", "MINUTELY"):
            parts.append("BYSETPOS=" + ",".join(made.sample(["1", "2", "-1", "-2", "3"], made.randint(1, 2))))
        if made.random() < 0.3:
            parts.append("WKST=" + made.choice(["SU", "MO", "WE"]))
        if made.random() < 0.3:
            parts.append(f"COUNT={made.randint(1, 40)}")
        start = datetime(2016, made.randint(1, 12), made.randint(1, 28), made.randint(0, 23), made.choice([0, 15, 30, 45]))
        out.append((start.isoformat(timespec="minutes"), ";".join(parts)))
    return out
