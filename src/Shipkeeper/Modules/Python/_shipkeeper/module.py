"""The side of the fork: becomes a module, runs it, and says how it ended."""

import atexit
import importlib.util
import json
import os
import signal
import sys
import threading
import traceback

from _shipkeeper.streams import write

LONGEST_TEXT = 4000
RESULT = 3  # the module's end of the channel for its result
SET_SIGNAL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)

try:
    import ctypes

    SYSTEM = ctypes.CDLL(None)
except (ImportError, OSError):
    SYSTEM = None


def become_module(host, tree, requests, output, errors, result):
    """In the fork: never returns."""
    code = 1
    try:
        end_with(host)
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
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


def end_with(host):
    """Of a host that was killed, a module would run on without a time limit, beside those of the next run."""
    if SYSTEM is not None:
        SYSTEM.prctl(SET_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)
        if os.getppid() != host:
            os._exit(1)


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
    code, result, module = 0, None, os.getpid()
    sys.argv = [os.path.abspath(os.path.join("modules", request["name"], "__init__.py")), *(request.get("arguments") or [])]
    try:
        result = describe(call_main(load_main(request["name"]), request.get("arguments")))
    except SystemExit as ended:
        code = exit_code_of(ended)
        says_why = ended.code is not None and not isinstance(ended.code, int)
        result = {"kind": "error", "message": cut(ended.code)} if says_why else {"kind": "exit", "code": code}
    except BaseException as failure:
        traceback.print_exc()
        code = 1
        result = {"kind": "error", "message": cut("%s: %s" % (type(failure).__name__, failure))}
    if threading.active_count() > 1:
        threading._shutdown()
    atexit._run_exitfuncs()
    if os.getpid() == module:  # What the module has forked, and has come this way too, does not speak for it.
        say_result(result)
    return code


def load_main(name):
    package = importlib.import_module("modules." + name)
    if not hasattr(package, "main") and importlib.util.find_spec("modules.%s.index" % name):
        package = importlib.import_module("modules.%s.index" % name)
    if not hasattr(package, "main"):
        raise TypeError("neither __init__.py nor index.py has a function 'main'")
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
    text = str(text).encode(errors="backslashreplace").decode()  # A file name that is no UTF-8 is no text either.
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
