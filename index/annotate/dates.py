"""Finding dates: days, months with or without years, weekdays, years."""

from __future__ import annotations

import re

from index.annotate.lexicon import word_set

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY}s?(?:, (?=(?:{_MONTH}|{_DAY})\b))?)?"
    rf"(?:(?:{_DAY} (?:of )?)?{_MONTH}(?: {_DAY}(?!\d|:))?(?:,? {_YEAR})?(?![\w-])"
    rf"|{_YEAR}-[01]\d-[0-3]\d"
    rf"|{_YEAR}s?(?:[-–]\d\d(?:\d\d)?)?(?![\w%]|[,.]\d)"
    rf"|(?<=day)s?(?!\w))"
    rf"|\b{_WEEKDAY}s?\b|\b[0-3]?\d/[0-3]?\d/(?:{_YEAR}|\d\d)\b"
)
# A lone "May" or "March" is a month only where a preposition or a date word says so.
_LONE = frozenset({"May", "March", "Mar", "Mar."})
_BEFORE_MONTH = word_set("""in since until by last next this early late mid of from to through during and""")
_LAST_WORD = re.compile(r"(\w+)[ \n]$")


def find(text: str) -> list[tuple[int, int]]:
    """The ranges of the dates in a text, in order."""
    found: list[tuple[int, int]] = []
    for match in _DATE.finditer(text):
        start, end = match.span()
        if start == end or (match.group() in _LONE and not _after_preposition(text, start)):
            continue
        found.append((start, end))
    return found


def _after_preposition(text: str, start: int) -> bool:
    """Whether the word before an offset is one that dates follow."""
    before = _LAST_WORD.search(text, max(0, start - 12), start)
    return before is not None and before.group(1).lower() in _BEFORE_MONTH
