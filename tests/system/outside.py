# tests/system/outside.py: a system test's way to packages that are not Debian's: an environment of their own.
# SPDX-License-Identifier: BSD-3-Clause
import fcntl
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parent.parent / "build" / "venv"


def go_there(kind="system", within=120):
    """Runs the test again inside the environment, which is made when it is not there or not as its file of requirements says:
    requirements.txt, or of another kind requirements_<kind>.txt. Where it cannot be made within so many seconds the test is
    skipped, with a word; with USHER_FULL it fails."""
    environment = ENVIRONMENTS / kind
    if Path(sys.prefix).resolve() == environment.resolve():
        return
    file = HERE / ("requirements.txt" if kind == "system" else f"requirements_{kind}.txt")
    wanted = file.read_text() + sys.version
    made = environment / "made_of"
    environment.parent.mkdir(parents=True, exist_ok=True)
    with open(environment.with_suffix(".lock"), "w", encoding="ascii") as lock:  # another test may be making it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != wanted:
            try:
                subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True, timeout=within)
                pip = [environment / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
                subprocess.run([*pip, "-r", file], check=True, timeout=within)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"skipped: what {file.name} names cannot be installed: {error}", flush=True)
                sys.exit(1 if os.environ.get("USHER_FULL") == "1" else 0)
            made.write_text(wanted)
    python = str(environment / "bin" / "python")
    os.execv(python, [python, *sys.argv])
