"""What a reading takes in of a document: its names, pronouns and unnamed speakers outside marks, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.grouping import Entity
from index.annotate.lexicon import word_set
from index.annotate.subjects import Form, Subject

_VERBS = word_set(
    """is was has had will would can could may might did does do also who says said told made took went came
    got gave became left won lost ran met saw spoke wrote wants grew knew kept held led began fell felt found
    put set"""
)
_PRONOUNS = frozenset({"he", "she", "his", "her"})
_OWNERS = frozenset({"his", "her"})
_INDEFINITE = frozenset({"a", "an", "one", "another"})
_INSIDE_NAMES = frozenset({"the", "of", "'s", ",", "."})
_LONGEST_OPENING = 8


class Kind(Enum):
    """What a mention is: a name, "he", "his", or "a spokesman" who speaks."""

    NAME = "name"
    PERSONAL = "personal"
    POSSESSIVE = "possessive"
    UNNAMED = "unnamed"


class Mention(NamedTuple):
    """A mention as a reading takes it in, ``first`` its first token; of a name the entity, else the phrase.

    ``leads`` tells that it is the subject of a verb or heads its sentence, ``speaks`` that the verb is a cue.
    """

    kind: Kind
    first: int
    entity: Entity | None
    phrase: Subject | None
    leads: bool
    speaks: bool


def by_paragraph(context: Context, clauses: Sequence[Clause]) -> Mapping[int, list[Mention]]:
    """The mentions of each paragraph, by its number."""
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in _find(context, clauses):
        found[context.tokens.paragraph[mention.first]].append(mention)
    return found


def _find(context: Context, clauses: Sequence[Clause]) -> Iterator[Mention]:
    """The mentions of a document in order."""
    lower = context.tokens.lower
    speaking = {clause.subject.first for clause in clauses}
    unnamed = {
        clause.subject.first: clause.subject
        for clause in clauses
        if clause.subject.form is Form.NOMINAL and clause.strong
        if lower[clause.subject.first] in _INDEFINITE
    }
    starts = {span.first for span in context.spans}
    starts.update(unnamed, [index for index, word in enumerate(lower) if word in _PRONOUNS])
    for index in sorted(starts):
        number = context.span_at[index]
        if context.inside[index] >= 0:
            continue
        speaks = index in speaking
        if number >= 0:
            span = context.spans[number]
            if span.first == index:
                entity = context.grouping.entities[context.grouping.of_span[number]]
                leads = speaks or _leads(context, index, span.stop)
                yield Mention(Kind.NAME, index, entity, None, leads, speaks)
        elif index in unnamed:
            yield Mention(Kind.UNNAMED, index, None, unnamed[index], True, True)
        else:
            kind = Kind.POSSESSIVE if lower[index] in _OWNERS else Kind.PERSONAL
            yield Mention(kind, index, None, Subject(index, index + 1, Form.PRONOUN), True, speaks)


def _leads(context: Context, index: int, after: int) -> bool:
    """Whether a name that is the subject of no cue verb is that of another verb, or heads its sentence."""
    tokens = context.tokens
    following = tokens.lower[after] if after < len(tokens) else ""
    if following in ("'s", "'"):
        return False
    if following in _VERBS or following.endswith("ed"):
        return True
    if following.isalpha() and not following.endswith("ly"):
        return False
    head = tokens.sentence_starts[tokens.sentence[index]]
    return index - head < _LONGEST_OPENING and all(
        tokens.words[i][0].isupper() or tokens.lower[i] in _INSIDE_NAMES for i in range(head, index)
    )
