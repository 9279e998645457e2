"""The module tree of this host."""

import functools
import json
import os

ROOT = os.environ.get("SHIPKEEPER_MODULES", os.curdir)


def read_global_index():
    """The tree's own index; {} where there is none that can be read."""
    try:
        with open(os.path.join(ROOT, "index.json"), encoding="utf-8") as file:
            index = json.load(file)
    except (OSError, ValueError):
        return {}
    return index if isinstance(index, dict) else {}


@functools.lru_cache(maxsize=None)
def is_debugging():
    """Whether the index says `debug`, at its top or in its metadata; a yes in quotes is one."""
    index = read_global_index()
    places = [place for place in (index, index.get("metadata")) if isinstance(place, dict)]
    return any(str(place.get("debug")).lower() in ("true", "1") for place in places)
