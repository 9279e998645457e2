"""Owners, groups and modes. Shipkeeper sets them: no link is followed out of a target, and one failure is a failure of the call."""

import grp
import os
import pwd
import stat

from updates.utils import shipkeeper
from updates.index import log_message

_COMMON_FOLDERS = ("/etc/%s", "/var/lib/%s", "/var/log/%s", "/var/cache/%s", "/opt/%s")


class PermissionTarget:
    """One path and what it is to be.

    path: absolute. owner, group: names or numbers; None leaves them. mode: a text like "755", or an int as os.chmod takes it; None leaves it.
    recursive: also all that is below. Then folders can be searched by whoever may read them, and files do not become programs.
    Further arguments are ignored.
    """

    def __init__(self, path, owner=None, group=None, mode=None, recursive=False, directory_mode=None, **_):
        self.path, self.owner, self.group, self.mode = path, owner, group, mode
        self.recursive, self.directory_mode = bool(recursive), directory_mode

    def __repr__(self):
        return "PermissionTarget(path=%r, owner=%r, group=%r, mode=%r, recursive=%r)" % (
            self.path, self.owner, self.group, _octal(self.mode), self.recursive)

    def __eq__(self, other):
        return isinstance(other, PermissionTarget) and vars(self) == vars(other)

    __hash__ = None


class PermissionManager:
    """Sets permissions. service_name: what log lines name; None for no name."""

    def __init__(self, service_name=None, *_, **__):
        self.service_name = service_name
        self.results = []

    def set_permissions(self, targets, *more, **fields):
        """Sets one or several targets: PermissionTarget, dicts with its fields, or a path followed by owner, group, mode and recursive.

        True when everything is as it was asked for. `results` then holds a dict for each target: path, entries, changed, failed, error.
        """
        if isinstance(targets, (str, bytes, os.PathLike)):
            targets = [PermissionTarget(targets, *more, **fields)]
        elif isinstance(targets, (PermissionTarget, dict)):
            targets = [targets]
        try:
            answer = shipkeeper.call("permissions", {"targets": [_request(target) for target in targets]})
        except (TypeError, ValueError) as failure:
            answer = shipkeeper.Answer(False, None, str(failure))
        self.results = answer.value if isinstance(answer.value, list) else []
        for error in [result["error"] for result in self.results if result.get("error")] or ([] if answer.ok else [answer.error]):
            log_message("%s%s" % (self.service_name + ": " if self.service_name else "", error), "ERROR")
        return answer.ok

    apply_permissions = set_targets = restore_permissions = set_permissions

    def set_permission(self, path, owner=None, group=None, mode=None, recursive=False, **more):
        """Sets one path; as PermissionTarget. True when it is as it was asked for."""
        return self.set_permissions([PermissionTarget(path, owner, group, mode, recursive, **more)])

    def get_permissions(self, path):
        """As the function of that name."""
        return get_permissions(path)


def get_permissions(path):
    """A dict of owner, group (names; numbers as text where they have none), uid, gid, mode (text like "755") and path. None where nothing is there.

    Of a link, those of the link.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return {
        "path": os.fspath(path),
        "owner": _name(pwd.getpwuid, status.st_uid),
        "group": _name(grp.getgrgid, status.st_gid),
        "uid": status.st_uid,
        "gid": status.st_gid,
        "mode": "%03o" % stat.S_IMODE(status.st_mode),
    }


def create_service_permission_targets(service_name, paths=None, owner=None, group=None, mode=None, recursive=True, **_):
    """Targets for what belongs to a service.

    paths: a list of paths, or a dict of path -> mode; the usual folders of that name that are there, when left out. owner, group: the service's name
    when left out. mode: leaves it when None.
    """
    paths = [folder % service_name for folder in _COMMON_FOLDERS if os.path.isdir(folder % service_name)] if paths is None else paths
    paths = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    modes = paths if isinstance(paths, dict) else {}
    owner = service_name if owner is None else owner
    return [PermissionTarget(path, owner, owner if group is None else group, modes.get(path, mode), recursive) for path in paths]


def restore_service_permissions_simple(service_name, targets=None, *more, **fields):
    """Sets targets of a service: those given, or what create_service_permission_targets makes of the arguments. True when all are as they should be."""
    if not _are_targets(targets):
        targets = create_service_permission_targets(service_name, targets, *more, **fields)
    return PermissionManager(service_name).set_permissions(targets)


def fix_common_service_permissions(service_name, *more, **fields):
    """Gives a service the usual folders of its name that are there; further arguments are owner, group and mode. True when they are its own."""
    return restore_service_permissions_simple(service_name, None, *more, **fields)


def _are_targets(targets):
    return isinstance(targets, PermissionTarget) or (
        isinstance(targets, (list, tuple)) and all(isinstance(target, (PermissionTarget, dict)) for target in targets))


def _request(target):
    fields = dict(target) if isinstance(target, dict) else vars(target)
    request = {"path": shipkeeper.text(fields.get("path", "")), "recursive": bool(fields.get("recursive"))}
    for name in ("owner", "group"):
        if fields.get(name) is not None:
            request[name] = str(fields[name])
    for name in ("mode", "directory_mode"):
        if fields.get(name) is not None:
            request[name] = _octal(fields[name])
    return request


def _octal(mode):
    """As text. An int is what os.chmod takes; one like 755, which can only be meant as it is written, is taken so."""
    if isinstance(mode, bool) or not isinstance(mode, int):
        return mode if mode is None else str(mode)
    value, digits = "%o" % mode, str(mode)
    return digits if _is_sensible(digits) and not _is_sensible(value) else value


def _is_sensible(mode):
    """Nobody may more than those before them, and none may write what they cannot read."""
    if not set(mode) <= set("01234567") or len(mode) > 4:
        return False
    rights = [int(digit) for digit in mode.zfill(3)[-3:]]
    return all(wide | narrow == wide for wide, narrow in zip(rights, rights[1:])) and all(not right & 2 or right & 4 for right in rights)


def _name(find, number):
    try:
        return find(number)[0]
    except KeyError:
        return str(number)
