"""What one reader has done with an archive: what was read, starred and searched for, and where they were.

It lies in the user's own state directory, never in the archive, which others share. A state that is
damaged or cannot be written does not stop the reader: it is kept in memory, and ``problem`` says so.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from index.models import Problem

MOST_QUERIES = 200
"""Queries that are remembered."""

_FORMAT = 1
_LOCK_LIMIT, _LOCK_STEP = 1.0, 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader was: the article, the code point of its text at the top, and the query."""

    article_id: int | None = None
    offset: int = 0
    query: str = ""


class UserState:
    """The marks of this user on one archive. Every change is written at once."""

    def __init__(self, archive: Path, uuid: str = "", *, directory: Path | None = None) -> None:
        """Read the marks on the archive with this uuid, which an archive that is moved keeps.

        An archive without a uuid is known by its path. ``directory`` replaces the user's own.
        """
        self.problem: Problem | None = None
        self._directory = directory or state_directory()
        name = uuid or hashlib.sha256(os.fsencode(archive.resolve())).hexdigest()[:32]
        self._path = self._directory / f"{name}.json"
        self._read: frozenset[int] = frozenset()
        self._starred: frozenset[int] = frozenset()
        self._queries: list[str] = []
        self._position = Position()
        self._seen: tuple[int, ...] = ()
        self._unsaved = False
        self._unreadable = False
        self._load()

    def mark_read(self, article_id: int) -> None:
        """Remember that an article has been read."""
        with self._change():
            self._read |= {article_id}

    def mark_unread(self, article_id: int) -> None:
        """Forget that an article has been read."""
        with self._change():
            self._read -= {article_id}

    def read_ids(self) -> frozenset[int]:
        """The articles that have been read; the same object until that changes."""
        return self._read

    def toggle_star(self, article_id: int) -> bool:
        """Star an article or take its star away; whether it has one then."""
        with self._change():
            self._starred ^= {article_id}
            return article_id in self._starred

    def starred(self) -> frozenset[int]:
        """The articles with a star; the same object until that changes."""
        return self._starred

    def refresh(self) -> None:
        """Take over what other windows of this user have written."""
        if not self._unsaved and self._stamp() != self._seen:
            self._load()

    def add_query(self, query: str) -> None:
        """Remember a query as the latest; one that was there before moves up."""
        query = query.strip()
        if query:
            with self._change():
                others = [each for each in self._queries if each != query]
                self._queries = [*others[-(MOST_QUERIES - 1) :], query]

    def queries(self) -> tuple[str, ...]:
        """The queries that are remembered, the latest last."""
        return tuple(self._queries)

    @property
    def position(self) -> Position:
        """Where the reader was last."""
        return self._position

    @position.setter
    def position(self, position: Position) -> None:
        with self._change():
            self._position = position

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Takes over what other windows of this user have written; what is changed within is written."""
        with locked(self._path):
            if not self._unsaved or self._stamp() != self._seen:
                self._load()
            before = self._data()
            yield
            if self._data() != before or self._unsaved:
                self._save()

    def _stamp(self) -> tuple[int, ...]:
        """What tells one version of the file from another."""
        try:
            info = self._path.stat()
        except OSError:
            return ()
        return info.st_ino, info.st_size, info.st_mtime_ns

    def _load(self) -> None:
        """Read the file; a damaged one is put aside."""
        self._seen = self._stamp()
        self._unreadable = False
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            self._take(data)
        except FileNotFoundError:
            return
        except OSError as error:
            self._unreadable = True
            self.problem = Problem(
                str(self._path), f"your marks cannot be read ({error.strerror}); new ones last until you quit"
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            self._put_aside()

    def _take(self, data: dict[str, Any]) -> None:
        """Take over what the file says, all or nothing."""
        if data["format"] != _FORMAT:
            raise ValueError("another version")
        place = data["position"]
        number = place["article_id"]
        position = Position(
            None if number is None else int(number), int(place["offset"]), str(place["query"])
        )
        read = {int(each) for each in data["read"]}
        starred = {int(each) for each in data["starred"]}
        queries = [str(each) for each in data["queries"]][-MOST_QUERIES:]
        self._read, self._starred = frozenset(read), frozenset(starred)
        self._queries, self._position = queries, position

    def _put_aside(self) -> None:
        """Rename a file that cannot be understood, so that nothing in it is lost."""
        try:
            where = f"what was there is kept as {put_aside(self._path).name}"
        except OSError:
            where = "what was there will be replaced"
        self.problem = Problem(str(self._path), f"your marks could not be understood; {where}")

    def _data(self) -> dict[str, Any]:
        """What the file says."""
        return {
            "format": _FORMAT,
            "read": sorted(self._read),
            "starred": sorted(self._starred),
            "queries": self._queries,
            "position": {
                "article_id": self._position.article_id,
                "offset": self._position.offset,
                "query": self._position.query,
            },
        }

    def _save(self) -> None:
        """Replace the file as a whole, unless it holds what could not be read."""
        self._unsaved = True
        if self._unreadable:
            return
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_text(json.dumps(self._data()), encoding="utf-8")
            temporary.replace(self._path)
            self._seen = self._stamp()
            self._unsaved = False
        except OSError as error:
            self.problem = Problem(
                str(self._path), f"your marks cannot be written ({error.strerror}) and last until you quit"
            )


def put_aside(path: Path) -> Path:
    """Rename a file to one beside it that ends in ``.damaged`` or ``.damaged.N``, and say to which.

    No earlier one is overwritten; the caller holds the lock on the file. Raises OSError.
    """
    asides = (path.with_suffix(".damaged" + (f".{number}" if number else "")) for number in count())
    aside = next(each for each in asides if not os.path.lexists(each))
    path.rename(aside)
    return aside


def replace_file(path: Path, text: str, *, old_aside: bool = False) -> None:
    """Put a text in the place of a file, as a whole and on disk; with ``old_aside`` keep the old one.

    Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if old_aside:
            put_aside(path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    """Have the names in a directory on disk, where the file system can do that."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds this user's lock on a file of their state; goes on without it where there can be none."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(
            path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
        )
    except OSError:
        yield
        return
    try:
        _wait_for_lock(handle)
        yield
    finally:
        os.close(handle)


def _wait_for_lock(handle: int) -> None:
    """Lock an open file; a holder that does not let go, being stopped perhaps, is not waited for long."""
    for _ in range(int(_LOCK_LIMIT / _LOCK_STEP)):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(_LOCK_STEP)
        except OSError:
            return


def state_directory() -> Path:
    """The directory of this user's states."""
    from platformdirs import user_state_path

    return user_state_path("newsreader")
