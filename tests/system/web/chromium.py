# tests/system/web/chromium.py: Debian's Chromium, and what node needs to drive it.
# SPDX-License-Identifier: BSD-3-Clause
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent.parent.parent / "build" / "npm" / "web"
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
    wanted = (HERE / "package-lock.json").read_text(encoding="utf-8")
    made = MODULES / "made_of"
    with open(MODULES.with_suffix(".lock"), "w", encoding="ascii") as lock:  # another test may be at it
        fcntl.flock(lock, fcntl.LOCK_EX)
        for file in [*HERE.glob("*.mjs"), *HERE.glob("package*.json")]:
            beside = MODULES / (file.name + ".new")
            shutil.copy(file, beside)
            beside.replace(MODULES / file.name)
        if made.exists() and made.read_text(encoding="utf-8") == wanted:
            return
        made.unlink(missing_ok=True)
        try:
            subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=MODULES, check=True,
                           timeout=PATIENCE, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as error:
            skip(f"what tests/system/web/package-lock.json names cannot be installed: {error}")
        made.write_text(wanted, encoding="utf-8")


def ready():
    """(chromium, node), with the modules in MODULES; or the test is skipped."""
    chromium, node, npm = program("chromium", "chromium-browser", "google-chrome"), program("node", "nodejs"), program("npm")
    install(npm)
    return chromium, node
