#!/usr/bin/env python3
"""Which sources of a target may be compiled as one: unity_groups.py SIZE FILE… prints one line a group, paths by ";".

Two sources may stand in one group when both mean the same together as alone, so that nobody has to find names that no other
file of a library has. They may not where
- one uses, or a header that it includes uses, a name that is the other's own: in an anonymous namespace, static, an alias;
- one uses a name from its headers that the other one's headers declare once more, in a namespace that it sees;
- one brings the names of an enumeration in, for the rest of the file.
Names are read from the layout that clang-format gives, where a definition begins at the first column. What this does not
see, the compiler does. To be run in the folder that #include lines count from.

SPDX-License-Identifier: BSD-3-Clause
"""

import functools
import os
import re
import sys

NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
# Words that are looked up where they stand: no members, nothing behind "::".
USED = re.compile(r"(?<![\w.])(?<!::)(?<!->)[A-Za-z_]\w*")
OPENS = re.compile(r"^namespace \{", re.M)
ENDS_HERE = "} end of what is its own"
CLOSES = re.compile("^" + ENDS_HERE, re.M)
ALL_OF_AN_ENUM = re.compile(r"^using enum ", re.M)
SPACES = re.compile(r"^(?:using )?namespace ([\w:]+)(?: \{|;)", re.M)
INCLUDES = re.compile(r'^#include "([^"]+)"', re.M)
FORWARD = re.compile(r"^(?:struct|class|enum class) \w+(?: : [\w:]+)?;")
TYPE = re.compile(r"^(?:template <.*>\s*)?(?:struct|class|union|enum(?: class)?)\s+(\w+)")
ALIAS = re.compile(r"^(?:using\s+(?:(\w+)\s*=|.*?(\w+)\s*;)|namespace\s+(\w+)\s*=)")
# The name of what a declaration declares: the last word before its parameters, value, bounds or end.
DECLARES = re.compile(r"([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?(?:\(|=|\{|;)")
TEMPLATE_ARGS = re.compile(r"<[^<>()]*>")


def code_of(path):
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"^\}  // namespace$", ENDS_HERE, file.read(), flags=re.M)
    includes = INCLUDES.findall(text)
    code = NOT_CODE.sub(lambda found: " " if found[0][0] == "/" else '""', text)
    return code, [header for header in includes if os.path.isfile(header)]


def whole_lines(code):
    """Its lines, with those that go on on the next, indented, put together."""
    return re.sub(r"\n[ )]+", " ", code).split("\n")


def declared(line):
    """The name that a line at the first column declares, or None."""
    if line.startswith("using namespace"):
        return None
    found = TYPE.match(line) or ALIAS.match(line)
    if found:
        return next(name for name in found.groups() if name)
    if not re.match(r"[A-Za-z_\[]", line) or re.match(r"(?:namespace|template|public|private)\b", line):
        return None
    while (shorter := TEMPLATE_ARGS.sub("", line)) != line:
        line = shorter
    found = DECLARES.search(line)
    return found[1] if found else None


def own_names(code):
    """What belongs to this file alone: {name: the line, where it is an alias}."""
    names = {}
    at = 0
    while opened := OPENS.search(code, at):
        closed = CLOSES.search(code, opened.end())
        at = closed.end() if closed else len(code)
        names.update((declared(line), None) for line in whole_lines(code[opened.end():at]))
    for line in whole_lines(code):
        if line.startswith(("static ", "constexpr ")):
            names[declared(line)] = None
        elif ALIAS.match(line):
            names.setdefault(declared(line), line)
    names.pop(None, None)
    return names


@functools.cache
def header(path):
    """Of it and of each that it includes {path: (what it declares, {(name, namespace): whether wholly}, types it uses)}."""
    code, includes = code_of(path)
    spaces = SPACES.findall(code)
    space = spaces[0] if spaces else ""
    names = {}
    for line in whole_lines(code):
        # Where two bring in one and the same thing of others, nothing is in doubt.
        name = None if re.match(r"using [\w:]+;|namespace \w+ =", line) else declared(line)
        if name:
            names[name, space] = names.get((name, space), False) or not FORWARD.match(line)
    types = {word for word in USED.findall(code) if word[0].isupper()}
    known = {path: (names, types)}
    for included in includes:
        known.update(header(included))
    return known


class Source:
    def __init__(self, path):
        self.path = path
        code, includes = code_of(path)
        self.own = own_names(code)
        self.used = set(USED.findall(code))
        self.spaces = SPACES.findall(code)
        self.alone = bool(ALL_OF_AN_ENUM.search(code))
        self.directives = set(re.findall(r"^using namespace ([\w:]+);", code, re.M))
        self.headers = {}
        for included in includes:
            self.headers.update(header(included))
        self.declared = set()
        self.places = {}
        for names, _ in self.headers.values():
            for (name, space), wholly in names.items():
                self.places.setdefault(name, set()).add(space)
                if wholly:
                    self.declared.add((name, space))

    def visible(self, space):
        return any(inner == space or inner.startswith(space + "::") for inner in self.spaces)

    def disturbs(self, other):
        if self.alone:
            return True
        # What a directive opens, and the other one has from elsewhere.
        opened = self.directives - other.directives
        for name, space in self.declared | other.declared if opened else ():
            if space in opened and name in other.used and (name in other.own or other.places.get(name, {space}) != {space}):
                return True
        for name, space in self.declared - other.declared:
            if name in other.used and name in other.places and other.visible(space):
                return True
        later = set().union(*(types for path, (_, types) in other.headers.items() if path not in self.headers))
        for name, alias in self.own.items():
            if alias is not None and other.own.get(name) == alias:
                continue
            if name in other.used or name in later or any(other.visible(space) for space in other.places.get(name, ())):
                return True
        return False


def groups_of(paths, size):
    sources = [Source(path) for path in paths]
    apart = {one: {two for two in sources if two is not one and (one.disturbs(two) or two.disturbs(one))} for one in sources}
    groups = []
    # Those first that get on with the fewest: fewer groups come out of it.
    for source in sorted(sources, key=lambda one: -len(apart[one])):
        for group in groups:
            if len(group) < size and not apart[source].intersection(group):
                group.append(source)
                break
        else:
            groups.append([source])
    return [[source.path for source in group] for group in groups]


def main():
    for group in groups_of(sys.argv[2:], int(sys.argv[1])):
        print(";".join(group))


if __name__ == "__main__":
    main()
