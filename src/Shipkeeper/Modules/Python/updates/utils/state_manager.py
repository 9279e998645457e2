"""Backups of what a module is about to change. Shipkeeper takes and restores them: one for each module, whole or not at all."""

import os

from updates.utils import shipkeeper
from updates.index import log_message


_databases = {}  # Of each module, as it was last asked for: a restore in the same run needs the passwords, which are kept nowhere else.


class StateManager:
    """Further arguments of all methods are ignored.

    backup_dir: ignored too; backups are in the private folder of the module tree.
    """

    def __init__(self, backup_dir=None, *_, **__):
        self.backup_dir = backup_dir

    def backup_module_state(self, module_name, description=None, files=None, services=None, databases=None, *_, **more):
        """Backs up a module's state; takes the place of its backup before, once it is whole. True when it is.

        files: paths of files, links and folders (one that is not there is not there again after a restore). services: units of systemd.
        databases: paths of SQLite files, or dicts: type "postgresql" or "sqlite"; name, host, port, user, password, password_env, system_user; path.
        A password is used and not kept.
        """
        request = {"module": module_name, "services": _list(services), "databases": _list(databases)}
        if description is not None:
            request["description"] = str(description)
        try:
            request["files"] = [shipkeeper.text(_path(item)) for item in _list(files) + _list(more.get("directories")) + _list(more.get("paths"))]
        except (TypeError, ValueError) as failure:
            log_message("%s: %s" % (module_name, failure), "ERROR")
            return False
        _databases[module_name] = request["databases"]
        return _tell(module_name, _call("backup", request))

    def restore_module_state(self, module_name, *_, **more):
        """Puts back what the backup holds, and removes what appeared in its folders since. True when all of it is back.

        databases: as for the backup, for their passwords; those of the backup when left out, if it was taken in this run.
        """
        databases = _list(more.get("databases")) or _databases.get(module_name, [])
        return _tell(module_name, _call("restore", {"module": module_name, "databases": databases}))

    def has_backup(self, module_name, *_, **__):
        """Whether a backup is kept of the module."""
        return self.get_backup_info(module_name) is not None

    def get_backup_info(self, module_name, *_, **__):
        """A dict: module, description, at (UTC), files, absent, services, databases, bytes; error, where it is damaged. None where nothing is kept."""
        answer = _call("backups", {"module": module_name})
        return answer.value[0] if answer.ok and answer.value else None

    def list_backups(self, *_, **__):
        """A list of such dicts, of every module of which something is kept."""
        answer = _call("backups", {})
        return answer.value if answer.ok and isinstance(answer.value, list) else []

    def remove_backup(self, module_name, *_, **__):
        """Removes the backup of a module. True when there was one."""
        return _call("remove", {"module": module_name}).ok

    delete_backup = cleanup_backup = remove_backup


def _call(verb, request):
    tree = os.environ.get("SHIPKEEPER_MODULES")
    return shipkeeper.call(verb, request, *(["--path", tree] if tree else []))


def _tell(module_name, answer):
    if not answer.ok:
        log_message("%s: %s" % (module_name, answer.error), "ERROR")
    return answer.ok


def _list(items):
    return [] if items is None else list(items) if isinstance(items, (list, tuple, set)) else [items]


def _path(item):
    return item.get("path") or item.get("source") if isinstance(item, dict) else item
