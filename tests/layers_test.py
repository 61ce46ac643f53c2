#!/usr/bin/env python3
# tests/layers_test.py: reads the #include lines and fails when a layer sees one that it must not see.
# SPDX-License-Identifier: BSD-3-Clause
"""The rules (docs/architecture.md, "Layers"):

  commands/  only the model layer of bot/ and itself; no adapters/, no engine, no sockets, no JSON, no SQL dialect
  adapters/  never commands/, and never another adapter; but all may see adapters/common/
  bot/       never commands/ or adapters/, but for the program itself (main, cli*, compose*)
  model      the headers that commands/ may include keep to the same rule, so nothing slips in behind them

layers_test.py             checks this checkout
layers_test.py --self-test plants violations in a temporary copy of the rules' world and expects each to be found
"""

import re
import sys
import tempfile
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

# Model headers without a source of their own; the others are read from usher_model's sources in bot/CMakeLists.txt.
HEADER_ONLY = {"model", "event", "person", "feature", "embedded", "bytes", "typos", "embedder", "text_hash"}
# Libraries that belong to the engine and the adapters.
FOREIGN = re.compile(
    r"^(boost/(asio|beast|json|url|process)|sqlite3|SQLiteCpp|curl/|openssl/|spdlog/|systemd/|prometheus/|CLI/|toml\+\+/"
    r"|sys/socket|netinet/|editline/|histedit)"
)
PROGRAM = re.compile(r"^bot/(main|cli|compose|malloc_conf)[^/]*$")


def model_headers(root):
    text = (root / "bot/CMakeLists.txt").read_text(encoding="utf-8")
    found = re.search(r"add_library\(usher_model STATIC\s+([^)]*)\)", text)
    if not found:
        sys.exit("layers_test.py: bot/CMakeLists.txt has no add_library(usher_model STATIC …); mend one of the two.")
    names = {Path(word).stem for word in found[1].split() if word.endswith(".cpp")} | HEADER_ONLY
    return {f"bot/{name}.hpp" for name in names}


def sources(root, folder):
    return sorted(p for p in (root / folder).rglob("*") if p.suffix in {".cpp", ".hpp"})


def includes(root, path):
    text = path.read_text(encoding="utf-8")
    for found in INCLUDE.finditer(text):
        name = found[2]
        # "nep_header.hpp" beside the file that includes it.
        if found[1] == '"' and "/" not in name:
            name = str(path.parent.relative_to(root) / name)
        yield text.count("\n", 0, found.start(2)) + 1, name


def problem(file, name, model):
    """Why this file must not include this name; None when it may."""
    folder = file.split("/")[0]
    if folder == "adapters" and name.startswith("commands/"):
        return "an adapter never sees a feature"
    if folder == "adapters" and name.startswith("adapters/") and name.split("/")[1] not in {"common", file.split("/")[1]}:
        return "an adapter never sees another one"
    if folder == "bot" and not PROGRAM.match(file) and name.startswith(("commands/", "adapters/")):
        return "the engine knows neither features nor chat systems; only the program (main, cli, compose) does"
    if folder == "commands" or file in model:
        if name.startswith("adapters/"):
            return "a feature never sees a chat system"
        if name.startswith("bot/") and name not in model:
            return "features see the model layer only (usher_model in bot/CMakeLists.txt)"
        if FOREIGN.match(name):
            return "features and the model have no sockets, no JSON, no SQL dialect and no log"
    return None


def check(root):
    model = model_headers(root)
    problems, files = [], 0
    for folder in ("bot", "commands", "adapters"):
        for path in sources(root, folder):
            files += 1
            file = str(path.relative_to(root))
            for line, name in includes(root, path):
                why = problem(file, name, model)
                if why:
                    problems.append(f"{file}:{line}: includes {name}: {why}")
    return problems, files


PLANTED = {
    "commands/nep.cpp": '#include "adapters/slack/blocks.hpp"',
    "commands/asio.cpp": "#include <boost/asio/awaitable.hpp>",
    "commands/json.cpp": "  #  include <boost/json.hpp>",
    "commands/sql.hpp": "#include <sqlite3.h>",
    "commands/wrapper.cpp": "#include <SQLiteCpp/Database.h>",
    "commands/engine.cpp": '#include "bot/engine.hpp"',
    "commands/net.cpp": '#include "bot/net/http.hpp"',
    "adapters/slack/slack.cpp": '#include "commands/nep.hpp"',
    "adapters/web/door.cpp": '#include "adapters/slack/door.hpp"',
    "adapters/common/look.hpp": '#include "adapters/web/door.hpp"',
    "bot/outbox.cpp": '#include "adapters/slack/slack.hpp"',
    "bot/brain.hpp": '#include "commands/nep.hpp"',
    "bot/doc.hpp": "#include <boost/json.hpp>",
    "bot/feature.hpp": '#include "engine.hpp"',
}
ALLOWED = {
    "commands/fine.cpp": '#include "bot/feature.hpp"\n#include "commands/fine.hpp"\n#include "bot/doc.hpp"\n#include <string>',
    "adapters/slack/fine.cpp": '#include "adapters/slack/door.hpp"\n#include "adapters/common/look.hpp"\n#include "bot/engine.hpp"\n#include <boost/json.hpp>',
    "bot/main.cpp": '#include "commands/nep.hpp"\n#include "adapters/slack/slack.hpp"',
    "bot/compose_adapters.cpp": '#include "adapters/slack/slack.hpp"',
    "bot/database.cpp": "#include <sqlite3.h>",
}


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file, text in {**PLANTED, **ALLOWED}.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("// planted\n" + text + "\n", encoding="utf-8")
        (root / "bot/CMakeLists.txt").write_text("add_library(usher_model STATIC\n  doc.cpp\n  text.cpp\n)\n")
        problems, _ = check(root)
        found = {line.split(":")[0] for line in problems}
        missed, wrong = set(PLANTED) - found, found - set(PLANTED)
        for file in sorted(missed):
            print(f"self-test: the violation planted in {file} was not found")
        for file in sorted(wrong):
            print(f"self-test: {file} is allowed and was reported")
        return 1 if missed or wrong else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        code = self_test()
        print(f"self-test: {len(PLANTED)} planted violations, {'every one found' if code == 0 else 'see above'}")
        return code
    problems, files = check(Path(__file__).resolve().parent.parent)
    print("\n".join(problems) if problems else f"{files} files keep to their layers")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
