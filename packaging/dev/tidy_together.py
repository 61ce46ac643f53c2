#!/usr/bin/env python3
"""Writes what clang-tidy may look at as one, and prints a part of it: tidy_together.py PART OF [FILE…], in the project's folder.

Two thirds of what clang-tidy does for a file it does for the system's headers, file by file. Of files that stand in one unit
(cmake/unity_groups.py) it does so once. build/tidy then holds the units with compile commands of their own, made from those
of build/dev. Printed are those units whose number leaves PART when divided by OF, and units of the sources that are named.

What clang warns of in a main file only, as functions that nobody calls, does not show so.

SPDX-License-Identifier: BSD-3-Clause
"""

import collections
import json
import os
import shutil
import sys

sys.path.insert(0, "cmake")
import unity_groups  # noqa: E402


def targets(here):
    """The sources of each target, by its folder of objects, and how each is compiled."""
    out = collections.defaultdict(list)
    commands = {}
    with open("build/dev/compile_commands.json", encoding="utf-8") as file:
        for entry in json.load(file):
            path = os.path.relpath(os.path.normpath(os.path.join(entry["directory"], entry["file"])), here)
            if path.startswith(("build/", "..")):
                continue
            words = entry["command"].split(" ")
            target = words[words.index("-o") + 1].split(".dir/")[0]
            out[target].append(path)
            commands[path] = entry
    return out, commands


def rules_for(folder):
    """The .clang-tidy files that hold for sources of a folder, put beside what stands for them."""
    while folder:
        if os.path.exists(f"{folder}/.clang-tidy"):
            os.makedirs(f"build/tidy/{folder}", exist_ok=True)
            shutil.copy(f"{folder}/.clang-tidy", f"build/tidy/{folder}/.clang-tidy")
        folder = os.path.dirname(folder)


def main():
    part, of, named = int(sys.argv[1]), int(sys.argv[2]), set(sys.argv[3:])
    here = os.getcwd()
    shutil.rmtree("build/tidy", ignore_errors=True)
    sources, commands = targets(here)
    entries, printed, number = [], [], 0

    def write(group, target):
        unit = f"build/tidy/{os.path.dirname(group[0])}/{os.path.basename(target)}_{len(entries)}.cpp"
        os.makedirs(os.path.dirname(unit), exist_ok=True)
        with open(unit, "w", encoding="utf-8") as file:
            file.writelines(f'#include "{path}"\n' for path in group)
        entry = commands[group[0]]
        command = entry["command"].replace(f" {entry['file']}", f" {here}/{unit}") + f" -I{here} -Wno-shadow"
        entries.append({"directory": entry["directory"], "file": f"{here}/{unit}", "command": command})
        printed.append((unit, len(group)))

    for target, paths in sorted(sources.items()):
        # Each folder has its own rules.
        by_folder = collections.defaultdict(list)
        for path in paths:
            by_folder[os.path.dirname(path)].append(path)
        for folder, files in sorted(by_folder.items()):
            rules_for(folder)
            lately = [path for path in files if path in named]
            for group in unity_groups.groups_of(lately, 8) if lately else []:
                write(group, target)
            for group in unity_groups.groups_of(files, 8):
                if number % of == part % of and not named.issuperset(group):
                    write(group, target)
                number += 1
    for unit, _ in printed:
        print(unit)
    count = sum(size for _, size in printed)
    with open("build/tidy/compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(entries, file)
    print(f"{count} files in units of up to 8", file=sys.stderr)


if __name__ == "__main__":
    main()
