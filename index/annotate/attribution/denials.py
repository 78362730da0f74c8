"""Words that somebody is reported not to have said, or perhaps to have said."""

from __future__ import annotations

from index.annotate.context import Context
from index.annotate.lexicon import word_set

_DENYING = word_set(
    """not never cannot denied denies deny denying refused refuses declined whether if without nobody neither
    nor alleged allegedly"""
)
_DENIALS = frozenset({"denied", "denies", "deny", "denying"})
_WORDING = word_set("term terms word words phrase expression label slogan")
_REACH = 6


def is_denied(context: Context, number: int, cue: int | None) -> bool:
    """Whether a passage is denied, asked about or supposed: “never said”, “whether he said”, “if she says”.

    ``cue`` is the token of the word that attributes it, None if there is none.
    """
    begin = context.ranges[number][0]
    return (cue is not None and _denies(context, cue)) or _denies_wording(context, begin)


def _denies(context: Context, cue: int) -> bool:
    """Whether a cue, or a word shortly before it in its clause, takes the saying back."""
    tokens = context.tokens
    if tokens.lower[cue] in _DENIALS:
        return True
    for index in range(cue - 1, max(-1, cue - 1 - _REACH), -1):
        word = tokens.lower[index]
        outside = tokens.sentence[index] != tokens.sentence[cue] or context.inside[index] >= 0
        if outside or word in (",", ";", "but", "and"):
            return False
        if word in _DENYING or word.endswith("n't"):
            return True
    return False


def _denies_wording(context: Context, begin: int) -> bool:
    """Whether a passage is a wording that is said not to be used: he never used the term “...”."""
    tokens = context.tokens
    first = max(tokens.sentence_starts[tokens.sentence[begin]], begin - _REACH)
    before = tokens.lower[first:begin]
    negated = any(word in ("not", "never") or word.endswith("n't") for word in before)
    return negated and not _WORDING.isdisjoint(before)
