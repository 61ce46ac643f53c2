#!/usr/bin/env python3
# tests/names_test.py: reads the code and fails when a text names a community where its configuration should, or when a
# command's name could be given to proposals as well.
# SPDX-License-Identifier: BSD-3-Clause
"""A proposal is called what [proposals.<name>] calls it, a community what [community] does. So no text in commands/, bot/ or
adapters/ says "NEP", "nep", "NumPy" or who decides there, but for the defaults, and the examples in what is said of a
mistaken configuration. Comments may take NEPs as an example. And bot/config_names.cpp lists every name of every command.

names_test.py             checks this checkout
names_test.py --self-test plants violations and expects each to be found
"""

import re
import sys
from pathlib import Path

# Comments first, so that what is quoted in them is no text; a raw string before an ordinary one.
TOKENS = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^()\s\\]{0,16})\((?P<raw>.*?)\)(?P=mark)"'
    r'|"(?P<double>(?:[^"\\\n]|\\.)*)"|\'(?P<single>(?:[^\'\\\n]|\\.)*)\'',
    re.S,
)
# An include names a file.
INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[^\n]*", re.M)
NAMES = re.compile(r"(?<![a-z])neps?(?![a-z])|numpy|steering council", re.I)

# Where such a text is right, and which.
ALLOWED = [
    ("commands/proposals/series.hpp", r".*"),  # the defaults
    ("bot/(feature|config).hpp", r"NumPy|Steering Council"),  # likewise
    ("commands/proposals/words.cpp", r"Steering Council"),  # the default, which the catalogs translate
    ("bot/compose_files.cpp", r"config/numpy/"),  # the folder that is inside the program
    ("commands/proposals/index.cpp", r".*packaging/make_nep_index\.py.*"),  # the tool that makes the index
    # What a person should write instead of what they wrote.
    (r"bot/config[a-z_]*\.cpp", r".* for instance\b.*|nep|.*\bNEP 0\b.*|.*\bnep-0018-title\.rst\b.*"),
]


def texts(code):
    """Each literal with its line."""
    code = INCLUDE.sub(lambda found: " " * len(found[0]), code)
    for found in TOKENS.finditer(code):
        for kind in ("raw", "double", "single"):
            if found[kind] is not None:
                yield code.count("\n", 0, found.start()) + 1, found[kind]


def allowed(file, text):
    return any(re.fullmatch(path, file) and re.fullmatch(form, text, re.S) for path, form in ALLOWED)


def problems(file, code):
    return [
        f"{file}:{line}: “{text[:60]}” names a community; its configuration does (Settings: label, command, title, …)"
        for line, text in texts(code)
        if NAMES.search(text) and not allowed(file, text)
    ]


def check(root):
    found, files = [], 0
    for folder in ("bot", "commands", "adapters"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".cpp", ".hpp", ".js", ".html"}:
                files += 1
                found += problems(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    return found, files


COMMAND = re.compile(r'\.name = "([^"]+)",\s*\.grammar((?:(?!\.(?:name|word|callback) =).)*)', re.S)


def command_names(code):
    """Of the commands that this file declares, in every language."""
    for found in COMMAND.finditer(code):
        yield found[1]
        if other := re.search(r"\.also = (\w+)", found[2]):
            array = re.search(rf"string_view, \d+> {other[1]} = {{([^}}]*)}}", code)
            yield from re.findall(r'"([^"]+)"', array[1]) if array else [f"(what {other[1]} holds)"]


def check_commands(root):
    listed = set(re.findall(r'"([^"]+)"', (root / "bot/config_names.cpp").read_text(encoding="utf-8")))
    declared = [(str(path.relative_to(root)), name) for path in sorted((root / "commands").rglob("*.cpp"))
                for name in command_names(path.read_text(encoding="utf-8"))]
    if len(declared) < 40:
        return [f"only {len(declared)} names of commands were found in commands/: they are declared in another way now"]
    return [f"{file}: “{name}” is missing in bot/config_names.cpp" for file, name in declared if name not in listed]


PLANTED = [
    ("commands/a.cpp", 'say("There is no NEP {number}.")'),
    ("commands/b.cpp", 'auto x = "/nep list"; // fine'),
    ("commands/c.cpp", 'Text(R"(a "NEP" here)")'),
    ("commands/d.cpp", "/* a \"quote\" */ say(\"NumPy's own\")"),
    ("commands/e.cpp", 'say("words "\n    "of a NEPs list")'),
    ("bot/cli.cpp", '"usher nep 18 47 --json"'),
    ("bot/config_x.cpp", '"The NEP is wrong."'),
    ("bot/cli.cpp", 'f("write nep for instance")'),
    ("adapters/web/page/x.js", "h('p', {}, 'Ask for /nep 0')"),
]
FINE = [
    ("commands/a.cpp", '// "NEP 18", as it is written\nsay("There is no {label} {number}.")'),
    ("commands/b.cpp", 'say("It has been kept, and the next one is snept.")'),
    ("commands/c.cpp", '#include "commands/nep/nep.hpp"\nint c = \'"\'; // "NEP"'),
    ("commands/proposals/series.hpp", 'std::string command = "nep";'),
    ("bot/config_x.cpp", '"Take 2 to 12 letters, nep for instance."'),
    ("adapters/web/page/x.js", "// it's \"NEP\"\nh('p', {}, 'fine')"),
]


def self_test():
    wrong = [f"self-test: not found: {code}" for file, code in PLANTED if not problems(file, code)]
    wrong += [f"self-test: fine, and was reported: {code}" for file, code in FINE if problems(file, code)]
    code = 'constexpr std::array<std::string_view, 2> x = {"帮助",\n "?"};\n{.name = "help", .grammar = "", .also = x},{.word = "list", .also = y}'
    if list(command_names(code)) != ["help", "帮助", "?"]:
        wrong.append("self-test: the names of a command are not found")
    print("\n".join(wrong) if wrong else f"self-test: {len(PLANTED)} planted violations, every one found")
    return 1 if wrong else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = Path(__file__).resolve().parent.parent
    found, files = check(root)
    found += check_commands(root)
    print("\n".join(found) if found else f"{files} files name no community; every command is listed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
