# packaging/dev/peers.sh: the bots that ./dev bench --peers holds Usher against, into build/peers/. Sourced by ./dev.
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

# Each is left out, with a word, where its toolchain is missing or its packages cannot be had. Versions are pinned by the
# files beside each app in bench/peers.
peers_at=build/peers
peers_list=$peers_at/slack.tsv

# install_peers [PART]: those of Slack, those of Matrix, what reads calendars, or all.
install_peers() {
  mkdir -p "$peers_at" build/log
  case ${1:-} in
    matrix | meetings) ;;
    *)
      peers_list=$peers_at/slack.tsv
      : >"$peers_list"
      peer_slack_go
      peer_bolt_js
      peer_bolt_py
      ;;
  esac
  case ${1:-} in
    slack* | meetings) ;;
    *)
      peers_list=$peers_at/matrix.tsv
      : >"$peers_list"
      peer_nio
      peer_bot_sdk
      ;;
  esac
  case ${1:-} in
    slack* | matrix) ;;
    *)
      peers_list=$peers_at/meetings.tsv
      : >"$peers_list"
      peer_dateutil
      ;;
  esac
}

# list_peer NAME VERSION COMMAND…: a line of the list, with tabs between.
list_peer() {
  local IFS=$'\t'
  printf '%s\n' "$*" >>"$peers_list"
}

left_out() { note "skipped: $1: $2"; }

# made_of FOLDER FILE…: whether the folder was made of these files as they are now. made FOLDER FILE… says that it is.
made_of() {
  local folder=$1
  shift
  [ -f "$folder/made_of" ] && cat "$@" | cmp -s - "$folder/made_of"
}
made() {
  local folder=$1
  shift
  cat "$@" >"$folder/made_of"
}

# The Go of this machine, whichever it is: Debian 12's is too old for slack-go.
peer_slack_go() {
  local from=bench/peers/slack/slack_go to=$PWD/$peers_at/slack/slack_go log=$PWD/build/log/peer-slack-go.log wanted have
  wanted=$(awk '$1 == "go" { print $2 }' $from/go.mod)
  command -v go >/dev/null || { left_out slack-go "it needs Go $wanted, and there is no go (Debian 12 has 1.19)"; return; }
  have=$(GOTOOLCHAIN=local go env GOVERSION)
  [ "$(printf '%s\n' "$wanted" "${have#go}" | sort -V | head -n 1)" = "$wanted" ] ||
    { left_out slack-go "it needs Go $wanted, and this is ${have#go}"; return; }
  note "Building slack-go's bot; the log is ${log#"$PWD"/}."
  mkdir -p "$to"
  (
    cd $from
    # -modcacherw: so that build/ can be removed.
    GOTOOLCHAIN=local GOFLAGS=-modcacherw GOPATH=$to/path GOMODCACHE=$to/path/mod GOCACHE=$to/cache \
      timeout 600 go build -trimpath -o "$to/bot" .
  ) >"$log" 2>&1 || { left_out slack-go "its module cannot be had or built: $(tail -n 1 "$log")"; return; }
  list_peer slack-go "$(sed -nE 's|.*github.com/slack-go/slack v||p' $from/go.mod), $have" "$to/bot"
}

# npm_peer NAME FOLDER: the app of that folder, with its packages and the Node.js of this machine, is in build/peers then; its
# node in the variable node. Scripts of packages are not run.
npm_peer() {
  local name=$1 from=bench/peers/$2 to=$peers_at/$2 log
  log=build/log/peer-${2##*/}.log
  node=$(command -v node || command -v nodejs) || { left_out "$name" "there is no node"; return 1; }
  command -v npm >/dev/null || { left_out "$name" "there is no npm"; return 1; }
  [ "$("$node" -p 'parseInt(process.versions.node)')" -ge 20 ] ||
    { left_out "$name" "it needs Node.js 20, and this is $("$node" --version)"; return 1; }
  mkdir -p "$to"
  cp -r "$from/." "$to"
  if ! made_of "$to" "$from/package-lock.json"; then
    note "Installing $name; the log is $log."
    rm -f "$to/made_of"
    (cd "$to" && timeout 300 npm ci --ignore-scripts --no-audit --no-fund) </dev/null >"$log" 2>&1 ||
      { left_out "$name" "its packages cannot be had: $(grep -m 1 error "$log" || tail -n 1 "$log")"; return 1; }
    made "$to" "$from/package-lock.json"
  fi
}

# list_npm_peer NAME FOLDER PACKAGE
list_npm_peer() {
  local version
  version=$("$node" -p 'require(process.argv[1]).version' "$PWD/$peers_at/$2/node_modules/$3/package.json")
  list_peer "$1" "$version, Node.js $("$node" --version)" env NODE_ENV=production "$node" "$PWD/$peers_at/$2/app.mjs"
}

peer_bolt_js() {
  local name="Bolt for JavaScript" node
  npm_peer "$name" slack/bolt_js || return 0
  list_npm_peer "$name" slack/bolt_js @slack/bolt
}

# Its part for encryption is a program that npm would download while it installs; no_crypto stands in its place.
peer_bot_sdk() {
  local name=matrix-bot-sdk node
  npm_peer "$name" matrix/bot_sdk || return 0
  list_npm_peer "$name" matrix/bot_sdk matrix-bot-sdk
}

# python_peer NAME FOLDER: an environment with the packages of that folder's requirements.txt, in build/peers.
python_peer() {
  local name=$1 from=bench/peers/$2 to=$peers_at/$2 log
  log=build/log/peer-${2##*/}.log
  ! made_of "$to" "$from/requirements.txt" || return 0
  note "Installing $name; the log is $log."
  rm -f "$to/made_of"
  {
    "$PYTHON" -m venv --clear "$to" &&
      timeout 300 "$to/bin/pip" install --disable-pip-version-check --no-deps -r "$from/requirements.txt"
  } </dev/null >"$log" 2>&1 || { left_out "$name" "its packages cannot be had: $(tail -n 1 "$log")"; return 1; }
  made "$to" "$from/requirements.txt"
}

peer_nio() {
  local to=$peers_at/matrix/nio
  python_peer matrix-nio matrix/nio || return 0
  list_peer matrix-nio "$(sed -n 's/^matrix-nio==//p' bench/peers/matrix/nio/requirements.txt), $("$to/bin/python" --version)" \
    "$PWD/$to/bin/python" "$PWD/bench/peers/matrix/nio/app.py"
}

peer_dateutil() {
  local to=$peers_at/meetings/dateutil
  python_peer python-dateutil meetings/dateutil || return 0
  list_peer python-dateutil "$(sed -n 's/^python-dateutil==//p' bench/peers/meetings/dateutil/requirements.txt)" \
    "$PWD/$to/bin/python" "$PWD/bench/peers/meetings/dateutil/app.py"
}

peer_bolt_py() {
  local from=bench/peers/slack/bolt_py to=$peers_at/slack/bolt_py name="Bolt for Python" version
  python_peer "$name" slack/bolt_py || return 0
  version="$(sed -n 's/^slack_bolt==//p' $from/requirements.txt), $("$to/bin/python" --version)"
  list_peer "$name" "$version, its built-in client" "$PWD/$to/bin/python" "$PWD/$from/app.py" builtin
  list_peer "$name, aiohttp" "$version, aiohttp $(sed -n 's/^aiohttp==//p' $from/requirements.txt)" \
    "$PWD/$to/bin/python" "$PWD/$from/app.py" aiohttp
}
