#!/usr/bin/env bash
# packaging/bare_debian.sh OUT.tar: a bare Debian 12 as a tar file, made from this machine's own apt sources, so that no
# mirror has to be named. As root. It is not the published image of the same name; what is proved on it is our side.
# SPDX-License-Identifier: BSD-3-Clause
set -euo pipefail
out=$1
command -v mmdebstrap >/dev/null || { echo "mmdebstrap is not here. What to do: apt-get install mmdebstrap, then again." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line a repository of Debian's that apt knows here, whatever files they came from; others' are left out.
# shellcheck disable=SC2016  # apt fills these in
apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
  awk -F'|' '$3 == "main" && $2 ~ /^bookworm/ { print "deb", $1, $2, $3 }' | sort -u >"$work/debian.list"
if [ ! -s "$work/debian.list" ]; then
  echo "apt knows no Debian 12 repository here. What to do: apt-get update, then again." >&2
  exit 1
fi
mmdebstrap --quiet --variant=minbase --mode=root '' "$work/base.tar" "$work/debian.list"
mv "$work/base.tar" "$out"
