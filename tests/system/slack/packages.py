# tests/system/slack/packages.py: what Slack itself publishes for JavaScript, installed for the tests as package-lock.json says.
# SPDX-License-Identifier: BSD-3-Clause
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent.parent.parent / "build" / "npm" / "slack"
PATIENCE = 180  # seconds for npm


def left_out(why):
    print(f"skipped: {why}", flush=True)
    if os.environ.get("USHER_FULL") == "1":
        sys.exit(1)


def node():
    """The program that runs what lies in MODULES, where the packages are then; None where they cannot be had, which was said."""
    program, npm = shutil.which("node") or shutil.which("nodejs"), shutil.which("npm")
    if not program or not npm:
        return left_out("there is no node with npm")
    MODULES.mkdir(parents=True, exist_ok=True)
    with open(MODULES.with_suffix(".lock"), "w", encoding="ascii") as lock:  # another test may be installing them
        fcntl.flock(lock, fcntl.LOCK_EX)
        return program if install(npm) else None


def install(npm):
    wanted = (HERE / "package-lock.json").read_text(encoding="utf-8")
    made = MODULES / "made_of"
    for file in [*HERE.glob("*.mjs"), *HERE.glob("package*.json")]:
        shutil.copy(file, MODULES)
    if made.exists() and made.read_text(encoding="utf-8") == wanted:
        return True
    made.unlink(missing_ok=True)
    try:
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=MODULES, check=True,
                       timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        left_out(f"what tests/system/slack/package-lock.json names cannot be installed: {error}")
        return False
    made.write_text(wanted, encoding="utf-8")
    return True
