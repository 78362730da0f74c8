"""What a field makes of a text: its terms, how often and where; the same as the Inverter, text by text."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.fulltext.document import Document
from index.fulltext.segment.columns import (
    ARTICLE,
    DATE,
    OUTLET,
    QUOTE_COUNT,
    SIGNATURE,
    SIGNATURE_REST,
    TITLE_SIZE,
)
from index.fulltext.segment.fields import (
    BY_NAME,
    NAMES,
    QUOTES,
    SOURCE,
    SPEAKERS,
    STEMS,
    TITLE,
    TITLE_GAP,
    TITLE_WEIGHT,
    WORDS,
    FieldSpec,
)
from index.fulltext.segment.vocabulary import NO_CLASS, compound_class, word_class
from index.query.terms import compounds, stem, term_texts
from index.similarity import signature

_MOST = 65_535


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One term in one document.

    ``count`` is how often it is there, ``length`` how much it adds to the length of the field: a compound
    adds nothing, for its parts do. ``places`` count terms; ``following`` has for each the class of the word
    at the next place. Both are empty where a field does not keep them.
    """

    count: int
    length: int
    places: Sequence[int] = ()
    following: bytes = b""

    def value(self, spec: FieldSpec) -> bytes:
        """What is kept of it besides the count: the places, 4 bytes each, then the classes."""
        return array("I", self.places).tobytes() + self.following


@dataclass(frozen=True, slots=True)
class Titled:
    """What WORDS and STEMS may be given: a text (title, blank line, body) and the title it begins with."""

    title: str
    text: str


Terms = Mapping[str, Occurrences]


def analyse(spec: FieldSpec, value: Any) -> Terms:
    """The terms of a field in one document.

    ``value`` is a text; for WORDS and STEMS also :class:`Titled`; for the fields of names and of speakers
    also a sequence of numbers. Raises TypeError for anything else.
    """
    if isinstance(value, Titled) and spec in _TITLED:
        return _TITLED[spec](value.title, value.text)
    if spec in (*NAMES, SPEAKERS):
        return _plain(
            value.split()[:_MOST] if isinstance(value, str) else [str(each) for each in value[:_MOST]]
        )
    if not isinstance(value, str):
        raise TypeError(f"the field {spec.name} takes text, not {type(value).__name__}")
    return _ANALYSES[spec](value)


def _words(title: str, text: str) -> Terms:
    """The words of a text as written, and its compounds; the body stands at some distance from the title."""
    words = term_texts(text)
    joined = compounds(text, words)
    size = len(term_texts(title))
    after = [*map(word_class, words[1:]), NO_CLASS]
    for place, word in joined:
        if place:
            after[place - 1] = compound_class(word)
    if 0 < size < len(words):
        after[size - 1] = NO_CLASS
    found: dict[str, list[tuple[int, int]]] = {}
    for place, word in [*enumerate(words), *joined]:
        gap = TITLE_GAP if 0 < size <= place else 0
        found.setdefault(word, []).append((place + gap, after[place]))
    lengths = Counter(words)
    terms = {}
    for word, standing in found.items():
        places, following = zip(*sorted(standing), strict=True)
        terms[word] = Occurrences(len(places), lengths[word], places, bytes(following))
    return terms


def _stems(title: str, text: str) -> Terms:
    """The stems of a text and its compounds, those of its title weighted."""
    words = term_texts(text)
    lengths = Counter(map(stem, words))
    for each in map(stem, term_texts(title)):
        lengths[each] += TITLE_WEIGHT - 1
    joined = compounds(text, words) + (TITLE_WEIGHT - 1) * compounds(title)
    return _with_compounds(lengths, (word for _, word in joined))


def _plain_stems(text: str) -> Terms:
    """The stems of a text and its compounds, none of which counts more than another."""
    words = term_texts(text)
    return _with_compounds(Counter(map(stem, words)), (word for _, word in compounds(text, words)))


def _with_compounds(lengths: Counter[str], joined: Iterable[str]) -> Terms:
    """Terms that count for the length, and others that do not."""
    counts = lengths + Counter(map(stem, joined))
    return {term: Occurrences(count, lengths[term]) for term, count in counts.items()}


def _source(text: str) -> Terms:
    """The words of a source's name, with their places."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(term_texts(text)[:_MOST]):
        places.setdefault(word, []).append(place)
    return {word: Occurrences(len(found), len(found), found) for word, found in places.items()}


def _plain(terms: Iterable[str]) -> Terms:
    """Terms that are only counted."""
    return {term: Occurrences(count, count) for term, count in Counter(terms).items()}


_ANALYSES: Mapping[FieldSpec, Callable[[str], Terms]] = {
    WORDS: lambda text: _words("", text),
    STEMS: lambda text: _stems("", text),
    TITLE: _plain_stems,
    QUOTES: _plain_stems,
    SOURCE: _source,
}

_TITLED: Mapping[FieldSpec, Callable[[str, str], Terms]] = {WORDS: _words, STEMS: _stems}


def keywords(document: Document) -> dict[str, Any]:
    """A document as the keywords of ``add_document`` of Whoosh's writers; all fields and columns."""
    terms = term_texts(document.text)
    joined = [word for _, word in compounds(document.text, terms)]
    likeness = signature([*terms, *joined])
    return {
        WORDS.name: Titled(document.title, document.text),
        STEMS.name: Titled(document.title, document.text),
        TITLE.name: document.title,
        QUOTES.name: "\n".join(document.quotes),
        SOURCE.name: document.source,
        **{name: list(numbers) for name, numbers in document.entities.items() if name in BY_NAME},
        ARTICLE.name: document.article_id,
        DATE.name: document.date,
        TITLE_SIZE.name: min(len(term_texts(document.title)), _MOST),
        QUOTE_COUNT.name: min(len(document.quotes), _MOST),
        OUTLET.name: document.source,
        SIGNATURE.name: likeness & (1 << 64) - 1,
        SIGNATURE_REST.name: likeness >> 64,
    }
