#!/usr/bin/env python3
"""Called as 'run check' (say what would change, change nothing) and 'run apply' (do it).

The context is JSON on standard input; what the module has to say goes to descriptor 3, one JSON object per line, and the last of them is the
result. Everything else that it writes is log.
"""

import json
import os
import pathlib
import sys

channel = os.fdopen(3, "w")


def say(**message):
    print(json.dumps(message, separators=(",", ":")), file=channel, flush=True)


def main(verb, config):
    path, text = pathlib.Path(config["path"]), config["text"] + "\n"
    if path.exists() and path.read_text() == text:
        return False
    say(type="log", message="%s is not as it should be" % path)
    if verb == "apply":
        # Beside it, then in its place: whoever reads it meanwhile finds the old text or the new one.
        new = path.with_name(path.name + ".new")
        new.write_text(text)
        new.replace(path)
    return True


try:
    say(type="result", success=True, changed=main(sys.argv[1], json.load(sys.stdin)["config"]))
except Exception as failure:
    say(type="result", success=False, error=str(failure))
