"""One writer at a time: a lock file that the system frees when its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import LockedError, ReadOnlyError

LOCK_NAME = "writer.lock"


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Hold the writer's lock of an archive.

    Raises LockedError at once when another process holds it, ReadOnlyError when this user may not
    write there.
    """
    path = directory / LOCK_NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _unlockable(directory, error) from error
    try:
        _take(handle, directory)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def writer_of(directory: Path) -> str | None:
    """Who is writing to an archive ("process 7, since ..."); None if nobody is, or it cannot be told."""
    try:
        handle = os.open(directory / LOCK_NAME, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return _holder(handle) if error.errno in (errno.EAGAIN, errno.EACCES) else None
    finally:
        os.close(handle)
    return None


def _holder(handle: int) -> str:
    """Who has locked an open lock file."""
    pid, _, since = os.pread(handle, 100, 0).decode("ascii", "replace").strip().partition(" ")
    return f"process {pid}, since {since}" if since else "another process"


def _take(handle: int, directory: Path) -> None:
    """Lock an open file, or say who has locked it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise _unlockable(directory, error) from error
        who = _holder(handle)
        raise LockedError(
            f"{who[0].upper()}{who[1:]}, is writing to the archive {directory}. Reading and searching go on "
            "meanwhile; try again when it has finished"
        ) from None


def _unlockable(directory: Path, error: OSError) -> ReadOnlyError:
    """The error for a lock file that cannot be opened or locked."""
    return ReadOnlyError(
        f"Cannot write to the archive {directory} ({error.strerror}); ask its owner, "
        "or choose another with --archive"
    )
