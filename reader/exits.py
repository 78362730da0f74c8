"""How the command ends: its exit codes, and the errors that only the command line knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from index.errors import QueryError


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    FINE = 0
    FAILED = 1
    USAGE = 2
    MISSING = 3
    INTERRUPTED = 130


class UsageError(Exception):
    """The command line cannot be understood; the message says what to type instead."""


class HelpAsked(Exception):  # noqa: N818 - no error: it carries the text that the user asked for
    """The user asked for help; the only argument is the text."""


class OutputClosed(Exception):  # noqa: N818 - no error: the user has seen enough
    """Whoever reads standard output has stopped reading, as ``head`` does."""


class OutputError(Exception):
    """Standard output cannot be written, as on a full disk."""


class QueryFault(Exception):  # noqa: N818 - the error that it carries is the one that is told
    """A query of the command line cannot be understood; carries the query and what is wrong with it."""

    def __init__(self, query: str, error: QueryError) -> None:
        super().__init__(str(error))
        self.query = query
        self.error = error


@contextmanager
def asking(query: str) -> Iterator[None]:
    """Within it, a QueryError is about this query."""
    try:
        yield
    except QueryError as error:
        raise QueryFault(query, error) from error
