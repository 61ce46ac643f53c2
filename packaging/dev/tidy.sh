# packaging/dev/tidy.sh: clang-tidy, on some files or on all. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

tidy_command() {
  build dev
  if [ $# -gt 0 ]; then
    printf '%s\n' "$@" | run_tidy build/dev
  else
    { git diff --name-only HEAD && git ls-files --others --exclude-standard; } | sort -u | sources_among | run_tidy build/dev
  fi
}

# Of the files named on stdin, those that are compiled; for a header, the source beside it.
sources_among() {
  sed 's/\.hpp$/.cpp/' | awk '!seen[$0]++' | grep -xFf <(compiled_sources) || true
}

compiled_sources() {
  "$PYTHON" -c '
import json, os
here = os.getcwd() + "/"
names = {os.path.normpath(os.path.join(e["directory"], e["file"])) for e in json.load(open("build/dev/compile_commands.json"))}
print("\n".join(sorted(n[len(here):] for n in names if n.startswith(here) and not n.startswith(here + "build/"))))'
}

quick_checks=--checks=-performance-unnecessary-value-param  # a fifth of the time; --full has it

# The files touched since the branch left the main line, or by the last 20 commits, newest first and at most 8 of them; and a
# tenth of all files, that moves on with each day: within ten days every file was looked at. Several at once (tidy_together.py);
# one by one, ./dev tidy and --full look.
tidy_lately() {
  local base units lately code=0
  configure dev  # whose compile commands it reads
  base=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-list --max-count=21 --first-parent HEAD | tail -n 1)
  fi
  mapfile -t lately < <({ git ls-files --modified --others --exclude-standard
    git log --format= --name-only "$base..HEAD"; } | sources_among | head -n 8)
  units=$("$PYTHON" packaging/dev/tidy_together.py "$((10#$(date +%j)))" 10 "${lately[@]}")
  run_tidy build/tidy "$quick_checks,-bugprone-suspicious-include" <<<"$units" || code=1
  return "$code"
}

tidy_all() { configure dev; compiled_sources | run_tidy build/dev; }

run_tidy() {  # COMMANDS [ARGS…]: the folder with compile commands, and what clang-tidy is told besides
  local commands=$1 files code=0
  shift
  mapfile -t files
  [ ${#files[@]} -gt 0 ] || { echo "0 files to look at"; return 0; }
  printf '%s\n' "${files[@]}" |
    xargs -d '\n' -n 1 -P "$(jobs_here)" clang-tidy-19 -p "$commands" --quiet --use-color=0 --warnings-as-errors='*' "$@" \
      > >(grep -vE '^[0-9]+ warnings? generated|^Suppressed |^Use -header-filter' || true) 2>&1 || code=1
  wait
  echo "${#files[@]} files looked at"
  return "$code"
}
