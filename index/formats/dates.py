"""Dates as articles and archives write them; what a text does not give stays unknown."""

from __future__ import annotations

import datetime
import re

from index.models import MONTHS, UNKNOWN_DATE, PartialDate

OLDEST_YEAR = 1600
LATEST_YEAR = 2200
_LONGEST = 100
_MONTH_STARTS = [name[:3].lower() for name in MONTHS]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)"
_ZONE = r"(?:\s*(?:\(?(?-i:[A-Z]{2,5})\)?|Z|(?:GMT|UTC)?\s?[+-]\d\d?:?(?:\d\d)?))"
_HOUR = r"(?:\d\d?(?:[:.h]\d\d){1,2}(?:[.,]\d+)?(?:\s*[ap]\.?m\.?)?|\d\d?\s*[ap]\.?m\.?)"
_WHERE = (
    r"(?:,? (?:(?-i:UK|US|ET|CT|MT|PT)|(?:eastern|central|mountain|pacific|local|(?-i:[A-Z][a-z]+)) time))"
)
_CLOCK = rf"{_HOUR}{_ZONE}{{0,2}}{_WHERE}?"
_TIME = rf"(?:(?:\s*[,|•·–-]\s*|\s+at\s+|\s+|T){_CLOCK})?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?)?(?:[T ,]+\d\d?[:.]?\d\d.{0,30})?", re.I
)
_NAMED = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.I)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_DAY}-{_MONTH}-{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY}",
        rf"{_DAY}\s+{_MONTH}",
    )
)
_LEADING_CLOCK = re.compile(rf"{_CLOCK}\s*[,|•·–-]?\s+(?:on\s+)?", re.I)
_ONLY_CLOCK = re.compile(_CLOCK, re.I)
_NUMERIC = re.compile(rf"(?P<first>\d\d?)[/.-](?P<second>\d\d?)[/.-]{_YEAR}{_TIME}", re.I)
_FULL_YEAR = re.compile(r"\d{4}")
_DIGITS = re.compile(r"-?\d{4,14}(?:\.\d{1,9})?")


def parse_date(value: object) -> PartialDate:
    """Return the date that a field of an archive gives: a string, or a number of seconds since 1970.

    Only what is written counts: "2023-04" is a year and a month, "03/04/2023" a year, as either may be
    the month. The day is that of the place which wrote it; for numbers, that of UTC. Numbers too large
    for seconds are milliseconds. Anything else, and a year outside 1600 to 2200, is unknown.
    """
    if isinstance(value, bool):
        return UNKNOWN_DATE
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return UNKNOWN_DATE
    text = " ".join(value.split())
    written = written_date(text)
    if written is not None:
        return written
    if _DIGITS.fullmatch(text):
        return _from_number(float(text) if "." in text else int(text))
    return _loose(text)


def written_date(text: str) -> PartialDate | None:
    """Return the date that a text is, whole and by itself, with or without a time of day; else None.

    A date of the right form that no calendar has is unknown.
    """
    if len(text) > _LONGEST or not any(character.isdecimal() for character in text):
        return None
    clock = _LEADING_CLOCK.match(text)
    text = text[clock.end() :] if clock is not None else text
    for form in (_ISO, *_NAMED):
        found = form.fullmatch(text)
        if found is not None:
            return _from_parts(found.groupdict())
    found = _NUMERIC.fullmatch(text)
    return _from_numeric(found) if found is not None else None


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    return len(text) <= _LONGEST and _ONLY_CLOCK.fullmatch(text) is not None


def _from_parts(parts: dict[str, str | None]) -> PartialDate:
    """A date from matched groups."""
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    return _valid(year and int(year), month and _month_number(month), day and int(day))


def _month_number(month: str) -> int:
    """1 to 12 for a name or a number; other numbers as they are."""
    return int(month) if month.isdecimal() else _MONTH_STARTS.index(month[:3].lower()) + 1


def _from_numeric(found: re.Match[str]) -> PartialDate:
    """A date in numbers with the year last, whose order of day and month differs between countries."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if first == second or first > 12:
        return _valid(year, second, first)
    if second > 12:
        return _valid(year, first, second)
    return _valid(year, None, None)


def _valid(year: object, month: object, day: object) -> PartialDate:
    """A date if the calendar has it, else an unknown one."""
    year, month, day = (part if isinstance(part, int) else None for part in (year, month, day))
    if year is not None and not OLDEST_YEAR <= year <= LATEST_YEAR:
        return UNKNOWN_DATE
    try:
        datetime.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return UNKNOWN_DATE
    return PartialDate(year, month, day) if month != 0 and day != 0 else UNKNOWN_DATE


def _from_number(number: int | float) -> PartialDate:
    """A date from a year, from YYYYMMDD, or from seconds or milliseconds since 1970."""
    if not -1e15 < number < 1e15:
        return UNKNOWN_DATE
    if number == int(number):
        digits = str(int(number))
        if len(digits) == 4:
            return _valid(int(digits), None, None)
        if len(digits) == 8 and (compact := _valid(int(digits[:4]), int(digits[4:6]), int(digits[6:]))).known:
            return compact
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if abs(seconds) < 1e7:
        return UNKNOWN_DATE
    try:
        day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (OverflowError, ValueError, OSError):
        return UNKNOWN_DATE
    return _valid(day.year, day.month, day.day)


# Parsing fills what is missing from a default; of two that differ in every field, and both orders of
# day and month, only what all agree on was written.
_DEFAULTS = (datetime.datetime(1904, 2, 9), datetime.datetime(1877, 11, 22))


def _loose(text: str) -> PartialDate:
    """A date in any other form that dateutil understands."""
    from dateutil import parser  # slow to import, and few dates need it

    if not _FULL_YEAR.search(text):
        return UNKNOWN_DATE  # the century of a short year would depend on today's
    readings = []
    try:
        for default in _DEFAULTS:
            for dayfirst in (False, True):
                reading = parser.parse(text, default=default, dayfirst=dayfirst, tzinfos=lambda *_: None)
                readings.append(reading.date())
    except (ValueError, OverflowError, TypeError, AttributeError):
        return UNKNOWN_DATE
    years, months, days = ({getattr(date, part) for date in readings} for part in ("year", "month", "day"))
    agreed = [part.pop() if len(part) == 1 else None for part in (years, months, days)]
    if agreed[1] is None and agreed[0] is None:
        return UNKNOWN_DATE
    return _valid(agreed[0], agreed[1], agreed[2] if agreed[1] is not None else None)
