# packaging/dev/steps.sh: runs checks, each with a heading, its time and, when it fails, its last words: one after another,
# or as many at once as there are cores. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

passed=0
failed=0
failed_names=()

# step NAME COMMAND [ARGS…]: one check. It fails when the command does; the others still run.
step() {
  local name=$1 log began ticker=""
  shift
  log=$(log_of "$name")
  began=$SECONDS
  printf '== %s\n' "$name"
  if [ -t 1 ]; then
    show_last_line "$log" &
    ticker=$!
  fi
  check_to "$log" "$@"
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    printf '\r\033[K'
  fi
  tell_step "$name" "$check_code" $((SECONDS - began))
}

# at_once NAME COMMAND [ARGS…]: a check that may run beside others, one more than there are cores, and is told of by
# told_all, which waits for all of them. What runs so waits for processes and sockets more than it computes.
at_once_names=()
at_once_pids=()
at_once() {
  local name=$1
  shift
  while [ "$(running "${at_once_pids[@]}")" -gt "$(jobs_here)" ]; do wait -n || true; done
  at_once_names+=("$name")
  ended_to "$name" "$@" &
  at_once_pids+=($!)
}

told_all() {
  wait "${at_once_pids[@]}" || true
  tell_ended "${at_once_names[@]}"
  at_once_names=() at_once_pids=()
}

# beside NAME COMMAND [ARGS…]: a check that computes, one after another, in what everything else leaves of the machine. They
# are told of by told_beside, in this order, which waits for one of them.
beside_names=()
beside_pids=()
beside() {
  local name=$1 before=""
  shift
  [ ${#beside_pids[@]} -eq 0 ] || before=${beside_pids[-1]}
  beside_names+=("$name")
  (
    while [ -n "$before" ] && kill -0 "$before" 2>/dev/null; do sleep 1; done
    renice -n 19 -p "$BASHPID" >/dev/null || true
    ended_to "$name" "$@"
  ) &
  beside_pids+=($!)
}

told_beside() {
  wait "${beside_pids[0]}" || true
  tell_ended "${beside_names[0]}"
  beside_names=("${beside_names[@]:1}")
  beside_pids=("${beside_pids[@]:1}")
}

running() {  # PID…
  local pid count=0
  for pid in "$@"; do ! kill -0 "$pid" 2>/dev/null || count=$((count + 1)); done
  echo "$count"
}

ended_to() {  # NAME COMMAND [ARGS…]
  local name=$1 began=$SECONDS
  shift
  check_to "$(log_of "$name")" "$@"
  echo "$check_code $((SECONDS - began))" >"$(log_of "$name").end"
}

tell_ended() {  # NAME…
  local name code took
  for name in "$@"; do
    read -r code took <"$(log_of "$name").end" || { code=1 took=0; }
    rm -f "$(log_of "$name").end"
    printf '== %s\n' "$name"
    tell_step "$name" "$code" "$took"
  done
}

log_of() {  # NAME
  mkdir -p build/log
  echo "build/log/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$1" | sed 's/-$//').log"
}

# check_to LOG COMMAND [ARGS…]: in a subshell with -e, so that the first command that fails ends the check. Leaves its exit
# status in check_code: to be asked for it with || would take the -e away.
check_code=0
check_to() {
  local log=$1
  shift
  set +e
  (
    set -euo pipefail
    "$@"
  ) </dev/null >"$log" 2>&1
  check_code=$?
  set -e
}

tell_step() {  # NAME CODE SECONDS
  local name=$1 code=$2 took=$3 log
  log=$(log_of "$name")
  if [ "$code" -eq 0 ]; then
    passed=$((passed + 1))
    # What was skipped is said, never swallowed.
    grep -h '^skipped: ' "$log" | sort | uniq -c | sed 's/^ */   /' || true
    summary_of "$log"
    printf '   passed in %d s\n' "$took"
  else
    failed=$((failed + 1))
    failed_names+=("$name")
    tail -n 60 "$log" | sed 's/^/   | /'
    printf '   FAILED in %d s (exit %d); the whole log: %s\n' "$took" "$code" "$log"
  fi
}

# The line of a log that says how much was checked.
summary_of() {
  grep -hE '^(100% tests passed|All tests passed|[0-9]+ (kills|inputs|files|checks|lines|links))' "$1" | tail -n 1 | sed 's/^/   /' || true
}

show_last_line() {  # LOG
  local began=$SECONDS line
  while sleep 1; do
    line=$(tail -c 400 "$1" 2>/dev/null | tr '\r' '\n' | grep -v '^$' | tail -n 1 | tr -d '\000-\037')
    printf '\r\033[K   %d s  %.*s' $((SECONDS - began)) $((${COLUMNS:-80} - 12)) "$line"
  done
}

# The closing line, and the exit status of the whole.
finish() {
  if [ "$failed" -gt 0 ]; then
    printf '\nFailed:\n'
    printf '  %s\n' "${failed_names[@]}"
    printf 'What to do: read the lines above that begin with "|", or the whole logs in build/log/.\n\n'
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

# The project's own files: those that git knows or would know; in a copy without git, all but build and var.
project_files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard | while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done
  else
    find . -type f -not -path './build/*' -not -path './var/*' -not -path './.git/*' -printf '%P\n'
  fi | sort
}

cpp_files() { project_files | grep -E '\.(cpp|hpp)$'; }
