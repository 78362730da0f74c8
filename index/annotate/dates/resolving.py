"""Resolving a date that a text leaves open against the day on which the text was published.

Values are written as in ISO 8601-2 and its profile EDTF (https://www.loc.gov/standards/datetime/): "X" for a
digit that is not known, "A/B" for an interval, 21 to 24 in the place of a month for a season and 33 to 36
for a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from index.models import UNKNOWN_DATE, PartialDate

_LONG_AGO = 8
"""Months after which a day or month without a year rather lies ahead, when no verb tells."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a date is read against.

    ``published`` is the day of publication; ``future`` whether the clause is about the future, None when
    it does not tell; ``step`` is -1 after "last", 0 after "this" and 1 after "next"; ``year`` that of the
    date to which this one leads ("between April 29 and May 3, 2024").
    """

    published: PartialDate = UNKNOWN_DATE
    future: bool | None = None
    step: int | None = None
    year: int | None = None

    @property
    def today(self) -> date | None:
        """The day of publication if all of it is known."""
        known = self.published
        if known.year is None or known.month is None or known.day is None:
            return None
        return real(known.year, known.month, known.day)


def real(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A date as far as it is known."""
    parts = ["XXXX" if year is None else f"{year:04}"]
    if month is not None:
        parts.append(f"{month:02}")
        if day is not None:
            parts.append(f"{day:02}")
    return "-".join(parts)


def decade(year: int) -> str:
    """The decade of a year: "199X"."""
    return f"{year // 10:03}X"


def century(number: int) -> str:
    """A century by its number: "19XX" for the 20th."""
    return f"{number - 1:02}XX"


def week(today: date, offset: int) -> str:
    """The days from Monday to Sunday of the week so many weeks from a day."""
    monday = shifted(today, 7 * offset - today.weekday())
    sunday = shifted(monday, 6) if monday else None
    return f"{monday}/{sunday}" if sunday else ""


def weekend(today: date, offset: int) -> str:
    """Saturday and Sunday of the week so many weeks from a day."""
    saturday = shifted(today, 7 * offset - today.weekday() + 5)
    sunday = shifted(saturday, 1) if saturday else None
    return f"{saturday}/{sunday}" if sunday else ""


def shifted(day: date | None, days: int) -> date | None:
    """The day so many days later, None beyond the calendar."""
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def month_from(published: PartialDate, offset: int) -> str | None:
    """The month so many months after that of publication."""
    if published.year is None or published.month is None:
        return None
    year, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
    return written(year, month + 1) if 0 < year < 10000 else None


def quarter_from(published: PartialDate, offset: int) -> str | None:
    """The quarter so many quarters after that of publication."""
    if published.year is None or published.month is None:
        return None
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + offset, 4)
    return written(year, 33 + quarter) if 0 < year < 10000 else None


def year_of(
    reference: Reference, month: int, day: int | None = None, weekday: int | None = None
) -> int | None:
    """The year of a day or month without one; None when nothing gives it.

    It is the latest one not after publication, unless the clause is about the future or the next one is
    much nearer. A weekday that is named decides, if it fits one of the years around.
    """
    if reference.year is not None:
        return reference.year
    published = reference.published
    if published.year is None or published.month is None:
        return None
    at = (published.month, published.day or 0)
    ahead = (month, day or 0) > at if day and published.day else month > published.month
    past = published.year - 1 if ahead else published.year
    same = not ahead and (month, day or at[1]) == at
    following = past if same else past + 1
    if weekday is not None and day is not None:
        found = _fitting((past, following, past - 1), month, day, weekday)
        if found is not None:
            return found
    if reference.future is not None:
        return following if reference.future else past
    months_ago = (published.year - past) * 12 + published.month - month
    return following if months_ago > _LONG_AGO else past


def _fitting(years: tuple[int, ...], month: int, day: int, weekday: int) -> int | None:
    """The year in which a day falls on a weekday."""
    for year in years:
        found = real(year, month, day)
        if found is not None and found.weekday() == weekday:
            return year
    return None


def weekday_near(reference: Reference, weekday: int) -> str | None:
    """A weekday: the latest one, publication included, or the next when the clause is about the future."""
    today = reference.today
    if today is None:
        return None
    if reference.future:
        found = shifted(today, (weekday - today.weekday()) % 7)
    else:
        found = shifted(today, -((today.weekday() - weekday) % 7))
    return str(found) if found else None
