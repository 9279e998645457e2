"""One warm process that forks for each module.

Reads one JSON request per line from standard input, and writes lines to standard output:

    ready <version of Python>
    <id> out <line>      what the module wrote to its standard output
    <id> err <line>      what it wrote to its standard error
    <id> end <JSON>      {"code": n | "signal": n, "timedOut": bool, "result": {...} | null}

At the end of its input it ends what still runs, and then itself.
"""

import errno
import json
import os
import select
import signal
import sys
import time

from _shipkeeper.module import become_module
from _shipkeeper.streams import CHUNK, Result, Stream, drain, say, write

GRACE = 5.0  # seconds between being asked to end and being killed
LINGER = 0.5  # seconds that the pipes of an ended module may be kept open by what it has started


class Worker:
    """A process that was forked for a module, and waits to be told which."""

    def __init__(self, tree):
        requests, output, errors, result = os.pipe(), os.pipe(), os.pipe(), os.pipe()
        # A signal to the module that comes before it has its own way with signals waits until then.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        host = os.getpid()
        self.process = os.fork()
        if self.process == 0:
            become_module(host, tree, requests[0], output[1], errors[1], result[1])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        for theirs in (requests[0], output[1], errors[1], result[1]):
            os.close(theirs)
        self._requests, self.output, self.errors, self.result = requests[1], output[0], errors[0], result[0]

    def give(self, request):
        write(json.dumps(request).encode() + b"\n", self._requests)
        os.close(self._requests)


class Run:
    """One module that runs."""

    def __init__(self, worker, request):
        self.number, self.process = request["id"], worker.process
        self.result = Result(worker.result)
        streams = Stream(worker.output, b"%d out " % self.number), Stream(worker.errors, b"%d err " % self.number), self.result
        self.pipes = {stream.descriptor: stream for stream in streams}
        self.deadline = time.monotonic() + request["limit"]
        self.timed_out = False
        self.was_asked = False
        self.status = None
        worker.give(request)

    @property
    def has_ended(self):
        """A module that has given its result only waits for the system to take its memory back: there is no need to wait with it."""
        return self.status is not None or (self.result.is_whole and not self.was_asked)

    def end_group(self):
        """Asks first, and kills when called again."""
        number = signal.SIGKILL if self.was_asked else signal.SIGTERM
        if not signal_group(self.process, number):
            os.kill(self.process, number)  # It has just been forked, and has no group of its own yet.
        self.was_asked = True
        self.deadline = time.monotonic() + GRACE

    def describe(self):
        end = {"timedOut": self.timed_out, "result": self.result.read()}
        if self.status is None:
            end["code"] = (end["result"] or {}).get("code", 0)
        elif os.WIFSIGNALED(self.status):
            end["signal"] = os.WTERMSIG(self.status)
        else:
            end["code"] = os.WEXITSTATUS(self.status)
        return json.dumps(end)


class Host:
    def __init__(self, tree, parallel):
        self._tree = tree
        self._parallel = parallel
        self._runs = {}
        self._ending = {}  # What has given its result and is about to end: process to the time at which it is killed.
        self._workers = []
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
        while not (self._ends and not self._runs and not self._ending):
            ready = self._poll.poll(0 if self._wants_workers() else self._next_deadline())
            for descriptor, _ in ready:
                self._answer(descriptor)
            if not ready and self._wants_workers():
                self._workers.append(Worker(self._tree))
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

    def _wants_workers(self):
        """Processes for the next modules are forked as soon as nothing else is to be done: who comes then need not wait for a fork."""
        return len(self._workers) < self._parallel and not self._ends

    def _start(self, request):
        worker = self._workers.pop() if self._workers else Worker(self._tree)
        run = self._runs[request["id"]] = Run(worker, request)
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
        self._ending = {process: deadline for process, deadline in self._ending.items() if not os.waitpid(process, os.WNOHANG)[0]}
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
                    self._ending[run.process] = time.monotonic() + GRACE
                say(b"%d end %s\n" % (run.number, run.describe().encode()))
        for process, deadline in self._ending.items():
            if time.monotonic() >= deadline:
                signal_group(process, signal.SIGKILL)

    def _end(self):
        self._ends = True
        for run in self._runs.values():
            if not run.has_ended and not run.was_asked:
                run.end_group()

    def _next_deadline(self):
        """In milliseconds; None for never."""
        deadlines = [run.deadline for run in self._runs.values()] + list(self._ending.values())
        return max(0, int(1000 * (min(deadlines) - time.monotonic())) + 1) if deadlines else None


def signal_group(process, number):
    """Whether there is such a group."""
    try:
        os.killpg(process, number)
        return True
    except OSError as failure:
        if failure.errno != errno.ESRCH:
            raise
        return False
