"""The forms in which English news writes dates: how each looks, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.annotate.dates import relative, resolving, words
from index.annotate.dates.resolving import Reference, century, decade, real, written
from index.annotate.dates.words import DASH, END, SPACE, THROUGH

Match = re.Match[str]
Read = Callable[[Match, Reference], str | None]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a date. ``read`` gives the value of a match, None where the text does not tell."""

    pattern: re.Pattern[str]
    read: Read


_COMMA = rf"(?:,{SPACE}?|{SPACE})"
_WEEKDAY = rf"(?:{words.weekday('weekday')}(?:,?{SPACE}(?:the{SPACE})?))?"
_TO_DAY = rf"(?:(?:{DASH}|{THROUGH})(?:{words.month('month2')}{SPACE})?{words.day('day2')})?"
_AND_DAY = rf"(?:{SPACE}and{SPACE}{words.day('and_day')}(?=[,.;)]|$|{SPACE}(?:in|at)\b))?"
_YEAR = rf"(?:{_COMMA}{words.year('year')})?"
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}{words.month('month')}{SPACE}{words.day('day')}{_TO_DAY}{_AND_DAY}{_YEAR}{END}"
)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}{words.day('day')}(?:(?:{DASH}|{THROUGH}|{SPACE}and{SPACE}){words.day('day2')})?"
    rf"(?:{SPACE}(?:of{SPACE})?|-){words.month('month')}"
    rf"(?:(?:{DASH}|{THROUGH})(?P<day3>3[01]|[12]\d|0?[1-9]){SPACE}{words.month('month2')})?"
    rf"(?:-{words.year('year_joined')}|{_YEAR}){END}"
)


def _day(match: Match, reference: Reference) -> str | None:
    """The value of a day with a month, or of the days from one to another."""
    part = match.groupdict()
    month = words.month_number(part["month"])
    last_month = words.month_number(part["month2"]) if part.get("month2") else month
    day = int(part["day"])
    last = part.get("day3") or part.get("day2") or part.get("and_day")
    given = part.get("year") or part.get("year_joined")
    named = words.day_number(part["weekday"]) if part.get("weekday") else None
    year = int(given) if given else resolving.year_of(reference, month, day, named)
    if not given and (month, day) == (2, 29) and real(year or 2000, month, day) is None:
        year = None
    if real(year or 2000, month, day) is None:
        return None
    if last is None:
        return written(year, month, day)
    first_year = year - 1 if year and given and last_month < month else year
    last_year = first_year + 1 if first_year and last_month < month else first_year
    if real(last_year or 2000, last_month, int(last)) is None:
        return None
    return f"{written(first_year, month, day)}/{written(last_year, last_month, int(last))}"


_MONTH_YEAR = re.compile(
    rf"(?:{words.month('first')}(?:{DASH}|[^\S\n]?/[^\S\n]?|{THROUGH}))?"
    rf"{words.month('month')}(?:,?{SPACE}(?:of{SPACE})?|-){words.year('year')}"
)
_MONTHS = re.compile(rf"{words.month('first')}(?:{DASH}|/){words.month('month')}{END}")
_MONTH = re.compile(rf"{words.month('month')}{END}")


def _month(match: Match, reference: Reference) -> str | None:
    """The value of a month, or of the months from one to another."""
    part = match.groupdict()
    month = words.month_number(part["month"])
    given = part.get("year")
    if not given and reference.step is not None:
        return relative.month(month, reference.step, reference)
    year = int(given) if given else resolving.year_of(reference, month)
    if not part.get("first"):
        return written(year, month)
    first = words.month_number(part["first"])
    return f"{written(year - 1 if year and first > month else year, first)}/{written(year, month)}"


_WEEKDAYS = re.compile(
    rf"(?P<weekday>{'|'.join(words.FULL_DAYS)})(?P<many>s)?(?:{DASH}{words.weekday('last')})?{END}"
)


def _weekday(match: Match, reference: Reference) -> str | None:
    """The value of a weekday; of several, or of every such day, there is none."""
    if match["many"] or match["last"]:
        return None
    number = words.day_number(match["weekday"])
    if reference.step is not None:
        return relative.weekday(number, reference.step, reference)
    return resolving.weekday_near(reference, number)


_ISO = re.compile(
    r"(?P<year>(?:1\d|20)\d\d)([-/])(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-])"
)
_NUMERIC = re.compile(r"(?P<one>\d\d?)([/.])(?P<two>\d\d?)\2(?P<year>(?:1\d|20)\d\d)(?![\w/-]|[.,]\d)")


def _iso(match: Match, reference: Reference) -> str | None:
    """The value of a date in the international form."""
    found = real(int(match["year"]), int(match["month"]), int(match["day"]))
    return str(found) if found else None


def _numeric(match: Match, reference: Reference) -> str | None:
    """The value of "27/4/2024"; only the year where day and month could be either."""
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    found = {real(year, two, one), real(year, one, two)} - {None}
    if not found:
        return None
    return str(found.pop()) if len(found) == 1 else written(year)


_DECADE = re.compile(rf"(?P<year>(?:1\d|20)\d0)(?:s|['’]s){END}")
_SHORT_DECADE = re.compile(rf"(?P<tens>\d0)(?:s|['’]s){END}")
_CENTURY = re.compile(
    rf"(?:(?P<number>2[01]|1?\d)(?:st|nd|rd|th)|(?P<roman>[IVX]+)|(?P<ordinal>[A-Za-z]+)(?P<and_one>-first)?)"
    rf"(?:{SPACE}|-)[Cc]entury\b(?P<before>{SPACE}(?:BC|BCE|B\.C\.))?"
)
_YEARS = re.compile(rf"(?P<first>(?:1\d|20)\d\d)(?:{DASH}|/)(?P<last>(?:1\d|20)\d\d|\d\d){END}")
_YEAR_ALONE = re.compile(words.year("year"))
_ABOUT = re.compile(
    rf"(?:[Mm]id|[Ll]ate|[Ee]arly)[-‑](?:{words.month('month')}(?:,?{SPACE}{words.year('year')})?"
    rf"|(?P<decade>(?:1\d|20)\d0)s|{words.year('alone')}){END}"
)


def _decade(match: Match, reference: Reference) -> str:
    """The value of "the 1990s"."""
    return decade(int(match["year"]))


def _short_decade(match: Match, reference: Reference) -> str:
    """The value of "the ’90s": the latest decade so named, if it is known from when on."""
    tens, published = int(match["tens"]), reference.published.year
    latest = published - (published - tens) % 100 if published else 0
    return decade(latest) if latest > 0 else f"XX{tens // 10}X"


def _century(match: Match, reference: Reference) -> str | None:
    """The value of "the 20th century"."""
    if match["before"]:
        return None
    if match["number"]:
        number = int(match["number"])
    elif match["roman"]:
        number = words.ROMANS.get(match["roman"], 0)
    else:
        name = match["ordinal"].lower()
        number = 21 if name == "twenty" and match["and_one"] else 0
        number = words.ORDINALS.index(name) if name in words.ORDINALS else number
    return century(number) if number else None


def _years(match: Match, reference: Reference) -> str | None:
    """The value of "2019-2023" and "2022-23"."""
    first, last = match["first"], match["last"]
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if int(last) > int(first) else None


def _year(match: Match, reference: Reference) -> str:
    """The value of a year."""
    return match["year"]


def _about(match: Match, reference: Reference) -> str | None:
    """The value of "mid-August", "late-2019" and "mid-1990s": the month, year or decade."""
    if match["decade"]:
        return decade(int(match["decade"]))
    return match["alone"] or _month(match, reference)


_SEASON = re.compile(
    rf"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:{SPACE}of)?{SPACE}{words.year('year')}"
)
_QUARTER = re.compile(
    rf"(?:(?P<ordinal>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth){SPACE}quarter|Q(?P<number>[1-4]))"
    rf"(?:(?:{SPACE}of)?{SPACE}(?:FY)?{words.year('year')})?{END}"
)
_FISCAL = re.compile(rf"FY[-’']?(?P<year>20\d\d|\d\d)(?:[-–/](?P<last>20\d\d|\d\d))?{END}")


def _season(match: Match, reference: Reference) -> str:
    """The value of "the summer of 2023": the season by its number."""
    return f"{match['year']}-{words.SEASONS[match['season'].lower()]}"


def _quarter(match: Match, reference: Reference) -> str | None:
    """The value of "the first quarter of 2023": the quarter by its number; none without its year."""
    number = int(match["number"]) if match["number"] else words.ORDINALS.index(match["ordinal"].lower())
    return f"{match['year']}-{32 + number}" if match["year"] else None


def _fiscal(match: Match, reference: Reference) -> str | None:
    """The value of "FY2023" and "FY2022-23": the year or years that give it its name."""
    first, last = match["year"], match["last"]
    first = "20" + first if len(first) == 2 else first
    if last is None:
        return first
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if int(last) > int(first) else None


BARE_YEAR = Form(_YEAR_ALONE, _year)
BARE_MONTH = Form(_MONTH, _month)
BARE_WEEKDAY = Form(_WEEKDAYS, _weekday)
QUARTER = Form(_QUARTER, _quarter)
SHORT_DECADE = Form(_SHORT_DECADE, _short_decade)

_DAYS = (Form(_MONTH_DAY, _day), Form(_DAY_MONTH, _day))
_CENTURIES = Form(_CENTURY, _century)
NUMERAL = (
    Form(_ISO, _iso),
    Form(_DAY_MONTH, _day),
    Form(_NUMERIC, _numeric),
    Form(_DECADE, _decade),
    Form(_YEARS, _years),
    BARE_YEAR,
    _CENTURIES,
)
"""Forms that begin with a digit, the longest first."""

_OF_MONTH = (Form(_MONTH_DAY, _day), Form(_MONTH_YEAR, _month), Form(_MONTHS, _month), BARE_MONTH)
_OF_WEEKDAY = (*_DAYS, BARE_WEEKDAY)
DIRECTED = tuple(Form(pattern, read) for pattern, read in relative.DIRECTED)
"""Forms that begin with "last", "this" or "next"."""


def _table() -> Mapping[str, tuple[Form, ...]]:
    """The forms by the word with which they begin."""
    found: dict[str, tuple[Form, ...]] = {}
    found.update(dict.fromkeys(words.MONTH_NUMBERS, _OF_MONTH))
    found.update(dict.fromkeys(words.DAY_NUMBERS, _OF_WEEKDAY))
    found.update(dict.fromkeys(("mid", "Mid", "late", "Late", "early", "Early"), (Form(_ABOUT, _about),)))
    for season in words.SEASONS:
        found[season] = found[season.title()] = (Form(_SEASON, _season),)
    for word in words.ORDINALS[1:]:
        found[word] = found[word.title()] = (QUARTER, _CENTURIES)
    found["twenty"] = (_CENTURIES,)
    found.update(dict.fromkeys((roman for roman in words.ROMANS if roman != "I"), (_CENTURIES,)))
    found.update(dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), (QUARTER,)))
    found["FY"] = (Form(_FISCAL, _fiscal),)
    for word in ("last", "next", "this", "Last", "Next", "This"):
        found[word] = DIRECTED
    for word in relative.NEAR:
        found[word] = found[word.title()] = (Form(relative.NEAR_PATTERN, relative.near),)
    return found


BY_WORD = _table()
"""The forms by the word with which they begin; a hyphen ends the word."""

AGO = Form(relative.AGO, relative.ago)

_LEADS = re.compile(rf"{THROUGH}|{SPACE}and{SPACE}")
_GIVES_YEAR = (Form(_MONTH_DAY, _day), Form(_MONTH_YEAR, _month), Form(_DAY_MONTH, _day))


def year_ahead(text: str, end: int) -> int | None:
    """The year of the date to which the one that ends at an offset leads by "to" or "and"; None without."""
    leads = _LEADS.match(text, end)
    for form in _GIVES_YEAR if leads else ():
        match = form.pattern.match(text, leads.end()) if leads else None
        if match and match.groupdict().get("year"):
            return int(match["year"])
    return None


_DATED = re.compile(rf"{words.month('month')}(?:{SPACE}\d\d?(?:st|nd|rd|th)?)?,?{SPACE}{words.year('year')}")
_NARRATED = 400
"""Code points over which a date in the past is told about: what follows may be of its year."""


def is_told_of_another_year(text: str, start: int, form: Form, year: int | None) -> bool:
    """Whether a day or month without a year follows a date of another year than that of publication."""
    if year is None or form.read not in (_day, _month):
        return False
    dated = [int(match["year"]) for match in _DATED.finditer(text, max(0, start - _NARRATED), start)]
    return bool(dated) and dated[-1] < year
