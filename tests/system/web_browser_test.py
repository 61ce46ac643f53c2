#!/usr/bin/env python3
# tests/system/web_browser_test.py: the page in a real browser, driven by tests/system/web/*.mjs.
# SPDX-License-Identifier: BSD-3-Clause
"""web_browser_test.py [WEB_PEER] [--only WORDS] [--screenshots DIR]

USHER_BINARY: the program, built with USHER_TEST_CLOCK. USHER_SHARED: where data/neps-history.bundle lies; without it what
is about news, checks and histories of proposals is skipped, with a word. With WEB_PEER (tests/system/web_peer.cpp), forms,
groups and the home page too.
Needs Chromium, and node with npm, which installs what web/package-lock.json names into build/npm/web. Where one of them
cannot be had the test is skipped, with a word; with USHER_FULL=1 it fails. USHER_SHOTS: a folder for pictures of failures."""

import argparse
import os
import subprocess
import sys

from web import chromium


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", nargs="?", metavar="WEB_PEER")
    parser.add_argument("--only", help="tests whose name has this")
    parser.add_argument("--screenshots", metavar="DIR", help="takes pictures for the documentation instead")
    options = parser.parse_args()
    usher = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
    browser, node = chromium.ready()
    peer = os.path.abspath(options.peer) if options.peer else "-"
    command = [node, str(chromium.MODULES / "run.mjs"), browser, os.path.abspath(usher), peer]
    if options.only:
        command.append(options.only)
    if options.screenshots:
        os.makedirs(options.screenshots, exist_ok=True)
        command += ["--screenshots", os.path.abspath(options.screenshots)]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main())
