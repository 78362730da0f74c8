"""What an archive knows of words, names and sources, for suggestions and completions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.fulltext.search.words import Words
from index.query.nodes import Field
from index.storage.naming import Names


class ArchiveVocabulary:
    """An :class:`index.query.vocabulary.Vocabulary`: words and sources from the index, names from the store.

    ``most_named`` gives the names that a field can ask for and most articles have, with these counts.
    """

    def __init__(
        self, words: Words, names: Names, most_named: Callable[[Field, int], Sequence[tuple[str, int]]]
    ) -> None:
        self._words = words
        self._names = names
        self._most_named = most_named

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
        """The names a field can ask for of which each word of ``prefix`` begins a word, with their counts."""
        if not prefix.strip():
            return self._most_named(field, limit)
        return self._names.most_frequent(field, prefix, limit)

    def sources_starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The sources of which each word of ``prefix`` begins a word, with their counts, largest first."""
        return self._words.sources_starting(prefix, limit)
