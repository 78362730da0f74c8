"""What a query asks for that the index does not know: who is who, and what the reader has done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.query.nodes import Mark, Naming


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a part of a query means: entities as the index knows them, by field, and further articles.

    ``entities`` has for fields of names or of speakers the numbers of entities. ``articles`` are those
    that the numbers do not lead to.
    """

    entities: Mapping[str, Sequence[int]] = field(default_factory=dict)
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
