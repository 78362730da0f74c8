"""One name, one entity: keys of names, and whether two names are one entity's.

A key is what all names of an entity have in common, so that entities are looked up by it. Names with
one key may still be two people's ("Donald Trump" and "Donald Trump Jr."): :func:`compare` says so. It
never takes two persons to be one by a family name alone. No key has a "#" in it.
"""

from __future__ import annotations

from index.annotate import bodies, personal
from index.annotate.folding import fold
from index.annotate.personal import Match
from index.models import Label


def key(label: Label | str, name: str, nation: str | None = None) -> str:
    """The key of a name: the label, a colon, and what the entity's names have in common.

    ``nation`` is the country whose body is meant, for organisations whose name does not say. Of a name
    only so much is read as names are long.
    """
    name = name[: personal.LONGEST]
    if label == Label.PERSON:
        words = personal.key(personal.parse(name))
    elif label == Label.ORG:
        words = bodies.organisation_key(name, nation)
    elif label == Label.PLACE:
        words = bodies.place_key(name)
    else:
        words = " ".join(fold(name).replace("#", " ").split())
    return f"{str(label).lower()}:{words}"


def without_country(name: str) -> str:
    """The key that an organisation's name has once its country is understood."""
    own = bodies.organisation_key(name)
    base, of, _ = own.rpartition(" of ")
    return f"org:{base if of and bodies.is_generic(base) else own}"


def compare(label: Label | str, one: str, other: str) -> Match:
    """Whether two names are one entity's: SAME by the names alone, POSSIBLE with evidence, DIFFERENT."""
    if label == Label.PERSON:
        return personal.compare(personal.parse(one), personal.parse(other))
    if key(label, one) != key(label, other):
        return Match.DIFFERENT
    return Match.POSSIBLE if needs_evidence(label, one) else Match.SAME


def same(label: Label | str, one: str, other: str) -> bool:
    """Whether two names are one entity's by the names alone."""
    return compare(label, one, other) is Match.SAME


def needs_evidence(label: Label | str, name: str) -> bool:
    """Whether a name alone does not tell who is meant: a lone name, a ministry of no country."""
    return key_needs_evidence(label, name, key(label, name))


def key_needs_evidence(label: Label | str, name: str, own: str) -> bool:
    """The same where the key of the name is known, which may be that of a country's body."""
    if label == Label.PERSON:
        return personal.parse(name).lone
    return label == Label.ORG and bodies.is_generic(own.removeprefix("org:"))
