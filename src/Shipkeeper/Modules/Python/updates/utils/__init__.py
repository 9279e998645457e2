"""Tools for modules."""

from updates.index import log_message  # noqa: F401
