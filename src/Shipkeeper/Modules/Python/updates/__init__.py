"""What modules of the updates orchestrator import, provided by Shipkeeper."""

from updates.index import compare_schema_versions, load_module_index, log_message  # noqa: F401

_RUNS = ("detect_module_updates", "run_update", "run_updates_async", "sync_from_repo", "update_modules")


def __getattr__(name):
    """Few modules need these: the others do not wait for them to be compiled."""
    if name not in _RUNS:
        raise AttributeError("module 'updates' has no attribute %r" % name)
    import updates.runs

    return getattr(updates.runs, name)
