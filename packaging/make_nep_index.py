#!/usr/bin/env python3
# packaging/make_nep_index.py: regenerates the facts about proposals that ship with the program.
# SPDX-License-Identifier: BSD-3-Clause
"""Reads a folder of proposals (a checkout's doc/neps) and writes config/numpy/proposals/nep.tsv.

    packaging/make_nep_index.py ~/numpy/doc/neps

The headers are read by the program's own parser: the target nep_index is built first, in the build folder of the preset
"dev". AS_OF is the date of the last commit that touched the folder; outside a checkout give it with --as-of. The same
folder and date give the same bytes.
"""

import argparse
import hashlib
import pathlib
import subprocess
import sys
from datetime import datetime, timezone

ROOT = pathlib.Path(__file__).resolve().parent.parent


def listing(folder):
    for file in sorted(folder.iterdir()):
        if file.is_file():
            data = file.read_bytes()
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
            yield f"{blob} {len(data)} {file.name}"


def last_commit(folder):
    asked = subprocess.run(["git", "-C", folder, "log", "-1", "--format=%ct", "--", "."], capture_output=True, text=True)
    if asked.returncode != 0 or not asked.stdout.strip():
        sys.exit(f"make_nep_index.py: {folder} is in no git checkout; say --as-of 2026-08-21T19:32:39Z")
    return datetime.fromtimestamp(int(asked.stdout), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def tool(build):
    if not (build / "CMakeCache.txt").exists():
        subprocess.run(["cmake", "--preset", "dev"], cwd=ROOT, check=True, stdout=sys.stderr)
    subprocess.run(["cmake", "--build", build, "--target", "nep_index"], check=True, stdout=sys.stderr)
    return build / "commands" / "nep_index"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=pathlib.Path, help="where the proposals are")
    args.add_argument("--as-of", help="when they were so, UTC: 2026-08-21T19:32:39Z")
    args.add_argument("--label", default="NEP", help="NEP or PEP")
    args.add_argument("--out", type=pathlib.Path, default=ROOT / "config/numpy/proposals/nep.tsv")
    args.add_argument("--build", type=pathlib.Path, default=ROOT / "build/dev", help="a configured build folder")
    args = args.parse_args()
    lines = "\n".join(listing(args.folder)) + "\n"
    command = [tool(args.build.resolve()), args.label, args.folder, args.as_of or last_commit(args.folder)]
    made = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE)
    if made.returncode != 0:
        return made.returncode
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(made.stdout)
    print(f"{args.out}: {made.stdout.count(b'.rst')} proposals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
