#!/bin/sh
# Runs the module as Shipkeeper does: 'check' changes nothing, after 'apply' there is nothing left to do.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() { # verb: prints what comes out of descriptor 3
  printf '{"protocol":1,"module":"NAME","version":"1.0.0","tree":"%s","directory":"%s","config":{"path":"%s","text":"hello"}}' "$PWD" "$PWD" "$folder/file" |
    ./run "$1" 3>&1 >&2
}
expect() { # verb, text
  said=$(run "$1")
  case $said in
    *"$2"*) echo "passed: $1, $2" ;;
    *) echo "failed: $1 should say $2, and said: $said" && exit 1 ;;
  esac
}

expect check '"changed":true'
[ ! -e "$folder/file" ] || { echo "failed: check has changed something" && exit 1; }
expect apply '"changed":true'
[ "$(cat "$folder/file")" = hello ] || { echo "failed: apply did not do it" && exit 1; }
expect apply '"changed":false'
expect check '"changed":false'
