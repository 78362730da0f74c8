"""Which archive a command works on: the one named, the user's own, or the sample."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index import archive as archives
from index import sample
from index.archive import Archive
from index.errors import LockedError, NotFoundError
from index.models import AddReport
from reader.context import Context
from reader.exits import UsageError
from reader.progress import progress

VARIABLE = "NEWSREADER_ARCHIVE"
SAMPLE_NOTE = (
    "no archive yet; this is the sample archive of five articles; make your own: newsreader add FOLDER"
)

PATIENCE = 10.0
"""Seconds to wait for another process that makes the sample."""


@dataclass(frozen=True, slots=True)
class Place:
    """A directory, and whether the user named it."""

    path: Path
    named: bool


def place(option: str | None) -> Place:
    """The archive's directory: what ``--archive`` says, else NEWSREADER_ARCHIVE, else the user's own."""
    if option is not None and not option:
        raise UsageError("--archive needs the name of a directory")
    name = option or os.environ.get(VARIABLE)
    if name:
        return Place(Path(name).expanduser(), named=True)
    return Place(archives.default_path(), named=False)


@contextmanager
def reading(option: str | None, context: Context) -> Iterator[Archive]:
    """The archive to read. If the user has none and names none, it is the sample, and a note says so."""
    where = place(option)
    archive = _named(where.path) if where.named else _own(where.path) or _sample(context)
    try:
        if problem := archives.own_problem(archive):
            context.errors.note(f"{problem.origin}: {problem.reason}")
        yield archive
    finally:
        archive.close()


@contextmanager
def writing(option: str | None) -> Iterator[Archive]:
    """The archive to add to, which is made if there is none."""
    archive = archives.open_archive(place(option).path, create=True)
    try:
        yield archive
    finally:
        archive.close()


def for_screen(option: str | None, context: Context) -> tuple[Path, bool]:
    """The directory of the archive that the screen opens, and whether the sample must first be made in it."""
    where = place(option)
    if _holds(where.path, 0 if where.named else 1):
        return where.path, False
    if where.named:
        _require_empty(where.path)
        return where.path, True
    context.errors.note(SAMPLE_NOTE)
    path = archives.sample_path()
    return path, not _holds(path, len(sample.sample_files()))


def _require_empty(path: Path) -> None:
    """Raise NotFoundError for a directory that holds something else: nobody means an archive there."""
    with suppress(OSError):
        if any(path.iterdir()):
            raise NotFoundError(
                f"there is no archive in {shlex.quote(str(path))}, and it holds other files; name an empty "
                "or a new directory, or make an archive: newsreader add --archive DIRECTORY FOLDER"
            )


def _holds(path: Path, least: int) -> bool:
    """Whether there is an archive of at least so many articles."""
    archive = _existing(path)
    if archive is None:
        return False
    try:
        return archive.count() >= least
    finally:
        archive.close()


def _existing(path: Path) -> Archive | None:
    with suppress(NotFoundError):
        return archives.open_archive(path)
    return None


def _named(path: Path) -> Archive:
    """The archive at a path that the user named."""
    archive = _existing(path)
    if archive is None:
        name = shlex.quote(str(path))
        raise NotFoundError(
            f"there is no archive in {name}; make one: newsreader add --archive {name} FOLDER"
        )
    return archive


def _own(path: Path) -> Archive | None:
    """The user's own archive if it holds anything."""
    archive = _existing(path)
    if archive is not None and not archive.count():
        archive.close()
        return None
    return archive


def _sample(context: Context) -> Archive:
    """The sample archive, made on the spot unless another process is making it."""
    context.errors.note(SAMPLE_NOTE)
    archive = archives.open_archive(archives.sample_path(), create=True)
    if archive.count() < len(sample.sample_files()):
        with progress(context.errors) as report:
            made = _patiently(lambda: sample.make_sample(archive, report))
        for problem in made.problems:
            context.errors.note(f"{problem.origin}: {problem.reason}")
    return archive


def _patiently(make: Callable[[], AddReport]) -> AddReport:
    """What ``make`` returns, once no other process is making the same."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(LockedError):
            return make()
        time.sleep(0.05)
    return make()
