#!/bin/sh
# Called as 'run check' (say what would change, change nothing) and 'run apply' (do it). The context is JSON on standard input; what the module
# has to say goes to descriptor 3, one JSON object per line, and the last of them is the result. Everything else that it writes is log.
set -eu

context=$(cat)
config() { # name: of a plain text without quotes; a module that has more to read is better written in another language
  printf '%s' "$context" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}
say() { printf '%s\n' "$1" >&3; }
finish() { say "{\"type\":\"result\",\"success\":true,\"changed\":$1}"; exit 0; }

path=$(config path)
text=$(config text)

[ "$(cat "$path" 2>/dev/null)" != "$text" ] || finish false
say "{\"type\":\"log\",\"message\":\"$path is not as it should be\"}"
[ "$1" = apply ] || finish true

# Beside it, then in its place: whoever reads it meanwhile finds the old text or the new one.
printf '%s\n' "$text" >"$path.new"
mv "$path.new" "$path"
finish true
