"""What the measurements have in common."""

import os
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHIPKEEPER = str(REPOSITORY / "artifacts" / "shipkeeper")
LIMIT_SECONDS = 900


def run(command, folder, codes=(0,)):
    """Runs a command to its end: seconds, peak memory in MiB of the largest process in its tree."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        limit = threading.Timer(LIMIT_SECONDS, process.kill)
        limit.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            output.seek(0)
            sys.exit(f"{shlex.join(command)}: exit code {process.returncode}\n{output.read().decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def milliseconds(seconds):
    if not seconds:
        return "not measured"
    return f"{statistics.median(seconds) * 1000:.0f} ms ({min(seconds) * 1000:.0f}–{max(seconds) * 1000:.0f}, {len(seconds)} readings)"


def first_line(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()[0].strip()


def machine():
    """One sentence on what was measured, and on what."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors, {memory_gib:.0f} GiB, Linux {os.uname().release}; "
        f"shipkeeper {first_line(SHIPKEEPER, '--version')}, engine {first_line('docker', 'version', '--format', '{{.Server.Version}}')}, "
        f"Compose {first_line('docker', 'compose', 'version', '--short')}."
    )


def prepare(*scripts):
    for script in scripts:
        subprocess.run(script, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
