"""How a cue verb joins its subject to the words of a quote: what a pair sees of a clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from index.annotate.clauses import Clause
from index.annotate.context import Context

CueCounts = Mapping[str, tuple[int, int]]
"""How often words join a quote to its speaker, and how often they stand beside names at all."""

_ODDS = (0.02, 0.06, 0.15, 0.4, 1.0)
_COMPLEMENTS = frozenset(
    {
        "that",
        "nothing",
        "yes",
        "it",
        "so",
        "this",
        "he",
        "she",
        "they",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "no",
    }
)
_ADJUNCTS = frozenset(
    {
        "in",
        "on",
        "at",
        "to",
        "during",
        "after",
        "before",
        "from",
        "of",
        "by",
        "with",
        "as",
        "when",
        "while",
        "via",
    }
)


class Joint(NamedTuple):
    """The clause of a source: tokens ``first`` up to ``stop``, its cue in lower case, and what follows it.

    ``strength`` is the class of the cue by how often it joins words to a speaker (see :func:`strength`),
    ``how`` writes in one word whether the clause is strong, inverted and relative.
    """

    first: int
    stop: int
    cue: str
    strong: bool
    how: str
    strength: str
    tail: str


def joint_of(context: Context, clause: Clause, cue_counts: CueCounts) -> Joint:
    """A clause as its pairs see it."""
    cue = context.tokens.lower[clause.cue]
    how = f"{clause.strong}{clause.inverted}{clause.relative}"
    counted = strength(*cue_counts.get(cue, (0, 0)))
    return Joint(clause.first, clause.stop, cue, clause.strong, how, counted, _tail(context, clause.stop))


def strength(said: int, seen: int) -> str:
    """The class of a word that stands beside names ``seen`` times, ``said`` times as the cue of a quote."""
    odds = (said + 0.5) / (max(seen, said) - said + 1.0)
    return str(bisect_left(_ODDS, odds))


def _tail(context: Context, stop: int) -> str:
    """What follows a clause: its end, a complement of its own ("said nothing", "said that"), or the like."""
    if stop >= len(context.tokens):
        return "end"
    word = context.tokens.lower[stop]
    if context.inside[stop] >= 0:
        return "quote"
    if word in _COMPLEMENTS:
        return word if word == "that" else "object"
    if not word[0].isalnum():
        return word if word in ",.:" else "mark"
    return "adjunct" if word in _ADJUNCTS or context.span_at[stop] >= 0 else "word"
