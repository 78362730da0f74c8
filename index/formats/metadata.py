"""Lines around an article's text that name its source, author, date or address, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.formats.boilerplate import is_furniture
from index.formats.dates import is_clock, written_date
from index.formats.outlets import outlet, usual_case
from index.models import UNKNOWN_DATE, PartialDate

LONGEST = 200
_TAIL_LINES = 6

_SEPARATOR = re.compile(r"\s+[|•·—–/-]\s+|\s*[|•·]\s*|[,;]?\s+(?=(?:last )?updated\b)", re.I)
_LABELLED = re.compile(
    r"(?P<label>title|headline|source|publisher|outlet|author|authors|byline|url|link|address)"
    r"\s*:\s*(?P<value>\S.*)",
    re.I,
)
_DATE_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|created|issued)|(?:publication |pub )?date|on)"
    r"(?: on| at)?\s*:?\s*(?P<date>.*\d.*)",
    re.I,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on| at)?\s*:?\s(?P<date>.{0,60})", re.I)
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|da|del|der|van|von|al|el|bin|la|le|ten|dos|du)"
_BYLINE = re.compile(
    r"(?i:by|written by|reported by|reporting by|story by|words by|text by)\s*:?\s+"
    rf"(?P<names>{_NAME}(?:(?:,? and |, | & | ){_NAME}){{0,14}})"
    r"(?:,? (?P<role>(?:[\w ]{0,30} )?(?i:correspondent|editor|reporter|writer|staff|bureau)s?\b.{0,40}))?"
)
_FULL_NAME = rf"{_NAME}(?: {_NAME}){{1,3}}"
_FULL_NAMES = rf"(?P<names>{_FULL_NAME}(?:(?:, | and | & |, and ){_FULL_NAME}){{0,3}})"
# "Jane Doe in Berlin", which may be a headline where no date follows; "Jane Doe, Political Editor".
_PLACED_BYLINE = re.compile(rf"{_FULL_NAMES},? in {_NAME}(?:,? (?:and )?{_NAME}){{0,4}}")
_ROLE_BYLINE = re.compile(
    rf"{_FULL_NAMES},? (?:(?:[A-Z]\w+|at|for|of|and|the) ){{0,3}}"
    r"(?i:correspondent|editor|reporter|staff writer)"
)
_MORE_NAMES = re.compile(rf"(?:and|&) {_FULL_NAMES}")
_EDITOR = re.compile(r"(?:web |copy )?editors? ?: ?[\w .'’,-]{2,60}(?<!\.)", re.I)
_OWN_APPEAL = re.compile(
    r"(?:support|subscribe to|follow|about|download|join|donate to|sign in to|more from) (?P<name>.{2,40})",
    re.I,
)
_REPORTING = re.compile(
    r"[(\[]?(?:additional )?reporting by (?P<names>[^;.()]{3,120})(?:[;.,].{0,200})?[)\]]?\.?", re.I
)
_AND = re.compile(r",? and |, | & ")
_STAFF_SUFFIX = re.compile(r" staff(?: writers?| reporters?)?$", re.I)
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|staff|bureau|agencies|wires?|newsroom|desk)\b", re.I
)
_URL = re.compile(r"https?://\S{4,1000}", re.I)


@dataclass(slots=True)
class Head:
    """What lines around an article's text say about it.

    ``also`` are authors to add, ``rest`` the other paragraphs.
    """

    title: str = ""
    source: str | None = None
    author: str | None = None
    also: str | None = None
    published: PartialDate = UNKNOWN_DATE
    updated: PartialDate = UNKNOWN_DATE
    address: str | None = None
    rest: list[str] = field(default_factory=list)

    def take(self, other: Head) -> None:
        """Fill what is not known yet from what another line says."""
        self.source = self.source or other.source
        self.author = self.author or other.author
        if other.also and self.author:
            self.author = f"{self.author}, {other.also}"
        self.address = self.address or other.address
        self.published = fuller(self.published, other.published)
        self.updated = fuller(self.updated, other.updated)
        self.title = self.title or other.title


def fuller(first: PartialDate, second: PartialDate) -> PartialDate:
    """Return the first of two dates, unless only the second has a year or only it is known."""
    if not first.known or (first.year is None and second.year is not None):
        return second
    return first


def completed(date: PartialDate, updated: PartialDate) -> PartialDate:
    """Return a date of a month and a day with the year of the last change, if that is known."""
    if date.year is not None or date.month is None or updated.year is None or updated.month is None:
        return date
    later = (date.month, date.day or 0) > (updated.month, updated.day or 31)
    return PartialDate(updated.year - later, date.month, date.day)


def metadata(line: str, *, titled: bool) -> Head | None:
    """Return what a line says about the article if it says nothing else, else None.

    Names of authors count only below the title (`titled`), as a title may have their form.
    """
    if len(line) > LONGEST:
        return None
    said = _labelled(line) or _part(line, titled=titled)
    if said is not None:
        return said
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) < 2:
        return None
    total = Head()
    for part in parts:
        said = Head() if is_clock(part) else _labelled(part) or _part(part, titled=titled)
        if said is None:
            return None
        total.take(said)
    return total


def _labelled(line: str) -> Head | None:
    """What a line with a label and a colon says."""
    found = _LABELLED.fullmatch(line)
    if found is None:
        return None
    label, value = found["label"].lower(), found["value"].strip()
    if label in ("title", "headline"):
        return Head(title=value)
    if label in ("url", "link", "address"):
        return Head(address=value) if _URL.fullmatch(value) else None
    if len(value.split()) > 8 or value.endswith("."):
        return None
    if label in ("author", "authors", "byline"):
        return _byline(value.removeprefix("By ").removeprefix("by "))
    return Head(source=outlet(value) or usual_case(value))


def _part(line: str, *, titled: bool) -> Head | None:
    """What a line, or one of its parts between bars, says as a date, byline, outlet or address."""
    date = written_date(line)
    if date is None and (label := _DATE_LABEL.fullmatch(line)) is not None:
        date = written_date(label["date"])
    if date is not None and date.month is not None:
        return Head(published=date)
    if (updated := _UPDATED.fullmatch(line)) is not None:
        return Head(updated=written_date(updated["date"].strip()) or UNKNOWN_DATE)
    if is_furniture(line):
        return Head()
    if _URL.fullmatch(line):
        return Head(address=line)
    name = _outlet_line(line)
    if name is not None:
        return Head(source=name)
    if (appeal := _OWN_APPEAL.fullmatch(line)) is not None and outlet(appeal["name"]) is not None:
        return Head()
    byline = (_BYLINE.fullmatch(line) or _ROLE_BYLINE.fullmatch(line)) if titled else None
    return _byline(byline["names"]) if byline is not None else None


def _outlet_line(line: str) -> str | None:
    """The outlet that a line names, alone or with the place of its bureau ("Leeds Gazette, Nairobi")."""
    name, comma, place = line.partition(", ")
    if not comma:
        return outlet(line)
    return outlet(name) if re.fullmatch(rf"{_NAME}(?: {_NAME}){{0,2}}", place) else outlet(line)


def byline_beside(line: str, before: Head | None, following: str) -> Head | None:
    """Return the authors that a line names by its place: between title and date, or below other authors.

    `before` is what the line above says, None if it is no metadata; `following` is the line below.
    """
    if len(line) > LONGEST:
        return None
    more = _MORE_NAMES.fullmatch(line)
    if more is not None and before is not None and before.author is not None:
        return Head(also=_byline(more["names"]).author)
    placed = _PLACED_BYLINE.fullmatch(line)
    if placed is None:
        return None
    below = metadata(following, titled=True)
    dated = any(one is not None and (one.published.known or one.updated.known) for one in (before, below))
    return _byline(placed["names"]) if dated else None


def _byline(names: str) -> Head:
    """Authors of a byline; outlets among them are the source, roles are left out."""
    people = []
    source = None
    for name in _AND.split(names):
        known = outlet(_STAFF_SUFFIX.sub("", name))
        if known is not None:
            source = source or known
        elif name and not _ROLE.search(name):
            people.append(_person(name))
    return Head(source=source, author=", ".join(people) or None)


def _person(name: str) -> str:
    """A name, in usual case if it is in capitals."""
    if not name.isupper() or " " not in name:
        return name
    return " ".join(word if len(word.rstrip(".")) == 1 else word.title() for word in name.split())


def read_tail(head: Head) -> None:
    """Take what the last lines say with a label, such as the source or who reported."""
    start = max(1, len(head.rest) - _TAIL_LINES)
    kept = []
    for line in head.rest[start:]:
        reporting = _REPORTING.fullmatch(line)
        if reporting is None:
            kept.append(line)
            continue
        said = _byline(reporting["names"])
        head.take(said)
    head.rest[start:] = kept
    while len(head.rest) > 1 and (labelled := _labelled_tail(head.rest[-1])) is not None:
        labelled.title = ""
        head.take(labelled)
        head.rest.pop()


def _labelled_tail(line: str) -> Head | None:
    """What a line after the text says, if it has a label."""
    if len(line) > LONGEST:
        return None
    if (date := _DATE_LABEL.fullmatch(line)) is not None and not line.lower().startswith("on "):
        written = written_date(date["date"])
        return Head(published=written) if written is not None else None
    if _EDITOR.fullmatch(line):
        return Head()
    if line.startswith("(") and line.endswith(")") and (name := outlet(line[1:-1])) is not None:
        return Head(source=name)
    said = _labelled(line)
    return None if said is None or said.title else said
