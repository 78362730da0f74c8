"""What suggestions and completions ask an archive about its words, names and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.query.nodes import Field


class Vocabulary(Protocol):
    """The words that an archive knows. Terms are folded as :mod:`index.query.terms` does it.

    Counts are of articles. No method fails for a term that there is not; ``limit`` bounds a result.
    """

    def count(self, field: Field, term: str) -> int:
        """How many articles have a term in a field; where the field is stemmed, a word with this stem."""
        ...

    def written(self, term: str) -> int:
        """How many articles have a word as it is written, or a compound, anywhere in their text."""
        ...

    def starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The words of texts that begin so, as written, with their counts, most frequent first."""
        ...

    def names(self, word: str) -> bool:
        """Whether a term is a word of a name that the archive knows."""
        ...

    def name_words(self, prefix: str, limit: int) -> Sequence[str]:
        """The words of names that begin so."""
        ...

    def names_starting(self, field: Field, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The names a field can ask for of which each word of ``prefix``, as typed, begins a word.

        With each comes how many articles or quotes it has; those with most come first.
        """
        ...

    def sources_starting(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The sources of which each word of ``prefix`` begins a word, with their counts, largest first."""
        ...
