"""Opens ``archive.db`` and turns SQLite's errors into messages for people."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from index.errors import ArchiveError, NotFoundError, ReadOnlyError
from index.storage.schema import APPLICATION_ID, STATEMENTS, VERSION

if TYPE_CHECKING:
    from index.storage.overlay import Overlay

BUSY_MS = 10_000
"""How long a reader waits while another process commits, in milliseconds."""

Row = tuple[Any, ...]


class Database:
    """A connection to an archive's database, read-only unless this user may write to it.

    The rollback journal is used, and not write-ahead logging, because an archive may lie in a
    directory that its readers cannot write to, or on a network file system.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open ``path``; with ``create`` a file that does not exist is made.

        Raises NotFoundError, ReadOnlyError, or ArchiveError for a file that is no archive or newer
        than this program.
        """
        self.path = path
        fresh = not path.exists()
        if fresh and not create:
            raise NotFoundError(
                f"There is no archive in {path.parent}; make one with: newsreader add FILE..."
            )
        self.writable = os.access(path.parent, os.W_OK) and (fresh or os.access(path, os.W_OK))
        if fresh and not self.writable:
            raise ReadOnlyError(f"Cannot make an archive in {path.parent}: you may not write there")
        mode = "rwc" if fresh else "rw" if self.writable else "ro"
        with self.errors():
            self._connection = sqlite3.connect(
                f"file:{quote(str(path))}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=BUSY_MS / 1000,
            )
        try:
            self._prepare(fresh)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, fresh: bool) -> None:
        """Set the connection up and look at what the file is."""
        with self.errors():
            for pragma in ("trusted_schema = OFF", "foreign_keys = ON", "cache_size = -16000"):
                self._connection.execute(f"PRAGMA {pragma}")
            if self.writable:
                self._connection.execute("PRAGMA synchronous = FULL")
                self._connection.execute("PRAGMA cache_spill = OFF")
            self._connection.execute("PRAGMA temp_store = MEMORY")
            if fresh:
                self._make()
            application = self._value("PRAGMA application_id")
            version = self._value("PRAGMA user_version")
        if application == 0 and version == 0 and self._is_empty() and self.writable:
            with self.errors():
                self._make()
            return
        if application != APPLICATION_ID:
            raise ArchiveError(
                f"{self.path} is not a newsreader archive; choose another place with --archive"
            )
        if version > VERSION:
            raise ArchiveError(
                f"{self.path} was made by a newer newsreader (tables {version}, known are {VERSION}); "
                "update the program"
            )
        if version < VERSION and self.writable:
            from index.storage.upgrade import upgrade

            upgrade(self)

    @property
    def version(self) -> int:
        """The version of the tables in the file."""
        with self.errors():
            return int(self._value("PRAGMA user_version"))

    @cached_property
    def overlay(self) -> Overlay:
        """Shows queries what the decisions on who is who make of what is stored."""
        from index.storage.overlay import Overlay

        return Overlay(self)

    def _make(self) -> None:
        """Create the tables, all or none; of two processes that come first, one does."""
        import uuid

        self._connection.execute("BEGIN IMMEDIATE")
        try:
            if self._value("PRAGMA application_id") == 0:
                for statement in STATEMENTS:
                    self._connection.execute(statement)
                self._connection.execute("INSERT INTO meta VALUES ('uuid', ?)", (str(uuid.uuid4()),))
                self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def _is_empty(self) -> bool:
        """Whether a file has no tables: its maker was killed before the first was there."""
        with self.errors():
            return bool(self._value("SELECT count(*) FROM sqlite_schema") == 0)

    def _value(self, sql: str) -> Any:
        return self._connection.execute(sql).fetchone()[0]

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query, so that no lock outlives the call."""
        with self.errors():
            if not self._connection.in_transaction:
                self.overlay.lay()
            return self._connection.execute(sql, values).fetchall()

    def stored(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query over the tables as they are stored, which it names ``main.table``."""
        with self.errors():
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, values)
        return row[0] if row else None

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run a statement, within :meth:`transaction`."""
        return self._connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement for each row, within :meth:`transaction`."""
        self._connection.executemany(sql, rows)

    def revise(self) -> None:
        """Count a change of articles, annotations or names, within the transaction that makes it."""
        self.execute(
            "INSERT INTO meta VALUES ('revision', '1') "
            "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Queries within see one state of the archive; who writes meanwhile waits to commit."""
        with self.errors():
            self.overlay.lay()
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written within is on disk when it ends, all or, after an error, nothing.

        Within it, queries see what is stored; outside, what the decisions on who is who make of it.
        """
        with self.errors():
            self.overlay.lift()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what SQLite raises within into an ArchiveError."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.Error) -> ArchiveError:
        """The message for an error of SQLite."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            return ArchiveError(
                f"{self.path} is not a newsreader archive; choose another place with --archive"
            )
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return ArchiveError(f"Another process keeps {self.path} busy; try again in a moment")
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            if self._has_journal():
                return ReadOnlyError(
                    f"An add to {self.path} was interrupted and must be undone first, which you may not do; "
                    "ask the archive's keeper to open it once"
                )
            return ReadOnlyError(
                f"{self.path} cannot be opened or written to ({error}); check its permissions"
            )
        if code == sqlite3.SQLITE_FULL:
            return ArchiveError(
                f"The disk is full, so {self.path} was not written; what was added before is safe"
            )
        if code == sqlite3.SQLITE_CORRUPT:
            return ArchiveError(
                f"{self.path} is damaged ({error}); restore it from a copy, or add the articles again"
            )
        return ArchiveError(f"{self.path} could not be read or written: {error}")

    def _has_journal(self) -> bool:
        """Whether a writer left a journal behind."""
        return self.path.with_name(self.path.name + "-journal").exists()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
