"""What old modules call to bring in or to run others. Shipkeeper alone replaces code, under its lock and before any module runs: these change no file."""

import importlib
import os
import re
import sys

from updates.index import compare_schema_versions, load_module_index, log_message
from updates.tree import ROOT, read_global_index


def sync_from_repo(repo_url=None, local_path=None, branch=None, *_, **__):
    """True: this run has synchronised the repository already. Nothing is written to local_path.

    False for a repo_url that is not the repository of this tree: whoever needs another one has to fetch it.
    """
    known = (read_global_index().get("metadata") or {}).get("repository_url")
    if repo_url and known and str(repo_url) != str(known):
        log_message("%s is not synchronised: modules of this host come from %s" % (repo_url, known), "ERROR")
        return False
    log_message("Shipkeeper has synchronised the repository already; nothing is written to %s" % (local_path or "any folder"))
    return True


def detect_module_updates(local_modules_path=None, repo_modules_path=None, *_, **__):
    """Names of the modules that are newer, or new, in the second of two folders (each of modules, or with a folder 'modules' in it).

    local_modules_path: this tree when left out. A module that is switched off is none of them, nor one without a version that can be compared.
    """
    local, repository = _modules_in(local_modules_path or ROOT), _modules_in(repo_modules_path or "")
    if not os.path.isdir(repository):
        log_message("There is no folder %r to compare with; Shipkeeper has compared the modules with the repository already" % repository)
        return []
    return [name for name in sorted(os.listdir(repository)) if _is_newer(name, os.path.join(local, name), os.path.join(repository, name))]


def update_modules(modules_to_update=(), local_modules_path=None, repo_modules_path=None, *_, **__):
    """{name: False} for each: none is replaced here, because that would go around Shipkeeper's journal."""
    if modules_to_update:
        log_message("Shipkeeper replaces modules itself, before any of them runs; not replaced: %s" % ", ".join(modules_to_update), "WARNING")
    return dict.fromkeys(modules_to_update, False)


def run_update(module_path, args=None, callback=None, *_, **__):
    """Runs main of another Python module of this tree, in this process; never raises.

    module_path: its name, its folder, or the way to import it. args: for main; what its index declares when left out.
    The result is what main returned. None where it failed: by None, an exception, sys.exit with a number, or False ("run me once more") twice.
    callback: called with module_path and the result.
    """
    try:
        result = _run(_name_of(module_path), args)
    except (Exception, SystemExit) as failure:
        log_message("%s: %s: %s" % (module_path, type(failure).__name__, failure), "ERROR")
        result = None
    if callable(callback):
        callback(module_path, result)
    return result


async def run_updates_async(updates, max_workers=None, *_, **__):
    """Runs several modules as run_update does, and returns {module_path: result}: `asyncio.run(run_updates_async(["a", "b"]))`.

    updates: what run_update takes, tuples of that and args, or dicts with module_path and args. One runs after the other, whatever max_workers says:
    modules were never written to meet each other.
    """
    import asyncio

    results = {}
    for update in updates:
        module_path, args = _call_of(update)
        # In a thread: a main that is a coroutine has a loop of its own.
        results[module_path] = await asyncio.get_event_loop().run_in_executor(None, run_update, module_path, args)
    return results


def _call_of(update):
    if isinstance(update, dict):
        return update.get("module_path"), update.get("args")
    return tuple(update)[:2] if isinstance(update, (list, tuple)) else (update, None)


def _run(name, args):
    from _shipkeeper.module import call_main, exit_code_of, load_main

    if args is None:
        args = _metadata_in(os.path.join(ROOT, "modules", name)).get("arguments")
    for _ in range(2):
        _forget(name)
        try:
            result = call_main(load_main(name), args)
        except SystemExit as ended:
            if exit_code_of(ended):
                raise
            result = True
        if result is not False:
            return result
    raise RuntimeError("it asked to be run again, twice")


def _forget(name):
    """It may have changed its own code since it was loaded."""
    package = "modules." + name
    for loaded in [loaded for loaded in sys.modules if loaded == package or loaded.startswith(package + ".")]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


def _name_of(module_path):
    """website, modules.website, updates.modules.website.index, /…/modules/website, /…/modules/website/index.py"""
    parts = [part for part in re.split(r"[/.]", os.fspath(module_path)) if part not in ("", "py", "index", "__init__")]
    return parts[-1] if parts else ""


def _modules_in(path):
    below = os.path.join(path, "modules")
    return below if os.path.isdir(below) else path


def _is_newer(name, local, repository):
    if not os.path.isfile(os.path.join(repository, "index.json")):
        return False
    installed, offered = _metadata_in(local), _metadata_in(repository)
    if not installed.get("enabled", True):
        return False
    try:
        return not installed or compare_schema_versions(offered.get("schema_version"), installed.get("schema_version")) > 0
    except ValueError as failure:
        log_message("%s is not compared: %s" % (name, failure), "WARNING")
        return False


def _metadata_in(path):
    index = load_module_index(path) if os.path.isfile(os.path.join(path, "index.json")) else None
    metadata = index.get("metadata") if isinstance(index, dict) else None
    return metadata if isinstance(metadata, dict) else {}
