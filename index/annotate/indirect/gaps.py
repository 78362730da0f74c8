"""What stands between a cue and the words that it reports: whom it speaks to, and when."""

from __future__ import annotations

from index.annotate.indirect.content import Frame
from index.annotate.lexicon import reporting
from index.models import Label

_LONGEST_OBJECT = 8
_OBJECTS = frozenset({"him", "her", "them", "us", "me", "you", "it"})


def past_addressee(of: Frame) -> tuple[int, bool]:
    """The token after a cue and whom it speaks to, and whether it names somebody."""
    lower, words = of.context.tokens.lower, of.context.tokens.words
    first = max(of.clause.cue + 1, of.clause.stop) if of.clause.inverted else of.clause.cue + 1
    if first < of.limit and lower[first] == "out":
        first += 1
    if lower[of.clause.cue] not in reporting.ADDRESSED or first >= of.limit:
        return first, False
    if lower[first] in reporting.CONJUNCTIONS or not words[first][0].isalnum():
        return first, False
    stop = _object_end(of, first)
    return stop, stop > first


def _object_end(of: Frame, first: int) -> int:
    """The token after the noun phrase that starts at ``first``; ``first`` when its end is not clear."""
    context = of.context
    if context.tokens.lower[first] in _OBJECTS:
        return first + 1
    for index in range(first, min(of.limit, first + _LONGEST_OBJECT)):
        number = context.span_at[index]
        if number >= 0 and context.spans[number].label is not Label.DATE:
            stop = context.spans[number].stop
            if stop + 1 >= of.limit or context.tokens.lower[stop] != "'s":
                return min(stop, of.limit)
        elif index > first and (number >= 0 or _ends_object(of, index)):
            return index
    return first


def _ends_object(of: Frame, index: int) -> bool:
    """Whether a token cannot be part of the noun phrase before it."""
    word = of.context.tokens.lower[index]
    return (
        word in reporting.CONJUNCTIONS
        or word in reporting.PREPOSITIONS
        or word in reporting.PERSONAL
        or not (word[0].isalnum() or word == "'s")
    )


def past_time(of: Frame, index: int) -> int:
    """The token after the days and adverbs of time that begin at ``index``: "on Monday", "again"."""
    lower = of.context.tokens.lower
    while index < of.limit:
        if _is_date(of, index):
            index = of.context.spans[of.context.span_at[index]].stop
        elif lower[index] in reporting.TIMES or (
            lower[index] in reporting.PREPOSITIONS and _is_date(of, index + 1)
        ):
            index += 1
        else:
            break
    return min(index, of.limit)


def _is_date(of: Frame, index: int) -> bool:
    """Whether a date stands at a token."""
    number = of.context.span_at[index] if index < of.limit else -1
    return number >= 0 and of.context.spans[number].label is Label.DATE
