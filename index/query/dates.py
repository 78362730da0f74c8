"""The dates of a query: ``2023``, ``2024-04``, ``2024-04-15``, ``2023..2024``, ``>2024-04-15``."""

from __future__ import annotations

import re

from index.query.nodes import DateRange

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST, _LAST = 1, 99999999


def parse_date_range(text: str) -> DateRange:
    """The range that a ``date:`` asks for. Raises ValueError with a message for the user."""
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            first, last = _span(text[len(sign) :])
            return {
                ">=": DateRange(first, _LAST),
                "<=": DateRange(_FIRST, last),
                ">": DateRange(last + 1, _LAST),
                "<": DateRange(_FIRST, first - 1),
            }[sign]
    if ".." not in text:
        return DateRange(*_span(text))
    start, _, end = text.partition("..")
    if not start and not end:
        raise ValueError(f"“{text}” has no date; {_HOW}")
    span = DateRange(_span(start)[0] if start else _FIRST, _span(end)[1] if end else _LAST)
    if span.last < span.first:
        raise ValueError(f"“{text}” ends before it begins; turn the two dates round")
    return span


_HOW = "write 2024, 2024-04, 2024-04-15, 2023..2024 or >2024-04-15"


def _span(text: str) -> tuple[int, int]:
    """The first and last ordinal of a year, a month or a day."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” is not a date; {_HOW}")
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"“{text}” has no month {month}; {_HOW}")
    if match[3] and not 1 <= day <= _days(year, month):
        raise ValueError(f"“{text}” is a day that this month does not have; {_HOW}")
    first = year * 10000 + month * 100 + day
    return first, first + (0 if match[3] else 99 if match[2] else 9999)


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS[month - 1]
