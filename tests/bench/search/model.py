"""What passes between the parts of the benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """An article to index; ``number`` counts from 1, ``size`` is what it takes as UTF-8, in bytes."""

    number: int
    title: str
    body: str
    published: date
    source: str

    @property
    def size(self) -> int:
        """Bytes of title and body."""
        return len(self.title.encode()) + len(self.body.encode())


CLASSES: Mapping[str, str] = {
    "rare": "rare word",
    "frequent": "frequent word",
    "and2": "AND of 2",
    "and3": "AND of 3",
    "or2": "OR of 2",
    "or3": "OR of 3",
    "phrase": "phrase",
    "prefix": "prefix",
    "typed": "half-typed",
    "fuzzy": "fuzzy",
    "dates": "word in a year",
    "facet": "by source",
    "newest": "newest first",
}
"""The classes of queries, each with how a table calls it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a class: its words in lower case, and the year of a date range."""

    kind: str
    words: tuple[str, ...]
    year: int = 0
