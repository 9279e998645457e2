"""What comes out of a module: lines, and its result."""

import json
import os

CHUNK = 64 * 1024
LONGEST_LINE = 64 * 1024
LONGEST_RESULT = 64 * 1024


class Stream:
    """Passes on what comes out of a pipe, line by line."""

    def __init__(self, descriptor, prefix):
        self.descriptor, self._prefix, self._rest = descriptor, prefix, b""

    def take(self, chunk):
        lines, newline, self._rest = (self._rest + chunk).rpartition(b"\n")
        if newline:
            self._say(lines)
        if len(self._rest) > LONGEST_LINE:
            self.finish()

    def finish(self):
        if self._rest:
            self._say(self._rest)
            self._rest = b""

    def _say(self, lines):
        say(self._prefix + lines.replace(b"\n", b"\n" + self._prefix) + b"\n")


class Result:
    """Keeps what comes out of the channel for the result: its last line is one, unless the module has written something else there."""

    def __init__(self, descriptor):
        self.descriptor, self._content = descriptor, b""

    @property
    def is_whole(self):
        return self._content.endswith(b"\n") and self.read() is not None

    def take(self, chunk):
        if len(self._content) <= LONGEST_RESULT:
            self._content += chunk

    def finish(self):
        pass

    def read(self):
        """None where the last line is no result of ours."""
        lines = self._content.splitlines()
        try:
            result = json.loads(lines[-1].decode()) if lines and len(self._content) <= LONGEST_RESULT else None
        except ValueError:
            return None
        return result if isinstance(result, dict) and "kind" in result else None


def say(content):
    try:
        write(content, 1)
    except BrokenPipeError:
        # Nobody reads any more, so the input is at its end too: what runs is ended, and the lock is held until then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def write(content, descriptor):
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view):]


def drain(descriptor):
    try:
        while os.read(descriptor, CHUNK):
            pass
    except BlockingIOError:
        pass
