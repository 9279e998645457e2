"""Log lines, indexes and versions."""

import datetime
import json
import os
import re
import sys


def log_message(message, level="INFO"):
    """Writes a line of the log. One of level DEBUG is written only where the tree's index says `debug`."""
    if str(level).upper() == "DEBUG":
        from updates.tree import is_debugging  # Most modules never get here.

        if not is_debugging():
            return
    print("[%s] [%s] %s" % (datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S"), level, message), flush=True)


def load_module_index(module_path):
    """The module's index as a dict; None where there is none that can be read."""
    try:
        with open(os.path.join(module_path, "index.json"), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as failure:
        print("%s: %s" % (module_path, failure), file=sys.stderr)
        return None


def compare_schema_versions(left, right):
    """1 when left is newer, -1 when right is, 0 when they are the same. Raises ValueError where one is no version."""
    first, second = _precedence(left), _precedence(right)
    return (first > second) - (first < second)


def _precedence(text):
    match = re.match(r"^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$", str(text).strip())
    if match is None:
        raise ValueError("%r is no version" % (text,))
    numbers = tuple(int(number or 0) for number in match.groups()[:3])
    label = match.group(4)
    parts = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in label.split(".")) if label else ()
    return numbers, label is None, parts
