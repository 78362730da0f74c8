"""Dates that a text counts from the day of its publication: "yesterday", "last month", "two years ago"."""

from __future__ import annotations

import re

from index.annotate.dates import resolving, words
from index.annotate.dates.resolving import Reference, decade, shifted, written
from index.annotate.dates.words import END, SPACE

Match = re.Match[str]

NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
NEAR_PATTERN = re.compile(rf"(?P<word>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)(?!['’]s\b){END}")

STEPS = {"last": -1, "this": 0, "next": 1}
"""Words that say which of several is meant, and how far it is from the one at publication."""

_DIRECTION = rf"(?P<direction>[Ll]ast|[Nn]ext|[Tt]his){SPACE}"
_PERIOD = re.compile(
    rf"{_DIRECTION}(?P<period>week|weekend|month|quarter|year|decade|century"
    rf"|spring|summer|autumn|fall|winter){END}"
)
_PART = re.compile(r"(?P<part>[Ll]ast night|[Tt]his (?:morning|afternoon|evening))" + END)
_COUNTS = "|".join(sorted(words.NUMBERS, key=len, reverse=True))
AGO = re.compile(
    rf"(?<![\w.,$€£-])(?P<count>(?:{_COUNTS}|{_COUNTS.title()})(?=\s)|\d{{1,3}})"
    rf"{SPACE}(?P<unit>{'|'.join(words.UNITS)})s?{SPACE}ago\b"
)
"""A count of units and "ago"."""


def near(match: Match, reference: Reference) -> str | None:
    """The value of "yesterday" and the like."""
    found = shifted(reference.today, NEAR[match["word"].lower()])
    return str(found) if found else None


def _part(match: Match, reference: Reference) -> str | None:
    """The value of "last night" and "this morning": the day."""
    found = shifted(reference.today, -1 if match["part"].lower() == "last night" else 0)
    return str(found) if found else None


def weekday(number: int, step: int, reference: Reference) -> str | None:
    """The value of "last Tuesday", "this Tuesday" and "next Tuesday"; ``number`` is 0 for Monday."""
    today = reference.today
    if today is None:
        return None
    if step == 0:
        found = shifted(today, number - today.weekday())
    elif step < 0:
        found = shifted(today, -((today.weekday() - number - 1) % 7) - 1)
    else:
        found = shifted(today, (number - today.weekday() - 1) % 7 + 1)
    return str(found) if found else None


def month(number: int, step: int, reference: Reference) -> str:
    """The value of "last May", the latest that is over, "this May", and "next May", the first to begin."""
    published = reference.published
    if published.year is None or (published.month is None and step):
        return written(None, number)
    year = published.year
    if step < 0 and number >= (published.month or 0):
        year -= 1
    elif step > 0 and number <= (published.month or 0):
        year += 1
    return written(year, number)


def _period(match: Match, reference: Reference) -> str | None:
    """The value of "last week", "this year", "next summer"."""
    step, period = STEPS[match["direction"].lower()], match["period"]
    if period in words.SEASONS:
        return _season(period, step, reference)
    return _counted(period, step, reference)


def _counted(unit: str, step: int, reference: Reference) -> str | None:
    """The day, week, month or longer unit so many units from that of publication."""
    published, today = reference.published, reference.today
    if unit in ("day", "week", "weekend"):
        if today is None:
            return None
        if unit == "day":
            return str(shifted(today, step) or "") or None
        return (resolving.week(today, step) if unit == "week" else resolving.weekend(today, step)) or None
    if unit == "month":
        return resolving.month_from(published, step)
    if unit == "quarter":
        return resolving.quarter_from(published, step)
    return _years(unit, step, published.year)


def _years(unit: str, step: int, year: int | None) -> str | None:
    """The year, decade or century so many of them from a year."""
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    if year is None or not 0 < year + step * size < 10000:
        return None
    found = year + step * size
    if unit == "year":
        return written(found)
    return decade(found) if unit == "decade" else resolving.century(found // 100 + 1)


def _season(season: str, step: int, reference: Reference) -> str | None:
    """The value of "last summer": no more than the season of that or the year before can be meant."""
    published = reference.published
    if published.year is None or published.month is None or step > 0 or season == "winter":
        return None
    last_month = {"spring": 5, "summer": 8}.get(season, 11)
    year = published.year if step == 0 or published.month > last_month else published.year - 1
    return f"{year:04}-{words.SEASONS[season]}"


def ago(match: Match, reference: Reference) -> str | None:
    """The value of "two years ago": as exact as its unit."""
    count = match["count"].lower()
    number = int(count) if count.isdigit() else words.NUMBERS[count]
    return _counted(match["unit"], -number, reference)


DIRECTED = ((_PART, _part), (_PERIOD, _period))
"""Patterns that begin with "last", "this" or "next", and what they stand for."""
