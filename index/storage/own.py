"""The decisions of a user who may not write to an archive, in that user's own state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError
from index.models import Problem
from index.storage.decisions import FIRST_OWN, Kept, from_json, to_json, with_id
from index.userstate import locked, put_aside, replace_file, state_directory

_FORMAT = 1
_FORMAT_WITH_QUOTES = 2
"""A file that says nothing of quotes is written so that former versions of the program understand it."""

Stamp = tuple[int, ...]

_UNKNOWN: Stamp = (-1,)


class OwnDecisions:
    """What a user has decided about an archive without writing to it. Every change is written at once.

    Other windows of the user are seen: the file is read again when it has changed. A file that cannot
    be understood counts for nothing; :meth:`tell_problem` or the next decision puts it aside. While the
    file cannot be read at all, what was read before holds, and no decision is taken.
    """

    def __init__(self, uuid: str, *, directory: Path | None = None) -> None:
        """Of the archive with this uuid; one without has none. ``directory`` replaces the user's own."""
        known = uuid.replace("-", "").isalnum() and uuid.isascii()
        self._path = (directory or state_directory()) / f"{uuid}.names.json" if known else None
        self._decisions: tuple[Kept, ...] = ()
        self._last = FIRST_OWN
        self._damaged = False
        self._failure: OSError | None = None
        self.stamp: Stamp = ()

    def decisions(self) -> tuple[Kept, ...]:
        """The decisions, in the order given."""
        stamp = self._stamp()
        if stamp != self.stamp or self._failure:
            self._load(stamp)
        return self._decisions

    def tell_problem(self) -> Problem | None:
        """What keeps the decisions from being read, None if nothing does.

        A file that cannot be understood is put aside first, if that is possible.
        """
        self.decisions()
        if self._path is None or not (self._damaged or self._failure):
            return None
        with locked(self._path):
            self.decisions()
            if self._failure:
                reason = f"cannot be read ({self._failure.strerror}) and do not count; check its permissions"
            elif self._damaged:
                reason = f"could not be understood and do not count; {self._put_aside(self._path)}"
            else:
                return None
        return Problem(str(self._path), f"your own corrections {reason}")

    def _put_aside(self, path: Path) -> str:
        """Keep a file that could not be understood under another name, and say under which."""
        try:
            return f"what was there is kept as {put_aside(path).name}"
        except OSError:
            return "the next correction replaces the file and keeps it beside"

    def append(self, kept: Kept) -> Kept:
        """Keep one more decision; the same with its id. Raises ArchiveError if it cannot be written."""
        with self._changing():
            numbered = with_id(kept, self._last + 1)
            self._save((*self._decisions, numbered), self._last + 1)
        return numbered

    def extend(
        self,
        wanted: Iterable[tuple[int, Kept]],
        here: Callable[[Kept], Kept],
        note: Callable[[int, int], None],
    ) -> int:
        """Keep several more, which had other numbers, and say how many.

        ``wanted`` is read while no other window decides. ``note`` is told the former and the present number
        of each, before ``here`` is asked what the next one is with the present numbers of those before it.
        """
        added: list[Kept] = []
        with self._changing():
            for number, (before, kept) in enumerate(wanted, self._last + 1):
                added.append(with_id(here(kept), number))
                note(before, number)
            if added:
                self._save((*self._decisions, *added), self._last + len(added))
        return len(added)

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
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError:
            return _UNKNOWN
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
            if self._failure:
                raise ArchiveError(
                    f"You may only read this archive, and {self._path}, where your own corrections are "
                    f"kept, cannot be read ({self._failure.strerror}); check its permissions"
                ) from self._failure
            yield

    def _load(self, stamp: Stamp) -> None:
        """Read the file, of which ``stamp`` tells the version."""
        assert self._path is not None  # noqa: S101
        self._failure = None
        try:
            content = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            content = None
        except OSError as error:
            self._failure = error
            return
        self.stamp = stamp
        self._decisions, self._last, self._damaged = (), FIRST_OWN, False
        if content is not None:
            self._take(content)

    def _take(self, content: bytes) -> None:
        """Take over what the file says, all or nothing."""
        try:
            data = json.loads(content.decode("utf-8"))
            if data["format"] not in (_FORMAT, _FORMAT_WITH_QUOTES):
                raise ValueError("another version")
            decisions = tuple(from_json(each) for each in data["decisions"])
            self._last = max(int(data["last"]), FIRST_OWN, *(each.decision.id for each in decisions))
            self._decisions = decisions
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            self._damaged = True

    def _save(self, decisions: tuple[Kept, ...], last: int) -> None:
        """Replace the file as a whole; one that could not be understood is kept beside it."""
        assert self._path is not None  # noqa: S101
        quotes = any(each.decision.quote for each in decisions)
        data = {
            "format": _FORMAT_WITH_QUOTES if quotes else _FORMAT,
            "last": last,
            "decisions": [to_json(each) for each in decisions],
        }
        try:
            replace_file(self._path, json.dumps(data), old_aside=self._damaged)
        except OSError as error:
            raise ArchiveError(
                f"You may only read this archive, and {self._path}, where your own corrections are kept, "
                f"cannot be written ({error.strerror}); check its permissions and the free space"
            ) from error
