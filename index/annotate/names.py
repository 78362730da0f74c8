"""Who is who: keys of names, and ids shared across documents.

A key says when an entity of one document is the same as one of another. It never rests on a
surname alone: "Blinken" has a key of its own, which only another lone "Blinken" shares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from index.annotate.lexicon import organisations, people, places
from index.models import Annotations, Label

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’`´]s\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
# The same Slavic ending in different transcriptions.
_ENDINGS = (
    (re.compile(r"(?:skiy|skyy|skyi|skij|sky|skii)$"), "ski"),
    (re.compile(r"(?:ey|ej)$"), "ei"),
    (re.compile(r"(?:iy|ij|yi|yy|ii)$"), "i"),
)
_ALIASES = {
    "un": "united nations",
    "eu": "european union",
    "who": "world health organization",
    "world health organisation": "world health organization",
    "imf": "international monetary fund",
    "wto": "world trade organization",
    "ap": "associated press",
    "au": "african union",
    "icc": "international criminal court",
    "fbi": "federal bureau of investigation",
    "cia": "central intelligence agency",
    "fed": "federal reserve",
    "gop": "republican party",
    "department of state": "state department",
    "department of defense": "defense department",
    "department of justice": "justice department",
    "department of the treasury": "treasury department",
    "treasury": "treasury department",
}
_COUNTRIES = {name.casefold(): country.casefold() for name, country in places.COUNTRY_OF_NAME.items()}
_KNOWN_BODIES = frozenset(name.casefold() for name in organisations.NAMES)


def fold(text: str) -> str:
    """A text without case, accents and possessive endings."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _POSSESSIVE.sub("", plain)


@lru_cache(maxsize=4096)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded: without titles before it, initials and "Jr."."""
    words = _WORD.findall(fold(name))
    begin = 0
    while begin < len(words) - 1 and words[begin] in people.TITLES:
        begin += 1
    kept = [word for word in words[begin:] if len(word) > 1 and word not in people.SUFFIXES]
    return tuple(kept or words)


def transcribed(word: str) -> str:
    """A folded word with one spelling for endings that transcriptions write differently."""
    if len(word) > 4:
        for pattern, ending in _ENDINGS:
            if pattern.search(word):
                return pattern.sub(ending, word)
    return word


def key(label: Label | str, name: str) -> str:
    """The key by which an entity of one document is the same as one of another.

    Case, accents, titles and initials do not count; neither do the articles of organisations and
    the several names of a country. A lone surname is its own key.
    """
    if label == Label.PERSON:
        words = " ".join(transcribed(word) for word in person_words(name))
    elif label == Label.ORG:
        words = _organisation_key(name)
    else:
        plain = " ".join(fold(name).split()).removeprefix("the ")
        words = _COUNTRIES.get(plain, plain)
    return f"{str(label).lower()}:{words}"


def _organisation_key(name: str) -> str:
    """The key of an organisation: without article, legal form, and a country that it does not need."""
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(name))
    words = " ".join(_WORD.findall(plain)).removeprefix("the ")
    for country in ("us ", "united states ", "american ", "uk ", "british ", "russian "):
        rest = words.removeprefix(country)
        if rest != words and (rest in _KNOWN_BODIES or rest in _ALIASES):
            words = rest
    parts = words.split(" ")
    while len(parts) > 1 and parts[-1] in organisations.LEGAL_FORMS:
        parts.pop()
    words = " ".join(parts)
    return _ALIASES.get(words, words)


def link(documents: Iterable[Annotations]) -> list[Annotations]:
    """The same annotations with ids shared across documents: entities with the same key share one.

    Ids count from 1 in the order of first mention. All documents are read before the first is
    returned.
    """
    ids: dict[str, int] = {}
    return [_relabel(document, ids) for document in documents]


def _relabel(document: Annotations, ids: dict[str, int]) -> Annotations:
    """One document with its ids replaced by shared ones, which grow as needed."""
    local: dict[int, int] = {}
    for mention in document.mentions:
        if mention.entity_id not in local:
            local[mention.entity_id] = ids.setdefault(key(mention.label, mention.name), len(ids) + 1)
    return Annotations(
        tuple(replace(mention, entity_id=local[mention.entity_id]) for mention in document.mentions),
        tuple(
            quote if quote.speaker_id is None else replace(quote, speaker_id=local.get(quote.speaker_id))
            for quote in document.quotes
        ),
    )
