"""What a query asks for that the index does not know: who is who, and what the reader has done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.query.nodes import Mark, Naming


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a part of a query means: entities as the index knows them, by field, and further articles.

    ``entities`` has for fields of names or of speakers the numbers of entities; in the articles ``without``
    they are not to be trusted. ``articles`` are those that match besides.
    """

    entities: Mapping[str, Sequence[int]] = field(default_factory=dict)
    without: Collection[int] = ()
    articles: Collection[int] = ()


class Outside(Protocol):
    """Answers what the index cannot."""

    def named(self, leaf: Naming) -> Named:
        """Whom a name or the id of an entity means."""

    def marked(self, mark: Mark) -> Collection[int]:
        """The articles that have a mark of the reader; for UNREAD those that are read."""


class Nobody:
    """Knows no names and no marks."""

    def named(self, leaf: Naming) -> Named:
        """Nobody."""
        return Named()

    def marked(self, mark: Mark) -> Collection[int]:
        """Nothing."""
        return ()


class Remembered:
    """Asks somebody else, for each name once. Marks are not kept: they may be many."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._named: dict[Naming, Named] = {}

    def named(self, leaf: Naming) -> Named:
        """Whom a name or the id of an entity means."""
        if leaf not in self._named:
            self._named[leaf] = self._outside.named(leaf)
        return self._named[leaf]

    def marked(self, mark: Mark) -> Collection[int]:
        """The articles that have a mark of the reader."""
        return self._outside.marked(mark)
