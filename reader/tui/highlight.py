"""Styles laid over a text: overlapping highlights become runs that do not overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

from reader.tui.cells import Part
from reader.tui.styles import PLAIN


@dataclass(frozen=True, slots=True)
class Highlight:
    """A style over ``start:end`` of a text; where highlights overlap, the later one is laid on top."""

    start: int
    end: int
    style: Style


class Painted:
    """The highlights of one text, ready to be read row by row."""

    def __init__(self, highlights: Iterable[Highlight]) -> None:
        self._starts: list[int] = []
        self._runs: list[Highlight] = []
        for run in _flatten([each for each in highlights if each.start < each.end]):
            self._starts.append(run.start)
            self._runs.append(run)

    def parts(self, text: str, start: int, end: int) -> list[Part]:
        """``text[start:end]`` as styled parts."""
        parts: list[Part] = []
        at = start
        index = max(0, bisect_right(self._starts, start) - 1)
        while at < end:
            if index >= len(self._runs) or self._runs[index].start >= end:
                parts.append((text[at:end], PLAIN))
                break
            run = self._runs[index]
            index += 1
            if run.end <= at:
                continue
            if run.start > at:
                parts.append((text[at : run.start], PLAIN))
                at = run.start
            stop = min(run.end, end)
            parts.append((text[at:stop], run.style))
            at = stop
        return parts


def _flatten(highlights: list[Highlight]) -> Iterable[Highlight]:
    """Runs in order that do not overlap, each with the styles of all highlights over it."""
    edges: list[tuple[int, bool, int]] = []
    for order, each in enumerate(highlights):
        edges.append((each.start, True, order))
        edges.append((each.end, False, order))
    edges.sort()
    active: set[int] = set()
    at = 0
    for position, opens, order in edges:
        if active and position > at:
            style = _combined(tuple(highlights[each].style for each in sorted(active)))
            yield Highlight(at, position, style)
        at = position
        if opens:
            active.add(order)
        else:
            active.discard(order)


@lru_cache(maxsize=256)
def _combined(styles: tuple[Style, ...]) -> Style:
    """Styles laid over each other; the same few are met again whenever the marks of an article change."""
    return Style.combine(styles)
