"""A query as a tree of frozen nodes, independent of any search engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a part of a query is compared with."""

    TEXT = "text"
    TITLE = "title"
    QUOTE = "quote"
    BY = "by"
    ABOUT = "about"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    SOURCE = "source"

    @property
    def stemmed(self) -> bool:
        """Whether words are compared by their stems; names are compared as they are written."""
        return self in (Field.TEXT, Field.TITLE, Field.QUOTE)

    @property
    def is_name(self) -> bool:
        """Whether names are asked for, which the store knows, and not words of the text."""
        return self in (Field.BY, Field.ABOUT, Field.PERSON, Field.ORG, Field.PLACE)


@dataclass(frozen=True, slots=True)
class Word:
    """One term; in a stemmed field any word with the same stem matches, unless ``exact``.

    A text has a term also where it writes it with hyphens: see :func:`index.query.terms.compounds`.
    """

    field: Field
    term: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Terms that begin with ``term``; while that is being typed (``begun``) the most frequent ones do."""

    field: Field
    term: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Terms that :func:`index.query.terms.is_near` to ``term``."""

    field: Field
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms in this order, exactly as written; with ``prefix`` the last is only the beginning of one.

    They stand side by side, or with at most ``slop`` other terms between them altogether. A beginning that
    is ``begun`` is being typed, as that of a :class:`Prefix` is.
    """

    field: Field
    terms: tuple[str, ...]
    prefix: bool = False
    slop: int = 0
    begun: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose date, as far as it is known, lies within ``first`` to ``last``.

    Both are numbers like :attr:`index.models.PartialDate.ordinal` and are included.
    """

    first: int
    last: int

    def contains(self, ordinal: int) -> bool:
        """Whether a date lies within; 0 (unknown) never does, "2024" does not lie within April 2024."""
        if ordinal < self.first or not ordinal:
            return False
        if ordinal % 100:
            return ordinal <= self.last
        return ordinal + (99 if ordinal % 10000 else 9999) <= self.last


@dataclass(frozen=True, slots=True)
class HasQuotes:
    """Articles with at least one quote."""


@dataclass(frozen=True, slots=True)
class OneEntity:
    """Articles that name one entity, which the archive knows by its id."""

    entity_id: int


class Mark(StrEnum):
    """What a reader has done with an article; ``UNREAD`` is what is not ``READ``."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles with a mark of the reader, which :class:`index.userstate.UserState` knows."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class And:
    """All parts match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    part: Node


NameLeaf = Word | Prefix | Fuzzy | Phrase
"""A leaf whose field :attr:`Field.is_name`: a name, its words in any order, or the beginning of one."""

Naming = NameLeaf | OneEntity
"""A leaf that the store answers, which knows who is who."""

Filter = DateRange | HasQuotes | OneEntity | Marked
"""A leaf that no words of a text can tell."""

Leaf = Word | Prefix | Fuzzy | Phrase | Filter
Node = Leaf | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. ``node`` is None when it asks for everything.

    ``problem`` says what of an unfinished query was set aside, or which field there is not.
    """

    text: str
    node: Node | None
    problem: str | None = None


def leaves(node: Node | None) -> list[Leaf]:
    """All leaves of a query in order."""
    if node is None:
        return []
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return leaves(node.part) if isinstance(node, Not) else [node]


def positive_leaves(node: Node | None) -> list[Leaf]:
    """The leaves of a query that are not under a NOT, in order."""
    if node is None or isinstance(node, Not):
        return []
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in positive_leaves(part)]
    return [node]
