"""Runs Python modules for Shipkeeper: one warm process that forks for each of them.

Reads one JSON request per line from standard input, and writes lines to standard output:

    ready <version of Python>
    <id> out <line>      what the module wrote to its standard output
    <id> err <line>      what it wrote to its standard error
    <id> end <JSON>      {"code": n | "signal": n, "timedOut": bool, "result": {...} | null}

At the end of its input, and when nobody reads its output any more, it ends what still runs, and then itself.
"""

import atexit
import errno
import gc
import json
import os
import select
import signal
import sys
import threading
import time
import traceback

# What modules import most: loaded once here, it costs none of them anything.
import argparse, datetime, hashlib, importlib.abc, importlib.util, logging, pathlib, re, shutil, subprocess, tempfile, typing  # noqa: E401, F401

CHUNK = 64 * 1024
LONGEST_LINE = 64 * 1024
LONGEST_RESULT = 64 * 1024
LONGEST_TEXT = 4000
GRACE = 5.0  # seconds between being asked to end and being killed
PAUSE = 3  # milliseconds without anything to do, after which the next module's process is forked
LINGER = 0.5  # seconds that the pipes of an ended module may be kept open by what it has started
RESULT = 3  # the module's end of the channel for its result


class InMemory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The package 'updates' that modules import: it comes from Shipkeeper, and from no file that a module could change."""

    def __init__(self, sources, tree):
        self._sources, self._tree = sources, tree

    def find_spec(self, name, path=None, target=None):
        if name not in self._sources:
            return None
        is_package = any(other.startswith(name + ".") for other in self._sources)
        spec = importlib.util.spec_from_loader(name, self, origin="shipkeeper", is_package=is_package)
        if name == "updates":
            spec.submodule_search_locations.append(self._tree)  # for 'updates.modules.<name>'
        return spec

    def exec_module(self, module):
        exec(compile(self._sources[module.__name__], "<shipkeeper %s>" % module.__name__, "exec"), module.__dict__)


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
    """Keeps what comes out of the channel for the result: a JSON document and a line feed, and then nothing of the module's runs any more."""

    def __init__(self, descriptor):
        self.descriptor, self._content = descriptor, b""

    @property
    def is_whole(self):
        return self._content.endswith(b"\n")

    def take(self, chunk):
        if len(self._content) <= LONGEST_RESULT:
            self._content += chunk

    def finish(self):
        pass

    def read(self):
        try:
            return json.loads(self._content.decode()) if 0 < len(self._content) <= LONGEST_RESULT else None
        except ValueError:
            return None


class Place:
    """A process that was forked for a module, and waits to be told which."""

    def __init__(self, tree):
        requests, output, errors, result = os.pipe(), os.pipe(), os.pipe(), os.pipe()
        self.process = os.fork()
        if self.process == 0:
            become_module(tree, requests[0], output[1], errors[1], result[1])
        for theirs in (requests[0], output[1], errors[1], result[1]):
            os.close(theirs)
        self._requests, self.output, self.errors, self.result = requests[1], output[0], errors[0], result[0]

    def give(self, request):
        write(json.dumps(request).encode() + b"\n", self._requests)
        os.close(self._requests)


class Run:
    """One module that runs."""

    def __init__(self, place, request):
        self.number, self.process = request["id"], place.process
        self.result = Result(place.result)
        streams = Stream(place.output, b"%d out " % self.number), Stream(place.errors, b"%d err " % self.number), self.result
        self.pipes = {stream.descriptor: stream for stream in streams}
        self.deadline = time.monotonic() + request["limit"]
        self.timed_out = False
        self.was_asked = False
        self.status = None
        place.give(request)

    @property
    def has_ended(self):
        """A module that has given its result only waits for the system to take its memory back: there is no need to wait with it."""
        return self.status is not None or (self.result.is_whole and not self.was_asked)

    def end_group(self):
        """Asks first, and kills when called again."""
        signal_group(self.process, signal.SIGKILL if self.was_asked else signal.SIGTERM)
        self.was_asked = True
        self.deadline = time.monotonic() + GRACE

    def describe(self):
        end = {"timedOut": self.timed_out, "result": self.result.read()}
        if self.status is None:
            end["code"] = end["result"].get("code", 0)
        elif os.WIFSIGNALED(self.status):
            end["signal"] = os.WTERMSIG(self.status)
        else:
            end["code"] = os.WEXITSTATUS(self.status)
        return json.dumps(end)


class Host:
    def __init__(self, tree):
        self._tree = tree
        self._runs = {}
        self._ending = set()
        self._place = None
        self._poll = select.poll()
        self._waker = None
        self._requests = b""
        self._ends = False

    def serve(self):
        self._waker, wakes = os.pipe()
        os.set_blocking(self._waker, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        self._poll.register(0, select.POLLIN)
        self._poll.register(self._waker, select.POLLIN)
        say(b"ready %s\n" % sys.version.split()[0].encode())
        self._prepare()
        while not (self._ends and not self._runs):
            ready = self._poll.poll(self._next_deadline() if self._place else PAUSE)
            for descriptor, _ in ready:
                self._answer(descriptor)
            if not ready:
                self._prepare()
            self._reap()
            self._enforce()

    def _answer(self, descriptor):
        if descriptor == 0:
            self._read_requests()
        elif descriptor == self._waker:
            drain(self._waker)
        else:
            for run in self._runs.values():
                if descriptor in run.pipes:
                    self._relay(run, descriptor)
                    return

    def _read_requests(self):
        chunk = os.read(0, CHUNK)
        if not chunk:
            self._poll.unregister(0)
            self._end()
            return
        *lines, self._requests = (self._requests + chunk).split(b"\n")
        for line in lines:
            request = json.loads(line.decode())
            if "stop" in request:
                self._stop(request["stop"])
            elif not self._ends:
                self._start(request)

    def _prepare(self):
        """For the next module: when it comes, it need not wait for a fork."""
        if self._place is None and not self._ends:
            self._place = Place(self._tree)

    def _start(self, request):
        self._prepare()
        run = self._runs[request["id"]] = Run(self._place, request)
        self._place = None
        for descriptor in run.pipes:
            os.set_blocking(descriptor, False)
            self._poll.register(descriptor, select.POLLIN)

    def _stop(self, number):
        run = self._runs.get(number)
        if run is not None and not run.has_ended and not run.was_asked:
            run.end_group()

    def _relay(self, run, descriptor):
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        if not chunk:
            self._close(run, descriptor)
            return False
        run.pipes[descriptor].take(chunk)
        if descriptor == run.result.descriptor and run.result.is_whole:
            self._linger(run)
        return True

    def _close(self, run, descriptor):
        self._poll.unregister(descriptor)
        os.close(descriptor)
        run.pipes.pop(descriptor).finish()

    def _linger(self, run):
        """What it has started may keep its pipes open for a moment."""
        run.deadline = time.monotonic() + LINGER

    def _reap(self):
        self._ending = {process for process in self._ending if not os.waitpid(process, os.WNOHANG)[0]}
        for run in [run for run in self._runs.values() if run.status is None]:
            process, status = os.waitpid(run.process, os.WNOHANG)
            if process:
                run.status = status
                self._linger(run)
                if run.was_asked:
                    signal_group(run.process, signal.SIGKILL)  # What it has left behind was asked with it.
                for descriptor in list(run.pipes):
                    while descriptor in run.pipes and self._relay(run, descriptor):
                        pass

    def _enforce(self):
        for run in list(self._runs.values()):
            is_late = time.monotonic() >= run.deadline
            if not run.has_ended and is_late:
                run.timed_out = run.timed_out or not run.was_asked
                run.end_group()
            elif run.has_ended and (is_late or not run.pipes):
                for descriptor in list(run.pipes):
                    self._close(run, descriptor)
                del self._runs[run.number]
                if run.status is None:
                    self._ending.add(run.process)
                say(b"%d end %s\n" % (run.number, run.describe().encode()))
        if not self._runs:
            self._prepare()

    def _end(self):
        self._ends = True
        for run in self._runs.values():
            if not run.has_ended and not run.was_asked:
                run.end_group()

    def _next_deadline(self):
        """In milliseconds; None for never."""
        if not self._runs:
            return None
        return max(0, int(1000 * (min(run.deadline for run in self._runs.values()) - time.monotonic())) + 1)


def become_module(tree, requests, output, errors, result):
    """In the fork: never returns."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        connect(output, errors, result, requests)
        os.chdir(tree)
        request = sys.stdin.readline()
        if request:
            replace_stdin()
            code = run_module(json.loads(request))
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def connect(output, errors, result, requests):
    """Nothing of the host stays open in the module: not its requests, not its answers, not the lock."""
    for theirs, own in ((requests, 0), (output, 1), (errors, 2), (result, RESULT)):
        os.dup2(theirs, own, inheritable=own != RESULT)
    os.closerange(RESULT + 1, 1 << 10)
    sys.stdin, sys.stdout, sys.stderr = open_text(0, "r"), open_text(1, "w"), open_text(2, "w")


def replace_stdin():
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def open_text(descriptor, mode):
    return open(descriptor, mode, buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def run_module(request):
    code, result = 0, None
    try:
        result = describe(call_main(load_main(request["name"]), request.get("arguments")))
    except SystemExit as ended:
        code = exit_code_of(ended)
        result = {"kind": "exit", "code": code}
    except BaseException as failure:
        traceback.print_exc()
        code = 1
        result = {"kind": "error", "message": cut("%s: %s" % (type(failure).__name__, failure))}
    if threading.active_count() > 1:
        threading._shutdown()
    atexit._run_exitfuncs()
    say_result(result)
    return code


def load_main(name):
    package = importlib.import_module("modules." + name)
    if not hasattr(package, "main"):
        package = importlib.import_module("modules.%s.index" % name)
    return package.main


def call_main(main, arguments):
    if arguments is None and not wants_argument(main):
        outcome = main()
    else:
        outcome = main(arguments)
    if hasattr(outcome, "__await__"):
        import asyncio

        outcome = asyncio.run(outcome)
    return outcome


def wants_argument(main):
    code = getattr(main, "__code__", None)
    return code is not None and code.co_argcount > len(main.__defaults__ or ())


def describe(outcome):
    if outcome is None:
        return {"kind": "none"}
    if outcome is False:
        return {"kind": "again"}
    if isinstance(outcome, dict):
        facts = {key: bool(outcome[key]) for key in ("success", "updated", "rollback_success") if outcome.get(key) is not None}
        if outcome.get("error"):
            facts["error"] = cut(outcome["error"])
        return dict(facts, kind="facts")
    return {"kind": "value"}


def exit_code_of(ended):
    """As the interpreter has it: a number is the code, nothing is success, and anything else is a failure."""
    if isinstance(ended.code, int):
        return ended.code & 0xFF
    return 0 if ended.code is None else 1


def cut(text):
    text = str(text)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + " […]"


def say_result(result):
    """The last that a module says: its other streams end before it."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.dup2(0, 1)
    os.dup2(0, 2)
    try:
        write(json.dumps(result).encode() + b"\n", RESULT)
    except OSError:
        pass  # The module has closed it: then it has no result.


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


def signal_group(process, number):
    try:
        os.killpg(process, number)
    except OSError as failure:
        if failure.errno != errno.ESRCH:
            raise


def main(setup):
    tree = setup["tree"]
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, InMemory(setup["sources"], tree))
    sys.path += [tree, os.path.join(tree, "modules")]
    if os.path.isdir(os.path.join(tree, "modules")):
        importlib.util.find_spec("modules.none")  # What is found on the way there need not be found by each module.
    gc.collect()
    gc.freeze()
    Host(tree).serve()
