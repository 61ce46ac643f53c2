#!/usr/bin/env bash
# packaging/install_test.sh: `cmake --install` of the release build, and the installed program run from an empty folder.
# SPDX-License-Identifier: BSD-3-Clause
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install build/release --prefix "$work/usr" --strip
program=$work/usr/bin/usher
[ -x "$program" ] || { echo "there is no bin/usher in what was installed"; exit 1; }
mkdir "$work/empty"
cd "$work/empty"
"$program" --version
"$program" nep 0 --json | tee "$work/nep0"
grep -q '"number": \?0' "$work/nep0"
"$program" manifest >"$work/manifest.json"
grep -q '"socket_mode_enabled": true' "$work/manifest.json"
grep -q '"command": "/nep"' "$work/manifest.json"
[ -z "$(ls -A .)" ] || { echo "a look-up or the manifest wrote into the folder that it was called from:"; ls -A; exit 1; }
printf '/nep 0\n' | "$program" chat | tee "$work/chat"
grep -q Active "$work/chat"

echo "hardening:"
headers=$(readelf -hldW "$program")
for want in 'Type: +DYN' 'GNU_RELRO' 'BIND_NOW|FLAGS_1.*NOW' 'GNU_STACK.* RW '; do
  grep -qE "$want" <<<"$headers" || { echo "the program lacks: $want"; exit 1; }
done
symbols=$(readelf -sW --dyn-syms "$program")
for want in __stack_chk_fail '_chk@'; do
  grep -q "$want" <<<"$symbols" || { echo "the program lacks: $want"; exit 1; }
done
grep -qE 'NEEDED.*libjemalloc\.so\.2' <<<"$headers" || { echo "the program has not jemalloc for its allocator"; exit 1; }
told=$(MALLOC_CONF=confirm_conf:true "$program" --version 2>&1)
grep -q 'global variable malloc_conf): "narenas:1,' <<<"$told" || { echo "jemalloc has not seen bot/malloc_conf.cpp"; exit 1; }
if grep -qa 'USHER_CLOCK_FILE' "$program"; then echo "the release can be steered by a clock file"; exit 1; fi
echo "14 checks"
