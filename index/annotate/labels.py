"""The label of a stretch of capitalised words that no list knows, by its words and its neighbours."""

from __future__ import annotations

from collections.abc import Set

from index.annotate import evidence
from index.annotate.lexicon import common, cues, organisations, people, places
from index.annotate.runs import Run
from index.annotate.tokens import Tokens
from index.models import Label

_MAX_PERSON_TOKENS = 6
_MAX_ACRONYM = 6


def of_stretch(tokens: Tokens, seen: Set[str], run: Run, first: int, stop: int) -> Label | None:
    """The label of tokens ``first`` up to ``stop`` of a run; None when in doubt.

    ``seen`` are the words that the text also writes in lower case.
    """
    words = tokens.words[first:stop]
    if len(words) == 1:
        return _of_one(tokens, seen, run, first)
    if words[-1] in common.EVENT_HEADS:
        return Label.MISC
    if words[-1] in places.PLACE_HEADS or (words[0] in places.PLACE_STARTS - {"El", "La", "New"}):
        return Label.PLACE
    if len(words) > _MAX_PERSON_TOKENS or run.headline:
        named = run.headline and words[0] in people.GIVEN_NAMES and len(words) == 2
        return Label.PERSON if named else None
    if words[0] in people.GIVEN_NAMES or _after_role(tokens, first) or _before_age(tokens, stop):
        return Label.PERSON
    return _of_unknown(tokens, seen, words, first)


def _of_unknown(tokens: Tokens, seen: Set[str], words: list[str], first: int) -> Label | None:
    """The label of several words without a given name: a person unless something speaks against it."""
    if any(word in organisations.HEADS or (word.isupper() and len(word) > 2) for word in words):
        return Label.ORG
    if any(word[0].isupper() and (word.lower() in seen or word.lower() in common.OPENERS) for word in words):
        return None
    if after_preposition(tokens, first) and len(words) == 2 and words[0] not in people.FAMILY_FIRST:
        return Label.PLACE
    return Label.PERSON


def _of_one(tokens: Tokens, seen: Set[str], run: Run, index: int) -> Label | None:
    """The label of a single unknown word."""
    word = tokens.words[index]
    if _opens_turn(tokens, index):
        return Label.PERSON
    if word in organisations.HEADS or word in common.EVENT_HEADS:
        return None
    if run.headline or word in organisations.NO_ENTITY or len(word) == 1 or word[0].isdigit():
        return None
    if word.isupper() and len(word) <= _MAX_ACRONYM:
        return Label.ORG
    if _after_role(tokens, index) or (_beside_cue(tokens, index) and word.lower() not in seen):
        return Label.PERSON
    return None


def _opens_turn(tokens: Tokens, index: int) -> bool:
    """Whether a word in capitals opens a paragraph before a colon, as a speaker's name in a transcript."""
    word = tokens.words[index]
    if len(word) < 3 or not word.isupper() or tokens.words[index + 1 : index + 2] != [":"]:
        return False
    return (
        index == 0
        or tokens.paragraph[index - 1] != tokens.paragraph[index]
        or tokens.words[index - 1] in '"“'
    )


def _after_role(tokens: Tokens, first: int) -> bool:
    """Whether the word before is a lower-case role noun: "spokesman John Kirby"."""
    return first > 0 and tokens.words[first - 1] in evidence.ROLE_NOUNS


def _before_age(tokens: Tokens, stop: int) -> bool:
    """Whether an age follows: "Jo Bloggs, 43, said"."""
    words = tokens.words
    return (
        stop + 1 < len(words)
        and words[stop] == ","
        and words[stop + 1].isdigit()
        and len(words[stop + 1]) == 2
    )


def _beside_cue(tokens: Tokens, index: int) -> bool:
    """Whether a verb of saying follows, or stands before as in "said Smith"."""
    lower = tokens.lower
    after = lower[index + 1] if index + 1 < len(lower) else ""
    before = lower[index - 1] if index else ""
    return after in cues.STRONG or before in ("said", "says")


def after_preposition(tokens: Tokens, first: int) -> bool:
    """Whether the word before is a preposition of place."""
    return first > 0 and tokens.words[first - 1] in common.PLACE_PREPOSITIONS
