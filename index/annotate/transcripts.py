"""Finding the turns of a transcript: paragraphs that open with a name in capitals and a colon."""

from __future__ import annotations

import re

from index.annotate.lexicon import common, organisations
from index.annotate.marks import Passage

_TURN = re.compile(r"\s*([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?: \([^()\n]{1,40}\))?:\s+(?=\S)")
_FEWEST = 3
_LONGEST_NAME = 60


def find(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """The turns of a text that is a transcript or quotes one, in order; they have no marks.

    A text counts as one when at least three paragraphs open with a name in capitals and a colon
    and one of the names comes back.
    """
    turns: list[Passage] = []
    speakers: set[str] = set()
    for index, (start, end) in enumerate(paragraphs):
        match = _TURN.match(text, start, min(end, start + _LONGEST_NAME))
        if match is not None and match.end() < end and _is_name(match.group(1)):
            stop = start + len(text[start:end].rstrip())
            turns.append(Passage(match.end(), stop, match.end(), stop, index))
            speakers.add(match.group(1))
    return turns if len(turns) >= max(_FEWEST, len(speakers) + 1) else []


def _is_name(label: str) -> bool:
    """Whether words in capitals before a colon name somebody: not "WATCH" or "READ MORE"."""
    return not any(
        word in organisations.NO_ENTITY or word.lower() in common.OPENERS for word in label.split()
    )
