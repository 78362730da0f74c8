"""Where reported words begin and end: ranges of tokens within a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.lexicon import cues, reporting, word_set

REACH = 120
"""Tokens to either side of a cue that are read: no sentence that a person writes is longer."""

_NEXT_CLAUSES = 5
_EDGES = frozenset(".!?,;:—–-\"”’'“‘…()[]*•|")
_BREAKS = frozenset(",—–-")
_HEADS = word_set("while as although though when after because before since until if")
_TAILS = word_set("but while which who a an though and")
_RESUMING = frozenset({"he", "she", "they", "it"})
_ASIDES = frozenset({"compared", "according"})


class Frame(NamedTuple):
    """A cue clause in its sentence, which is tokens ``floor`` up to ``limit``.

    ``clauses`` are those of the whole text and ``number`` is the place of ``clause`` among them.
    """

    context: Context
    clauses: Sequence[Clause]
    number: int
    clause: Clause
    floor: int
    limit: int


def frame(context: Context, clauses: Sequence[Clause], number: int) -> Frame:
    """The frame of a clause; sentences beyond the reach are cut."""
    floor, limit = sentence(context, clauses[number].cue)
    return Frame(context, clauses, number, clauses[number], floor, limit)


def sentence(context: Context, token: int) -> tuple[int, int]:
    """The tokens of the sentence that a token stands in, at most :data:`REACH` to either side."""
    starts = context.tokens.sentence_starts
    here = context.tokens.sentence[token]
    stop = starts[here + 1] if here + 1 < len(starts) else len(context.tokens)
    return max(starts[here], token - REACH), min(stop, token + REACH)


def trimmed(context: Context, first: int, stop: int) -> tuple[int, int]:
    """A range without the marks of punctuation at its ends."""
    words = context.tokens.words
    while stop > first and words[stop - 1] in _EDGES:
        stop -= 1
    while first < stop and words[first] in _EDGES:
        first += 1
    return first, stop


def unmarked(context: Context, first: int, stop: int) -> int:
    """How many words of a range stand outside quotation marks."""
    words = context.tokens.words
    return sum(context.inside[index] < 0 and words[index][0].isalnum() for index in range(first, stop))


def is_finite(context: Context, first: int, stop: int) -> bool:
    """Whether a range has a word that is a verb with a subject, so that it says something."""
    lower = context.tokens.lower
    for index in range(first, stop):
        word = lower[index]
        if word in reporting.FINITE or word.endswith("n't") or (index > first and word.endswith("ed")):
            return True
    return False


def has_early_verb(context: Context, first: int, stop: int) -> bool:
    """Whether the words that begin at ``first`` have their verb before a comma or a relative clause."""
    lower = context.tokens.lower
    for index in range(first + 1, stop):
        word = lower[index]
        if word in reporting.FINITE or word.endswith("n't"):
            return True
        if word in (",", "that", "who", "which", "—", "–"):
            return False
    return False


def has_verb(context: Context, first: int, stop: int) -> bool:
    """Whether a range has a verb that is finite in most of its uses."""
    lower = context.tokens.lower
    return any(
        lower[index] in reporting.FINITE or lower[index].endswith("ed") for index in range(first, stop)
    )


def end(of: Frame, first: int) -> int:
    """The token after the reported words that begin at ``first``: the sentence's end or before."""
    stop = _utterance(of, first)
    return min(stop, _taken_over(of, first, stop), _aside(of, first, stop))


def _utterance(of: Frame, first: int) -> int:
    """The token at which a semicolon, or a colon or comma before an utterance in marks, ends the words."""
    context = of.context
    words = context.tokens.words
    for index in range(first + 1, of.limit):
        if context.inside[index] >= 0:
            if context.inside[index - 1] < 0 and opens_utterance(context, index):
                return index - 1
        elif words[index] == ";":
            return index
    return of.limit


def opens_utterance(context: Context, index: int) -> bool:
    """Whether the marks that open at ``index`` hold a sentence of their own: after a comma or colon."""
    words = context.tokens.words
    start = context.passages[context.inside[index]].start
    return index > 0 and words[index - 1] in ",:" and context.tokens.text[start].isupper()


def holds_utterance(context: Context, first: int, stop: int) -> bool:
    """Whether a sentence in marks opens within a range."""
    inside = context.inside
    return any(
        inside[index] >= 0 and inside[index - 1] < 0 and opens_utterance(context, index)
        for index in range(first, stop)
    )


def closes_marks(of: Frame) -> bool:
    """Whether a clause follows a marked passage in its sentence, whose words it reports."""
    before = of.clause.first - 1
    inside = of.context.inside
    return before > of.floor and (inside[before] >= 0 or inside[before - 1] >= 0)


def _taken_over(of: Frame, first: int, stop: int) -> int:
    """The token at which a later clause takes over: ", adding that", "and said", ", he said."."""
    clauses = of.clauses
    for number in range(of.number + 1, min(of.number + _NEXT_CLAUSES, len(clauses))):
        if clauses[number].cue >= stop:
            break
        if clauses[number].cue > first:
            edge = _edge(of, clauses[number], first, stop)
            if edge is not None:
                return edge
    return stop


def _edge(of: Frame, clause: Clause, first: int, stop: int) -> int | None:
    """The token before a clause that takes over; None when it is part of the reported words."""
    lower, words = of.context.tokens.lower, of.context.tokens.words
    word = lower[clause.cue]
    if word in ("according", "per"):
        return clause.cue - 1 if words[clause.cue - 1] == "," else None
    if clause.subject.first < first:
        before = _past_adverbs(of, clause.cue - 1, first)
        joined = lower[before] in ("and", "but", "then") or (words[before] == "," and word.endswith("ing"))
        if not joined or before <= first + 2:
            return None
        return before - 1 if words[before - 1] == "," else before
    comma = clause.first - 1
    after = max(clause.stop, clause.cue + 1)
    closes = after >= stop or words[after] in ".,;"
    return comma if clause.strong and words[comma] == "," and closes and comma > first else None


def _past_adverbs(of: Frame, index: int, floor: int) -> int:
    """The token before the adverbs that end at ``index``."""
    lower = of.context.tokens.lower
    while index > floor and (lower[index] in cues.ADVERBS or lower[index].endswith("ly")):
        index -= 1
    return index


def _aside(of: Frame, first: int, stop: int) -> int:
    """The comma at which the narrator goes on: ", but she", ", compared with", or after "While he said"."""
    context = of.context
    lower, words = context.tokens.lower, context.tokens.words
    subordinate = is_subordinate(of)
    finite = False
    for index in range(first + 1, stop - 2):
        if context.inside[index] >= 0:
            continue
        finite = finite or lower[index] in reporting.FINITE or lower[index].endswith("ed")
        if words[index] == "," and finite:
            early = 2 * (index - first) < stop - first
            if subordinate or _turns(of, index, early) or (early and _adds(of, index, stop)):
                return index
    return stop


def _turns(of: Frame, comma: int, early: bool) -> bool:
    """Whether a comma begins a clause of the narrator's own: ", but she", ", and they", ", compared"."""
    lower = of.context.tokens.lower
    following = lower[comma + 1]
    joins = following == "but" or (following == "and" and early)
    return (
        (joins and lower[comma + 2] in _RESUMING) or following in _ASIDES or (following == "while" and early)
    )


def _adds(of: Frame, comma: int, stop: int) -> bool:
    """Whether a comma begins a relative clause that goes on to the end, longer than what comes before."""
    lower, words = of.context.tokens.lower, of.context.tokens.words
    if lower[comma + 1] not in ("which", "who"):
        return False
    return not any(
        words[index] == "," and lower[index + 1] in reporting.FINITE for index in range(comma + 2, stop - 1)
    )


def is_subordinate(of: Frame) -> bool:
    """Whether the cue's clause hangs on the rest of its sentence: "While he said that ..., she stayed"."""
    lower = of.context.tokens.lower
    before = of.clause.first - 1
    return lower[of.floor] in _HEADS or (before >= of.floor and lower[before] in _HEADS)


def has_long_tail(of: Frame, first: int, stop: int) -> bool:
    """Whether more than half of the words follow a comma after which the narrator may be speaking."""
    lower, words = of.context.tokens.lower, of.context.tokens.words
    for index in range(first + 2, (first + stop) // 2):
        following = lower[index + 1]
        if words[index] in ":(":
            return True
        if words[index] in _BREAKS and (following in _TAILS or _is_participle(following)):
            return True
    return False


def _is_participle(word: str) -> bool:
    """Whether a word after a comma may be a participle by which the narrator goes on."""
    return word.endswith("ing") and word != "including"
