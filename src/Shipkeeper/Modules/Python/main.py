"""Where the process begins that runs Python modules: nothing that it is made of stands on a disk where a module could change it."""

import gc
import importlib.abc
import importlib.util
import os
import sys

# What modules import most: loaded once here, it costs none of them anything.
import argparse, datetime, hashlib, json, logging, pathlib, re, shutil, subprocess, tempfile, typing  # noqa: E401, F401


class InMemory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The package 'updates' that modules import, and our own: they come from Shipkeeper."""

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


def main(setup):
    tree = setup["tree"]
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, InMemory(setup["sources"], tree))
    sys.path += [tree, os.path.join(tree, "modules")]
    if os.path.isdir(os.path.join(tree, "modules")):
        importlib.util.find_spec("modules.none")  # What is found on the way there need not be found by each module.

    from _shipkeeper.host import Host

    gc.collect()
    gc.freeze()
    Host(tree, setup["parallel"]).serve()
    os._exit(0)  # The system takes the memory back sooner than Python would.
