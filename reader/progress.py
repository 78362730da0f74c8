"""Progress of long work, on standard error and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.archive import Report
from index.models import Progress
from reader.diagnostics import Diagnostics

if TYPE_CHECKING:
    from reader.bar import ProgressBar


@contextmanager
def progress(errors: Diagnostics) -> Iterator[Report]:
    """Gives the function that long work calls to say how far it is.

    A bar appears at the first call, where standard error is a terminal, and is gone at the end.
    """
    bar: ProgressBar | None = None

    def report(step: Progress) -> None:
        nonlocal bar
        if bar is None:
            from reader.bar import ProgressBar

            bar = ProgressBar(errors.stream)
        bar.show(step)

    try:
        yield report if errors.lively else lambda _: None
    finally:
        if bar is not None:
            bar.close()
