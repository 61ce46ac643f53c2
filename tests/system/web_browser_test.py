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
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent.parent / "build" / "npm" / "web"
PATIENCE = 180  # seconds for npm


def skip(why):
    print(f"skipped: {why}", flush=True)
    sys.exit(1 if os.environ.get("USHER_FULL") == "1" else 0)


def program(*names):
    for name in names:
        if found := shutil.which(name):
            return found
    return skip(f"there is no {names[0]}")


def install(npm):
    """What package-lock.json names, once; and the scripts beside it, because node looks for modules where they lie."""
    MODULES.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "web" / "package-lock.json").read_text(encoding="utf-8")
    made = MODULES / "made_of"
    for file in [*(HERE / "web").glob("*.mjs"), *(HERE / "web").glob("package*.json")]:
        shutil.copy(file, MODULES)
    if made.exists() and made.read_text(encoding="utf-8") == wanted:
        return
    made.unlink(missing_ok=True)
    try:
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=MODULES, check=True,
                       timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        skip(f"what tests/system/web/package-lock.json names cannot be installed: {error}")
    made.write_text(wanted, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", nargs="?", metavar="WEB_PEER")
    parser.add_argument("--only", help="tests whose name has this")
    parser.add_argument("--screenshots", metavar="DIR", help="takes pictures for the documentation instead")
    options = parser.parse_args()
    usher = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
    chromium, node, npm = program("chromium", "chromium-browser", "google-chrome"), program("node", "nodejs"), program("npm")
    install(npm)
    peer = os.path.abspath(options.peer) if options.peer else "-"
    command = [node, str(MODULES / "run.mjs"), chromium, os.path.abspath(usher), peer]
    if options.only:
        command.append(options.only)
    if options.screenshots:
        os.makedirs(options.screenshots, exist_ok=True)
        command += ["--screenshots", os.path.abspath(options.screenshots)]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main())
