"""What an archive knows of words, names and sources, for suggestions and completions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.counting import FacetCounter
from index.fulltext.search.words import Words, begin_words
from index.models import Facet
from index.query.nodes import Field
from index.query.terms import term_texts
from index.storage.naming import Names

_FACETS = {
    Field.BY: (Facet.SPEAKER,),
    Field.PERSON: (Facet.PERSON,),
    Field.ORG: (Facet.ORG,),
    Field.PLACE: (Facet.PLACE,),
    Field.ABOUT: (Facet.PERSON, Facet.ORG, Facet.PLACE),
}
"""Whom the fields for names ask for."""

_FREQUENT = 300  # names of each facet that are kept
_LONG = 3  # letters of a beginning that few names have


@dataclass(frozen=True, slots=True)
class _Named:
    """An entity, how many articles have it, and the terms of each of its names."""

    name: str
    count: int
    terms: Sequence[Sequence[str]]


class ArchiveVocabulary:
    """A :class:`index.query.vocabulary.Vocabulary`: words and sources by the index, names by the store.

    It stays as it is when the archive changes.
    """

    def __init__(self, words: Words, names: Names, counter: FacetCounter) -> None:
        """``counter`` tells which names most articles have."""
        self._words = words
        self._names = names
        self._counter = counter
        self._found: dict[Field, list[_Named]] = {}

    def count(self, field: Field, term: str) -> int:
        """How many articles have a term in a field; where the field is stemmed, a word with this stem."""
        return int(self.names(term)) if field.is_name else self._words.count(field, term)

    def written(self, term: str) -> int:
        """How many articles have a word as it is written, or a compound, anywhere in their text."""
        return self._words.written(term)

    def starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The words of texts that begin so, with their counts, most frequent first."""
        return self._words.starting(prefix, limit)

    def names(self, word: str) -> bool:
        """Whether a term is a word of a name that the archive knows."""
        return self._names.is_word(word)

    def name_words(self, prefix: str, limit: int) -> Sequence[str]:
        """The words of names that begin so."""
        return self._names.words(prefix, limit)

    def names_starting(self, field: Field, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The names a field can ask for of which each word of ``prefix`` begins a word, with their counts.

        Of a short prefix, which very many names have, those come that most articles have.
        """
        wanted = term_texts(prefix)
        if sum(map(len, wanted)) < _LONG:
            found = [
                (each.name, each.count)
                for each in self._frequent(field)
                if any(begin_words(wanted, terms) for terms in each.terms)
            ]
            if len(found) >= limit or not wanted:
                return list(_distinct(found).items())[:limit]
        return self._names.most_frequent(field, prefix, limit)

    def sources_starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The sources of which each word of ``prefix`` begins a word, with their counts, largest first."""
        return self._words.sources_starting(prefix, limit)

    def _frequent(self, field: Field) -> list[_Named]:
        """The entities that most articles have, most first."""
        found = self._found.get(field)
        if found is None:
            counts = {
                each.entity_id: each
                for facet in _FACETS.get(field, ())
                for each in self._counter.count(None, facet, _FREQUENT)
                if each.entity_id is not None
            }
            terms = self._names.terms_of(counts.keys())
            found = [
                _Named(each.value, each.count, [term_texts(each.value), *terms.get(number, [])])
                for number, each in counts.items()
            ]
            found.sort(key=lambda each: (-each.count, each.name))
            self._found[field] = found
        return found


def _distinct(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Names with the first of their counts: of namesakes one is offered."""
    found: dict[str, int] = {}
    for name, count in counts:
        found.setdefault(name, count)
    return found
