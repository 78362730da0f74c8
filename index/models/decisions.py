"""What users decide about the entities and quotes of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.models import Label, Problem


class DecisionKind(StrEnum):
    """What a user can decide about the entities and quotes of an archive."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    REJECT = "reject"
    RELABEL = "relabel"
    ATTRIBUTE = "attribute"
    UNQUOTE = "unquote"


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where words stand that a decision is about: offsets count from the start of ``Article.text``."""

    article_id: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A user's word on who is who, in the order given; ``id`` counts up.

    It is about what texts name ``name`` as a ``label``. MERGE: it is the same as ``other`` (a name of
    ``other_label``). SPLIT: the name ``other`` is somebody else. RENAME: it is shown as ``other``.
    REJECT: it is no entity. RELABEL: its kind is ``other_label``.

    ATTRIBUTE: the words at ``quote`` are what ``name`` (a ``label``) says; nobody known when it is empty.
    UNQUOTE: the words at ``quote`` are no quote; ``name`` is empty.
    """

    id: int
    kind: DecisionKind
    label: Label
    name: str
    other: str | None = None
    other_label: Label | None = None
    quote: QuotePlace | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of decisions from elsewhere: how many were taken, how many held already, and the rest."""

    taken: int
    known: int
    problems: tuple[Problem, ...]
