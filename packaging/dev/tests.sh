# packaging/dev/tests.sh: ./dev test. A new check is one line in quick_steps or full_steps. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

test_command() {
  local full=""
  case ${1:-} in
    "") ;;
    --full) full=1 ;;
    *) stop "./dev test takes --full or nothing." "./dev --help" ;;
  esac
  # Real proposals and calendars, which are not part of the project. Tests that need them say so when they are not there;
  # with USHER_FULL they fail then.
  if [ -z "${USHER_SHARED:-}" ] && [ -d ../shared ]; then
    USHER_SHARED=$(realpath ../shared)
  fi
  export USHER_SHARED=${USHER_SHARED:-}
  if [ -n "$full" ]; then
    export USHER_FULL=1
    need_packages build test full
    full_steps
  else
    quick_steps
  fi
  finish
}

# What a change must pass: in less than 45 minutes on two cores, from nothing. So nothing is built twice that can be built once: what
# runs, runs under a sanitizer; and no core waits while there is something to compile.
quick_steps() {
  local homeserver="Matrix: what a real homeserver does" tsan="build (tsan)"
  rm -f build/log/*.end  # of a run that was broken off
  step "layers" check_layers
  step "build (asan)" build asan unit_tests fuzzers system_peers usher
  # In what tests leave of the machine, while they wait.
  beside "$tsan" build tsan engine_tests net_tests kill_bot
  beside "clang-tidy on what changed lately and a tenth of the rest" tidy_lately
  # Everything at once, as much as there are cores and one more. First what waits for others more than it computes, beside the
  # unit tests, which compute; then the longest.
  at_once "unit tests and fuzz corpora under ASan and UBSan" unit_tests asan
  at_once "$homeserver" system_test matrix_homeserver asan
  at_once "Slack: one scenario, two transports" under_asan system_test slack asan build/asan/tests/slack_peer build/asan/tests/slack_bot
  at_once "notes into an archive, and 10 kills" under_asan system_test meetings_notes asan 10
  at_once "Slack: refreshes, cuts, refusals" under_asan system_test slack_load asan build/asan/tests/slack_peer 400
  at_once "Slack: the official Bolt before the fake" under_asan system_test slack_bolt asan build/asan/tests/slack_peer
  at_once "hours beside a strict GitHub" under_asan system_test github_hours asan
  at_once "Matrix: a homeserver with the limits that it ships with" after "$homeserver" under_asan system_test matrix_limits asan 15
  at_once "the space in the browser: a hostile client" under_asan system_test web_hostile asan build/asan/tests/web_peer
  at_once "Slack: two processes on one token" under_asan system_test slack_twice asan build/asan/tests/slack_peer
  at_once "Matrix: other databases, other devices" under_asan system_test matrix_device asan build/asan/tests/matrix_peer
  at_once "Slack: whether it is reached" under_asan system_test slack_ready asan build/asan/tests/slack_peer
  at_once "Matrix: the program on a real homeserver" after "$homeserver" under_asan system_test matrix asan
  at_once "the space in the browser: Chromium" under_asan system_test web_browser asan build/asan/tests/web_peer
  at_once "whole meetings, in Chromium and on a real homeserver" after "$homeserver" under_asan system_test meetings_whole asan
  at_once "somebody new, in Chromium, on a real homeserver and on Slack" after "$homeserver" under_asan system_test newcomers asan \
    build/asan/tests/slack_peer
  at_once "when meetings take place, against others" under_asan system_test meetings_expand asan
  at_once "the history of the proposals, and 10 kills" under_asan system_test nep_replay asan 10
  at_once "answers on the command line" under_asan system_test ask asan
  at_once "engine and net under TSan" after "$tsan" unit_tests tsan -L '^(engine|net)$'
  at_once "calendars to subscribe to, to outside programs" under_asan system_test meetings_feed asan
  at_once "NumPy's calendar through the years, and 10 kills" under_asan system_test meetings_replay asan 10
  at_once "a meeting called off on three chat systems" under_asan system_test meetings_cancel asan build/asan/tests/slack_peer \
    build/asan/tests/matrix_peer 60
  at_once "changes into a calendar's YAML, and 5 kills" under_asan system_test meetings_source asan 5
  at_once "beside a GitHub that misbehaves" under_asan system_test github asan
  at_once "the program, as people run it" under_asan system_test program asan
  at_once "beside a mailing list's archive that misbehaves" under_asan system_test hyperkitty asan
  at_once "another community, and one without proposals" under_asan system_test communities asan
  at_once "a language by the documentation alone" under_asan system_test translating asan
  at_once "a newcomer's first days, and a raid" under_asan system_test welcome asan
  at_once "newcomers on Slack and Matrix" under_asan system_test welcome_chats asan build/asan/tests/slack_peer build/asan/tests/matrix_peer
  at_once "user groups, from the first question to the first event" under_asan system_test groups asan
  at_once "somebody is forgotten who has used everything" under_asan system_test forget asan
  at_once "the same on Slack and on Matrix" under_asan system_test forget_chats asan build/asan/tests/slack_peer \
    build/asan/tests/matrix_peer
  at_once "WebSocket against an outside implementation" under_asan system_test websocket asan build/asan/tests/websocket_peer
  at_once "the space in the browser: 20 kills" under_asan system_test web_kill asan build/asan/tests/web_peer 20
  at_once "the terminal, in a pseudo-terminal" under_asan system_test terminal_peer asan build/asan/tests/terminal_peer
  at_once "30 kills" under_asan system_test kill asan build/asan/tests/kill_bot 30
  at_once "the stand-in for GitHub, to an outside client" system_test github_outside asan
  at_once "the stand-ins that notes are written to, to outside clients" system_test notes_outside asan
  at_once "the judge of those kills" system_test web_kill asan --self-test
  at_once "Slack: usher doctor" under_asan system_test slack_doctor asan build/asan/tests/slack_peer
  at_once "Slack: usher manifest, before Slack's own types" under_asan system_test slack_manifest asan
  at_once "Slack: 20 kills" under_asan system_test slack_kill asan build/asan/tests/slack_peer 20
  at_once "Slack: one workspace" under_asan system_test slack_workspace asan build/asan/tests/slack_peer
  at_once "Matrix: refusals, cuts, repeats" under_asan system_test matrix_load asan build/asan/tests/matrix_peer 400
  at_once "Matrix: 20 kills" under_asan system_test matrix_kill asan build/asan/tests/matrix_peer 20
  at_once "Matrix: usher doctor" under_asan system_test matrix_doctor asan
  at_once "Slack and Matrix at once" under_asan system_test both asan build/asan/tests/slack_peer build/asan/tests/matrix_peer
  at_once "5 kills, under TSan" after "$tsan" under_tsan system_test kill tsan build/tsan/tests/kill_bot 5
  told_all
  told_beside
  told_beside
}

# Every count and every minute. As root: the container and the fresh machine need it.
full_steps() {
  local target
  step "build (dev)" build dev
  step "unit tests" unit_tests dev
  step "layers" check_layers
  step "500 kills" system_test kill dev build/dev/tests/kill_bot 500
  step "WebSocket against an outside implementation" system_test websocket dev build/dev/tests/websocket_peer
  step "the program, as people run it" system_test program dev
  step "another community, and one without proposals" system_test communities dev
  step "answers on the command line" system_test ask dev
  step "a language by the documentation alone" system_test translating dev
  step "a newcomer's first days, and a raid" system_test welcome dev
  step "newcomers on Slack and Matrix" system_test welcome_chats dev build/dev/tests/slack_peer build/dev/tests/matrix_peer
  step "user groups, from the first question to the first event" system_test groups dev
  step "somebody is forgotten who has used everything" system_test forget dev
  step "the same on Slack and on Matrix" system_test forget_chats dev build/dev/tests/slack_peer build/dev/tests/matrix_peer
  step "the history of the proposals, and 50 kills" system_test nep_replay dev 50
  step "the stand-in for GitHub, to an outside client" system_test github_outside dev
  step "beside a GitHub that misbehaves" system_test github dev
  step "the stand-ins that notes are written to, to outside clients" system_test notes_outside dev
  step "notes into an archive, and 100 kills" system_test meetings_notes dev 100
  step "somebody new, in Chromium, on a real homeserver and on Slack" system_test newcomers dev build/dev/tests/slack_peer
  step "whole meetings, in Chromium and on a real homeserver" system_test meetings_whole dev
  step "changes into a calendar's YAML, and 50 kills" system_test meetings_source dev 50
  step "hours beside a strict GitHub" system_test github_hours dev
  step "beside a mailing list's archive that misbehaves" system_test hyperkitty dev
  step "when meetings take place, against others, every zone" system_test meetings_expand dev --full
  step "calendars to subscribe to, to outside programs" system_test meetings_feed dev
  step "NumPy's calendar through the years, and 37 kills" system_test meetings_replay dev 37
  LIMIT=2400 step "a meeting called off on three chat systems, 500 subscribers" system_test meetings_cancel dev \
    build/dev/tests/slack_peer build/dev/tests/matrix_peer 500 --full
  step "the terminal, in a pseudo-terminal" system_test terminal_peer dev build/dev/tests/terminal_peer
  step "the space in the browser: 200 kills" system_test web_kill dev build/dev/tests/web_peer 200
  step "the space in the browser: a hostile client, all counts" system_test web_hostile dev --full build/dev/tests/web_peer
  step "the space in the browser: Chromium" system_test web_browser dev build/dev/tests/web_peer
  step "Slack: one scenario, two transports" system_test slack dev build/dev/tests/slack_peer build/dev/tests/slack_bot
  step "Slack: usher doctor" system_test slack_doctor dev build/dev/tests/slack_peer
  step "Slack: usher manifest, before Slack's own types" system_test slack_manifest dev
  step "Slack: the official Bolt before the fake" system_test slack_bolt dev build/dev/tests/slack_peer
  LIMIT=2400 step "Slack: refreshes, cuts, refusals, all counts" system_test slack_load dev build/dev/tests/slack_peer 4000
  LIMIT=2400 step "Slack: 300 kills" system_test slack_kill dev build/dev/tests/slack_peer 300
  step "Slack: two processes on one token" system_test slack_twice dev build/dev/tests/slack_peer
  step "Slack: whether it is reached" system_test slack_ready dev build/dev/tests/slack_peer
  step "Slack: one workspace" system_test slack_workspace dev build/dev/tests/slack_peer
  LIMIT=2400 step "Matrix: refusals, cuts, repeats, all counts" system_test matrix_load dev build/dev/tests/matrix_peer 10000
  LIMIT=2400 step "Matrix: 300 kills" system_test matrix_kill dev build/dev/tests/matrix_peer 300
  step "Matrix: other databases, other devices" system_test matrix_device dev build/dev/tests/matrix_peer
  step "Matrix: usher doctor" system_test matrix_doctor dev
  step "Matrix: what a real homeserver does" system_test matrix_homeserver dev
  step "Matrix: the program on a real homeserver" system_test matrix dev
  step "Matrix: a homeserver with the limits that it ships with" system_test matrix_limits dev 60
  step "Slack and Matrix at once" system_test both dev build/dev/tests/slack_peer build/dev/tests/matrix_peer
  step "build (asan-all)" build asan-all
  step "everything under ASan and all of UBSan" unit_tests asan-all
  step "build (tsan)" build tsan
  step "everything under TSan" unit_tests tsan
  step "the program, under TSan" under_tsan system_test program tsan
  step "build (release)" build release
  step "installed program" packaging/install_test.sh
  step "measurements" bench_prints
  step "the bots of others: a trial of measuring them" bench_prints --peers --quick
  step "build (fuzz)" build fuzz fuzzers
  for target in $(fuzz_targets); do
    step "fuzz $target, 10 minutes" fuzz_one "$target" 10
  done
  step "clang-tidy on every file" tidy_all
  step "container on a base made here" packaging/container_test.sh
  step "the first commands on a bare Debian 12" packaging/fresh_machine_test.sh
}

# A build that did not end leaves its mark (build() in ./dev); what is there is then of no use.
need_built() {  # PRESET
  if [ -e "build/$1/.begun" ] || [ ! -e "build/$1/.built" ]; then
    echo "not run, because the build ($1) failed"
    return 1
  fi
}

unit_tests() {  # PRESET [CTEST ARGS…]
  local preset=$1
  shift
  need_built "$preset"
  ASAN_OPTIONS=$asan_memory ctest --test-dir "build/$preset" --output-on-failure --no-tests=error --timeout 600 -j "$(jobs_here)" "$@"
}

# system_test NAME PRESET [ARGS…]: runs tests/system/NAME_test.py against the program of that preset.
system_test() {
  local name=$1 preset=$2
  shift 2
  need_built "$preset"
  USHER_BINARY=$PWD/build/$preset/usher timeout --kill-after=10 "${LIMIT:-600}" \
    "$PYTHON" "tests/system/${name}_test.py" "$@"
}

# after NAME COMMAND [ARGS…]: when that check, which makes what this one needs, has ended, however it did.
after() {
  local end
  end=$(log_of "$1").end
  shift
  until [ -e "$end" ]; do sleep 1; done
  "$@"
}

# Leaks are looked for in the unit tests: the program does not let itself be traced, which looking for them takes.
under_asan() { ASAN_OPTIONS=detect_leaks=0:$asan_memory "$@"; }

# What AddressSanitizer notes of each allocation, how much of it it fills, and how much it keeps back of what was freed: less
# than by default, for the memory that it touches is what starting a program takes.
asan_memory=malloc_context_size=6:quarantine_size_mb=32:max_malloc_fill_size=256

# A race ends the program at once, so that the test sees it.
under_tsan() { TSAN_OPTIONS=halt_on_error=1 "$@"; }

# In a subshell, because ./dev bench becomes the benchmark.
bench_prints() { (bench "$@") }

# From the list in tests/fuzz, not from what happens to be built.
fuzz_targets() { sed -nE 's/^ *usher_fuzz_target\((\w+) .*/\1/p' tests/fuzz/*.cmake; }
