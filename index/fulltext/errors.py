"""What can be wrong with a full-text index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class DamagedIndexError(Exception):
    """The index cannot be read; it is to be built again from the store."""


@contextmanager
def readable() -> Iterator[None]:
    """Numbers that lead nowhere are of a file that another program has written: DamagedIndexError."""
    try:
        yield
    except (IndexError, ValueError, OverflowError) as error:
        raise DamagedIndexError(f"{type(error).__name__}: {error}") from error
