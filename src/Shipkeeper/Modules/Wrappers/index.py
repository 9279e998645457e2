#!/usr/bin/env python3
"""The updates orchestrator's command line, answered by Shipkeeper."""

import argparse
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    options = parse()
    command = [find_shipkeeper(), "modules", "check" if options.check_only else "run", "--path", options.modules_path]
    for name, value in (("--repository", options.repo_url), ("--branch", options.branch), ("--cache", options.local_repo)):
        if value:
            command += [name, value]
    if options.legacy:
        command.append("--legacy")
    if not options.check_only:
        command.append("--verbose")
    sys.stdout.flush()
    os.execv(command[0], command)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repo-url", help="the git repository that modules come from")
    parser.add_argument("--local-repo", help="where the copy of the repository is kept")
    parser.add_argument("--modules-path", default=HERE, help="the module tree, or its folder 'modules' (default: %(default)s)")
    parser.add_argument("--branch", help="the branch of the repository")
    parser.add_argument("--legacy", action="store_true", help="run what the repository's manifest.json names")
    parser.add_argument("--check-only", "--check", action="store_true", help="show what is newer, and change nothing")
    options = parser.parse_args()
    path = options.modules_path.rstrip("/")
    options.modules_path = os.path.dirname(path) if os.path.basename(path) == "modules" else path
    return options


def find_shipkeeper():
    own = os.path.join(HERE, "shipkeeper")
    found = os.environ.get("SHIPKEEPER") or (own if os.path.exists(own) else shutil.which("shipkeeper") or "/usr/local/bin/shipkeeper")
    if not os.access(found, os.X_OK):
        sys.exit(f"shipkeeper is not installed: neither in {HERE} nor in PATH nor in /usr/local/bin")
    return found


if __name__ == "__main__":
    main()
