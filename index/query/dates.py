"""The dates of a query: ``2023``, ``2024-04``, ``2024-q1``, ``2023..2024``, ``>2024-04-15``, ``today``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.query.nodes import DateRange
from index.text import clean_line

RELATIVE_DATES = (
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
    "last 7 days",
    "last 30 days",
)
"""The dates that are counted from today; weeks begin on Monday, and today is the last of "last N days"."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-?q([1-4])", re.ASCII | re.IGNORECASE)
_RELATIVE = re.compile(r"(?:(this|last|past) )?(?:(\d{1,4}) )?([a-z]+?)(s?)", re.ASCII)
_LONGEST_SHOWN = 40
_FIRST, _LAST = 1, 99999999
_HOW = (
    'write 2024, 2024-04, 2024-04-15, 2024-q1, 2023..2024, >2024-04-15, today, yesterday or "last month" '
    "(week, year, 30 days)"
)


def parse_date_range(text: str, today: date | None = None) -> DateRange:
    """The range that a ``date:`` asks for. Raises ValueError with a message for the user.

    ``today`` is what "yesterday" and "last month" are counted from, by default the day that it is.
    """
    today = today or date.today()
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            first, last = _span(text[len(sign) :], today)
            return {
                ">=": DateRange(first, _LAST),
                "<=": DateRange(_FIRST, last),
                ">": DateRange(last + 1, _LAST),
                "<": DateRange(_FIRST, first - 1),
            }[sign]
    if ".." not in text:
        return DateRange(*_span(text, today))
    start, _, end = text.partition("..")
    if not start and not end:
        raise ValueError(f"“{_shown(text)}” has no date; {_HOW}")
    span = DateRange(
        _span(start, today)[0] if start else _FIRST,
        _span(end, today)[1] if end else _LAST,
    )
    if span.last < span.first:
        raise ValueError(f"“{_shown(text)}” ends before it begins; turn the two dates round")
    return span


def _span(text: str, today: date) -> tuple[int, int]:
    """The first and last ordinal of a year, a quarter, a month, a day, or a stretch that ends about today."""
    match = _DATE.fullmatch(text)
    if match:
        return _calendar_span(text, match)
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        first = int(quarter[1]) * 10000 + (int(quarter[2]) * 3 - 2) * 100
        return first, first + 299
    words = " ".join(text.lower().split())
    relative = _relative_span(words, today)
    if relative is None and words in ("this", "last", "past"):
        raise ValueError(
            f'“{_shown(text)}” is not a date; put such words into quotation marks, like date:"last week"'
        )
    if relative is None and not words:
        raise ValueError(f"there is no date; {_HOW}")
    if relative is None:
        raise ValueError(f"“{_shown(text)}” is not a date; {_HOW}")
    return relative


def _calendar_span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The first and last ordinal of a year, a month or a day."""
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"“{_shown(text)}” has no month {month}; {_HOW}")
    if match[3] and not 1 <= day <= _days(year, month):
        raise ValueError(f"“{_shown(text)}” is a day that this month does not have; {_HOW}")
    first = year * 10000 + month * 100 + day
    return first, first + (0 if match[3] else 99 if match[2] else 9999)


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _relative_span(text: str, today: date) -> tuple[int, int] | None:
    """The first and last ordinal of a stretch that is counted from today; None if it is not understood."""
    if text in ("today", "yesterday"):
        day = _before(today, int(text == "yesterday"))
        return _ordinal(day), _ordinal(day)
    match = _RELATIVE.fullmatch(text)
    if not match or not match[1]:
        return None
    which, count, unit, plural = match.groups()
    if count:
        return _last_days(int(count), unit, today) if which != "this" else None
    back = int(which != "this")
    if unit == "week" and not plural:
        monday = _before(today, today.weekday() + 7 * back)
        return _ordinal(monday), _ordinal(_before(monday, -6))
    if unit == "month" and not plural:
        year, month = (today.year, today.month - back) if today.month > back else (today.year - 1, 12)
        return year * 10000 + month * 100, year * 10000 + month * 100 + 99
    if unit == "year" and not plural:
        return (today.year - back) * 10000, (today.year - back) * 10000 + 9999
    return None


def _last_days(count: int, unit: str, today: date) -> tuple[int, int] | None:
    """The stretch of "last 30 days" or "last 2 weeks", which ends today; None if it is not understood."""
    days = {"day": 1, "week": 7}.get(unit)
    if days is None or not count:
        return None
    return _ordinal(_before(today, count * days - 1)), _ordinal(today)


def _shown(text: str) -> str:
    """What was typed, as a message can show it."""
    return clean_line(text, _LONGEST_SHOWN)


def _before(day: date, days: int) -> date:
    """The day so many days before another; the first or last that there is, where there is none."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min if days > 0 else date.max


def _ordinal(day: date) -> int:
    """A day as :attr:`index.models.PartialDate.ordinal` has it."""
    return day.year * 10000 + day.month * 100 + day.day
