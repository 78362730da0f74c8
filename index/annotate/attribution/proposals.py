"""What a paragraph itself says of a quote's speaker: one function a pattern, each with its weight.

A weight is how often the pattern alone points at the right mention, 0..1. The functions take the
number of the passage and its paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.annotate import clauses, subjects, transcripts
from index.annotate.attribution.referent import Referent
from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.lexicon import cues, word_set
from index.annotate.subjects import Form, Subject
from index.models import Label

_NEAR = 2
_FAR = 14
_WITHIN_SENTENCE = 20
_MOST_CLAUSES = 12
_NEW_CLAUSE = word_set(
    "and but while as when after because which where although though before since who if so or in"
)
_CALLS = word_set(
    """call calls claim claims demand demands suggestion suggestions warning warnings allegation allegations
    assertion accusation accusations complaint complaints criticism remark remarks comment comments plea
    pleas appeal appeals request requests question questions statement argument description"""
)
_DASHES = frozenset("—–-―")
_AFTER_SIGNATURE = frozenset('.,"”(')
_SIGNATURE_TAIL = 4


class Attribution(NamedTuple):
    """A subject for a quote, the weight of the rule that found it, and the cue's token, if any.

    ``referent`` is set where the rule carries over whom an earlier mention meant.
    """

    subject: Subject | None
    weight: float
    cue: int | None = None
    referent: Referent | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Tokens ``first`` up to ``stop`` and their clauses; ``cues`` are the clauses' cues, for bisection."""

    number: int
    first: int
    stop: int
    clauses: list[Clause]
    cues: list[int]

    def clauses_from(self, token: int) -> Iterator[Clause]:
        """The clauses that lie at or after a token, in order."""
        for index in range(bisect_left(self.cues, token), len(self.cues)):
            if self.clauses[index].first >= token:
                yield self.clauses[index]

    def clauses_before(self, token: int) -> Iterator[Clause]:
        """The clauses that end before a token, the last first."""
        for index in range(bisect_left(self.cues, token) - 1, -1, -1):
            if self.clauses[index].stop <= token:
                yield self.clauses[index]


def option(clause: Clause, weight: float) -> Attribution:
    """An attribution by a clause."""
    return Attribution(clause.subject, round(weight, 3), clause.cue)


def after(context: Context, paragraph: Paragraph, number: int) -> Attribution | None:
    """The clause after a passage: “...,” she said."""
    start = context.ranges[number][1]
    limit = _gap_end(context, paragraph, number)
    clause = next(paragraph.clauses_from(start), None)
    if clause is None or clause.first >= limit or start >= limit:
        return _unlisted(context, number, limit) or _past_next(context, paragraph, number, limit)
    words, lower, sentence = context.tokens.words, context.tokens.lower, context.tokens.sentence
    comma = words[start] in (",", "—", "–", "-")
    begin = start + 1 if comma else start
    distance = clause.first - begin
    last = context.tokens.text[context.passages[number].end - 1]
    if last in ".…" and not comma:
        return _after_full_stop(clause, distance, words[start])
    if (lower[begin] in _NEW_CLAUSE and distance > 0) or distance > _FAR:
        return None
    if sentence[clause.cue] != sentence[start]:
        return None
    weight = 0.97 if distance <= _NEAR else 0.85
    if not clause.strong:
        weight = 0.48 if last in "?!" and words[start][0].isupper() else weight - 0.12
    return option(clause, weight)


def _after_full_stop(clause: Clause, distance: int, word: str) -> Attribution | None:
    """The clause after a passage that ended its sentence: likely another sentence of its own."""
    inverted = clause.inverted and word.islower()
    if not inverted and word not in ("he", "she"):
        return option(clause, 0.45) if distance <= _NEAR else None
    return option(clause, 0.97 if clause.strong else 0.85) if distance <= _FAR else None


def _gap_end(context: Context, paragraph: Paragraph, number: int) -> int:
    """The token at which the next passage, or the paragraph, ends the words after a passage."""
    if number + 1 < len(context.ranges):
        return min(paragraph.stop, context.ranges[number + 1][0])
    return paragraph.stop


def _unlisted(context: Context, number: int, limit: int) -> Attribution | None:
    """A person and a verb that no list knows, after a passage that goes on: “...,” Hale blurted."""
    start = context.ranges[number][1]
    if start + 1 >= limit or context.tokens.text[context.passages[number].end - 1] not in ",?!":
        return None
    index = context.span_at[start]
    if index >= 0 and context.spans[index].label is Label.PERSON:
        subject = Subject(start, context.spans[index].stop, Form.NAME, index)
    elif context.tokens.words[start] in ("he", "she"):
        subject = Subject(start, start + 1, Form.PRONOUN)
    else:
        return None
    verb = subject.stop
    lower = context.tokens.lower
    if verb >= limit or not lower[verb].endswith(("ed", "s")) or lower[verb] == "'s":
        return None
    return Attribution(subject, 0.85, verb)


def _past_next(context: Context, paragraph: Paragraph, number: int, limit: int) -> Attribution | None:
    """The clause after the next passage of the same sentence: they “...” where “...,” she said."""
    following = number + 1
    if following >= len(context.ranges) or context.ranges[following][0] != limit or limit >= paragraph.stop:
        return None
    sentence = context.tokens.sentence
    end = context.ranges[number][1] - 1
    near = _NEAR <= limit - end <= _WITHIN_SENTENCE
    if not near or not sentence[end] == sentence[limit - 1] == sentence[limit]:
        return None
    start = context.ranges[following][1]
    clause = next(paragraph.clauses_from(start), None)
    if clause is None or not clause.strong or clause.first > start + _NEAR:
        return None
    return option(clause, 0.8)


def before(context: Context, paragraph: Paragraph, number: int) -> Attribution | None:
    """The clause before a passage: she said that “...”."""
    begin = context.ranges[number][0]
    clause = _governing(context, paragraph, begin)
    if clause is None:
        return None
    mark = context.tokens.words[begin - 1]
    if context.tokens.sentence[clause.cue] == context.tokens.sentence[begin]:
        distance = begin - clause.stop
        weight = 0.96 if mark in ",:" and distance < 4 else 0.9 if distance < 8 else 0.8
        weight -= 0.0 if clause.strong else 0.08
        weight -= 0.05 if number and clause.stop <= context.ranges[number - 1][0] else 0.0
        return option(clause, weight)
    if mark == ":":
        return option(clause, 0.8)
    return option(clause, 0.62 if clause.strong else 0.55)


def _governing(context: Context, paragraph: Paragraph, begin: int) -> Clause | None:
    """The clause that governs a token: the last before it, unless a stronger one frames the sentence."""
    sentence = context.tokens.sentence
    best: Clause | None = None
    for count, clause in enumerate(paragraph.clauses_before(begin)):
        if best is None:
            best = clause
        elif count > _MOST_CLAUSES or sentence[clause.cue] != sentence[begin]:
            break
        elif clause.strong and (not best.strong or (best.relative and begin - best.stop > _NEAR)):
            best = clause
        elif _is_parenthetical(context, clause):
            return clause
        if sentence[best.cue] != sentence[begin]:
            break
    return best


def _is_parenthetical(context: Context, clause: Clause) -> bool:
    """Whether a clause stands between commas: "The two sides, he said, agreed"."""
    words = context.tokens.words
    return (
        clause.strong
        and clause.stop - clause.first < 5
        and words[clause.first - 1] == "," == words[clause.stop]
    )


def noun(context: Context, number: int) -> Attribution | None:
    """Whoever makes the call or claim that a passage words: a call by Hale to “...”, “...” from Hale."""
    begin, end = context.ranges[number]
    tokens = context.tokens
    lower = tokens.lower
    floor = max(tokens.sentence_starts[tokens.sentence[begin]], begin - _WITHIN_SENTENCE)
    calls = (i for i in range(begin - 1, floor - 1, -1) if lower[i] in _CALLS and context.inside[i] < 0)
    cue = next(calls, None)
    if cue is None:
        return None
    by = next((i for i in range(cue + 1, begin) if lower[i] in ("by", "from")), None)
    if by is None and end < len(lower) and lower[end] in ("by", "from"):
        by = end
    if by is None or tokens.sentence[by] != tokens.sentence[begin]:
        return None
    limit = begin if by < begin else min(end + _WITHIN_SENTENCE, len(lower))
    subject = subjects.starting(context, by + 1, limit)
    return Attribution(subject, 0.93 if by == end else 0.88, cue) if subject is not None else None


def colon(context: Context, paragraph: Paragraph, number: int) -> Attribution | None:
    """The name before a colon: Smith: “...”."""
    begin = context.ranges[number][0]
    tokens = context.tokens
    if begin - 1 <= paragraph.first or tokens.words[begin - 1] != ":":
        return None
    floor = max(paragraph.first, tokens.sentence_starts[tokens.sentence[begin - 1]], begin - 40)
    subject = subjects.ending(context, begin - 2, floor)
    if subject is not None and subject.form is Form.NAME and subject.first <= floor + 4:
        return Attribution(subject, 0.88)
    named = clauses.sentence_subject(context, floor, begin - 1)
    return Attribution(named, 0.66) if named is not None else None


def signature(context: Context, paragraph: Paragraph, number: int) -> Attribution | None:
    """The name after a dash that ends the paragraph, or alone in the next: “...” — Miriam Hale."""
    dash = context.ranges[number][1]
    stop = paragraph.stop
    if dash == stop:
        return _signature_below(context, stop)
    if dash + 1 >= stop or context.tokens.words[dash] not in _DASHES:
        return None
    index = context.span_at[dash + 1]
    if index < 0 or context.spans[index].label not in (Label.PERSON, Label.ORG):
        return None
    end = context.spans[index].stop
    if end < stop and context.tokens.words[end] not in ".,(":
        return None
    return Attribution(Subject(dash + 1, end, Form.NAME, index), 0.94)


def _signature_below(context: Context, first: int) -> Attribution | None:
    """The name that makes a paragraph of its own below a passage, with a dash before it or marks after."""
    tokens = context.tokens
    if first >= len(tokens):
        return None
    start = first + 1 if tokens.words[first] in _DASHES else first
    index = context.span_at[start] if start < len(tokens) else -1
    if index < 0 or context.spans[index].label is not Label.PERSON or context.spans[index].first != start:
        return None
    stop = end = context.spans[index].stop
    while stop < len(tokens) and tokens.paragraph[stop] == tokens.paragraph[first]:
        if tokens.lower[stop] in cues.CUES or stop > end + _FAR:
            return None
        stop += 1
    bare = stop == end or tokens.words[end] in _AFTER_SIGNATURE
    signed = start > first or (bare and stop < end + _SIGNATURE_TAIL)
    return Attribution(Subject(start, end, Form.NAME, index), 0.9) if signed else None


def label(context: Context, number: int) -> Attribution | None:
    """The speaker's name that opens a turn of a transcript, or in capitals the passage: “HALE: ...”."""
    begin = context.tokens.at(context.passages[number].start)
    if context.passages[number].turn:
        return _turn_label(context, begin)
    if begin >= context.ranges[number][1]:
        return None
    word, index = context.tokens.words[begin], context.span_at[begin]
    end = context.spans[index].stop if index >= 0 else begin + 1
    if not word.isupper() or len(word) < 3 or end >= context.ranges[number][1]:
        return None
    return _labelled(context, begin, end) if context.tokens.words[end] == ":" else None


def _turn_label(context: Context, begin: int) -> Attribution | None:
    """The name and colon right before the words of a turn: "CHRIS WALLACE:"; letters name nobody."""
    colon = begin - 1
    while colon > 0 and context.tokens.words[colon] in "()[]":
        colon -= 1
    if colon < 1 or context.tokens.words[colon] != ":":
        return None
    number = context.span_at[colon - 1]
    first = context.spans[number].first if number >= 0 else colon - 1
    if context.tokens.lower[first] in transcripts.ASKING | transcripts.ANSWERING:
        return None
    return _labelled(context, first, colon)


def _labelled(context: Context, first: int, stop: int) -> Attribution:
    """A label as the source: a name, or what may be a last name."""
    index = context.span_at[first]
    if index < 0 or context.spans[index].label not in (Label.PERSON, Label.ORG):
        return Attribution(Subject(first, stop, Form.NOMINAL), 0.98)
    return Attribution(Subject(first, stop, Form.NAME, index), 0.98)
