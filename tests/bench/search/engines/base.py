"""What the benchmark asks of an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.bench.search.model import Document, Query

TOP = 20
"""How many hits a query is answered with."""

TITLE_WEIGHT = 4.0
BODY_WEIGHT = 1.0


class UnsupportedError(Exception):
    """The engine has nothing that answers a class of queries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of the first documents, best first, and how many documents of each source if asked for."""

    ids: list[int]
    facets: Mapping[str, int] | None = None


class Engine(Protocol):
    """A search engine whose index lies in a directory. It is opened before it is searched."""

    @property
    def name(self) -> str:
        """How the engine calls itself."""

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Index ``count`` documents into an empty directory, in so many segments if it has segments."""

    def index_bytes(self, directory: Path) -> int:
        """The size of the index on disk, without a copy of the texts where that can be told apart."""

    def open(self, directory: Path) -> None:
        """Get ready for the first query."""

    def search(self, query: Query) -> Answer:
        """The first TOP documents. Raises UnsupportedError."""

    def forget(self) -> None:
        """Drop answers that are remembered, so that a query is worked out when it comes again."""

    def close(self) -> None:
        """Release the files."""


def directory_bytes(directory: Path) -> int:
    """The size of all files below a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def parts(count: int, segments: int) -> list[int]:
    """How many of ``count`` documents go into each of so many segments."""
    return [(at + 1) * count // segments - at * count // segments for at in range(segments)]
