"""Whether an archive could have been written by somebody else.

Opening a full-text index can run what its files say, so an archive that another user could have
planted is refused until this user says otherwise.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from index.errors import UntrustedError

_PARTS = ("", "archive.db", "whoosh")


def check_trust(archive: Path) -> None:
    """Raise :class:`index.errors.UntrustedError` unless an archive's directory may be opened.

    The directory, its ``archive.db`` and its ``whoosh`` must belong to this user or to root, and
    nobody else may be able to write to them; or the directory is a line of the file that
    :func:`trusted_file` names. Symbolic links are followed first.
    """
    archive = archive.resolve()
    reasons = [reason for part in _PARTS if (reason := distrust(archive / part if part else archive))]
    if not reasons or archive in trusted_directories():
        return
    raise UntrustedError(
        f"{archive} is not trusted: {reasons[0]}. An archive that somebody else prepared could run programs "
        f"as you. If you trust its keeper, add the line\n    {archive}\nto the file {trusted_file()}"
    )


def trusted_file() -> Path:
    """The file of this user that lists trusted archive directories, one a line."""
    from platformdirs import user_config_path

    return user_config_path("newsreader") / "trusted"


def trusted_directories() -> frozenset[Path]:
    """The directories that this user trusts; none if the list could have been written by others."""
    path = trusted_file()
    try:
        if distrust(path):
            return frozenset()
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return frozenset()
    return frozenset(Path(line.strip()).resolve() for line in lines if line.strip().startswith("/"))


def distrust(path: Path) -> str | None:
    """Why a file or directory could hold what another user wrote, or None. A missing one is fine."""
    try:
        info = path.stat()
    except FileNotFoundError:
        return None
    if info.st_uid not in (os.getuid(), 0):
        return f"{path} belongs to the user {_user_name(info.st_uid)}"
    if info.st_mode & stat.S_IWOTH:
        return f"everybody may write to {path} (chmod o-w would end that)"
    if info.st_mode & stat.S_IWGRP and not _is_private(info.st_gid, info.st_uid):
        return f"the group {_group_name(info.st_gid)} may write to {path} (chmod g-w would end that)"
    return None


def make_private_directory(path: Path) -> None:
    """Make a directory that only this user may enter, and its parents."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)


def _is_private(gid: int, owner: int) -> bool:
    """Whether a group has no members but this user, the owner and root."""
    import grp
    import pwd

    allowed = {os.getuid(), owner, 0}
    try:
        members = set(grp.getgrgid(gid).gr_mem)
    except KeyError:
        return False
    try:
        if any(pwd.getpwnam(name).pw_uid not in allowed for name in members):
            return False
    except KeyError:
        return False
    return all(uid in allowed for uid in _primary_members(gid))


def _primary_members(gid: int) -> Iterator[int]:
    """The users whose own group it is."""
    import pwd

    return (entry.pw_uid for entry in pwd.getpwall() if entry.pw_gid == gid)


def _user_name(uid: int) -> str:
    """The name of a user, or the number."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _group_name(gid: int) -> str:
    """The name of a group, or the number."""
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
