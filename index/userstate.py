"""What one reader has done with an archive: what was read, starred and searched for, and where they were.

It lies in the user's own state directory, never in the archive, which others share. A state that is
damaged or cannot be written does not stop the reader: it is kept in memory, and ``problem`` says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.models import Problem

MOST_QUERIES = 200
"""Queries that are remembered."""

_FORMAT = 1


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
        self._directory = directory or _state_directory()
        name = uuid or hashlib.sha256(os.fsencode(archive.resolve())).hexdigest()[:32]
        self._path = self._directory / f"{name}.json"
        self._read: set[int] = set()
        self._starred: set[int] = set()
        self._queries: list[str] = []
        self._position = Position()
        self._seen: tuple[int, ...] = ()
        self._refresh()

    def mark_read(self, article_id: int) -> None:
        """Remember that an article has been read."""
        self._refresh()
        if article_id not in self._read:
            self._read.add(article_id)
            self._save()

    def mark_unread(self, article_id: int) -> None:
        """Forget that an article has been read."""
        self._refresh()
        if article_id in self._read:
            self._read.discard(article_id)
            self._save()

    def read_ids(self) -> frozenset[int]:
        """The articles that have been read."""
        return frozenset(self._read)

    def toggle_star(self, article_id: int) -> bool:
        """Star an article or take its star away; whether it has one then."""
        self._refresh()
        self._starred ^= {article_id}
        self._save()
        return article_id in self._starred

    def starred(self) -> frozenset[int]:
        """The articles with a star."""
        return frozenset(self._starred)

    def add_query(self, query: str) -> None:
        """Remember a query as the latest; one that was there before moves up."""
        query = query.strip()
        self._refresh()
        if query and self._queries[-1:] != [query]:
            others = [each for each in self._queries if each != query]
            self._queries = [*others[-(MOST_QUERIES - 1) :], query]
            self._save()

    def queries(self) -> tuple[str, ...]:
        """The queries that are remembered, the latest last."""
        return tuple(self._queries)

    @property
    def position(self) -> Position:
        """Where the reader was last."""
        return self._position

    @position.setter
    def position(self, position: Position) -> None:
        self._refresh()
        if position != self._position:
            self._position = position
            self._save()

    def _refresh(self) -> None:
        """Take over what another window of this user has written since."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            self._load()

    def _stamp(self) -> tuple[int, ...]:
        """What tells one version of the file from another."""
        try:
            info = self._path.stat()
        except OSError:
            return ()
        return info.st_ino, info.st_size, info.st_mtime_ns

    def _load(self) -> None:
        """Read the file; a damaged one is put aside."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            self._take(data)
        except FileNotFoundError:
            return
        except OSError as error:
            self.problem = Problem(str(self._path), f"your marks cannot be read ({error.strerror})")
        except (ValueError, KeyError, TypeError, AttributeError):
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
        self._read, self._starred, self._queries, self._position = read, starred, queries, position

    def _put_aside(self) -> None:
        """Rename a file that cannot be understood, so that nothing in it is lost."""
        aside = self._path.with_suffix(".damaged")
        try:
            self._path.replace(aside)
            where = f"it is kept as {aside.name}"
        except OSError:
            where = "it will be replaced"
        self.problem = Problem(str(self._path), f"your marks could not be understood; {where}")

    def _save(self) -> None:
        """Replace the file as a whole."""
        data = {
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
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_text(json.dumps(data), encoding="utf-8")
            temporary.replace(self._path)
            self._seen = self._stamp()
        except OSError as error:
            self.problem = Problem(
                str(self._path), f"your marks cannot be written ({error.strerror}) and last until you quit"
            )


def _state_directory() -> Path:
    """The directory of this user's states."""
    from platformdirs import user_state_path

    return user_state_path("newsreader")
