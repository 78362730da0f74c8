"""The short forms by which a text goes on to name an organisation or a place after its full name."""

from __future__ import annotations

from functools import lru_cache

from index.annotate import names
from index.annotate.lexicon import organisations, people, places, word_set
from index.models import Label

LABELS = frozenset((Label.ORG, Label.PLACE))
# What follows the word by which a company, school, church or team is known.
_KINDS = word_set(
    """Corp Corporation Inc Ltd LLC PLC Company Co Group Motor Motors Airlines Airways Industries Holdings
    Technologies Pharmaceuticals University College School Institute Foundation Magazine Newspaper FC United
    Sox Party Bank Electronics Systems Energy Entertainment Records Studios Capital Conservatory Orchestra"""
)
# What a text calls a body for short once it has named it: "the Church", "the Court".
_HEADS = word_set(
    """Church Court Ministry Department Agency Council Committee Commission Party University College Institute
    Bank Association Union Federation Foundation Fund Authority Parliament Senate Assembly Congress Bureau
    Army Board Club Court Academy Trust Tribunal Company Group"""
)
# Names that are no short form of what they begin: countries, directions, common words of names.
_TOO_COMMON = (
    frozenset(places.COUNTRY_OF_NAME)
    | places.DEMONYMS
    | organisations.HEADS
    | organisations.HEADS_BEFORE_OF
    | word_set(
        "New North South East West Royal National International United Federal First The General Saint St"
    )
    | people.GIVEN_NAMES
)


@lru_cache(maxsize=8192)
def forms(label: Label, name: str) -> tuple[str, ...]:
    """The keys of a name's short forms, the surest first; none for a name of one word."""
    words = [word for word in name.replace(",", " ").split() if word.lower() != "the"]
    if len(words) < 2:
        return ()
    found = [] if label is Label.PLACE else _of_organisation(words)
    if words[0] in ("North", "South") and name in places.COUNTRY_OF_NAME:
        found.append(words[0])
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) > 1 and (label is Label.PLACE or len(initials) > 2):
        found.insert(0, initials)
    keys = [names.key(label, form) for form in found]
    if label is Label.ORG:
        keys.append(names.without_country(name))
    return tuple(dict.fromkeys(keys))


def _of_organisation(words: list[str]) -> list[str]:
    """Short forms of an organisation's name, but its acronym."""
    found = []
    heads = [words[0]] if words[1] == "of" else []
    found += [word for word in (*heads, words[-1]) if word in _HEADS]
    if len(words) > 2 and (words[0] in places.DEMONYMS or words[0] in places.COUNTRY_OF_NAME):
        found.append(" ".join(words[1:]))
    if words[-1].rstrip(".") in _KINDS and words[0] not in _TOO_COMMON:
        found += [" ".join(words[:-1]), words[0]]
    if len(words) == 3 and words[1] == "of" and words[2] not in _TOO_COMMON and words[2] not in places.PLACES:
        found.append(words[2])
    joined = "".join(word[0] for word in words if word.lower() not in ("the", "and", "of"))
    if len(joined) > 2:
        found.append(joined.upper())
    return found
