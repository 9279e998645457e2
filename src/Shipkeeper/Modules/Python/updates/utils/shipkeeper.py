"""Asks Shipkeeper for what modules do not do themselves."""

import json
import os
import subprocess


class Answer:
    """ok: whether it was done. value: what Shipkeeper says of it; None where it says nothing. error: why not, in one line; "" when ok."""

    def __init__(self, ok, value, error):
        self.ok, self.value, self.error = ok, value, error


def call(verb, request, *options):
    """Runs `shipkeeper modules host <verb>`; never raises. Ends with the module, whose time limit is the only one."""
    try:
        command = [os.environ.get("SHIPKEEPER", "shipkeeper"), "modules", "host", verb] + list(options)
        ended = subprocess.run(command, input=json.dumps(request).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except (OSError, ValueError, TypeError) as failure:
        return Answer(False, None, "Shipkeeper could not be asked: %s" % failure)
    try:
        value = json.loads(ended.stdout.decode())
    except ValueError:
        value = None
    if ended.returncode == 0:
        return Answer(True, value, "")
    said = ended.stderr.decode(errors="replace").strip() or "it ended with exit code %d" % ended.returncode
    line = said.splitlines()[0]
    return Answer(False, value, line[len("error: "):] if line.startswith("error: ") else line)


def text(path):
    """A path as it can be sent. Raises ValueError for one that is no UTF-8: such names are dealt with below a folder, and cannot be named themselves."""
    path = os.fsdecode(path)
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ValueError("%r is no UTF-8, and cannot be named" % os.fsencode(path))
    return path
