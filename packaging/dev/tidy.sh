# packaging/dev/tidy.sh: clang-tidy, on some files or on all. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

tidy_command() {
  build dev
  if [ $# -gt 0 ]; then
    printf '%s\n' "$@" | run_tidy
  else
    { git diff --name-only HEAD && git ls-files --others --exclude-standard; } | sort -u | sources_among | run_tidy
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

# The files touched since the branch left the main line, or by the last 20 commits, newest first and at most 12 of them,
# and a tenth of all files that moves on with each day: within ten days every file was looked at.
tidy_lately() {
  local base
  configure dev  # whose compile commands it reads
  base=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-list --max-count=21 --first-parent HEAD | tail -n 1)
  fi
  {
    { git ls-files --modified --others --exclude-standard
      git log --format= --name-only "$base..HEAD"; } | sources_among | awk 'NR <= 12'  # not head: who writes on when it has gone fails
    compiled_sources | awk -v day="$((10#$(date +%j)))" 'NR % 10 == day % 10'
  } | awk '!seen[$0]++' | run_tidy --checks=-performance-unnecessary-value-param  # a fifth of the time; --full has it
}

tidy_all() { configure dev; compiled_sources | run_tidy; }

run_tidy() {  # [ARGS…]: of clang-tidy
  local files code=0
  mapfile -t files
  [ ${#files[@]} -gt 0 ] || { echo "0 files to look at"; return 0; }
  printf '%s\n' "${files[@]}" |
    xargs -d '\n' -n 1 -P "$(jobs_here)" clang-tidy-19 -p build/dev --quiet --use-color=0 --warnings-as-errors='*' "$@" \
      > >(grep -vE '^[0-9]+ warnings? generated|^Suppressed |^Use -header-filter' || true) 2>&1 || code=1
  wait
  echo "${#files[@]} files looked at"
  return "$code"
}
