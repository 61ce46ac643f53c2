# bench/peers/meetings/dateutil/app.py: how long python-dateutil takes for each rule of a file, in microseconds.
# SPDX-License-Identifier: BSD-3-Clause
"""app.py FILE: a line each of DTSTART ("20260114T180000"), a tab, and the rule. Prints the best of three a line."""

import itertools
import sys
import time
from datetime import datetime

from dateutil import rrule

INSTANCES = 60

with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        start, rule = line.rstrip("\n").split("\t")
        best = None
        for _ in range(3):
            began = time.perf_counter()
            made = rrule.rrulestr(rule, dtstart=datetime.strptime(start, "%Y%m%dT%H%M%S"))
            list(itertools.islice(made, INSTANCES))
            took = time.perf_counter() - began
            best = took if best is None else min(best, took)
        print(f"{best * 1e6:.1f}")
