"""Rules for the ends and the kind of single names: titles, months, money, offices, tickers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.annotate.lexicon import common, organisations, people, places
from index.annotate.recogniser.consistency import consistent
from index.annotate.recogniser.features import normalised
from index.annotate.recogniser.gazetteer import gazetteer
from index.annotate.recogniser.surroundings import in_place
from index.annotate.recogniser.words import after_the
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

_LABELS = {"PER": Label.PERSON, "ORG": Label.ORG, "LOC": Label.PLACE}
_MONEY = frozenset({"dollar", "dollars", "$"})
_ARTICLES = frozenset({"the", "a", "an"})
_MINISTERS = frozenset({"minister", "ministers", "secretary"})
_MONTH_NAMES = frozenset({"jan", "mar", "may", "april", "june", "jun", "august"})
_MINOR = frozenset({"of", "for", "and", "the", "on", "in", "&"})
_LONGEST_KNOWN = 8
_PLACE_LISTS = frozenset({"place", "country", "city", "region"})
_TICKER = re.compile(r"[A-Z]{1,6}\.[A-Z]{1,3}")


def repaired(tokens: Tokens, found: Iterable[tuple[int, int, str]]) -> list[Span]:
    """The spans of persons, organisations and places in order.

    ``found`` has first token, token after the last, and kind (PER, ORG, LOC; others are left out).
    """
    unglued = (each for span in found for each in _unglued(tokens, *span))
    spans = [span for each in unglued for span in _repaired(tokens, *each)]
    return consistent(tokens, in_place(tokens, spans))


def _repaired(tokens: Tokens, first: int, stop: int, kind: str) -> Iterator[Span]:
    """One span without what does not belong to it; nothing if nothing is left."""
    first, stop = _trimmed(tokens, first, stop)
    label = _label(tokens, first, stop, kind) if first < stop else None
    if label is None:
        return
    if label is Label.PERSON:
        first = _after_titles(tokens, first, stop)
        stop = _past_month(tokens, stop)
    if label is Label.PLACE:
        first = _with_direction(tokens, first, stop)
    if label is Label.ORG and (_is_office(tokens, first, stop) or _is_run_on(tokens, first, stop)):
        yield from _in_office(tokens, first, stop)
        return
    if label is Label.PLACE and _is_money(tokens, stop):
        return
    if (stop - first == 1 and _is_no_name(tokens, first, label)) or _is_ticker(tokens, first, stop):
        return
    yield Span(first, stop, label)


def _label(tokens: Tokens, first: int, stop: int, kind: str) -> Label | None:
    """The label of a span; None if it is none of the three."""
    label = _LABELS.get(kind)
    surface = " ".join(tokens.words[first:stop])
    if surface in places.DEMONYMS:
        return None
    if label in (Label.ORG, None) and surface in places.COUNTRY_OF_NAME:
        return Label.PLACE
    return Label.PERSON if label is Label.PLACE and _is_person(tokens, first, stop) else label


def _is_person(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether what looks like a place is a person: "China's Dong Jun", "according to Kirby".

    It is none that a list of places knows.
    """
    words, lower = tokens.words, tokens.lower
    if lower[max(0, first - 2) : first] != ["according", "to"]:
        owned = first > 1 and lower[first - 1] == "'s" and words[first - 2] in places.COUNTRY_OF_NAME
        named = words[first] in people.FAMILY_FIRST or words[first] in people.GIVEN_NAMES
        follows = words[stop].title() if stop < len(words) else ""
        if not (owned and named and stop - first == 2) or follows in places.PLACE_HEADS:
            return False
    known = gazetteer().match([normalised(word) for word in words[first:stop]])
    return not any(kind[1:] in _PLACE_LISTS for kinds in known for kind in kinds)


def _unglued(tokens: Tokens, first: int, stop: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """A span, without a second name that has run together with its first ("XinhuaLi")."""
    for index in range(first, stop - 1):
        glued = tokens.ends[index] == tokens.starts[index + 1]
        if glued and tokens.words[index].isalpha() and tokens.words[index + 1].isalpha():
            yield first, index + 1, kind
            return
    yield first, stop, kind


def _past_month(tokens: Tokens, stop: int) -> int:
    """Where a person's name ends that goes on with a word for a month: "Dong Jun", "Theresa May"."""
    if stop >= len(tokens) or tokens.sentence[stop] != tokens.sentence[stop - 1]:
        return stop
    word, lower = tokens.words[stop], tokens.lower[stop]
    if not word.istitle() or lower not in _MONTH_NAMES or tokens.words[stop - 1] == ",":
        return stop
    dated = stop + 1 < len(tokens) and (tokens.words[stop + 1][0].isdigit() or tokens.words[stop + 1] == ".")
    return stop if dated else stop + 1


def _with_direction(tokens: Tokens, first: int, stop: int) -> int:
    """Where a place's name begins with what belongs to it: "northern Kenya", "People's Republic of China"."""
    floor = tokens.sentence_starts[tokens.sentence[first]]
    for begin in range(max(floor, first - 2), first):
        if tokens.text[tokens.starts[begin] : tokens.ends[stop - 1]] in places.COUNTRY_OF_NAME:
            return begin
    return first - 1 if first > floor and tokens.lower[first - 1] in places.REGION_WORDS else first


def _is_office(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether an organisation's name is a minister's office: "Minister of National Defense"."""
    begin = first - 1
    while begin > 0 and tokens.lower[begin] in ("of", "for", "the"):
        begin -= 1
    if begin < 0 or (begin == first - 1 and tokens.lower[first] not in people.PORTFOLIO):
        return False
    if tokens.lower[begin] not in _MINISTERS or tokens.sentence[begin] != tokens.sentence[first]:
        return False
    return not any(word in organisations.HEADS for word in tokens.words[first:stop])


def _is_run_on(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether an organisation's name is several tokens that begin with a common word: "met with the ..."."""
    word = tokens.words[first]
    return stop - first > 1 and word.isalpha() and word.islower() and word not in people.PARTICLES


def _in_office(tokens: Tokens, first: int, stop: int) -> Iterator[Span]:
    """The person in "(Secretary of) State Ruth Ellison", or else the countries."""
    begin = first
    while begin < stop and tokens.lower[begin] in people.PORTFOLIO:
        begin += 1
    is_state = tokens.lower[first] == "state" and begin == first + 1
    if first < begin < stop - 1 and (is_state or tokens.words[begin] in people.GIVEN_NAMES):
        yield Span(begin, stop, Label.PERSON)
    else:
        yield from _countries(tokens, first, stop)


def _countries(tokens: Tokens, first: int, stop: int) -> Iterator[Span]:
    """The countries named in a stretch of tokens."""
    index = first
    while index < stop:
        for end in range(min(stop, index + _LONGEST_KNOWN), index, -1):
            if " ".join(tokens.words[index:end]) in places.COUNTRY_OF_NAME:
                yield Span(index, end, Label.PLACE)
                index = end - 1
                break
        index += 1


def _trimmed(tokens: Tokens, first: int, stop: int) -> tuple[int, int]:
    """A span without articles before it, and without marks or small words at its ends."""
    words, lower = tokens.words, tokens.lower
    while first < stop and (lower[first] in _ARTICLES or not words[first][0].isalnum()):
        first += 1
    if "<" in words[first:stop]:
        stop = words.index("<", first)
    while stop > first and (lower[stop - 1] in _MINOR or _is_mark(tokens, stop - 1)):
        stop -= 1
    return first, stop


def _is_mark(tokens: Tokens, index: int) -> bool:
    """Whether a token at the end of a span is a mark that does not close an abbreviation or a bracket."""
    word = tokens.words[index]
    if word[0].isalnum() or word in "!)":
        return False
    return word != "." or tokens.lower[index - 1] not in ("jr", "sr", "inc", "co", "corp", "ltd")


def _after_titles(tokens: Tokens, first: int, stop: int) -> int:
    """Where the name of a person starts after titles: "Secretary of State Antony Blinken"."""
    begin = first
    while begin < stop - 1:
        lower = tokens.lower[begin]
        if lower in people.KEPT_TITLES and begin == first:
            break
        is_title = lower in people.TITLES or lower in people.HONORIFICS or tokens.words[begin] == "."
        if not is_title or (tokens.words[begin] in people.GIVEN_NAMES and stop - begin > 1 and begin > first):
            break
        begin += 1
    return begin


def _is_ticker(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a span is how an exchange calls a company: "<GM>", "(TSBA.T)"."""
    words = tokens.words
    before = words[first - 1] if first else ""
    if before == "<":
        return words[first].isupper()
    closed = stop < len(words) and words[stop] == ")"
    return before == "(" and closed and _TICKER.fullmatch("".join(words[first:stop])) is not None


def _is_money(tokens: Tokens, stop: int) -> bool:
    """Whether a country's name is that of its money: "US dollars"."""
    return stop < len(tokens) and tokens.lower[stop] in _MONEY


def _is_no_name(tokens: Tokens, index: int, label: Label) -> bool:
    """Whether a lone token is a month, a weekday, a role ("the King") or an acronym that names nothing."""
    word, lower = tokens.words[index], tokens.lower[index]
    if label is Label.PERSON and lower in people.TITLES and after_the(tokens, index):
        return True
    if word in organisations.NO_ENTITY and word not in organisations.NAMES:
        return True
    return label is not Label.PERSON and lower in common.MONTHS_AND_DAYS
