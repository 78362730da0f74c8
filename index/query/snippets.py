"""A line of an article around the best of its matches: the sentence that says most of what was asked.

Matches are found first where they lie close together, as many different words of the query as fit on
the line; only there is the text divided into sentences. So the time grows with the matches, not with
the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log2
from typing import NamedTuple

from index.models import Snippet
from index.query.nodes import Fuzzy, Prefix, Query, positive_leaves
from index.query.terms import is_near, stands_alone, stem, term_texts
from index.text import sentences

WIDTH = 160
"""Code points of a snippet, the marks of omission not counted."""

MOST_MATCHES = 10_000
"""Matches of a text among which the best sentence is looked for, from the first on."""

Range = tuple[int, int]

_ELLIPSIS = "…"
_INK = re.compile(r"\S")
_SPACE = re.compile(r"\s+")
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")
_LONGEST_WORD = 40  # code points; where no space is as near as that, a line is cut between any two characters
_CONTEXT = 64  # code points beyond the width that tell where a sentence begins
_CANDIDATES = 4
_PHRASE = 1.5  # how much more the words of a phrase weigh than the same words apart
_JOINERS = "\u200c\u200d"


class _Cluster(NamedTuple):
    """Matches close together: the weight of their different words, and where they stand in the text."""

    weight: int
    first: int
    last: int


def make_snippet(
    text: str,
    matches: Sequence[Range],
    *,
    width: int = WIDTH,
    start: int = 0,
    query: Query | None = None,
) -> Snippet:
    """One line of at most about ``width`` code points of ``text``, cut between words.

    It shows the sentence that holds the most different matched words, at or after ``start`` (the
    beginning of the body) where there is one; a phrase, a longer word, and one that the text has less
    often count more, and of equal sentences the first is taken. A longer sentence is cut around its
    matches, a shorter one is followed by what comes next. Without matches, it is the beginning of the body.

    ``matches`` are in order and do not overlap; their offsets count code points of ``text``, those of
    the snippet's matches of its own text: all that it shows are there. With the ``query``, the words
    that one of its beginnings (``minist*``) or fuzzy words matches count as one.
    """
    below = bisect_left(matches, (start,))
    if below < len(matches):
        places = matches[below : below + MOST_MATCHES]
    else:
        places = matches[:1]
        start = 0 if places else start
    if places:
        cluster, begin = _best_sentence(text, places, width, start, query)
    else:
        ink = _INK.search(text, start)
        begin = ink.start() if ink else len(text)
        cluster = _Cluster(0, begin, begin)
    return _line(text, _cut(text, cluster, begin, width), matches, start)


def _best_sentence(
    text: str, places: Sequence[Range], width: int, floor: int, query: Query | None
) -> tuple[_Cluster, int]:
    """The cluster of matches to show, and where the sentence that has it begins, at or after ``floor``."""
    best, best_value = (_Cluster(0, *places[0]), places[0][0]), -1
    for cluster in _clusters(text, places, width, query):
        if cluster.weight <= best_value:
            break
        begin, is_one = _sentence_of(text, cluster, width, floor)
        value = cluster.weight if is_one else cluster.weight * 3 // 4
        if value > best_value:
            best, best_value = (cluster, begin), value
    return best


def _clusters(text: str, places: Sequence[Range], width: int, query: Query | None) -> list[_Cluster]:
    """Some clusters of matches that fit into ``width``: the weightiest, of equal ones the earliest.

    A window slides over the matches. It holds the least that has its different words, so that what is
    between two clusters is in neither.
    """
    if len(places) == 1:
        return [_Cluster(1, places[0][0], min(places[0][1], places[0][0] + width))]
    words, weights = _weigh([text[begin : min(end, begin + width)] for begin, end in places], query)
    held = dict.fromkeys(weights, 0)
    full = sum(weights.values())
    found: dict[int, list[_Cluster]] = {}
    weight = left = bar = 0
    for word, (first, last) in zip(words, places, strict=True):
        if not held[word]:
            weight += weights[word]
        held[word] += 1
        last = min(last, first + width)
        while held[words[left]] > 1 or last - places[left][0] > width:
            held[words[left]] -= 1
            if not held[words[left]]:
                weight -= weights[words[left]]
            left += 1
        if weight >= bar:
            bar = max(bar, weight * 3 // 4)
            same = found.setdefault(weight, [])
            if len(same) < _CANDIDATES and (not same or places[left][0] > same[-1].first):
                same.append(_Cluster(weight, places[left][0], last))
            elif weight == full and len(same) == _CANDIDATES:
                break
    heaviest = sorted(found, reverse=True)[:_CANDIDATES]
    return [cluster for weight in heaviest for cluster in found[weight]]


def _weigh(spelled: Sequence[str], query: Query | None) -> tuple[Sequence[str], dict[str, int]]:
    """The word of the query that each match stands for, and the weights of these words."""
    counts = Counter(spelled)
    if len(counts) == 1:
        return spelled, {spelled[0]: 1}
    asked = positive_leaves(query.node) if query else ()
    open_ended = [leaf for leaf in asked if isinstance(leaf, Prefix | Fuzzy)]
    word_of: dict[str, str] = {}
    often: Counter[str] = Counter()
    letters: dict[str, float] = {}
    for spelling, count in counts.items():
        term, size = _measure(spelling)
        word_of[spelling] = word = _word(term, open_ended)
        often[word] += count
        letters.setdefault(word, size)
    weights = {word: 1 + int(16 * letters[word] * (1 + 1 / count)) for word, count in often.items()}
    return [word_of[spelling] for spelling in spelled], weights


@lru_cache(maxsize=4096)
def _measure(spelling: str) -> tuple[str, float]:
    """The term of a match, its words joined, and what its letters weigh: more in a phrase."""
    terms = term_texts(spelling)
    size = sum(log2(1 + len(term)) for term in terms)
    return "".join(terms), size if len(terms) < 2 else _PHRASE * size


def _word(term: str, open_ended: Sequence[Prefix | Fuzzy]) -> str:
    """What is the same for all terms that a part of the query matches."""
    for leaf in open_ended:
        if term.startswith(leaf.term) if isinstance(leaf, Prefix) else is_near(leaf.term, term):
            return leaf.term
    return stem(term)


def _sentence_of(text: str, cluster: _Cluster, width: int, floor: int) -> tuple[int, bool]:
    """Where the sentence of a cluster begins, and whether the whole cluster is in it.

    If that is farther than a line, it is some place farther than a line.
    """
    low = max(floor, cluster.first - width - _CONTEXT)
    begin, is_one = low, True
    for start, end in sentences(text, low, cluster.last):
        if start > cluster.first:
            break
        begin, is_one = start, end >= cluster.last
    return begin, is_one


def _cut(text: str, cluster: _Cluster, begin: int, width: int) -> Range:
    """About ``width`` code points that have a cluster, from ``begin``, of its sentence, if they reach."""
    _, first, last = cluster
    if last - begin <= width:
        return begin, _word_end(text, begin + width, last)
    high = min(len(text), last + width + _CONTEXT)
    end = next((end for _, end in sentences(text, first, high) if end >= last), high)
    if end - first <= width:
        return _word_start(text, end - width, first), end
    begin = _word_start(text, max(begin, first - (width - (last - first)) // 3), first)
    return begin, _word_end(text, begin + width, last)


def _word_start(text: str, at: int, most: int) -> int:
    """The first beginning of a word from ``at`` to ``most``."""
    if at >= most or _is_border(text, at):
        return min(at, most)
    space = _SPACE.search(text, at, min(most, at + _LONGEST_WORD))
    if space:
        return space.end()
    while at < most and _is_joined(text, at):
        at += 1
    return at


def _word_end(text: str, at: int, least: int) -> int:
    """The last end of a word from ``least`` to ``at``."""
    if at >= len(text) or _is_border(text, at):
        return min(at, len(text))
    low = max(least, at - _LONGEST_WORD)
    space = max(text.rfind(" ", low, at), text.rfind("\n", low, at))
    if space >= low:
        return space
    while at > least and _is_joined(text, at):
        at -= 1
    return at


def _is_border(text: str, at: int) -> bool:
    """Whether a word ends or begins at a place, or a character of a script without spaces stands there."""
    before, after = text[at - 1], text[at]
    return before.isspace() or after.isspace() or (stands_alone(after) and not _is_joined(text, at))


def _is_joined(text: str, at: int) -> bool:
    """Whether a character is drawn with the one before it."""
    return text[at] in _JOINERS or text[at - 1] in _JOINERS or unicodedata.category(text[at])[0] == "M"


def _line(text: str, shown: Range, matches: Sequence[Range], floor: int) -> Snippet:
    """A range of a text as one line with single spaces, and the matches within it."""
    begin, end = shown
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    lead = _ELLIPSIS + " " if _INK.search(text, floor, begin) else ""
    tail = " " + _ELLIPSIS if _INK.search(text, end) else ""
    inside = [
        (max(first, begin) - begin, min(last, end) - begin)
        for first, last in matches[max(0, bisect_left(matches, (begin,)) - 1) : bisect_left(matches, (end,))]
        if last > begin
    ]
    line = text[begin:end]
    if _UNEVEN.search(line):
        line, inside = _fold_spaces(line, inside)
    return Snippet(lead + line + tail, tuple((first + len(lead), last + len(lead)) for first, last in inside))


def _fold_spaces(line: str, ranges: Sequence[Range]) -> tuple[str, list[Range]]:
    """A line with single spaces, and ranges of it where they are then."""
    gaps = [gap.span() for gap in _UNEVEN.finditer(line)]

    def place(offset: int) -> int:
        return offset - sum(min(end, offset) - start - 1 for start, end in gaps if start < offset)

    return _UNEVEN.sub(" ", line), [(place(first), place(last)) for first, last in ranges]
