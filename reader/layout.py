"""Lines of text measured in terminal cells: wrapping and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, get_character_cell_size

_WORD = re.compile(r"\S+")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of a text as ranges of code points, none wider than ``width`` cells.

    Lines break at spaces, which belong to no line; a word wider than a line is cut. There is always one line.
    """
    lines: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0
    for word in _WORD.finditer(text):
        size, gap = cell_len(word[0]), cell_len(text[end : word.start()])
        if end > start and used + gap + size <= width:
            end, used = word.end(), used + gap + size
            continue
        if end > start:
            lines.append((start, end))
        *whole, (start, end) = _cut(text, word.start(), word.end(), width)
        lines.extend(whole)
        used = size if not whole else cell_len(text[start:end])
    return [*lines, (start, end)]


def _cut(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The range of one word as pieces of at most ``width`` cells, each of at least one character."""
    if end - start <= width // 2 or cell_len(text[start:end]) <= width:
        yield start, end
        return
    used = 0
    for position in range(start, end):
        size = get_character_cell_size(text[position])
        if used + size > width and position > start:
            yield start, position
            start, used = position, 0
        used += size
    yield start, end


def clip(text: str, width: int) -> str:
    """The text if it fits in ``width`` cells, else its beginning and an ellipsis."""
    if cell_len(text) <= width:
        return text
    pieces = _cut(text, 0, len(text), max(width - 1, 1))
    start, end = next(pieces)
    return text[start:end].rstrip() + "…"


def columns(
    rows: Iterable[Sequence[str]], right: Sequence[int] = (), widest: int | None = None
) -> Iterator[str]:
    """Rows of cells as aligned lines, two spaces apart; the columns named in ``right`` align to the right.

    No column takes more than ``widest`` cells of the lines; longer texts push the rest of theirs aside.
    """
    table = [tuple(row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    if widest is not None:
        widths = [min(width, widest) for width in widths]
    for row in table:
        parts = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            air = " " * (width - cell_len(cell))
            parts.append(air + cell if number in right else cell + air)
        yield "  ".join(parts).rstrip()
