"""A line of an article around the best of its matches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Snippet

WIDTH = 160
"""Code points of a snippet, the marks of omission not counted."""

_SPACE = re.compile(r"\s+")
_ELLIPSIS = "…"


def make_snippet(
    text: str, matches: Sequence[tuple[int, int]], *, width: int = WIDTH, start: int = 0
) -> Snippet:
    """One line of at most about ``width`` code points of ``text``, cut between words.

    It shows the stretch that holds the most different matched words, at or after ``start`` (the
    beginning of the body) where there is one; without matches, the beginning of the body. Offsets of
    ``matches`` count code points of ``text``, those of the snippet's matches of its own text.
    """
    below = [place for place in matches if place[0] >= start]
    if below:
        first, last = _best_cluster(text, below, width)
    elif matches:
        first, last = matches[0]
        start = 0
    else:
        first = last = len(text) - len(text[start:].lstrip())
    begin, end = _window(text, first, min(last, first + width), width, start)
    return _fold(text, begin, end, matches, start)


def _best_cluster(text: str, matches: Sequence[tuple[int, int]], width: int) -> tuple[int, int]:
    """The span of matches within ``width`` that has the most different words, then the most matches."""
    words = [text[begin : min(end, begin + width)].casefold() for begin, end in matches]
    counts: dict[str, int] = {}
    best, best_score, left = matches[0], (0, 0), 0
    for right, (_, end) in enumerate(matches):
        counts[words[right]] = counts.get(words[right], 0) + 1
        while left < right and end - matches[left][0] > width:
            counts[words[left]] -= 1
            if not counts[words[left]]:
                del counts[words[left]]
            left += 1
        score = (len(counts), right - left + 1)
        if score > best_score:
            best, best_score = (matches[left][0], end), score
    return best


def _window(text: str, first: int, last: int, width: int, floor: int) -> tuple[int, int]:
    """A range of about ``width`` around ``first:last``, moved to the borders of words."""
    room = max(0, width - (last - first))
    begin = max(floor, first - room // 3)
    end = min(len(text), max(last, begin + width))
    begin = max(floor, min(begin, end - width)) if end == len(text) else begin
    begin = min(_after_space(text, begin, floor, first), first)
    if end < len(text) and not text[end].isspace():
        cut = max(text.rfind(" ", last, end), text.rfind("\n", last, end))
        end = cut if cut > last else end
    return begin, end


def _after_space(text: str, begin: int, floor: int, first: int) -> int:
    """The first beginning of a word at or after ``begin`` and before ``first``, else ``begin``."""
    if begin <= floor or text[begin - 1].isspace():
        return begin
    match = _SPACE.search(text, begin, first)
    return match.end() if match else begin


def _fold(text: str, begin: int, end: int, matches: Sequence[tuple[int, int]], floor: int) -> Snippet:
    """The range as one line with single spaces, and the matches within it."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    lead = _ELLIPSIS + " " if text[floor:begin].strip() else ""
    out, places = [lead], []
    size = len(lead)
    for char, at in zip(text[begin:end], range(begin, end), strict=True):
        space = char.isspace()
        places.append(size)
        if space and text[at - 1].isspace():
            continue
        out.append(" " if space else char)
        size += 1
    places.append(size)
    tail = " " + _ELLIPSIS if text[end:].strip() else ""
    inside = [(max(s, begin), min(e, end)) for s, e in matches if s < end and e > begin]
    return Snippet("".join(out) + tail, tuple((places[s - begin], places[e - begin]) for s, e in inside))
