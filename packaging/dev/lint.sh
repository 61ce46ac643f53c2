# packaging/dev/lint.sh: ./dev lint. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

lint_command() {
  if [ "${1:-}" = --fix ]; then
    cpp_files | xargs -d '\n' clang-format-19 -i
    note "Formatted every C++ file."
    return 0
  fi
  [ $# -eq 0 ] || stop "./dev lint takes --fix or nothing." "./dev --help"
  lint_steps
  finish
}

lint_steps() {
  step "clang-format" check_format
  step "layers" check_layers
  step "file lengths" check_lengths
  step "heavy includes" check_heavy_includes
  step "first lines" check_first_lines
  step "left open" check_left_open
  step "white space" check_white_space
  step "machine paths, hosts, invites, addresses" check_private_matter
  step "shellcheck" check_shell
  step "python compiles" check_python
  step "links between documents, and what they say of the system tests" "$PYTHON" tests/docs_test.py
}

check_format() {
  local files bad
  mapfile -t files < <(cpp_files)
  bad=$(clang-format-19 --dry-run "${files[@]}" 2>&1 | sed -nE 's/^([^:]+):[0-9]+:.*\[-Wclang-format-violations\]$/\1/p' | uniq -c)
  [ -z "$bad" ] || { printf 'Not formatted (places, file); ./dev lint --fix does it:\n%s\n' "$bad"; return 1; }
  echo "${#files[@]} files"
}

check_layers() {
  "$PYTHON" tests/layers_test.py --self-test
  "$PYTHON" tests/layers_test.py
  "$PYTHON" tests/names_test.py --self-test
  "$PYTHON" tests/names_test.py
}

# One idea a file: at most 300 lines, or a first comment that says why not. (awk reads to the end: a "grep -q" behind a
# pipe would end its writer by SIGPIPE, and pipefail would call that a failure.)
check_lengths() {
  cpp_files | xargs -d '\n' awk '
    FNR == 1 { excused = 0 }
    FNR <= 15 && /^\/\/ Long because/ { excused = 1 }
    FNR == 301 && !excused {
      print FILENAME ": more than 300 lines: divide it, or say why in a line \"// Long because …\" at its top."
      bad = 1
    }
    END { exit bad }'
}

# Compile time is spent in Beast's and Asio's whole headers: name the small ones.
check_heavy_includes() {
  local count
  count=$(cpp_files | xargs -d '\n' grep -lE '^ *# *include *<boost/(asio\.hpp|beast\.hpp|beast/)' | tee /dev/stderr | wc -l)
  echo "$count files include asio.hpp, beast.hpp or a header of Beast; 40 may."
  [ "$count" -le 40 ]
}

# shellcheck disable=SC2016  # $0 is awk's
check_first_lines() {
  cpp_files | xargs -d '\n' awk '
    function judge() { if (file != "" && !licence) { print file ": no SPDX line in its head."; bad = 1 } }
    FNR == 1 {
      judge(); file = FILENAME; licence = 0
      if (!/^\/\/ /) { print file ": its first line must say what it is."; bad = 1 }
    }
    FNR <= 15 && $0 == "// SPDX-License-Identifier: BSD-3-Clause" { licence = 1 }
    END { judge(); exit bad }'
}

# Files that are what they are, byte for byte: expected output, recorded payloads, broken input, tables with empty fields.
BYTES_COUNT='^tests/(fuzz/corpus|golden|wire)/|\.tsv$'

# "no_match WHAT PATTERN [BUT]": fails and shows the lines when a text file holds what none should hold, but for those whose
# names match BUT.
no_match() {
  local what=$1 pattern=$2 but=${3:-^$} hits
  hits=$(project_files | grep -vE "$BYTES_COUNT" | grep -vE -- "$but" | xargs -d '\n' grep -nIE -- "$pattern" || true)
  [ -z "$hits" ] || { printf '%s:\n%s\n' "$what" "$hits"; return 1; }
}

# In comments and not in quotes (a proposal's header may say it); a bracket in each word keeps the pattern from finding itself.
check_left_open() { no_match "Open ends, to be finished or filed" '(//|#|/\*|;)[^"]*\b(T[O]DO|F[I]XME|X[X]X)\b'; }

check_white_space() {
  no_match "Spaces at the end of a line" '[[:blank:]]+$'
  no_match "Tabs" $'^ *\t' '\.go$'  # which are laid out by gofmt, with tabs
  local file bad=0
  while IFS= read -r file; do
    [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ] && grep -qI . "$file" && { echo "$file does not end with a line break."; bad=1; }
  done < <(project_files | grep -vE "$BYTES_COUNT")
  [ "$bad" -eq 0 ]
}

check_private_matter() {
  no_match "Paths of somebody's machine" '(^|[^A-Za-z0-9_./-])/(wor[k]|far[m]|roo[t]|hom[e]/[a-z])/'
  no_match "Hosts of package registries" '\b(deb[.]debian|security[.]debian|snapshot[.]debian)[.]org\b|\bpypi[.]org|registry[.]npmjs|crates[.]io\b|proxy[.]golang'
  no_match "An invite, a passcode or a token" 'zoom[.]us/j/[0-9]+\?pwd=|join[.]slack[.]com|xox[bap]-[0-9]{6,}|gh[po]_[A-Za-z0-9]{20,}'
  no_match "A private key" 'BEGIN [A-Z ]*PRIVATE[ ]KEY'
  # Addresses are invented ones, at the names reserved for that, but for what a community ships. A list's name inside the URL of its archive is none.
  local hits
  hits=$(project_files | grep -vE '^tests/fuzz/corpus/|^config/numpy/(notices/|usher[.]toml)' |
    xargs -d '\n' grep -noIP '(?<![\w/.%+-])[\w.%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w/])' |
    grep -vE '@([A-Za-z0-9-]+\.)*example(\.(org|com|net))?$|\.(test|invalid|example|localhost)$' || true)
  [ -z "$hits" ] || { printf 'Mail addresses that may be real:\n%s\n' "$hits"; return 1; }
}

check_shell() {
  shellcheck -x dev .ci/run
  project_files | grep -E '\.sh$' | xargs -d '\n' shellcheck -x
}

check_python() {
  project_files | grep -E '\.py$' | xargs -r -d '\n' "$PYTHON" -c '
import ast, sys
for name in sys.argv[1:]:
    ast.parse(open(name, encoding="utf-8").read(), name)
print(len(sys.argv) - 1, "files")'
}
