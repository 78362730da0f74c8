"""Noun phrases that can speak: names, pronouns, and nouns for people and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from index.annotate.context import Context
from index.annotate.lexicon import people, roles, word_set
from index.models import Label


class Form(Enum):
    """How a speaker is mentioned."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Subject:
    """A mention that may speak: tokens ``first`` up to ``stop``; ``span`` is the span of a name."""

    first: int
    stop: int
    form: Form
    span: int = -1


PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
_DETERMINERS = word_set(
    """the a an this that these those his her its their our my one another some two three four several many
    most other both each every any no few"""
)
_LINKS = frozenset({"of", "for", "from", "at", "with", "in", "on", "to"})
_STOPS = word_set(
    """and but or that who which when while as if because after before than into by about over under is are
    was were has have had said says told be been not would will can could may"""
)
_LONGEST = 9


def ending(context: Context, last: int, floor: int) -> Subject | None:
    """The noun phrase whose last token is ``last``; it begins at ``floor`` or later."""
    if last < floor or context.inside[last] >= 0:
        return None
    number = context.span_at[last]
    if number >= 0 and context.spans[number].label is not Label.DATE:
        return _ending_in_name(context, number, floor)
    word = context.tokens.lower[last]
    if word in PRONOUNS:
        return Subject(last, last + 1, Form.PRONOUN)
    return _ending_in_noun(context, last, floor)


def _ending_in_name(context: Context, number: int, floor: int) -> Subject | None:
    """A name, or the noun phrase that it completes: "a spokesman for the ministry"."""
    span = context.spans[number]
    person = _linked_person(context, span.first, floor)
    if person is not None:
        return person
    head = _linked_head(context, span.first, floor)
    if head is not None:
        return Subject(_start(context, head, floor), span.stop, Form.NOMINAL)
    if span.label is Label.MISC:
        lower = context.tokens.lower
        first = span.first - 1 if span.first > floor and lower[span.first - 1] in _DETERMINERS else span.first
        return Subject(first, span.stop, Form.NOMINAL)
    return Subject(span.first, span.stop, Form.NAME, number)


def _linked_person(context: Context, first: int, floor: int) -> Subject | None:
    """The person whom "of" or "with" joins to the body that starts at ``first``: "Jo Hill of Acme"."""
    lower = context.tokens.lower
    index = first - 1
    if index > floor and lower[index] == "the":
        index -= 1
    if index <= floor or lower[index] not in ("of", "with", "from", "at"):
        return None
    number = context.span_at[index - 1]
    if number < 0 or context.spans[number].label is not Label.PERSON:
        return None
    return Subject(context.spans[number].first, context.spans[number].stop, Form.NAME, number)


def _linked_head(context: Context, first: int, floor: int) -> int | None:
    """The role noun before "of" or "for" that a phrase starting at ``first`` completes."""
    lower = context.tokens.lower
    index = first - 1
    while index > floor and (
        lower[index] == "the" or lower[index] in ("a", "an") or lower[index] in people.TITLES
    ):
        index -= 1
    if index <= floor or lower[index] not in _LINKS:
        return None
    head = index - 1
    return head if lower[head] in roles.SPEAKING and context.tokens.words[head].islower() else None


def _start(context: Context, head: int, floor: int) -> int:
    """The first token of the noun phrase with this head: its determiner, else the head's adjectives."""
    lower, words = context.tokens.lower, context.tokens.words
    for index in range(head, max(floor, head - _LONGEST) - 1, -1):
        if lower[index] in _DETERMINERS or (index < head and words[index] in ("'s", "’s")):
            return index if lower[index] in _DETERMINERS else _possessor(context, index, floor)
        ends = lower[index] in _STOPS or lower[index] in _LINKS or not words[index][0].isalnum()
        if index < head and ends and words[index] not in (".", "-"):
            break
    return _past_capitals(context, head, floor)


def _past_capitals(context: Context, head: int, floor: int) -> int:
    """The first of the capitalised words before a head without determiner: "Russian President"."""
    words = context.tokens.words
    while head > floor and (words[head - 1][0].isupper() or context.tokens.lower[head - 1] in people.TITLES):
        head -= 1
    return head


def _possessor(context: Context, index: int, floor: int) -> int:
    """The first token of the name before a possessive ending."""
    number = context.span_at[index - 1] if index > floor else -1
    return context.spans[number].first if number >= 0 else index + 1


def _ending_in_noun(context: Context, last: int, floor: int) -> Subject | None:
    """A phrase in common nouns: with a noun that speaks, or at least with a determiner close by."""
    lower, words = context.tokens.lower, context.tokens.words
    if not words[last][0].isalnum() or lower[last] in _STOPS or lower[last] in _LINKS:
        return None
    first = _start(context, last, floor)
    head = _linked_head(context, first, floor) if first > floor else None
    if head is None and lower[last] not in roles.SPEAKING and lower[first] not in _DETERMINERS:
        return None
    if (
        lower[last] in _DETERMINERS
        and lower[last] not in roles.QUANTITIES
        and lower[last] not in ("both", "each")
    ):
        return None
    if head is not None:
        first = _start(context, head, floor)
    return Subject(first, last + 1, Form.NOMINAL)


def starting(context: Context, first: int, limit: int) -> Subject | None:
    """The noun phrase that starts at ``first`` and ends before ``limit``, for inverted order."""
    if first >= limit or context.inside[first] >= 0:
        return None
    lower = context.tokens.lower
    if lower[first] in PRONOUNS:
        return Subject(first, first + 1, Form.PRONOUN)
    person = _titled_person(context, first, limit)
    if person is not None:
        return person
    number = context.span_at[first + 1 if lower[first] == "the" and first + 1 < limit else first]
    if number >= 0 and context.spans[number].label in (Label.ORG, Label.PLACE):
        stop = context.spans[number].stop
        if stop >= limit or lower[stop] not in roles.SPEAKING:
            return Subject(context.spans[number].first, stop, Form.NAME, number)
    return _starting_in_noun(context, first, limit)


def unlisted(context: Context, first: int, limit: int) -> Subject | None:
    """A short phrase with a determiner whose noun no list knows, up to the next mark: "one commenter"."""
    lower, words = context.tokens.lower, context.tokens.words
    if first >= limit or lower[first] not in _DETERMINERS:
        return None
    stop = first + 1
    while stop < min(limit, first + _LONGEST) and words[stop][0].isalnum() and context.inside[stop] < 0:
        if lower[stop] in _STOPS or lower[stop] in _LINKS:
            break
        stop += 1
    return Subject(first, stop, Form.NOMINAL)


def _titled_person(context: Context, first: int, limit: int) -> Subject | None:
    """The person's name after titles and role nouns that starts at or shortly after ``first``."""
    lower = context.tokens.lower
    for index in range(first, min(limit, first + _LONGEST + 3)):
        number = context.span_at[index]
        if context.inside[index] >= 0:
            return None
        if number >= 0 and context.spans[number].label is Label.PERSON:
            if lower[context.spans[number].stop : context.spans[number].stop + 1] == ["'s"]:
                continue
            return Subject(context.spans[number].first, context.spans[number].stop, Form.NAME, number)
        if not _may_precede_name(lower[index]):
            return None
    return None


def _may_precede_name(lower: str) -> bool:
    """Whether a word may stand in the title before a name."""
    if (lower in _STOPS and lower != "and") or lower in ("to", "on", "in"):
        return False
    return lower[0].isalnum() or lower in (",", ".", "'s", "-", "&", "/")


def _starting_in_noun(context: Context, first: int, limit: int) -> Subject | None:
    """A phrase from its determiner to its role noun: "a senior official"."""
    lower = context.tokens.lower
    begins = lower[first] in _DETERMINERS or lower[first] in roles.SPEAKING
    if not begins and context.span_at[first] < 0 and not lower[first].endswith(("ior", "ive", "al")):
        return None
    for index in range(first, min(limit, first + _LONGEST)):
        if context.inside[index] >= 0 or lower[index] in _STOPS:
            return None
        if lower[index] in roles.SPEAKING and lower[index] not in roles.QUANTITIES:
            following = lower[index + 1] if index + 1 < limit else ""
            if following not in roles.SPEAKING:
                return Subject(first, index + 1, Form.NOMINAL)
        adjectives = lower[index] == "," and index == first + 2 and lower[index + 1 : index + 2] != ["and"]
        if not (context.tokens.words[index][0].isalnum() or lower[index] in ("'s", "’s") or adjectives):
            return None
    return None
