#!/usr/bin/env python3
# tests/docs_test.py: links between the project's own files lead somewhere, and so do the code's references to a section.
# SPDX-License-Identifier: BSD-3-Clause
"""Checks, with the standard library alone:

  [text](file.md#anchor) in every Markdown file, where it names a file of this project
  the name of a document and a quoted title, in code and its comments: there is a section of that title
  each test in tests/system: CONTRIBUTING.md says how to run it, and ./dev test and ./dev test --full do
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {"build", "var", ".git"}
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
# A reference may be broken over two lines of a comment.
REFERENCE = re.compile(r'(docs/[a-z]+\.md),?\s*(?:(?://|#|--)\s*)?"([^"]+)"')
TITLE = re.compile(r"^#+ (.+)$", re.M)


def files(*suffixes):
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and path.suffix in suffixes and parts[0] not in SKIPPED:
            yield path


def titles(path):
    return TITLE.findall(FENCE.sub("", path.read_text(encoding="utf-8")))


def anchor(title):
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def check_links(problems):
    count = 0
    for path in files(".md"):
        for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target) or "{" in target:  # a template fills it in
                continue
            count += 1
            name, _, section = target.partition("#")
            file = (path.parent / name).resolve() if name else path
            if not file.exists():
                problems.append(f"{path.relative_to(ROOT)}: the link to {target} leads nowhere")
            elif section and section not in map(anchor, titles(file)):
                problems.append(f"{path.relative_to(ROOT)}: {target} names a section that is not there")
    return count


def check_references(problems):
    count = 0
    for path in files(".cpp", ".hpp", ".py", ".sql", ".cmake", ".toml"):
        text = path.read_text(encoding="utf-8").replace('"""', "   ")
        for document, title in REFERENCE.findall(text):
            count += 1
            title = re.sub(r"\s+(//|#|--)?\s*", " ", title)
            if not (ROOT / document).exists() or title not in titles(ROOT / document):
                problems.append(f'{path.relative_to(ROOT)}: {document} has no section "{title}"')
    return count


def check_system_tests(problems):
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = (ROOT / "packaging/dev/tests.sh").read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests/system").glob("*_test.py")):
        if f"`{path.stem.removesuffix('_test')}`" not in told:
            problems.append(f"CONTRIBUTING.md does not say how to run {path.relative_to(ROOT)}")
        for function in ("quick_steps", "full_steps"):
            body = steps.partition(f"\n{function}() {{")[2].partition("\n}")[0]
            if not re.search(rf"system_test {path.stem.removesuffix('_test')} ", body):
                problems.append(f"{function} in packaging/dev/tests.sh does not run {path.relative_to(ROOT)}")


def main():
    problems = []
    count = check_links(problems) + check_references(problems)
    check_system_tests(problems)
    print("\n".join(problems) if problems else f"{count} links and references lead somewhere")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
