"""Errors that a person reads: each message says what failed and what to do next."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot do what was asked."""


class NotFoundError(ArchiveError):
    """There is no such archive, article, speaker or entity."""


class LockedError(ArchiveError):
    """Another process is writing to the archive."""


class ReadOnlyError(ArchiveError):
    """The archive may only be read by this user."""


class UntrustedError(ArchiveError):
    """The archive could have been written by another user and is not trusted."""


class TooLongError(ArchiveError):
    """The answer takes longer, or more memory, than it may."""


class DamagedError(ArchiveError):
    """The full-text index is not as it was written, and can be searched once it is built again."""


class QueryError(ArchiveError):
    """The query cannot be understood. ``start:end`` are the code points of the query at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
