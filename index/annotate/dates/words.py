"""The words of which dates are made, and the pieces of patterns that match them."""

from __future__ import annotations

import re

from index.models import MONTHS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""The seasons by their numbers in ISO 8601-2."""

UNITS = ("day", "week", "month", "year", "decade")
_NAMED_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINALS = tuple(_NAMED_ORDINALS.split())
_NUMERALS = """I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"""
ROMANS = {roman: number for number, roman in enumerate(_NUMERALS.split(), 1)}
_CARDINALS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty"""
NUMBERS = {name: number for number, name in enumerate(_CARDINALS.split(), 1)}
NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50}

_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1) if name != "May"} | {"Sept": 9}
_SHORT_DAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thur": 3, "Thurs": 3, "Fri": 4, "Sat": 5}
_SHORT_DAYS |= {"Sun": 6}


def _with_capitals(names: dict[str, int]) -> dict[str, int]:
    """Names as they are written in a sentence and in a line of capitals."""
    return names | {name.upper(): number for name, number in names.items()}


MONTH_NUMBERS = _with_capitals({name: number for number, name in enumerate(MONTHS, 1)} | _SHORT_MONTHS)
FULL_DAYS = _with_capitals({name: number for number, name in enumerate(WEEKDAYS)})
DAY_NUMBERS = _with_capitals({name: number for number, name in enumerate(WEEKDAYS)} | _SHORT_DAYS)

_ENDINGS = {"Sep": "(?:t(?:ember)?)?", "May": ""}
_MONTHS = [name[:3] + _ENDINGS.get(name[:3], f"(?:{name[3:]})?") for name in MONTHS]
_MONTH = "|".join([*_MONTHS, *(re.sub(r"[a-z]+", lambda part: part[0].upper(), each) for each in _MONTHS)])
_WEEKDAY = "Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?"
_WEEKDAY += "|Sat(?:urday)?|Sun(?:day)?"
_WEEKDAY += "|" + _WEEKDAY.upper()
# A full stop belongs to a short form only; these have 3 to 5 letters, "Sept" is the longest month.
_SHORT_MONTH_STOP = r"(?:(?<=\b[A-Za-z]{3})(?<!\bMay)(?<!\bMAY)\.|(?<=\bSept)\.|(?<=\bSEPT)\.)?"
_SHORT_DAY_STOP = r"(?:(?:(?<=\b[A-Za-z]{3})|(?<=\b[A-Za-z]{4})|(?<=\b[A-Za-z]{5}))\.)?"

SPACE = r"(?:[^\S\n]{1,3})"
DASH = "[-‑–]"
THROUGH = rf"{SPACE}(?:to|through|until|till){SPACE}"
END = r"(?![\w%]|[-‑–][^\W_]|[.,:/]\d)"
"""Nothing of a longer word or number follows."""


def month(group: str) -> str:
    """A pattern of the name of a month, full or short."""
    return rf"(?P<{group}>(?:{_MONTH})(?![^\W\d_]){_SHORT_MONTH_STOP})"


def weekday(group: str) -> str:
    """A pattern of the name of a weekday, full or short."""
    return rf"(?P<{group}>(?:{_WEEKDAY})(?![^\W\d_]){_SHORT_DAY_STOP})"


def day(group: str) -> str:
    """A pattern of a day of the month."""
    other = rf":\d|[.,]\d|{SPACE}?%|{SPACE}(?:per{SPACE}?cent\b|[ap]\.?m\b)"
    return rf"(?P<{group}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?(?!\w|{other})"


def year(group: str) -> str:
    """A pattern of a year of four digits."""
    return rf"(?P<{group}>(?:1\d|20)\d\d){END}"


def month_number(name: str) -> int:
    """The number of a month by its name, 1 to 12."""
    return MONTH_NUMBERS[name.rstrip(".")]


def day_number(name: str) -> int:
    """The number of a weekday by its name, 0 for Monday."""
    return DAY_NUMBERS[name.rstrip(".")]
