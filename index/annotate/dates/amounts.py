"""Money, percentages and measures: "$5 million", "Rs 2.5 crore", "30 percent", "3,000 tonnes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.annotate.dates.units import CODES, CURRENCIES, MEASURES, NATIONAL, SCALES, SIGNS
from index.annotate.dates.words import SPACE

Match = re.Match[str]


def _any(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; a space in one may be a hyphen or a line's space."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"(?:[^\S\n]{1,3}|-)") for word in ordered)


_BELOW_TWENTY = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_ONES = tuple(_BELOW_TWENTY.split())
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_ONES, 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)} | {"a": 1, "an": 1}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_FIGURES = r"(?:\d{1,3}(?:,\d{2,3}){1,5}|\d{1,15})(?:\.\d{1,9})?[½¼¾]?"
_SPELLED = rf"(?:(?:{_any(_TENS)})(?:-(?:{_any(_ONES[:9])}))?|{_any(_ONES)})"
_SHORT_SCALES = "|".join(sorted((name for name in SCALES if len(name) < 4), key=len, reverse=True))
_LONG_SCALES = "|".join(sorted((name for name in SCALES if len(name) > 3), key=len, reverse=True))
_SCALE = (
    rf"(?:(?P<short>{_SHORT_SCALES})(?!\w)|(?:{SPACE}|-)(?:(?P<abbreviated>bn|mn|tn|trn|mln|cr)\b"
    rf"|(?P<long>(?:{_LONG_SCALES})(?:{SPACE}(?:{_LONG_SCALES}))?)(?![^\W\d_])))?"
)
_FIRST = rf"(?P<first>{_FIGURES})"
_RANGE = rf"(?:[-–]|{SPACE}(?:to|or){SPACE}|(?P<and>{SPACE}and{SPACE}))"
_NOTHING_MORE = r"(?![^\W_]|[.,]?\d|[-‑][^\W\d_])"

_SIGN_BEFORE = re.compile(rf"(?<![\w$€£¥₹.])({_any(SIGNS)}|{_any(CODES)})[^\S\n]?$")
_LONGEST_SIGN = 7
_SIGNED = re.compile(
    rf"{_FIRST}(?:{_RANGE}(?:{_any(SIGNS)})?(?P<last>{_FIGURES}))?{_SCALE}"
    rf"(?:{SPACE}(?P<code>{_any(CODES)})\b)?{_NOTHING_MORE}"
)
_MEASURED = re.compile(rf"{_FIRST}(?:%?{_RANGE}(?P<last>{_FIGURES}))?{_SCALE}")
_SPELLED_OUT = re.compile(
    rf"(?P<half>half{SPACE}(?=an?\b))?"
    rf"(?:(?P<spelled>{_SPELLED})|an?(?={SPACE}(?:{_LONG_SCALES})\b))"
    rf"(?:(?:{SPACE}(?:to|or){SPACE}|-to-)(?P<spelled_last>{_SPELLED}))?"
    rf"(?:(?:{SPACE}|-)(?P<long>(?:{_LONG_SCALES})(?:{SPACE}(?:{_LONG_SCALES}))?))?(?=[\s-])",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(rf"(?:{SPACE}|-)?(U\.S\.|%|°[CF]|[^\W\d_]\w*(?:/[a-z]+)?)")
_LONGEST_UNIT = 3
_LONGEST_NATION = 2
_MORE = re.compile(_NOTHING_MORE)
_UNITS = {**CURRENCIES, **MEASURES}
_NATIONS = frozenset(nation for nation, _ in NATIONAL)
_START = re.compile(r"\d[\d.,]*[½¼¾]?|[A-Za-z]+")
_STARTS = frozenset({*_WORDS, "half"}) | {word.title() for word in _WORDS} | {"Half"}
_MINUS = re.compile(r"(?<![\w)\]%])[-−]$")
# What is money only beside a large number: "5 won", "R5" and "three crowns" are something else.
_DOUBTFUL = frozenset({"won", "crown", "crowns", "R", "K", "kr", "S$", "Rp"})
_LARGE = 100


def find(text: str) -> list[tuple[int, int]]:
    """The ranges of the amounts in a text, in order, without overlaps; in time linear in its length."""
    return [(start, end) for start, end, _ in _found(text, 0, len(text))]


def value(text: str, start: int, end: int) -> str | None:
    """The number and the unit of the amount at ``start:end``: "5000000 USD"; None for no amount.

    A sign or word that several countries use for their money is kept: "5000000 $". The values of a range
    are divided by a slash: "5/10 %".
    """
    for found in _found(text, start, end):
        if found[:2] == (start, end):
            return found[2]
    return None


def _found(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and value of the amounts that begin between two offsets."""
    done = start
    for number in _START.finditer(text, start, end):
        if number.start() < done:
            continue
        word = number.group()
        if word[0].isdigit():
            found = _in_figures(text, number.start(), start)
        else:
            found = _in_words(text, number.start()) if word in _STARTS else None
        if found:
            yield found
            done = found[1]


def _in_figures(text: str, at: int, floor: int) -> tuple[int, int, str] | None:
    """The amount whose number in figures starts at an offset; its sign is no further back than ``floor``."""
    sign = _SIGN_BEFORE.search(text, max(floor, at - _LONGEST_SIGN), at)
    if sign:
        match = _SIGNED.match(text, at)
        symbol = SIGNS.get(sign.group(1), sign.group(1))
        if match and not _is_doubtful(sign.group(1), match):
            return sign.start(1), match.end(), _written(match, _with_code(symbol, match["code"]))
    before = text[max(0, at - 2) : at]
    minus = _MINUS.search(before)
    if (
        not minus
        and before
        and (before[-1].isalnum() or before[-1] in "./-–:_$€£¥" or before[-1:] == "," != before)
    ):
        return None
    match = _MEASURED.match(text, at)
    unit = _unit_after(text, match.end()) if match else None
    if match is None or unit is None or (match["and"] and not _is_between(text, at)):
        return None
    if _is_doubtful(unit.word, match):
        return None
    begin = at - 1 if minus else at
    return begin, unit.end, ("-" if minus else "") + _written(match, unit.symbol)


def _in_words(text: str, at: int) -> tuple[int, int, str] | None:
    """The amount whose number in words starts at an offset."""
    if text[at - 1 : at] in ("-", "‑"):
        return None
    match = _SPELLED_OUT.match(text, at)
    unit = _unit_after(text, match.end()) if match else None
    if match is None or unit is None:
        return None
    scale = _scaled(match["long"])
    if unit.word in _DOUBTFUL and scale < _LARGE:
        return None
    half = Decimal("0.5") if match["half"] else 1
    words = [match["spelled"] or "a", *([match["spelled_last"]] if match["spelled_last"] else [])]
    told = "/".join(_plain(_count(each) * scale * half) for each in words)
    return at, unit.end, f"{told} {unit.symbol}"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it is written, its symbol, and where it ends."""

    word: str
    symbol: str
    end: int


def _unit_after(text: str, at: int) -> _Unit | None:
    """The unit that stands at an offset, the longest that is known, after the country of a currency."""
    words: list[str] = []
    ends: list[int] = []
    while len(words) < _LONGEST_NATION + _LONGEST_UNIT:
        match = _UNIT_WORD.match(text, ends[-1] if ends else at)
        if match is None:
            break
        words.append(match.group(1))
        ends.append(match.end())
    skip = next((size for size in (2, 1) if " ".join(words[:size]) in _NATIONS), 0)
    for size in range(_LONGEST_UNIT, 0, -1):
        word = " ".join(words[skip : skip + size])
        symbol = _UNITS.get(word) or _UNITS.get(word.lower())
        if symbol and len(words) >= skip + size and _MORE.match(text, ends[skip + size - 1]):
            symbol = NATIONAL.get((" ".join(words[:skip]), symbol), symbol)
            return _Unit(word, symbol, ends[skip + size - 1])
    return None


def _is_doubtful(unit: str, match: Match) -> bool:
    """Whether a short word beside a small number is no currency there."""
    return unit in _DOUBTFUL and _scale(match) == 1 and _number(match["first"]) < _LARGE


def _is_between(text: str, at: int) -> bool:
    """Whether two numbers with "and" are the ends of a range."""
    return text[max(0, at - 8) : at].lower() == "between "


def _with_code(unit: str, code: str | None) -> str:
    """The unit of a sign, told more exactly by a code after the number: "$5 million CAD"."""
    return CURRENCIES.get(code, code) if code and unit == "$" else unit


def _written(match: Match, unit: str) -> str:
    """The numbers of an amount in figures and its unit."""
    scale = _scale(match)
    numbers = [match["first"], *([match["last"]] if match["last"] else [])]
    return "/".join(_plain(_number(each) * scale) for each in numbers) + f" {unit}"


def _scale(match: Match) -> int:
    """What multiplies the number of an amount in figures."""
    short = match["short"] or match["abbreviated"]
    return SCALES[short] if short else _scaled(match["long"])


def _scaled(words: str | None) -> int:
    """What words such as "hundred million" multiply by."""
    product = 1
    for word in (words or "").lower().split():
        product *= SCALES[word]
    return product


def _number(figures: str) -> Decimal:
    """A number in figures."""
    fraction = _VULGAR.get(figures[-1], Decimal(0))
    whole = figures.rstrip("½¼¾").replace(",", "")
    return Decimal(whole or 0) + fraction


def _count(words: str) -> Decimal:
    """A number in words below one hundred."""
    return Decimal(sum(_WORDS[word] for word in words.lower().split("-")))


def _plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    told = f"{number:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told
