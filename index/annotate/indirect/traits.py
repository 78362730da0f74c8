"""A reading of words as somebody's, and what speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.annotate.indirect import content
from index.annotate.indirect.content import Frame
from index.annotate.lexicon import reporting
from index.annotate.subjects import Form, Subject

_FEWEST_WORDS = 3
_SHORT = 5
_CLOSE = 3
_BETWEEN = 6
_INFINITIVES = frozenset({"to", "obj-to"})
_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens ``first`` up to ``stop`` read as what ``subject`` says, by the word at token ``cue``.

    ``traits`` are the names under which the weights are kept: the rule, the rule with the group of the
    cue, and what :func:`read` sees besides.
    """

    first: int
    stop: int
    subject: Subject
    cue: int
    traits: tuple[str, ...]


def read(of: Frame, first: int, stop: int, rule: str, group: str) -> Iterator[Reading]:
    """The reading of a range by a rule; none where it has no verb or too little of it is outside marks."""
    context = of.context
    first, stop = content.trimmed(context, first, stop)
    if content.unmarked(context, first, stop) < _FEWEST_WORDS or _is_open(of, first, stop):
        return
    if rule not in _INFINITIVES and not content.is_finite(context, first, stop):
        return
    of_place = _before_cue if first < of.clause.cue else _after_cue
    traits = (
        rule,
        f"{rule} {group}",
        *_of_clause(of),
        *_of_range(of, first, stop),
        *of_place(of, first, stop),
    )
    yield Reading(first, stop, of.clause.subject, of.clause.cue, traits)


def _is_open(of: Frame, first: int, stop: int) -> bool:
    """Whether words before a cue open in marks or go on after it: "“We go,” he said, according to Hale"."""
    context = of.context
    if first > of.clause.cue:
        return False
    return context.inside[first] >= 0 or context.tokens.lower[stop - 1] in reporting.JOINTS


def _of_clause(of: Frame) -> Iterator[str]:
    """The traits of a cue and its subject."""
    clause, words = of.clause, of.context.tokens.words
    yield clause.subject.form.value
    if clause.relative:
        yield "relative" if "," in words[max(of.floor, clause.cue - 5) : clause.cue] else "restrictive"
    between = _between(of)
    if any(word in reporting.NEGATIONS or word.endswith("n't") for word in between):
        yield "negated"
    elif any(word in reporting.MODALS for word in between):
        yield "modal"
    if "?" in words[of.limit - 2 : of.limit]:
        yield "question"
    if of.context.tokens.lower[clause.cue].endswith("ing"):
        yield "participle"
    named = clause.subject.form is not Form.PRONOUN
    if named and not clause.inverted and clause.cue - clause.subject.stop > _CLOSE:
        yield "distant subject"


def _between(of: Frame) -> list[str]:
    """The words before a cue that may negate it."""
    clause, lower = of.clause, of.context.tokens.lower
    if clause.inverted:
        return lower[max(of.floor, clause.cue - _CLOSE) : clause.cue]
    return lower[max(clause.subject.stop, clause.cue - _BETWEEN) : clause.cue]


def _of_range(of: Frame, first: int, stop: int) -> Iterator[str]:
    """The traits of the reported words by themselves."""
    context = of.context
    if stop - first < _SHORT:
        yield "short"
    if any(context.inside[index] >= 0 for index in range(first, stop)):
        yield "marked"


def _before_cue(of: Frame, first: int, stop: int) -> Iterator[str]:
    """The traits of words that come before their cue."""
    if of.context.tokens.lower[first] in reporting.SUBORDINATORS:
        yield "opens subordinate"
    earlier = of.clauses[max(0, of.number - _EARLIER) : of.number]
    if any(first <= clause.cue < stop for clause in earlier):
        yield "holds a cue"


def _after_cue(of: Frame, first: int, stop: int) -> Iterator[str]:
    """The traits of words that come after their cue."""
    if content.is_subordinate(of):
        yield "subordinate"
    if content.has_long_tail(of, first, stop):
        yield "long tail"
