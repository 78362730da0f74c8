"""How lines make paragraphs: divided by blank lines, hard-wrapped, or one a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

WIDEST_WRAP = 100
NARROWEST_WRAP = 40

_SPACES = re.compile(r"[^\S\n]+")
_ITEM = re.compile(r"(?:[-–—•·*‣▪◦●]|\d{1,3}[.)])\s")
_ENDS = tuple('.!?:;"”’»)]…')
_INDENT = 2

Pair = tuple[str, str]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a clean text, each on one line with single spaces.

    Blank lines divide. Inside a block, lines of hard-wrapped text are joined again: a text is taken
    as hard-wrapped if the first word of a line would mostly not have fitted on the line before it,
    and goes on in lower case. In other texts each line is a paragraph, except that a line which
    begins in lower case goes on with the one before it.
    """
    blocks = list(_blocks(text))
    width = _wrap_width(blocks)
    return [paragraph for block in blocks for paragraph in _join(block, width)]


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of each block, with single spaces but for an indent of at least two."""
    block: list[str] = []
    for line in text.split("\n"):
        stripped = _SPACES.sub(" ", line.strip())
        if stripped:
            indented = line.startswith(" " * _INDENT)
            block.append(" " * _INDENT + stripped if indented else stripped)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _pairs(blocks: Iterable[list[str]]) -> Iterator[Pair]:
    """Each line with the one after it in its block."""
    for block in blocks:
        yield from itertools.pairwise(block)


def _wrap_width(blocks: list[list[str]]) -> int:
    """The width in characters at which a text is wrapped, or 0 if it is not."""
    lengths = [len(line) for block in blocks for line in block]
    narrow = [length for length in lengths if length <= WIDEST_WRAP]
    if len(narrow) < 0.9 * len(lengths):
        return 0
    width = max(narrow, default=0)
    pairs = [pair for pair in _pairs(blocks) if _is_full(pair, width)]
    running = sum(1 for _, following in pairs if following.lstrip()[0].islower())
    wrapped = width >= NARROWEST_WRAP and running * 2 >= len(pairs) > 0
    return width if wrapped else 0


def _is_full(pair: Pair, width: int) -> bool:
    """Whether the first word of the second line would not have fitted on the first."""
    first, second = pair
    return len(first) + 1 + len(second.split(None, 1)[0]) > width


def _join(block: list[str], width: int) -> Iterator[str]:
    """The paragraphs of one block."""
    parts = [block[0].lstrip()]
    for first, second in itertools.pairwise(block):
        if _goes_on(first, second, width):
            parts.append(second.lstrip())
        else:
            yield _glue(parts)
            parts = [second.lstrip()]
    yield _glue(parts)


def _goes_on(first: str, second: str, width: int) -> bool:
    """Whether the second line goes on with the paragraph of the first."""
    start = second.lstrip()
    if _ITEM.match(start):
        return False
    if width:
        indented = second.startswith(" ") and not first.startswith(" ")
        return _is_full((first, second), width) and not indented
    return start[0].islower() and not first.endswith(_ENDS) and len(first) >= NARROWEST_WRAP


def _glue(parts: list[str]) -> str:
    """Lines as one; a hyphen at a line's end before a letter needs no space."""
    if len(parts) == 1:
        return parts[0]
    glued = []
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        hyphenated = part.endswith("-") and part[-2:-1].isalpha() and following[:1].islower()
        glued.append(part if hyphenated else part + " ")
    return "".join(glued).rstrip()
