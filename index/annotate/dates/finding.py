"""Finding dates: where a form of them stands, and what there is a date at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.annotate.dates import forms, relative, tense
from index.annotate.dates.forms import Form
from index.annotate.lexicon import word_set

# A hyphen or a dash joins: what begins inside "september-11-1973-the-day" is no date.
_WORD = re.compile(r"[^\W_]+(?:[-‑–][^\W_]+)*")
_AGO = re.compile(r"\bago\b")
_AGO_BEFORE = 24
_SHORT_DECADE = re.compile(r"(?<!\w)['’‘](?=\d0(?:s|['’]s)\b)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?[ \n“\"‘(]{1,2}$")
_NEXT_WORD = re.compile(r"[^\S\n]([^\W_]+)")

# A lone "May" or "March" is a month only where a preposition or a date word says so.
_AMBIGUOUS = frozenset(
    {"May", "March", "Mar", "Mar.", "MAY", "MARCH", "MAR", "Jan", "Dec", "Sept", "Jun", "Jul"}
)
_BEFORE_MONTH = word_set(
    "in since until early late mid last next this during throughout before after every each"
)
_WEAKLY_BEFORE_MONTH = word_set("by from of to through and or till between for through")
_NAMED_SO = re.compile(
    r"\b(?!(?:In|Since|Until|By|Last|Next|This|During|From|Early|Late|To|And|Of)\b)"
    r"[A-Z][a-z]+\.? (May|March)\b(?! \d)"
)
# "Sunday Times", "Friday Night Lights": part of a name.
_AFTER_DAY = word_set(
    """Times Mail Mirror Telegraph Express Herald Post Star Sun World Independent Review Tribune Standard
    Business Nation Vision Monitor Magazine Mass School Service Agreement Night-Live Fever Book"""
)
_BEFORE_YEAR = word_set(
    """in since from until till by between before after during early late mid of to and through around circa
    spring summer autumn fall winter year for was"""
)
_NUMBERED = word_set(
    """no number flight route highway section article room page chapter resolution bus line act model
    boeing airbus rs usd eur gbp channel
    psalm area lot unit type paragraph clause rule radio"""
)
_COUNTED = word_set(
    """people persons men women children students pupils troops soldiers police officers voters workers
    employees jobs families households homes houses residents refugees migrants deaths cases patients doctors
    nurses teachers farmers inmates prisoners protesters seats votes delegates members players fans spectators
    runners copies cars vehicles trucks planes flights ships tanks missiles drones rounds bullets shots
    elephants animals birds trees cattle cows sheep years days hours minutes seconds months weeks times
    points meters metres kilometers kilometres miles feet yards acres hectares tons tonnes kilograms
    kilos pounds barrels gallons liters litres degrees dollars euros rupees pesos yen francs
    shillings naira rand percent villages schools hospitals companies firms businesses units passengers
    civilians fighters militants rebels calories megawatts watts words pages m km kg mm cm ft am pm hrs
    gmt local"""
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]|\n|[.!?]['\"”’])[\s“\"‘'(]{0,3}$")


def find(text: str) -> list[tuple[int, int]]:
    """The ranges of the dates in a text, in order, without overlaps; in time linear in its length."""
    found: list[tuple[int, int]] = []
    end = 0
    for begin, candidates in _anchors(text):
        if begin < end:
            continue
        for form in candidates:
            match = form.pattern.match(text, begin)
            if match and _is_date(text, form, match):
                found.append(match.span())
                end = match.end()
                break
    return _with_counted(text, found)


def form_at(text: str, start: int, end: int) -> tuple[Form, re.Match[str]] | None:
    """The form of the date that is exactly ``start:end``, with its match; None for what is no known form."""
    first = _WORD.match(text, start)
    candidates = [*_forms_of(first.group() if first else ""), forms.AGO, forms.SHORT_DECADE]
    for form in candidates:
        match = form.pattern.match(text, start)
        if match and match.end() == end:
            return form, match
    return None


def _anchors(text: str) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """The offsets at which words stand that can begin a date, with the forms that begin so."""
    known = forms.BY_WORD.get
    for match in _WORD.finditer(text):
        word = match.group()
        candidates = known(word) or (() if word.isalpha() else _forms_of(word))
        if candidates:
            yield match.start(), candidates


def _forms_of(word: str) -> tuple[Form, ...]:
    """The forms that can begin with a word."""
    if word[:1].isdigit():
        return forms.NUMERAL
    found = forms.BY_WORD.get(word)
    if found is None and not word.isalpha():
        return forms.BY_WORD.get(_head(word), ())
    return found or ()


def _head(word: str) -> str:
    """A word up to its first joint: a hyphen, a dash, or a digit after "FY"."""
    return "FY" if word.startswith("FY") else re.split("[-‑–]", word, maxsplit=1)[0]


def _is_date(text: str, form: Form, match: re.Match[str]) -> bool:
    """Whether what looks like a date is one where it stands."""
    start, end = match.span()
    if form is forms.BARE_YEAR:
        return _is_year(text, match)
    if form is forms.BARE_MONTH:
        return match.group() not in _AMBIGUOUS or _is_month(text, start, match.group())
    if form is forms.BARE_WEEKDAY:
        following = _NEXT_WORD.match(text, end)
        return following is None or following.group(1) not in _AFTER_DAY
    if form.pattern is relative.NEAR_PATTERN or form in forms.DIRECTED:
        return _is_relative(text, start, end)
    return not _is_continued(text, start)


def _is_continued(text: str, start: int) -> bool:
    """Whether a number or money goes on at an offset: "1,990", "$2022"."""
    before = text[max(0, start - 2) : start]
    return before[-1:] in ("$", "€", "£", "¥", "₹", "#", "+", "/", "_", "@", "=") or (
        before[-1:] in (".", ",", ":") and before[:1].isdigit()
    )


def _word_before(text: str, start: int) -> str:
    """The word before an offset in lower case, or nothing."""
    found = _LAST_WORD.search(text, max(0, start - 16), start)
    return found.group(1).lower() if found else ""


def _is_month(text: str, start: int, name: str) -> bool:
    """Whether a name that is also a word or a person's is here a month's."""
    before = _word_before(text, start)
    if before in _BEFORE_MONTH:
        return True
    return before in _WEAKLY_BEFORE_MONTH and name.rstrip(".").title() not in _named_so(text)


@lru_cache(maxsize=1)
def _named_so(text: str) -> frozenset[str]:
    """The months after which a text names persons: "Theresa May"."""
    return frozenset(match.group(1) for match in _NAMED_SO.finditer(text))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether a number of four digits is a year."""
    start, end = match.span()
    if _is_continued(text, start):
        return False
    before = _word_before(text, start)
    following = _NEXT_WORD.match(text, end)
    after = following.group(1) if following else ""
    if before in _NUMBERED or after.lower() in _COUNTED or after[:1].isdigit():
        return False
    number = int(match.group())
    if 1900 <= number < 2040 and number != 2000:
        return True
    return (
        before in _BEFORE_YEAR
        or text[start - 1 : start] in ("(", "–", "-")
        or (number > 1700 and not after.islower())
    )


def step_before(text: str, start: int) -> int | None:
    """How the word before a month or weekday counts it: "last", "this" or "next"; None for any other."""
    return relative.STEPS.get(_word_before(text, start))


def _is_relative(text: str, start: int, end: int) -> bool:
    """Whether "last week" counts from the day of publication, and "today" is the day and not the present."""
    if text[start + 1 : end] == "oday" and tense.future(text, start, end) is not False:
        return False
    if text[start].isupper():
        following = _NEXT_WORD.match(text, end)
        at_start = _SENTENCE_START.search(text, max(0, start - 6), start) is not None
        return at_start and not (following and following.group(1)[0].isupper() and text[start] == "T")
    return _word_before(text, start) not in ("the", "his", "her", "its", "their", "our", "my", "your", "of")


def _with_counted(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges with those of "two years ago" and "the ’90s" added, which begin with no word of a date."""
    more: list[tuple[int, int]] = []
    for match in _AGO.finditer(text) if "ago" in text else ():
        floor = max(0, match.start() - _AGO_BEFORE)
        for before in forms.AGO.pattern.finditer(text, floor, match.end()):
            more.append(before.span())
    for match in _SHORT_DECADE.finditer(text) if "0s" in text or "0'" in text or "0’" in text else ():
        decade = forms.SHORT_DECADE.pattern.match(text, match.end())
        if decade:
            more.append(decade.span())
    if not more:
        return found
    taken = sorted({*found, *more})
    return [span for index, span in enumerate(taken) if not index or span[0] >= taken[index - 1][1]]
