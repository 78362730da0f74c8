"""The mentions of a document that may be the source of a quote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from index.annotate import subjects
from index.annotate.attribution.joints import CueCounts, Joint, joint_of
from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.lexicon import common, cues, roles, word_set
from index.annotate.subjects import Form, Subject
from index.models import Label


class Shape(StrEnum):
    """What a source looks like, as far as it matters to who speaks."""

    PERSON = "person"
    ORG = "org"
    OTHER = "other"
    HE = "he"
    THEY = "they"
    IT = "it"
    WE = "we"
    HIS = "his"
    SOME = "some"
    CAPITALS = "capitals"
    DEFINITE = "definite"
    POSSESSED = "possessed"
    INDEFINITE = "indefinite"


class Source(NamedTuple):
    """A mention outside quotation marks that may speak; ``first`` is its first token, ``shape`` a Shape.

    ``clause`` is the clause of a cue verb whose subject it is, if any, and ``joint`` what pairs see of it.
    ``governor`` is what stands before the mention: a preposition, a verb it is the object of, a
    conjunction, or nothing of note. ``possessor`` tells that "'s" follows, ``opens`` that it is among the
    first words of its sentence. ``family`` is the last word of a name in lower case, else empty.
    ``ahead`` is how many passages begin before the mention, ``behind`` how many before its end.
    """

    subject: Subject
    first: int
    shape: str
    clause: Clause | None
    joint: Joint | None
    sentence: int
    paragraph: int
    governor: str
    possessor: bool
    opens: bool
    family: str
    ahead: int
    behind: int


_PREPOSITIONS = word_set(
    """of to for in on at by with from about against after before between into over under through toward
    towards like than as behind near without via per despite including"""
)
_OBJECT_OF = word_set(
    """told tells asked asks called calls accused praised criticized criticised urged thanked joined met
    described backed supported defeated beat blamed quoted cited reminded named hired fired replaced
    interviewed followed"""
)
_SHAPE_OF = {
    "he": Shape.HE,
    "she": Shape.HE,
    "they": Shape.THEY,
    "it": Shape.IT,
    "we": Shape.WE,
    "i": Shape.WE,
    "his": Shape.HIS,
    "her": Shape.HIS,
    "their": Shape.HIS,
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVES = word_set("his her its their our my")
_OWNERS = frozenset({"his", "her", "their"})
_NAMELESS = frozenset({"some", "others", "another", "someone", "one", "many", "somebody", "they", "it"})
_SPEAKERS = frozenset({"he", "she"}) | _OWNERS | _NAMELESS | roles.SPEAKING
_NEAR_START = 3


def find(context: Context, clauses: Iterable[Clause], cue_counts: CueCounts) -> list[Source]:
    """The sources of a document in order of their first tokens; of two at one place the clause's."""
    found: dict[int, Subject] = {}
    taken: set[int] = set()
    by_clause: dict[int, Clause] = {}
    for clause in clauses:
        subject = clause.subject
        known = by_clause.get(subject.first)
        if known is None or (clause.strong and not known.strong):
            by_clause[subject.first] = clause
        found.setdefault(subject.first, subject)
        taken.update(range(subject.first, subject.stop))
    for subject in _plain(context, taken):
        found.setdefault(subject.first, subject)
    return [source_of(context, found[first], by_clause.get(first), cue_counts) for first in sorted(found)]


def source_of(context: Context, subject: Subject, clause: Clause | None, cue_counts: CueCounts) -> Source:
    """A subject with what surrounds it."""
    tokens = context.tokens
    first = subject.first
    sentence = tokens.sentence[first]
    head = tokens.sentence_starts[sentence]
    after = tokens.lower[subject.stop] if subject.stop < len(tokens) else ""
    return Source(
        subject,
        first,
        _shape(context, subject).value,
        clause,
        None if clause is None else joint_of(context, clause, cue_counts),
        sentence,
        tokens.paragraph[first],
        _governor(context, first, head) if clause is None else "inverted" if clause.inverted else "subject",
        after in ("'s", "'"),
        first - head < _NEAR_START,
        tokens.lower[subject.stop - 1] if subject.span >= 0 else "",
        bisect_left(context.ranges, (first,)),
        bisect_left(context.ranges, (subject.stop,)),
    )


def _plain(context: Context, taken: set[int]) -> Iterator[Subject]:
    """Names, pronouns and nouns for people that are the subject of no cue verb."""
    sentence = context.tokens.sentence
    beside = {sentence[index] for first, stop in context.ranges for index in (first, stop - 1)}
    for index in _candidates(context):
        if context.inside[index] >= 0 or index in taken:
            continue
        if context.span_at[index] >= 0:
            subject = _name(context, index)
        else:
            subject = _pronoun(context, index, beside) or _noun(context, index)
        if subject is not None and not (
            subject.form is Form.NOMINAL and taken.intersection(range(subject.first, subject.stop))
        ):
            yield subject


def _candidates(context: Context) -> list[int]:
    """The tokens at which a mention can start or end: few of all, which are worth a closer look."""
    lower = context.tokens.lower
    found = {span.first for span in context.spans}
    found.update([index for index, word in enumerate(lower) if word in _SPEAKERS])
    for index in [index for index, word in enumerate(lower) if word in cues.STRONG]:
        found.update((index - 1, index + 1))
    return sorted(index for index in found if 0 <= index < len(lower))


def _name(context: Context, index: int) -> Subject | None:
    """The name of a person or body that starts at a token."""
    number = context.span_at[index]
    span = context.spans[number]
    if span.first != index or span.label not in (Label.PERSON, Label.ORG):
        return None
    return Subject(index, span.stop, Form.NAME, number)


def _pronoun(context: Context, index: int, beside: Container[int]) -> Subject | None:
    """The pronoun at a token; an owner ("his") counts in the sentences ``beside`` quotes only."""
    word = context.tokens.lower[index]
    if word in ("he", "she") or (word in _OWNERS and context.tokens.sentence[index] in beside):
        return Subject(index, index + 1, Form.PRONOUN)
    return None


def _noun(context: Context, index: int) -> Subject | None:
    """The phrase that ends in the noun at a token, or what stands for a name beside a cue verb."""
    lower = context.tokens.lower
    word = lower[index]
    nameless = word in _NAMELESS and index + 1 < len(lower) and lower[index + 1] in cues.CUES
    if nameless or _is_capitalised_speaker(context, index):
        return Subject(index, index + 1, Form.NOMINAL)
    if word in roles.SPEAKING and word not in roles.QUANTITIES:
        return _noun_phrase(context, index)
    return None


def _is_capitalised_speaker(context: Context, index: int) -> bool:
    """Whether a word in capitals that is no known name stands right beside a verb of saying."""
    tokens = context.tokens
    word = tokens.words[index]
    if not (word[0].isupper() and len(word) > 1 and word.isalpha()) or tokens.lower[index] in common.OPENERS:
        return False
    if index and tokens.lower[index - 1] in cues.STRONG and context.inside[index - 1] < 0:
        return index < 2 or context.inside[index - 2] >= 0
    return (
        index + 1 < len(tokens) and tokens.lower[index + 1] in cues.STRONG and context.inside[index + 1] < 0
    )


def _noun_phrase(context: Context, index: int) -> Subject | None:
    """The phrase that a noun for people ends, if a determiner opens it and no name goes on from it."""
    tokens = context.tokens
    after = index + 1
    if after < len(tokens) and (context.span_at[after] >= 0 or tokens.lower[after] in roles.SPEAKING):
        return None
    floor = tokens.sentence_starts[tokens.sentence[index]]
    subject = subjects.ending(context, index, floor)
    if subject is None or subject.form is not Form.NOMINAL:
        return None
    first = tokens.lower[subject.first]
    return subject if first in _DEFINITE or first in _POSSESSIVES else None


def _shape(context: Context, subject: Subject) -> Shape:
    """What a subject looks like."""
    first = context.tokens.lower[subject.first]
    if (
        subject.form is Form.NOMINAL
        and subject.stop - subject.first == 1
        and context.span_at[subject.first] < 0
    ):
        if first in _NAMELESS:
            return Shape.SOME
        if context.tokens.words[subject.first][0].isupper() and first not in roles.SPEAKING:
            return Shape.CAPITALS
    if subject.form is Form.PRONOUN:
        return _SHAPE_OF[first]
    if subject.form is Form.NAME:
        label = context.spans[subject.span].label if subject.span >= 0 else Label.MISC
        return Shape.PERSON if label is Label.PERSON else Shape.ORG if label is Label.ORG else Shape.OTHER
    if first in _POSSESSIVES or context.span_at[subject.first] >= 0:
        return Shape.POSSESSED
    return Shape.DEFINITE if first in _DEFINITE else Shape.INDEFINITE


def _governor(context: Context, first: int, head: int) -> str:
    """What governs a mention from before, past titles and articles."""
    lower, words = context.tokens.lower, context.tokens.words
    index = first - 1
    for _ in range(6):
        if index < head:
            return "start"
        word = lower[index]
        if word in _PREPOSITIONS:
            return "of" if word == "of" else "by" if word == "by" else "preposition"
        if word in _OBJECT_OF:
            return "object"
        if word in ("and", "or"):
            return "and"
        if word in (",", "(", "—", "–", ":"):
            return "comma"
        if context.inside[index] >= 0:
            return "quote"
        if not (words[index][0].isupper() or word in roles.SPEAKING or word in ("the", "a", "an")):
            return "word"
        index -= 1
    return "word"
