"""Text in terminal cells: cleaning at the last point before the screen, cutting, wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.text import clean

Part = tuple[str, Style]

ELLIPSIS = "…"
WORD = re.compile(r"\S+")


def printable(text: str) -> str:
    """``text`` on one line, without anything that a terminal would act on."""
    if text.isascii() and text.isprintable():
        return text
    return clean(text).replace("\n", " ")


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis if something is left out."""
    if len(text) <= width and text.isascii():
        return text
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    used = 0
    for start, _, size in split_graphemes(text)[0]:
        used += size
        if used >= width:
            return text[:start].rstrip() + ELLIPSIS
    return text


def strip_of(parts: Iterable[Part], width: int) -> Strip:
    """A strip of exactly ``width`` cells made of styled parts, cut or filled with spaces."""
    segments = [Segment(printable(text), style or None) for text, style in parts if text]
    strip = Strip(segments).simplify()
    return strip.adjust_cell_length(width) if strip.cell_length != width else strip


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Ranges of ``text[start:end]`` that each fit into ``width`` cells, broken at spaces where possible.

    Line feeds end a row; the spaces at a break belong to no row; an empty line is an empty range.
    """
    rows: list[tuple[int, int]] = []
    width = max(1, width)
    while start <= end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        rows.extend(_wrap_line(text, start, line_end, width))
        start = line_end + 1
    return rows


def _wrap_line(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The rows of one line without line feeds."""
    rows: list[tuple[int, int]] = []
    row_start = row_end = start
    used = 0
    for word in WORD.finditer(text, start, end):
        size = cell_len(word.group())
        begun = row_end > row_start
        gap = word.start() - row_end if begun else 0
        if begun and used + gap + size > width:
            rows.append((row_start, row_end))
            begun, used, gap = False, 0, 0
        if not begun:
            row_start = word.start()
        used += gap + size
        row_end = word.end()
        if size > width:
            pieces = _break_word(text, word.start(), word.end(), width)
            rows.extend(pieces[:-1])
            row_start, row_end = pieces[-1]
            used = cell_len(text[row_start:row_end])
    rows.append((row_start, row_end))
    return rows


def _break_word(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The rows of a word that is wider than a row."""
    pieces: list[tuple[int, int]] = []
    used = 0
    first = start
    for offset, _, size in split_graphemes(text[start:end])[0]:
        index = start + offset
        if used + size > width and index > first:
            pieces.append((first, index))
            first, used = index, 0
        used += size
    pieces.append((first, end))
    return pieces
