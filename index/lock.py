"""One writer at a time: a lock file that the system frees when its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import LockedError, ReadOnlyError

LOCK_NAME = "writer.lock"
RENEWAL_NAME = "renewal.lock"

PATIENCE = 30.0
"""Seconds to wait for a holder that has said to be brief."""

_GRACE = 0.1  # seconds in which a holder says who it is, or ends looking who holds the lock
_STEP = 0.01  # seconds
_PAUSE = 0.5  # seconds
_BRIEF = " brief"


@contextmanager
def writer_lock(directory: Path, *, brief: bool = False) -> Iterator[None]:
    """Hold the writer's lock of an archive.

    With ``brief`` it is held for a few seconds at most, and whoever comes next waits that long.
    Raises LockedError when another process holds it for longer, ReadOnlyError when this user may not
    write there.
    """
    handle = _open(directory, LOCK_NAME)
    try:
        _take(handle, directory)
        os.ftruncate(handle, 0)
        note = f"{os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}{_BRIEF if brief else ''}\n"
        os.pwrite(handle, note.encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def patient_lock(directory: Path, *, brief: bool = True) -> Iterator[None]:
    """Hold the writer's lock as :func:`writer_lock` does, as soon as nobody else writes."""
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(writer_lock(directory, brief=brief))
                break
            except LockedError:
                time.sleep(_PAUSE)
        yield


def wait_for_writer(directory: Path) -> None:
    """Come back when nobody writes to an archive."""
    while writer_of(directory):
        time.sleep(_PAUSE)


@contextmanager
def renewal_lock(directory: Path) -> Iterator[bool]:
    """Whether this process is the one that annotates an archive again in the background.

    Raises ReadOnlyError when this user may not write there.
    """
    handle = _open(directory, RENEWAL_NAME)
    try:
        yield _try(handle, directory)
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
        return _describe(_note(handle)) if error.errno in (errno.EAGAIN, errno.EACCES) else None
    finally:
        os.close(handle)
    return None


def _note(handle: int) -> str:
    """What the holder of an open lock file has written."""
    return os.pread(handle, 100, 0).decode("ascii", "replace").strip()


def _describe(note: str) -> str:
    """Who has written the note in a lock file."""
    pid, _, since = note.removesuffix(_BRIEF).partition(" ")
    return f"process {pid}, since {since}" if since else "another process"


def _open(directory: Path, name: str) -> int:
    """A lock file, opened."""
    try:
        return os.open(directory / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _unlockable(directory, error) from error


def _take(handle: int, directory: Path) -> None:
    """Lock an open file, or say who has locked it."""
    start = time.monotonic()
    while not _try(handle, directory):
        note = _note(handle)
        if time.monotonic() - start > (PATIENCE if note.endswith(_BRIEF) else _GRACE):
            who = _describe(note)
            raise LockedError(
                f"{who[0].upper()}{who[1:]}, is writing to the archive {directory}. Reading and searching "
                "go on meanwhile; try again when it has finished"
            )
        time.sleep(_STEP)


def _try(handle: int, directory: Path) -> bool:
    """Lock an open file unless another process has locked it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise _unlockable(directory, error) from error
        return False
    return True


def _unlockable(directory: Path, error: OSError) -> ReadOnlyError:
    """The error for a lock file that cannot be opened or locked."""
    return ReadOnlyError(
        f"Cannot write to the archive {directory} ({error.strerror}); ask its owner, "
        "or choose another with --archive"
    )
