# tests/system/checks.py: what a system test has looked at, counted for its last line.
# SPDX-License-Identifier: BSD-3-Clause
count = 0


def check(condition, what):
    global count
    count += 1
    if not condition:
        raise AssertionError(what)
