"""What modules of the updates orchestrator import, provided by Shipkeeper."""

from updates.index import compare_schema_versions, load_module_index, log_message  # noqa: F401
