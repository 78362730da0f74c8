"""What stands above an article's text: its title, and lines that name source, author and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.formats import dateline
from index.formats.boilerplate import is_edge_furniture, is_furniture
from index.formats.dates import written_date
from index.formats.outlets import outlet, usual_case
from index.models import UNKNOWN_DATE, PartialDate
from index.text import clean_line, sentences

LONGEST_TITLE = 200
LONGEST_STOPPED_TITLE = 90
EXCERPT = 90
_HEAD_LINES = 8
_TAIL_LINES = 4
_LONGEST_META = 200

_SUFFIX = re.compile(r"(?P<title>.{8,})\s(?P<mark>\||--|::|»|[-–—])\s*(?P<name>[^|]{2,50})")
_DATED_TITLE = re.compile(
    r"(?:(?:date|published|posted)(?: on)?\s*:?\s*)?(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[T ]\d\d:\d\d\S*)?\s+(?P<title>[^\W\d].*)",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[|•·—–-]\s+|\s*[|•·]\s*|[,;]?\s+(?=(?:last )?updated\b)", re.I)
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
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on| at)?\s*:?\s.{0,60}", re.I)
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|da|del|der|van|von|al|el|bin|la|le|ten|dos|du)"
_BYLINE = re.compile(
    r"(?i:by|written by|reported by|reporting by|story by|words by)\s*:?\s+"
    rf"(?P<names>{_NAME}(?:(?:,? and |, | & | ){_NAME}){{0,14}})"
    r"(?:,? (?P<role>(?:[\w ]{0,30} )?(?i:correspondent|editor|reporter|writer|staff|bureau)s?\b.{0,40}))?"
)
_REPORTING = re.compile(
    r"[(\[]?(?:additional )?reporting by (?P<names>[^;.()]{3,120})(?:[;.,].{0,200})?[)\]]?\.?", re.I
)
_AND = re.compile(r",? and |, | & ")
_STAFF_SUFFIX = re.compile(r" staff(?: writers?| reporters?)?$", re.I)
_ROLE = re.compile(
    r"(?:correspondents?|editors?|reporters?|writers?|staff|bureau|agencies|newsroom|desk)", re.I
)
_URL = re.compile(r"https?://\S{4,1000}", re.I)
_SPEECH = re.compile(r"[,?!][\"”’]\s")


@dataclass(slots=True)
class Head:
    """What lines around an article's text say about it; ``rest`` are the other paragraphs."""

    title: str = ""
    source: str | None = None
    author: str | None = None
    published: PartialDate = UNKNOWN_DATE
    address: str | None = None
    rest: list[str] = field(default_factory=list)

    def take(self, other: Head) -> None:
        """Fill what is not known yet from what another line says."""
        self.source = self.source or other.source
        self.author = self.author or other.author
        self.address = self.address or other.address
        self.published = fuller(self.published, other.published)
        self.title = self.title or other.title


def fuller(first: PartialDate, second: PartialDate) -> PartialDate:
    """Return the first of two dates, unless only the second has a year or only it is known."""
    if not first.known or (first.year is None and second.year is not None):
        return second
    return first


def read_head(lines: list[str]) -> Head:
    """Return what the first and last lines of an article say, and the paragraphs without those lines.

    `lines` are the paragraphs of an article without page furniture. The title is the first line that
    is neither metadata nor a paragraph of the text; a copy of it below is dropped. Without such a
    line the title is empty.
    """
    head = Head()
    for at, line in enumerate(lines):
        if at >= _HEAD_LINES or not _takes(head, line, lines[at + 1 :]):
            head.rest.append(line)
    _read_tail(head)
    return head


def excerpt(paragraph: str) -> str:
    """Return the first words of a text as a title: at most about 90 characters, cut with an ellipsis."""
    text = paragraph[dateline.find([paragraph]).end :]
    if len(text) <= EXCERPT:
        return clean_line(text)
    cut = text[:EXCERPT]
    return clean_line((cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:-–—") + "…")


def split_title(title: str, copy: str = "") -> tuple[str, str | None]:
    """Return a title without the name of its source at the end, and that name.

    The end counts as a source after "|", if it is an outlet's name, or if `copy`, the line after it, is
    the same title without that end.
    """
    source = None
    while len(title) <= LONGEST_TITLE and (found := _SUFFIX.fullmatch(title)) is not None:
        name = found["name"].strip()
        known = outlet(name)
        if source is not None and not is_edge_furniture(name):
            break
        after_bar = found["mark"] == "|" and len(name.split()) <= 5
        if source is None and not (known or after_bar or same_title(found["title"], copy)):
            break
        if not is_edge_furniture(name):
            source = source or known or usual_case(name)
        title = found["title"].rstrip()
    return title, source


def same_title(first: str, second: str) -> bool:
    """Whether two lines are the same words, whatever their case and punctuation."""
    if abs(len(first) - len(second)) > 20:
        return False
    words = [re.findall(r"\w+", line.casefold()) for line in (first, second)]
    return bool(words[0]) and words[0] == words[1]


def _takes(head: Head, line: str, following: list[str]) -> bool:
    """Whether a line is metadata, the title or a copy of it; if so it is put into the head."""
    if (
        not head.title
        and not head.rest
        and (dated := _DATED_TITLE.fullmatch(line[: _LONGEST_META * 2])) is not None
    ):
        head.published = fuller(head.published, written_date(dated["date"]) or UNKNOWN_DATE)
        line = dated["title"]
    said = _metadata(line, titled=bool(head.title))
    if said is not None:
        head.take(said)
        return True
    if head.title:
        return same_title(line, head.title) or same_title(split_title(line)[0], head.title)
    if head.rest or not _is_headline(line, following):
        return False
    head.title, source = split_title(line, following[0])
    head.source = source or head.source
    return True


def _is_headline(line: str, following: list[str]) -> bool:
    """Whether the first line of an article that is no metadata is its title."""
    if not following or len(line) > LONGEST_TITLE or line.endswith((":", ",", ";")):
        return False
    if dateline.read(line).end or _SPEECH.search(line):
        return False
    if line.rstrip("\"”’')").endswith("."):
        return len(line) <= LONGEST_STOPPED_TITLE and len(sentences(line, 0, len(line))) == 1
    return True


def _metadata(line: str, *, titled: bool) -> Head | None:
    """What a line says about the article if it says nothing else, else None."""
    if len(line) > _LONGEST_META:
        return None
    said = _labelled(line) or _part(line, titled=titled)
    if said is not None:
        return said
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) < 2:
        return None
    total = Head()
    for part in parts:
        said = _labelled(part) or _part(part, titled=titled)
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
    if _UPDATED.fullmatch(line) or is_furniture(line):
        return Head()
    if _URL.fullmatch(line):
        return Head(address=line)
    name = outlet(line)
    if name is not None:
        return Head(source=name)
    byline = _BYLINE.fullmatch(line) if titled else None
    return _byline(byline["names"]) if byline is not None else None


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


def _read_tail(head: Head) -> None:
    """Take what the last lines say with a label, such as the source or who reported."""
    for _ in range(_TAIL_LINES):
        if len(head.rest) < 2 or len(head.rest[-1]) > _LONGEST_META * 2:
            return
        last = head.rest[-1]
        reporting = _REPORTING.fullmatch(last)
        said = _byline(reporting["names"]) if reporting is not None else _labelled_tail(last)
        if said is None:
            return
        said.title = ""
        head.take(said)
        head.rest.pop()


def _labelled_tail(line: str) -> Head | None:
    """What a line after the text says, if it has a label."""
    if (date := _DATE_LABEL.fullmatch(line)) is not None and not line.lower().startswith("on "):
        written = written_date(date["date"])
        return Head(published=written) if written is not None else None
    said = _labelled(line)
    return None if said is None or said.title else said
