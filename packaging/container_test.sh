#!/usr/bin/env bash
# packaging/container_test.sh: builds the Dockerfile and runs the image, on a base made here (packaging/bare_debian.sh).
# As root, without a daemon and without systemd. What it makes lies in a folder of its own and is removed.
# SPDX-License-Identifier: BSD-3-Clause
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
[ "$(id -u)" -eq 0 ] || { echo "packaging/container_test.sh needs root."; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/usher-container.XXXXXX")
storage=(--root "$work/root" --runroot "$work/run" --storage-driver vfs)
# runc and cgroupfs, because crun wants a systemd or limits that a container host may not set.
podman=(podman "${storage[@]}" --tmpdir "$work/tmp" --cgroup-manager cgroupfs --events-backend file --runtime runc)
limits=(--network none --read-only --cap-drop all --security-opt no-new-privileges --no-healthcheck
  --ulimit nofile=1024:1024 --ulimit nproc=1024:1024)
clean_up() {
  "${podman[@]}" rm -fa -t 1 >/dev/null 2>&1 || true
  rm -rf "$work" 2>/dev/null || true
}
trap clean_up EXIT

checks=0
expect() {  # WHAT PATTERN TEXT
  checks=$((checks + 1))
  grep -qE -- "$2" <<<"$3" || { printf 'expected %s: /%s/ in:\n%s\n' "$1" "$2" "$3"; exit 1; }
}

echo "making a base image"
packaging/bare_debian.sh "$work/base.tar"
"${podman[@]}" import "$work/base.tar" docker.io/library/debian:bookworm-slim
rm "$work/base.tar"

echo "building the Dockerfile"
buildah "${storage[@]}" bud --format docker --isolation chroot --network host --pull-never -t usher:test .

run() { timeout 60 "${podman[@]}" run --rm -i "${limits[@]}" "$@"; }
image=localhost/usher:test

echo "running it"
expect "a user who is not root" '^10001$' "$(run --entrypoint id "$image" -u)"
expect "the version" '[0-9]+\.[0-9]+\.[0-9]+' "$(run "$image" --version)"
expect "NEP 0 without a network or a database" '"status": ?"Active"' "$(run "$image" nep 0 --json)"
expect "the app's manifest for Slack" '"socket_mode_enabled": true' "$(run "$image" manifest)"
expect "what Slack's tokens lack, of a container whose secrets are in the environment" 'USHER_SLACK_APP_TOKEN' \
  "$(run -e USHER_SLACK_BOT_TOKEN=none "$image" run --set slack.mode=socket 2>&1 || true)"
expect "nothing of the compiler" '^absent$' "$(run --entrypoint sh "$image" -c 'command -v clang-19 cmake || echo absent')"
# podman's --read-only leaves the volume writable; the database lands there and survives.
"${podman[@]}" volume create usher-data >/dev/null
expect "a conversation" 'Active' "$(printf '/nep 0\n' | run -v usher-data:/data "$image" chat)"
expect "its database" 'usher\.db' "$(run -v usher-data:/data --entrypoint sh "$image" -c 'find /data -type f')"

echo "stopping it"
id=$("${podman[@]}" run -d "${limits[@]}" -v usher-data:/data "$image")
sleep 2
expect "a bot that runs" 'true' "$("${podman[@]}" inspect -f '{{.State.Running}}' "$id")"
"${podman[@]}" stop -t 20 "$id" >/dev/null
expect "an orderly end after SIGTERM" '^0$' "$("${podman[@]}" inspect -f '{{.State.ExitCode}}' "$id")"
echo "$checks checks"
