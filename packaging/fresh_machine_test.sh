#!/usr/bin/env bash
# packaging/fresh_machine_test.sh [--with-tests]: a bare Debian 12, the committed files, and the first command of README.md.
# As root. With --with-tests also the second one, which takes as long as ./dev test takes.
# SPDX-License-Identifier: BSD-3-Clause
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
[ "$(id -u)" -eq 0 ] || { echo "packaging/fresh_machine_test.sh needs root."; exit 1; }

root=$(mktemp -d "${TMPDIR:-/tmp}/usher-fresh.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
packaging/bare_debian.sh "$root.tar"
tar -C "$root" -xf "$root.tar" --exclude='./dev/*'
rm "$root.tar"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# A clone, not a copy: what a newcomer has. Cloned from outside, because a bare machine has no git yet.
git clone -q --no-hardlinks . "$root/usher"

# In namespaces of its own, so that nothing stays mounted and no process stays behind.
inside() {  # COMMANDS, read by a shell in /usher of the new machine
  # shellcheck disable=SC2016  # $1 and $2 are the inner shell's
  unshare --mount --pid --fork --kill-child --propagation private sh -c '
    mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" &&
      exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 \
        sh -ec "cd /usher; $2"' sh "$root" "$1"
}

# The commands are read out of the README, so that it cannot rot.
mapfile -t commands < <(awk '/^```/ { if (inside) exit; inside = 1; next } inside && /^\.\/dev/ { print $1, $2 }' README.md)
[ "${commands[*]}" = "./dev run ./dev test" ] ||
  { echo "README.md no longer begins with ./dev run and ./dev test, but with: ${commands[*]}"; exit 1; }

checks=0
expect() {  # WHAT PATTERN FILE
  checks=$((checks + 1))
  grep -qE -- "$2" "$3" || { printf 'expected %s: /%s/ in:\n' "$1" "$2"; cat "$3"; exit 1; }
}

began=$SECONDS
inside "${commands[0]}" >"$root/said" 2>"$root/build.log" &
bot=$!
address=""
until [ -n "$address" ]; do
  kill -0 "$bot" 2>/dev/null || { echo "./dev run has ended:"; tail -n 30 "$root/build.log"; exit 1; }
  sleep 1
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/' "$root/said" || true)
done
echo "from nothing to an address: $((SECONDS - began)) s"
python3 - "$address" >"$root/page" <<'PYTHON'
import json, sys, urllib.request
base = sys.argv[1]
print(urllib.request.urlopen(base).read().decode())
print(urllib.request.urlopen(base + "readyz").read().decode())
who = urllib.request.Request(base + "api/who", headers={"Content-Type": "application/json"}, data=json.dumps(
    {"name": "Ada", "role": "newcomer", "lang": "zh-Hant", "zone": "Asia/Taipei"}).encode())
print(urllib.request.urlopen(who).read().decode())
PYTHON
expect "the page" '<title>Usher' "$root/page"
expect "that it is ready" '^ready$' "$root/page"
expect "that Ada may come in" '"path": ?"/as/ada/"' "$root/page"
pkill -KILL -P "$bot"  # unshare, which is deaf to gentler signals, and with it all that it started
wait "$bot" 2>/dev/null || true

inside "printf '/nep 0\n/language zh-Hant\n/nep 0\n' | ${commands[0]} chat" >"$root/answers"
expect "the title of NEP 0" 'Purpose and process' "$root/answers"
expect "its status" 'Status.*Active' "$root/answers"
expect "its type" 'Type.*Process' "$root/answers"
expect "the status in Chinese" '狀態.*活動中' "$root/answers"
expect "the type in Chinese" '類型.*流程' "$root/answers"

# Unchanged, it starts within two seconds.
inside "date +%s%N >/tmp/t0; printf '/nep 0\n' | ${commands[0]} chat; date +%s%N >/tmp/t1" >"$root/again"
expect "an answer at the second start, in the language that was chosen" '活動中' "$root/again"
took=$((($(cat "$root/tmp/t1") - $(cat "$root/tmp/t0")) / 1000000))
echo "the second start took $took ms"
checks=$((checks + 1))
[ "$took" -lt 2000 ] || { echo "which is more than 2000 ms"; exit 1; }

if [ "${1:-}" = --with-tests ]; then
  began=$SECONDS
  inside "${commands[1]}"
  echo "the tests from nothing: $((SECONDS - began)) s"
  checks=$((checks + 1))
fi
echo "$checks checks"
