# tests/system/outside.py: a system test's way to packages that are not Debian's: an environment of their own.
# SPDX-License-Identifier: BSD-3-Clause
import fcntl
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent.parent / "build" / "venv" / "system"


def go_there():
    """Runs the test again inside the environment, which is made when it is not there or not as requirements.txt says.
    Where it cannot be made the test is skipped, with a word; with USHER_FULL it fails."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    wanted = (HERE / "requirements.txt").read_text() + sys.version
    made = ENVIRONMENT / "made_of"
    ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    with open(ENVIRONMENT.with_suffix(".lock"), "w", encoding="ascii") as lock:  # another test may be making it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != wanted:
            try:
                subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True, timeout=120)
                pip = [ENVIRONMENT / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
                subprocess.run([*pip, "-r", HERE / "requirements.txt"], check=True, timeout=120)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"skipped: what tests/system/requirements.txt names cannot be installed: {error}", flush=True)
                sys.exit(1 if os.environ.get("USHER_FULL") == "1" else 0)
            made.write_text(wanted)
    python = str(ENVIRONMENT / "bin" / "python")
    os.execv(python, [python, *sys.argv])
