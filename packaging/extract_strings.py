#!/usr/bin/env python3
# packaging/extract_strings.py: finds every sentence that the program says and brings the catalogs up to date.
# SPDX-License-Identifier: BSD-3-Clause
"""Usage: packaging/extract_strings.py [--check]

Writes config/numpy/locale/usher.pot from the sources, then gives zh_CN.po and zh_TW.po an empty entry for each new
sentence and removes what the program no longer says. With --check nothing is written: it ends with 1 if a sentence is
missing or no longer said; one that only moved to another file is fine. Needs the package gettext."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCALE = ROOT / "config" / "numpy" / "locale"
POT = LOCALE / "usher.pot"
LANGUAGES = {"zh_CN": "Simplified Chinese", "zh_TW": "Traditional Chinese (Taiwan)"}

POT_HEADER = """\
# Every sentence that Usher says. Made by packaging/extract_strings.py; do not edit.
# SPDX-License-Identifier: BSD-3-Clause
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""

PO_HEADER = """\
# Usher in {language}.
# SPDX-License-Identifier: BSD-3-Clause
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def sources() -> list[str]:
    found = []
    for folder in ("bot", "commands", "adapters"):
        for suffix in ("*.cpp", "*.hpp"):
            found += [str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob(suffix)]
    # say.hpp declares what is looked for; its own examples are no sentences.
    return sorted(set(found) - {"bot/say.hpp"})


def hidden_from_xgettext(names: list[str]) -> list[str]:
    """say(…)("…") and the like: a call whose sentence xgettext cannot see."""
    shape = re.compile(r"\b[Ss]ay\((?:[^()\"]|\([^()]*\))+\)\s*(?:\.plural)?\(\s*R?\"")
    mistakes = []
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8")
        for match in shape.finditer(text):
            if match.group().endswith('.plural("') or ".plural(" in match.group():
                continue  # the keyword "plural" is seen wherever it stands
            line = text.count("\n", 0, match.start()) + 1
            mistakes.append(f"{name}:{line}: xgettext cannot see this sentence: name the Say first (const Say say = …).")
    return mistakes


def speakers(names: list[str]) -> list[str]:
    """What variables of the type Say are called: their calls are what is looked for."""
    shape = re.compile(r"\bSay&? (\w+)\s*[({=;,)]")
    found = {"say"}
    for name in names:
        found.update(shape.findall((ROOT / name).read_text(encoding="utf-8")))
    return sorted(found)


def body(text: str) -> str:
    """What follows the header entry, without the flags that xgettext guesses."""
    text = text.split("\n\n", 1)[1] if "\n\n" in text else ""
    return "".join(line + "\n" for line in text.splitlines() if not line.startswith("#, c-format"))


def entries(text: str) -> list[str]:
    """The sentences alone: in which file one stands, and so where in the list, is no news to a translator."""
    blocks = text.split("\n\n")
    return sorted("\n".join(line for line in block.strip().splitlines() if not line.startswith("#:")) for block in blocks)


def extract() -> str:
    names = sources()
    mistakes = hidden_from_xgettext(names)
    if mistakes:
        sys.exit("\n".join(mistakes))
    text = run(
        "xgettext", "--language=C++", "--from-code=UTF-8", "--keyword", "--keyword=mark", "--keyword=plural:1,2", "--add-comments=Translators:", *(f"--keyword={word}" for word in speakers(names)), "--add-location=file",
        "--sort-by-file", "--no-wrap", "--output=-", *names)
    return POT_HEADER + "\n" + body(text)


def merge(locale: str) -> str:
    path = LOCALE / f"{locale}.po"
    header = PO_HEADER.format(locale=locale, language=LANGUAGES[locale])
    if not path.exists():
        path.write_text(header, encoding="utf-8")
    merged = LOCALE / f".{locale}.merged"
    try:
        run("msgmerge", "--no-fuzzy-matching", "--no-wrap", "--quiet", "--sort-by-file", f"--output-file={merged}", str(path), str(POT))
        return header + "\n" + body(run("msgattrib", "--no-obsolete", "--no-wrap", str(merged)))
    finally:
        merged.unlink(missing_ok=True)


def main() -> int:
    if sys.argv[1:] not in ([], ["--check"]):
        print(__doc__)
        return 2
    pot = extract()
    if sys.argv[1:] == ["--check"]:
        if not POT.exists() or entries(POT.read_text(encoding="utf-8")) != entries(pot):
            print("config/numpy/locale/usher.pot is out of date: run packaging/extract_strings.py and translate what is new.")
            return 1
        return 0
    LOCALE.mkdir(parents=True, exist_ok=True)
    POT.write_text(pot, encoding="utf-8")
    for locale in LANGUAGES:
        text = merge(locale)
        (LOCALE / f"{locale}.po").write_text(text, encoding="utf-8")
        missing = len(re.findall(r'^msgstr(?:\[0\])? ""\n(?!")', text.split("\n\n", 1)[-1], flags=re.MULTILINE))
        print(f"{locale}: {missing} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
