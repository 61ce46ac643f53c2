#!/usr/bin/env python3
# tests/system/slack_ready_test.py: whoever watches is told whether Slack reaches Usher.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_ready_test.py SLACK_PEER

USHER_BINARY: the program. In Socket Mode /readyz is red until a connection stands, and while none does; in HTTP mode it is green once
Usher listens. /healthz is green all the while."""

import contextlib
import http.client
import os
import re
import sys
import tempfile
import time

import checks
from checks import check
from slack import peer


def get(port, path):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode().strip()


def page_port(bot):
    """Where the space in the browser is, which says so."""
    found = peer.until("its address", lambda: re.search(r"is at http://127\.0\.0\.1:(\d+)/", bot.said(1000)))
    return int(found[1])


def socket_mode(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        slack("configure", no_hello=True)
        with peer.usher(usher, slack, folder) as bot:
            port = page_port(bot)
            peer.until("its sockets", lambda: slack("state")["sockets"]["registered"] == 2)
            check(get(port, "/readyz") == (503, "no connection to Slack stands"), "red before the first hello")
            check(get(port, "/healthz")[0] == 200, "it lives")
            slack("configure", no_hello=False)
            # Those that were never said hello to are given up after ten seconds.
            peer.until("ready", lambda: get(port, "/readyz") == (200, "ready"), patience=60)
            slack.connected(2, bot)
            slack("refresh", which="all")
            for _ in range(50):
                check(get(port, "/readyz")[0] == 200, "green through a refresh of both")
                time.sleep(0.02)
            slack("configure", no_hello=True)
            slack("cut", which="all")
            peer.until("red", lambda: get(port, "/readyz")[0] == 503)
            check(get(port, "/healthz")[0] == 200, "it lives on")
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def http_mode(usher, fake):
    with tempfile.TemporaryDirectory() as folder, peer.Slack(fake) as slack:
        door = peer.free_port()
        slack("configure", http_port=door)
        with peer.usher(usher, slack, folder, port=door) as bot:
            port = page_port(bot)
            peer.until("its door", lambda: peer.listens(door))
            check(get(door, "/readyz") == (200, "ready"), "green at Slack's door")
            check(get(port, "/readyz") == (200, "ready"), "and at the page's")
            check(bot.stop() == 0, "it leaves in peace")
        slack.sound()


def main():
    fake = os.path.abspath(sys.argv[1])
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    begun = time.monotonic()
    socket_mode(usher, fake)
    http_mode(usher, fake)
    print(f"{checks.count} checks in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
