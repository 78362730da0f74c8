"""What stands above an article's text: its title, and lines that name source, author and date."""

from __future__ import annotations

import re

from index.formats import dateline
from index.formats.boilerplate import is_edge_furniture, is_prose
from index.formats.dates import written_date
from index.formats.metadata import LONGEST, Head, byline_beside, fuller, metadata, read_tail
from index.formats.outlets import outlet, usual_case
from index.models import UNKNOWN_DATE
from index.text import sentences

LONGEST_TITLE = 200
LONGEST_STOPPED_TITLE = 90
_HEAD_LINES = 8
_MOST_HEAD_LINES = 20
_FEWEST_DOUBLED = 4
_REACH = 4
_MOST_HEADER_WORDS = 6
_MOST_KICKER_WORDS = 3
_HEADLINE_WORDS = range(5, 15)

_SUFFIX = re.compile(r"(?P<title>.{8,})\s(?P<mark>\||--|::|»|[-–—])\s*(?P<name>[^|]{2,50})")
_DATED_TITLE = re.compile(
    r"(?:(?:date|published|posted)(?: on)?\s*:?\s*)?(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[T ]\d\d:\d\d\S*)?\s+(?P<title>[^\W\d].*)",
    re.I,
)
_HEADING = re.compile(r"#{1,6} +(?P<words>\S.*?)(?: +#+)?")
_SPEECH = re.compile(r"[,?!][\"”’]\s")


def read_head(lines: list[str], site: str | None = None) -> Head:
    """Return what the first and last lines of an article say, and the paragraphs without those lines.

    `lines` are the paragraphs of an article without page furniture; `site` is the name that the page
    gives itself, if known. The title is the line that the page has twice above the text, else one that
    ends in the name of its site, else the first that is neither metadata, the name of the site nor a
    paragraph of the text; copies of it below are dropped. Without such a line the title is empty.
    """
    lines = _without_marks(lines)
    zone = _zone(lines)
    title_at, copy_at = _marked_title(lines, zone)
    head = Head()
    said: Head | None = None
    for at, line in enumerate(lines[:zone]):
        following = lines[at + 1 :]
        said = None if at == title_at else _said(head, line, said, following, site)
        if said is not None:
            head.take(said)
        elif at == title_at or (title_at < 0 and not head.title and not head.rest):
            _take_title(head, line, following, certain=at == title_at)
        elif not _is_header(line, head.title, above=at < title_at, between=at < copy_at):
            head.rest.append(line)
    head.rest += lines[zone:]
    read_tail(head)
    return head


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


def _without_marks(lines: list[str]) -> list[str]:
    """The lines without the marks of Markdown headings, if the first is one."""
    if not lines or _HEADING.fullmatch(lines[0][: LONGEST * 2]) is None:
        return lines
    headings = [_HEADING.fullmatch(line) if line.startswith("#") else None for line in lines]
    return [line if found is None else found["words"] for line, found in zip(lines, headings, strict=True)]


def _zone(lines: list[str]) -> int:
    """How many lines may be the head of an article: those above its first prose, or the first eight."""
    prose = next((at for at, line in enumerate(lines) if is_prose(line)), len(lines))
    return min(len(lines), max(_HEAD_LINES, min(prose, _MOST_HEAD_LINES)))


def _marked_title(lines: list[str], zone: int) -> tuple[int, int]:
    """Where the title stands that is found twice, and its copy; or one that names its site; else -1, -1."""
    named = -1
    seen: dict[str, int] = {}
    for at, line in enumerate(lines[:zone]):
        if len(line) > LONGEST_TITLE or dateline.read(line).end:
            break
        title, source = split_title(line, lines[at + 1] if at + 1 < len(lines) else "")
        words = re.findall(r"\w+", title.casefold())
        if (
            len(words) < _FEWEST_DOUBLED
            or (at and _is_row_or_sentence(line, words))
            or metadata(line, titled=True) is not None
        ):
            continue
        first = seen.setdefault(" ".join(words), at)
        if first < at and _opens_text(lines[at + 1 : at + 1 + _REACH]):
            return first, at
        if named < 0 and source is not None:
            named = at
    return named, named


def _is_row_or_sentence(line: str, words: list[str]) -> bool:
    """Whether a line that a text may well have twice is a row of numbers or a sentence, and no headline."""
    return sum(map(str.isdecimal, words)) > 1 or (is_prose(line) and line.endswith("."))


def _opens_text(following: list[str]) -> bool:
    """Whether prose or metadata is among a few lines, as below a title and not in a table."""
    return any(is_prose(line) or metadata(line, titled=True) is not None for line in following)


def _said(head: Head, line: str, before: Head | None, following: list[str], site: str | None) -> Head | None:
    """What a line says as metadata, by its form or its place."""
    if site is not None and same_title(line, site):
        return Head(source=outlet(site) or site)
    said = metadata(line, titled=bool(head.title))
    if said is None and head.title:
        said = byline_beside(line, before, following[0] if following else "")
    return said


def _is_header(line: str, title: str, *, above: bool, between: bool) -> bool:
    """Whether a line is the title again, or what a page's header has `above` or `between` the two."""
    if title and (same_title(line, title) or same_title(split_title(line)[0], title)):
        return True
    return not is_prose(line) and (above or (between and len(line.split()) <= _MOST_HEADER_WORDS))


def _take_title(head: Head, line: str, following: list[str], *, certain: bool) -> None:
    """Put a line into the head as its title if it is one, else, unless it is a header, with the text."""
    if (dated := _DATED_TITLE.fullmatch(line[: LONGEST * 2])) is not None:
        head.published = fuller(head.published, written_date(dated["date"]) or UNKNOWN_DATE)
        line = dated["title"]
    if not certain and not _is_headline(line, following):
        head.rest.append(line)
    elif certain or not _is_kicker(line, following):
        head.title, source = split_title(line, following[0] if following else "")
        head.source = source or head.source


def _is_kicker(line: str, following: list[str]) -> bool:
    """Whether a few words in capitals are a header: a longer headline and its byline or date follow."""
    words = line.split()
    if len(words) > _MOST_KICKER_WORDS or not all(word[:1].isupper() for word in words):
        return False
    below = following[0]
    return (
        any(metadata(line, titled=True) is not None for line in following[1:3])
        and len(below.split()) in _HEADLINE_WORDS
        and not below.endswith((".", ":", ",", ";"))
        and metadata(below, titled=True) is None
        and _is_headline(below, following[1:])
    )


def _is_headline(line: str, following: list[str]) -> bool:
    """Whether the first line of an article that is no metadata is its title."""
    if not following or len(line) > LONGEST_TITLE or line.endswith((":", ",", ";")):
        return False
    if dateline.read(line).end or _SPEECH.search(line):
        return False
    if line.rstrip("\"”’')").endswith("."):
        return len(line) <= LONGEST_STOPPED_TITLE and len(sentences(line, 0, len(line))) == 1
    return True
