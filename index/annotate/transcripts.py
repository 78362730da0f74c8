"""Finding the turns of transcripts and interviews: paragraphs that open with who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotate.lexicon import common, organisations, people, roles, word_set
from index.annotate.marks import DOUBLE, Passage

_TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*[-–—]?\s*)?"
_ASIDE = r"(?: ?[\[(][^()\[\]\n]{1,40}[\])])?"
_INITIAL = r"[A-Z][\w.'’-]*"
_LABEL = re.compile(
    rf"\s*{_TIME}(?:"
    rf"(?P<letter>[QA])(?:[.:]\s+|\s{{2,}})"
    rf"|(?P<name>{_INITIAL}(?: (?:{_INITIAL}|of|the|de|van|von|al|bin|der|la)){{0,4}}){_ASIDE}:\s+"
    rf"){_ASIDE}\s*(?=\S)"
)
_ENDS = frozenset(".?!…\"”’')]—–-")
_DIRECTION = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\*\s*\*\s*\*|[-–—_*.…]+)\s*")
_ANNOUNCED = re.compile(r"\btranscript\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\?|\b(?:I|[Yy]ou|[Ww]e|[Mm]e|[Mm]y|[Yy]our|[Oo]ur|[Uu]s)\b")
_LONGEST_LABEL = 80
_LONGEST_SEARCH = 400
_FEWEST = 3
_FEWEST_NAMED = 4
_MOST_CONTINUED = 8
# Words before a colon that name a thing: as a label they make a list, a box or a link, not a turn.
_THINGS = word_set(
    """note notes update updated updates photo photos video image picture source sources related read watch
    listen correction email phone twitter facebook website location place date time when where who
    what why how price cost rating verdict pros cons summary bottom line more also see step tip tips
    fact facts myth myths reality claim fiction score result results final home away goals half winner
    loser address call ratio prediction background context analysis opinion review credit caption
    editor's author writer director starring cast genre runtime release released ingredients method
    directions serves total weight height age born died education family party district state city
    country population capital currency exclusive breaking live warning advertisement sponsored key
    point points takeaway takeaways example case question answer topic subject headline title chapter
    part section item number day week month year monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december"""
)
_PEOPLE = roles.SPEAKING | people.TITLES | {"the", "of", "male", "female"}
ASKING = frozenset({"question", "questioner", "reporter", "interviewer", "q"})
ANSWERING = frozenset({"answer", "a"})
"""The labels of turns in interviews that name nobody."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Who speaks in a paragraph.

    ``key`` is the same for each turn of one speaker, ``start`` the offset of the first word. ``capitals`` is
    True for a label that only transcripts have, ``spoken`` where the words ask or address somebody.
    """

    paragraph: int
    key: str
    start: int
    capitals: bool
    spoken: bool


def find(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Passage]:
    """The turns of a text that is a transcript or an interview, or quotes one, in order.

    ``paragraphs`` are ranges of ``text``. A turn leaves its label out; its later paragraphs are passages
    that continue, as long as no narration and no other label comes. Labels are names in capitals
    ("WALLACE:"), names ("Chris Wallace:") or letters ("Q.", "A:"); they count when they come back, as
    those of speakers do, and names only where about half of the turns ask or address somebody.
    """
    labels = list(_labels(text, paragraphs))
    if len(labels) > 1:
        labels = _believed(labels, bool(_ANNOUNCED.search(text)))
        bounds = [*(label.paragraph for label in labels[1:]), None]
        answered = any(label.key not in ASKING for label in labels)
        pairs = zip(labels, bounds, strict=False)
        return [turn for label, stop in pairs for turn in _turn(text, paragraphs, label, stop, answered)]
    return []


def _labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[_Label]:
    """The labels at the head of paragraphs whose words are not in marks throughout."""
    for index, (start, end) in enumerate(paragraphs):
        match = _LABEL.match(text, start, min(end, start + _LONGEST_LABEL))
        if match is None or match.end() >= end or _is_marked(text[match.end() : end].strip()):
            continue
        words = (match["letter"] or match["name"]).split()
        key = words[-1].lower().rstrip(".")
        if match["letter"] or key in ASKING or key in ANSWERING:
            yield _Label(index, "q" if key in ASKING else "a", match.end(), True, True)
        elif not _is_heading(words):
            capitals = match["name"].replace("Mc", "").isupper() and len(match["name"]) > len("Al")
            if capitals or _is_sentence(text[match.end() : end].rstrip()):
                spoken = _SPOKEN.search(text, match.end(), min(end, match.end() + _LONGEST_SEARCH))
                yield _Label(index, key, match.end(), capitals, spoken is not None)


def _is_marked(words: str) -> bool:
    """Whether words open and close with marks, so that the marks tell the quote better than the label."""
    return len(words) > 1 and bool(DOUBLE.match(words)) and bool(DOUBLE.search(words[-2:]))


def _is_sentence(words: str) -> bool:
    """Whether words end as a sentence does and are no single word or figure."""
    return " " in words and words[-1] in _ENDS


def _is_heading(words: Sequence[str]) -> bool:
    """Whether words before a colon name a thing or open a link: "WATCH", "Note", "READ MORE"."""
    return any(
        word.lower() in _THINGS
        or (
            (word.upper() in organisations.NO_ENTITY or word.lower() in common.OPENERS)
            and word.lower() not in _PEOPLE
        )
        for word in words
    )


def _believed(labels: list[_Label], announced: bool) -> list[_Label]:
    """The labels that are those of speakers: in capitals or letters, or of names that take turns."""
    sure = [label for label in labels if label.capitals]
    enough = max(_FEWEST, len({label.key for label in sure}) + 1)
    if len(sure) >= enough or (announced and len({label.key for label in sure}) > 1):
        keys = {label.key for label in sure}
        return [label for label in labels if label.capitals or label.key in keys]
    counts = Counter(label.key for label in labels)
    back = [label for label in labels if counts[label.key] > 1]
    if len(back) < _FEWEST_NAMED or len({label.key for label in back}) == 1:
        return []
    if 2 * sum(label.spoken for label in back) < len(back):
        return []
    return [label for label in labels if label.paragraph >= back[0].paragraph - 1]


def _turn(
    text: str, paragraphs: Sequence[tuple[int, int]], label: _Label, stop: int | None, answered: bool
) -> Iterator[Passage]:
    """The passages of one turn: the labelled paragraph and, before the next turn, those that go on.

    After a question they are the answer where no answer has a label of its own (``answered`` is False).
    """
    first = label.paragraph
    yield _passage(text, label.start, paragraphs[first][1], first)
    if stop is None:
        stop = min(first + 1 + (not answered), len(paragraphs))
    continues = answered
    for index in range(first + 1, min(stop, first + 1 + _MOST_CONTINUED)):
        words = text[slice(*paragraphs[index])].strip()
        if _DIRECTION.fullmatch(words):
            continue
        if (
            DOUBLE.search(words)
            or words.endswith(":")
            or words.isupper()
            or (label.key == "a" and words.endswith("?"))
        ):
            return
        yield _passage(text, *paragraphs[index], index, continues=continues)
        continues = True


def _passage(text: str, start: int, end: int, paragraph: int, *, continues: bool = False) -> Passage:
    """A passage without marks and without white space at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Passage(start, end, start, end, paragraph, continues=continues, turn=True)
