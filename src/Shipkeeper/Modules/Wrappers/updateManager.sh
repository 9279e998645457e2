#!/bin/sh
# The updates orchestrator's manager, answered by Shipkeeper.
set -eu

tree=$(cd "$(dirname "$0")" && pwd)
own=$tree/shipkeeper
[ -e "$own" ] || own=$(command -v shipkeeper || echo /usr/local/bin/shipkeeper)
shipkeeper=${SHIPKEEPER:-$own}

usage() {
  cat <<TEXT
usage: updateManager.sh [option]
  (none)                                   bring in what is newer, and run every module
  --check                                  show what is newer, and change nothing
  --legacy                                 run what the repository's manifest.json names
  --enable MODULE, --disable MODULE        switch a module
  --enable-component MODULE COMPONENT, --disable-component MODULE COMPONENT
  --list-modules                           list the modules of this host
  --status [MODULE]                        show a module, or all
  --set-module-branch MODULE BRANCH        let a module come from another branch
  --help
TEXT
}

wrong() {
  echo "updateManager.sh: $1" >&2
  usage >&2
  exit 2
}

modules() {
  [ -x "$shipkeeper" ] || { echo "updateManager.sh: shipkeeper is not installed: neither in $tree nor in PATH nor in /usr/local/bin" >&2; exit 127; }
  exec "$shipkeeper" modules "$@" --path "$tree"
}

needs() { # how many, option, words…
  wanted=$1 option=$2
  shift 2
  [ $# -eq "$wanted" ] || wrong "$option takes $wanted, and not $#"
}

[ $# -gt 0 ] || modules run --verbose
option=$1
shift
case $option in
  --check) needs 0 --check "$@"; modules check ;;
  --legacy) needs 0 --legacy "$@"; modules run --legacy --verbose ;;
  --enable) needs 1 --enable "$@"; modules enable "$1" ;;
  --disable) needs 1 --disable "$@"; modules disable "$1" ;;
  --enable-component) needs 2 --enable-component "$@"; modules enable "$1" "$2" ;;
  --disable-component) needs 2 --disable-component "$@"; modules disable "$1" "$2" ;;
  --list-modules) needs 0 --list-modules "$@"; modules list ;;
  --status) if [ $# -eq 0 ]; then modules list; else needs 1 --status "$@"; modules status "$1"; fi ;;
  --set-module-branch) needs 2 --set-module-branch "$@"; modules branch "$1" "$2" ;;
  -h | --help) usage ;;
  *) wrong "unknown option '$option'" ;;
esac
