#!/usr/bin/env bash
# packaging/dev/apt_install.sh PACKAGE…: installs them, as root. Progress goes to stdout, apt's own words to stderr.
# SPDX-License-Identifier: BSD-3-Clause
set -uo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
options=(-y -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3)

# apt's status lines ("dlstatus:1:43.2:Retrieving file 3 of 140", "pmstatus:clang-19:61.5:Unpacking …") as one line that
# moves on a terminal, and as every quarter elsewhere.
progress() {
  local kind percent text doing last="" tty=""
  [ -t 1 ] && tty=1
  while IFS=: read -r kind _ percent text; do
    case $kind in dlstatus) doing=download ;; pmstatus) doing=install ;; *) continue ;; esac
    percent=${percent%%.*}
    if [ -n "$tty" ]; then
      printf '\r\033[K  %s %3d %%  %.60s' "$doing" "$percent" "$text"
    elif [ "$doing $((percent / 25))" != "$last" ]; then
      last="$doing $((percent / 25))"
      printf '  %s %d %%\n' "$doing" "$percent"
    fi
  done
  [ -z "$tty" ] || printf '\r\033[K'
}

# A source of somebody else's that does not answer is no reason to give up: what is needed comes from Debian's.
echo "  reading the package lists"
apt-get "${options[@]}" update >&2 || echo "  (some package lists could not be read; going on)"
{ apt-get "${options[@]}" -o APT::Status-Fd=3 install --no-install-recommends "$@" 3>&1 1>&2; } | progress || exit 1
echo "  installed"
