"""Rules for names by what stands around them: datelines, homes, states, roles, verbs of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.annotate.lexicon import cues, organisations, people, places, word_set
from index.annotate.recogniser.words import CAPITAL_PARTICLES, small_words
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

# "COLUMBIA, S.C. (AP) — ", "ASTANA, Kazakhstan, May 3 (UPI) -- ": a region or an agency must be there.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]+(?P<region>(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?)(?:, [^()\n]{2,30})?"
    r" *(?P<agency>(?:\([^()\n]{2,40}\))?) *(?:—|–|--?) "
)
_LONGEST_DATELINE = 120
_LONGEST_KNOWN = 8
_STATES = word_set(
    """AK AL AR AZ CA CO CT DC DE FL GA IA IL KS KY LA MA MD MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK PA
    RI SC SD TN TX UT VA VT WA WI WV WY"""
)
_OPENING_MARKS = frozenset("\"'“‘«(*:")


def in_place(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with the kinds that their surroundings give them, without those that are no names there."""
    spans = _without_openers(tokens, _without_roles_after(tokens, spans))
    return _with_speakers(tokens, _with_sure_places(tokens, spans))


def _without_openers(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans but for words that open sentences only and that the text also writes small."""
    words, first_words = tokens.words, set(tokens.sentence_starts)
    opening = {i for i in range(len(words)) if i in first_words or words[i - 1] in _OPENING_MARKS}
    common_words = small_words(tokens)
    common_words -= {word for i, word in enumerate(words) if i not in opening}
    return [
        span
        for span in spans
        if span.stop - span.first > 1 or span.first not in opening or words[span.first] not in common_words
    ]


def _without_roles_after(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans, organisations without the role of the person that follows: "Navy Secretary Ruth Ellison"."""
    persons = {span.first for span in spans if span.label is Label.PERSON}
    return [
        replace(span, stop=_before_role(tokens, span))
        if span.label is Label.ORG and span.stop in persons and tokens.lower[span.stop - 1] in people.TITLES
        else span
        for span in spans
    ]


def _before_role(tokens: Tokens, span: Span) -> int:
    """Where an organisation ends before a role: after a well-known name, else before the titles."""
    for stop in range(min(span.stop - 1, span.first + _LONGEST_KNOWN), span.first, -1):
        if " ".join(tokens.words[span.first : stop]) in organisations.NAMES:
            return stop
    stop = span.stop
    while stop > span.first + 1 and tokens.lower[stop - 1] in people.TITLES:
        stop -= 1
    return stop


def _with_sure_places(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with those as places that stand where only places do."""
    datelines = dict(_datelines(tokens))
    persons = {span.stop for span in spans if span.label is Label.PERSON}
    found: list[Span] = []
    for span in spans:
        if (
            tokens.starts[span.first] < datelines.get(tokens.paragraph[span.first], 0)
            or _is_home(tokens, span.first, persons)
            or (found and _is_state(tokens, found[-1], span))
        ):
            span = replace(span, label=Label.PLACE)
        found.append(span)
    return found


def _datelines(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The paragraphs with datelines, and the code points where the places in these end."""
    for number, (start, end) in enumerate(tokens.paragraphs):
        match = _DATELINE.match(tokens.text, start, min(end, start + _LONGEST_DATELINE))
        if match and match["agency"]:
            yield number, match.start("agency")
        elif match and match["region"]:
            yield number, match.end("region")


def _is_home(tokens: Tokens, index: int, persons: set[int]) -> bool:
    """Whether a token stands where a person's home does: "Ruth Ellison, 52, of Addison".

    ``persons`` are the tokens after persons.
    """
    if index < 4 or index - 4 not in persons:
        return False
    comma, age, other, of = tokens.words[index - 4 : index]
    return comma == other == "," and age.isdigit() and len(age) < 4 and of in ("of", "from")


def _is_state(tokens: Tokens, place: Span, span: Span) -> bool:
    """Whether a span after a place and a comma is a short name of a state: "Columbia, S.C."."""
    return (
        place.label is Label.PLACE
        and span.first == place.stop + 1 == span.stop - 1
        and tokens.words[place.stop] == ","
        and tokens.words[span.first].replace(".", "") in _STATES
    )


def _with_speakers(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with unknown places that speak as persons: "China's Dong said", and "Dong Jun" beside it."""
    words = tokens.words
    unknown = [
        span
        for span in spans
        if span.label is Label.PLACE and " ".join(words[span.first : span.stop]) not in places.PLACES
    ]
    speaking = {span.first for span in unknown if _speaks(tokens, span)}
    lone = {words[s.first] for s in spans if s.label is Label.PERSON and s.stop - s.first == 1}
    lone |= {words[span.first] for span in unknown if span.first in speaking}
    lone -= CAPITAL_PARTICLES
    full = {
        span.first
        for span in unknown
        if span.stop - span.first == 2
        and {words[span.first], words[span.stop - 1]} & lone
        and words[span.stop - 1] not in places.PLACE_HEADS
    }
    persons = speaking | full
    return [replace(span, label=Label.PERSON) if span.first in persons else span for span in spans]


def _speaks(tokens: Tokens, span: Span) -> bool:
    """Whether a span has the verb of a speaker after it, or an administration of its name."""
    if span.stop >= len(tokens) or tokens.sentence[span.stop] != tokens.sentence[span.first]:
        return False
    after = tokens.lower[span.stop]
    return after in cues.STRONG or (after == "administration" and span.stop - span.first == 1)
