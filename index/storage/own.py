"""The decisions of a user who may not write to an archive, in that user's own state."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError
from index.storage.decisions import FIRST_OWN, Kept, from_json, to_json, with_id
from index.userstate import locked, state_directory

_FORMAT = 1

Stamp = tuple[int, ...]


class OwnDecisions:
    """What a user has decided about an archive without writing to it. Every change is written at once.

    Other windows of the user are seen: the file is read again when it has changed. A file that cannot
    be understood counts for nothing, and is put aside when the next decision is written.
    """

    def __init__(self, uuid: str, *, directory: Path | None = None) -> None:
        """Of the archive with this uuid; one without has none. ``directory`` replaces the user's own."""
        known = uuid.replace("-", "").isalnum() and uuid.isascii()
        self._path = (directory or state_directory()) / f"{uuid}.names.json" if known else None
        self._decisions: tuple[Kept, ...] = ()
        self._last = FIRST_OWN
        self._damaged = False
        self.stamp: Stamp = ()

    def decisions(self) -> tuple[Kept, ...]:
        """The decisions, in the order given."""
        stamp = self._stamp()
        if stamp != self.stamp:
            self._load()
            self.stamp = stamp
        return self._decisions

    def append(self, kept: Kept) -> Kept:
        """Keep one more decision; the same with its id. Raises ArchiveError if it cannot be written."""
        with self._changing():
            numbered = with_id(kept, self._last + 1)
            self._save((*self._decisions, numbered), self._last + 1)
        return numbered

    def take_back(self) -> Kept | None:
        """Forget the last decision, and say which. Raises ArchiveError if that cannot be written."""
        if not self.decisions():
            return None
        with self._changing():
            if not self._decisions:
                return None
            last = self._decisions[-1]
            self._save(self._decisions[:-1], self._last)
        return last

    def _stamp(self) -> Stamp:
        """What tells one version of the file from another."""
        if self._path is None:
            return ()
        try:
            info = self._path.stat()
        except OSError:
            return ()
        return info.st_ino, info.st_size, info.st_mtime_ns

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Holds the user's lock on the file, with what it says."""
        if self._path is None:
            raise ArchiveError(
                "You may only read this archive, and it has no name under which to keep yours; "
                "ask its owner to open it once"
            )
        with locked(self._path):
            self.decisions()
            yield

    def _load(self) -> None:
        """Read the file."""
        self._decisions, self._last, self._damaged = (), FIRST_OWN, False
        assert self._path is not None  # noqa: S101
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["format"] != _FORMAT:
                raise ValueError("another version")
            decisions = tuple(from_json(each) for each in data["decisions"])
            self._last = max(int(data["last"]), FIRST_OWN, *(each.decision.id for each in decisions))
            self._decisions = decisions
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            self._damaged = True

    def _save(self, decisions: tuple[Kept, ...], last: int) -> None:
        """Replace the file as a whole; one that could not be understood is kept beside it."""
        assert self._path is not None  # noqa: S101
        data = {"format": _FORMAT, "last": last, "decisions": [to_json(each) for each in decisions]}
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            if self._damaged:
                self._path.replace(self._path.with_suffix(".damaged"))
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_text(json.dumps(data), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            raise ArchiveError(
                f"You may only read this archive, and {self._path}, where your own corrections are kept, "
                f"cannot be written ({error.strerror}); check its permissions and the free space"
            ) from error
