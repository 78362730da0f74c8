"""The place, day and agency that open an article's text: "KYIV, Ukraine (AP) — ", "April 27 (UPI) -- "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.formats.dates import written_date
from index.formats.outlets import outlet
from index.models import UNKNOWN_DATE, PartialDate

_REACH = 120
_FIRST_PARAGRAPHS = 3
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITAL_OR_MARK = rf"(?:{_CAPITAL}|[.'’/-](?={_CAPITAL}))"
_CAPS = rf"{_CAPITAL}{{2}}{_CAPITAL_OR_MARK}*\.?(?: {_CAPITAL_OR_MARK}++\.?){{0,3}}"
_WORD = rf"{_CAPITAL}[\w.'’/-]*"
_PLACE = rf"(?:{_CAPS}|{_WORD}(?: {_WORD}| de| of| al| upon){{0,3}})"
_REGION = rf"(?:, {_WORD}(?: {_WORD}){{0,2}}){{0,2}}"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?P<date>(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
_DASH = r"(?:\s*(?:--+|—|–|―)\s*|\s+-\s+)"
_AGENCY = r"\((?P<agency>[^()]{2,40})\)"
_FORMS = (
    re.compile(rf"(?P<line>(?:{_PLACE}{_REGION})?(?:(?:, |\s)?{_DATE})?,? ?{_AGENCY}){_DASH}(?=\S)"),
    re.compile(rf"(?P<line>(?P<place>{_CAPS}){_REGION}(?:, {_DATE})?){_DASH}(?=\S)"),
    re.compile(rf"(?P<line>{_PLACE}{_REGION}, {_DATE}){_DASH}(?=\S)"),
    re.compile(rf"(?P<line>{_DATE}){_DASH}(?=\S)"),
    re.compile(rf"(?P<line>{_PLACE}{_REGION}, {_DATE})\. ?/(?P<agency>[A-Z-]{{2,12}})/\.?\s+"),
)
_COLON = re.compile(rf"(?P<line>{_CAPS}):\s+(?={_CAPITAL}|[\"“‘])")
_COLON_LABELS = re.compile(
    r"(?:UPDATED?|WATCH|BREAKING|ANALYSIS|EXCLUSIVE|OPINION|NOTE|EDITOR.*|VIDEO|READ|LIVE|MORE|ALSO|SEE|"
    r"CORRECTION|FACT.*|THE .*|QUESTION|ANSWER|WHO|WHAT|WHEN|WHERE|WHY|HOW|FILE|PHOTOS?|"
    r"WARNING|SPOILER.*|RELATED|TL|DR|PS|NB)\b.*"
)
_SPEAKER = re.compile(rf"{_CAPS}:\s")
_AGENCY_NAME = re.compile(r"[A-Z][A-Z./-]{1,9}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a paragraph. ``text`` is the dateline as written; the text proper starts at ``end``."""

    text: str | None = None
    source: str | None = None
    published: PartialDate = UNKNOWN_DATE
    end: int = 0


NONE = Dateline()


def read(paragraph: str) -> Dateline:
    """Return the dateline of an article's first paragraph; all fields are empty if there is none.

    A place alone must be in capitals. A date without a year stays without one.
    """
    reach = paragraph[:_REACH]
    for form in _FORMS:
        found = form.match(reach)
        if found is None:
            continue
        groups = found.groupdict()
        source = _agency(groups.get("agency"))
        if groups.get("agency") and source is None:
            continue
        date = written_date(groups.get("date") or "") or UNKNOWN_DATE
        return Dateline(found["line"].rstrip(" ,"), source, date, found.end())
    return NONE


def read_colon(paragraphs: list[str]) -> Dateline:
    """Return the dateline of a text that opens with a place in capitals and a colon ("NEW DELHI: ").

    Where other paragraphs open so too, as in a transcript, it is a speaker and no place.
    """
    found = _COLON.match(paragraphs[0][:_REACH]) if paragraphs else None
    if found is None or len(found["line"]) < 4 or _COLON_LABELS.fullmatch(found["line"]):
        return NONE
    if any(_SPEAKER.match(paragraph[:_REACH]) for paragraph in paragraphs[1:]):
        return NONE
    return Dateline(found["line"], None, UNKNOWN_DATE, found.end())


def find(paragraphs: list[str]) -> Dateline:
    """Return the dateline of an article: it opens the first paragraph, or one below a short summary."""
    for paragraph in paragraphs[:_FIRST_PARAGRAPHS]:
        found = read(paragraph)
        if found.end:
            return found
    return read_colon(paragraphs)


def source_label(paragraph: str) -> tuple[str | None, str]:
    """Return the outlet whose name in capitals and a colon open a text, and the text without them."""
    found = re.match(r"([A-Z][A-Z .&'’/-]{1,30}):\s+(?=\S)", paragraph)
    name = outlet(found[1]) if found is not None else None
    if found is None or name is None:
        return None, paragraph
    return name, paragraph[found.end() :]


def _agency(name: str | None) -> str | None:
    """The agency in brackets, if the words in them are one."""
    if name is None:
        return None
    known = outlet(name)
    return known if known is not None or not _AGENCY_NAME.fullmatch(name) else name
