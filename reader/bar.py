"""The progress bar itself; loaded only when there is progress to show."""

from __future__ import annotations

import time
from typing import TextIO

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from index.models import Progress
from reader.plain import plain

PAUSE = 0.25
"""Seconds between two paintings at least, each of which is bytes over SSH."""

WIDTH = 20
"""Cells of the bar."""


class ProgressBar:
    """One line on a terminal: what is being done, how far it is, how long it will take."""

    def __init__(self, stream: TextIO | None) -> None:
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            _Counted(),
            console=Console(file=stream),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._painted = 0.0
        self._bar.start()

    def show(self, step: Progress) -> None:
        """Move the bar; it is painted when something has moved, and not too often."""
        self._bar.update(self._task, description=plain(step.stage), completed=step.done, total=step.total)
        if time.monotonic() - self._painted >= PAUSE:
            self._bar.refresh()
            self._painted = time.monotonic()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


class _Counted(ProgressColumn):
    """A count, and where the end is known a bar and the time left; never a bar that only moves."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = (BarColumn(WIDTH), MofNCompleteColumn(), TimeRemainingColumn())

    def render(self, task: Task) -> RenderableType:
        from rich.table import Table

        if task.total is None:
            return f"{task.completed:.0f}" if task.completed else ""
        grid = Table.grid(padding=(0, 1))
        grid.add_row(*(column(task) for column in self._columns))
        return grid
