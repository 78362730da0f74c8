"""Finding passages between quotation marks, whatever the marks and however carelessly they are set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# Of three straight single marks after a word the first closes a passage within.
DOUBLE = re.compile(r"[“”„‟«»\"＂‹›]|``|‘‘|’’|,,(?=\w)|''(?!')|(?<!\S)''")
_SINGLE = re.compile(r"[‘’‚'`]")
_OPENING = frozenset("“„«‟‹")
_CLOSING = frozenset("”»›")
_ELISIONS = re.compile(r"(?:tis|twas|em|til|cause|n|bout|round|\d\ds?)\b", re.IGNORECASE)
_MIN_SINGLE_WORDS = 3
_HEADINGS = 2
_LONGEST_HEADING = 300
_LONGEST_SIGNATURE = 60
_SAYS = (
    r"\s+(?:(?:he|she|they|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s+)?"
    r"(?:said|says|added|adds|asked|asks|told|tells|wrote|writes|tweeted|replied|insisted)\b"
)
_SAID_AFTER = re.compile(_SAYS)
_SAID_WITHIN = re.compile(rf"[,?!]{_SAYS}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between marks, in one paragraph.

    ``start:end`` leaves the marks out, ``outer_start:outer_end`` takes them in. ``closed`` is False
    when the paragraph, or another passage, comes before the closing mark; ``continues`` is True when the
    passage goes on from the paragraph before. ``turn`` is True for words of a transcript, which have no
    marks, ``heading`` for a passage in single marks in the headline of an article that has double ones.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    closed: bool = True
    continues: bool = False
    turn: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and what its surroundings make of it: "open", "close", "either", "measure" (of inches)."""

    start: int
    end: int
    side: str


def find(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """The marked passages of a text, outermost marks only, in order.

    ``paragraphs`` are ranges of ``text``. Single marks count only where the article uses them as its
    main marks, and in its headline and standfirst.
    """
    passages = _in_doubles(text, paragraphs)
    singles = _in_singles(text, paragraphs)
    headings = [each for each in singles if _is_in_heading(text, paragraphs, each)]
    if passages and len(singles) - len(headings) <= len(passages):
        singles = [replace(each, heading=True) for each in headings]
    return outermost(singles, passages)


def _is_in_heading(text: str, paragraphs: list[tuple[int, int]], passage: Passage) -> bool:
    """Whether a passage in single marks stands in a headline or standfirst without double ones."""
    start, end = paragraphs[passage.paragraph]
    short = passage.paragraph < _HEADINGS and end - start <= _LONGEST_HEADING
    return short and DOUBLE.search(text, start, end) is None


def outermost(first: list[Passage], second: list[Passage]) -> list[Passage]:
    """Both lists in order, without what lies inside another passage."""
    merged: list[Passage] = []
    for passage in sorted([*first, *second], key=lambda each: (each.outer_start, -each.outer_end)):
        if not merged or passage.outer_start >= merged[-1].outer_end:
            merged.append(passage)
    return merged


def _in_doubles(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """The passages in double marks, carried on over paragraphs."""
    found: list[Passage] = []
    unclosed = False
    for index, (start, end) in enumerate(paragraphs):
        marks = [_read_mark(text, match, start, end) for match in DOUBLE.finditer(text, start, end)]
        here = _pair(text, marks, index, (start, end), unclosed)
        if unclosed and _is_signature(text, here, start, end):
            here = []
        if here and not here[-1].closed and not _opens(text, paragraphs, index + 1):
            here[-1] = _cut(text, here[-1])
        found.extend(here)
        unclosed = bool(here) and not here[-1].closed
    return found


def _is_signature(text: str, passages: list[Passage], start: int, end: int) -> bool:
    """Whether a paragraph within marks only names who said the paragraph before: "Ann Hale, the mayor.”"."""
    if len(passages) != 1 or passages[0].start != start or text[passages[0].outer_end : end].strip():
        return False
    words = text[start : min(passages[0].end, start + _LONGEST_SIGNATURE + 1)].split()
    named = sum(word[0].isupper() for word in words)
    return (
        passages[0].end - start <= _LONGEST_SIGNATURE
        and words[0][0].isupper()
        and 2 * named >= len(words) > 1
    )


def _opens(text: str, paragraphs: list[tuple[int, int]], index: int) -> bool:
    """Whether a paragraph opens with a mark, as one that goes on with a passage does."""
    if index >= len(paragraphs):
        return False
    return DOUBLE.match(text, paragraphs[index][0]) is not None


def _cut(text: str, passage: Passage) -> Passage:
    """A passage whose closing mark is missing, without the words of the reporter that it has swallowed."""
    said = _SAID_WITHIN.search(text, passage.start, passage.end)
    if said is None:
        return passage
    return replace(passage, end=said.start() + 1, outer_end=said.start() + 1, closed=True)


def _read_mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    """Judge a mark by its neighbours first and by its own shape only where these do not tell."""
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    free_before = before.isspace() or before in "([—–-/:"
    free_after = after.isspace() or after in ")]—–-/,.;:!?"
    char = match.group()
    if char == '"' and before.isdigit():
        side = "measure"
    elif free_before and not free_after:
        side = "open"
    elif free_after and not free_before:
        side = "close"
    elif char in _OPENING:
        side = "open" if char != "“" or free_before == free_after else "close"
    elif char in _CLOSING:
        side = "close"
    else:
        side = "either"
    return _Mark(match.start(), match.end(), side)


def _pair(
    text: str, marks: list[_Mark], index: int, bounds: tuple[int, int], unclosed: bool
) -> list[Passage]:
    """Pair the marks of one paragraph; a passage inside another is not taken out."""
    start, end = bounds
    pairs = _Pairs(text, index, start, unclosed)
    lacking = bool(marks) and marks[0].side == "close" and _lacks_opening(text, marks, unclosed)
    opened = _Mark(start, start, "open") if lacking else None
    depth = 0
    for number, mark in enumerate(marks):
        if opened is None:
            if mark.side in ("open", "either"):
                opened, depth = mark, 0
        elif mark.side == "open":
            if _nests(text, marks, number, opened):
                depth += 1
            else:
                pairs.add(opened, mark.start, mark.start, closed=False, cut=True)
                opened = mark
        elif depth:
            depth -= 1
        elif not (mark.side == "measure" and _closes_later(marks, number)):
            pairs.add(opened, mark.start, mark.end)
            opened = None
    if opened is not None:
        pairs.add(opened, end, end, closed=False)
    return pairs.found


def _lacks_opening(text: str, marks: list[_Mark], unclosed: bool) -> bool:
    """Whether the closing mark that comes first ends words that begin with the paragraph.

    It does where the paragraph before left a passage open, and where a verb of saying follows it.
    """
    if unclosed and (len(marks) == 1 or marks[1].side == "open"):
        return True
    return text[marks[0].start - 1] in ",.?!" and _SAID_AFTER.match(text, marks[0].end) is not None


def _nests(text: str, marks: list[_Mark], number: int, opened: _Mark) -> bool:
    """Whether an opening mark inside a passage begins an inner one.

    So it does when two closing marks follow, or when it is curly inside straight marks, or the
    reverse, and its partner follows.
    """
    following = marks[number + 1 : number + 3]
    if len(following) == 2 and all(mark.side == "close" for mark in following):
        return True
    outer, inner = text[opened.start : opened.end], text[marks[number].start : marks[number].end]
    if not following or following[0].side != "close" or (outer == '"') == (inner == '"'):
        return False
    return (text[following[0].start : following[0].end] == '"') == (inner == '"')


def _closes_later(marks: list[_Mark], number: int) -> bool:
    """Whether the next mark closes, so that this one is a measure in inches."""
    return number + 1 < len(marks) and marks[number + 1].side == "close"


class _Pairs:
    """Collects the passages of one paragraph."""

    def __init__(self, text: str, index: int, start: int, unclosed: bool) -> None:
        self.text = text
        self.index = index
        self.start = start
        self.unclosed = unclosed
        self.found: list[Passage] = []

    def add(self, opened: _Mark, end: int, outer_end: int, *, closed: bool = True, cut: bool = False) -> None:
        """Add a passage without its surrounding white space, unless no letter or figure remains.

        With ``cut`` the words of the reporter that it has swallowed are taken off.

        The value of an attribute in markup (name="...") is none.
        """
        start = opened.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        worded = any(self.text[index].isalnum() for index in range(start, end))
        if worded and self.text[opened.start - 1 : opened.start] != "=":
            first = self.unclosed and not self.found
            continues = first and not self.text[self.start : opened.start].strip()
            passage = Passage(start, end, opened.start, outer_end, self.index, closed, continues)
            self.found.append(_cut(self.text, passage) if cut else passage)


def _in_singles(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """The passages of some length in single marks; apostrophes are told apart by their neighbours."""
    found: list[Passage] = []
    for index, (start, end) in enumerate(paragraphs):
        marks = [
            mark
            for match in _SINGLE.finditer(text, start, end)
            if (mark := _read_single(text, match, start, end)) is not None
        ]
        pairs = _Pairs(text, index, start, False)
        opened: _Mark | None = None
        for number, mark in enumerate(marks):
            if mark.side == "open":
                opened = opened or mark
            elif opened is not None and not _is_possessive(text, marks, number):
                if text.count(" ", opened.end, mark.start) + 1 >= _MIN_SINGLE_WORDS:
                    pairs.add(opened, mark.start, mark.end)
                opened = None
        found.extend(pairs.found)
    return found


def _read_single(text: str, match: re.Match[str], start: int, end: int) -> _Mark | None:
    """A single mark that opens or closes; None for an apostrophe."""
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if before.isalnum() and after.isalnum():
        return None
    if (before.isspace() or before in '([—–"“') and not after.isspace():
        if match.group() == "’" or _ELISIONS.match(text, match.end()):
            return None
        return _Mark(match.start(), match.end(), "open")
    if not before.isspace():
        return _Mark(match.start(), match.end(), "close")
    return None


def _is_possessive(text: str, marks: list[_Mark], number: int) -> bool:
    """Whether a closing mark after an s ("the boys' club") is followed by another closing mark."""
    mark = marks[number]
    if text[mark.start - 1] != "s" or mark.end >= len(text) or text[mark.end] != " ":
        return False
    return number + 1 < len(marks) and marks[number + 1].side == "close"
