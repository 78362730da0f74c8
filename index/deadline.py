"""How long an answer may take: whoever sets a limit says so around the work, and long loops check it.

The limit in force belongs to the running context (:mod:`contextvars`), so that threads and tasks have
each their own, and the layers between need not hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from index.errors import TooLongError


class Deadline:
    """A moment by which work must be done, or none."""

    __slots__ = ("_end", "_seconds")

    def __init__(self, seconds: float | None = None) -> None:
        """The moment is ``seconds`` from the call; None sets no limit."""
        self._seconds = seconds
        self._end = None if seconds is None else monotonic() + seconds

    def check(self) -> None:
        """Raise :class:`index.errors.TooLongError` when the time is over.

        A call takes about a tenth of a microsecond: call it for each posting list, block or thousand
        steps, not for each article.
        """
        if self._end is not None and monotonic() > self._end:
            raise TooLongError(
                f"The search took too long (more than {self._seconds:g} seconds) and was stopped; "
                "narrow it, for example with another word"
            )


_NEVER = Deadline()
_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def current() -> Deadline:
    """The deadline in force; one that is never over where none is set."""
    return _current.get() or _NEVER


@contextmanager
def within(seconds: float | None) -> Iterator[Deadline]:
    """Set the limit for what is done inside: ``seconds`` from here, or none."""
    deadline = Deadline(seconds)
    token = _current.set(deadline)
    try:
        yield deadline
    finally:
        _current.reset(token)
