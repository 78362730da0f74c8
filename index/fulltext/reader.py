"""What searching needs of a full-text index, whichever library keeps it.

An index numbers its documents from 0; the numbers hold for one reader only. Documents are found by
*postings*: for a term of a field, the documents that have it, and how often.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.query.nodes import Naming

Names = Callable[[Naming], Collection[int]]
"""Who is who: the articles in which somebody speaks or is named whom a part of a query means.

The index does not know it: that two names are one person is learnt after the articles are indexed.
"""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a term in increasing order, and how often each has it."""

    docs: Sequence[int]
    counts: Sequence[float]


EMPTY = Postings((), ())


class IndexField:
    """The names of the fields. All hold terms; those in POSITIONAL also where they stand."""

    WORDS = "words"  # title and body, as written
    STEMS = "stems"  # title and body
    TITLE = "title"  # stems
    QUOTES = "quotes"  # stems of what is quoted
    SOURCE = "source"

    ALL = (WORDS, STEMS, TITLE, QUOTES, SOURCE)
    POSITIONAL = (WORDS, SOURCE)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of an article.

    ``terms`` has for each field its terms and their positions, which count terms; ``date`` is an
    ordinal like :attr:`index.models.PartialDate.ordinal`; ``title_size`` and ``quotes`` count terms
    of the title and quotes.
    """

    article_id: int
    date: int
    title_size: int
    quotes: int
    terms: Mapping[str, Mapping[str, Sequence[int]]]


class IndexReader(Protocol):
    """One state of an index; it stays as it is when the index grows.

    Whatever goes wrong in reading raises :class:`DamagedIndexError`.
    """

    generation: int
    """Increases with every commit."""

    article_ids: Sequence[int]
    """The article of each document."""

    dates: Sequence[int]
    """The date of each document, as an ordinal."""

    title_sizes: Sequence[int]
    """How many of the first positions of the field WORDS are the title's."""

    quote_counts: Sequence[int]
    """How many quotes each document has."""

    sizes: Sequence[int]
    """About how many terms the text of each document has."""

    def postings(self, field: str, term: str) -> Postings:
        """The documents of a term."""

    def positions(self, field: str, term: str, docs: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Where a term stands in some documents, for a field in POSITIONAL."""

    def vocabulary(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """The terms of a field that begin with a prefix, and how many documents have each.

        The prefix has at least 2 letters, for one would match too much.
        """

    def close(self) -> None:
        """Release the files."""


class DamagedIndexError(Exception):
    """The index cannot be read; it is to be built again from the store."""
