"""The same words as several articles quote them, and what became of them in each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.models import QuoteInArticle


class Change(StrEnum):
    """What became of words between two versions of a statement."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of whole words of a statement that share a fate; white space is folded to single blanks."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A statement as one article quotes it; there is one variant an article.

    ``found`` is the quote that was asked about in its article, in others the longest of the quotes that
    report the words. Where an article quotes the words in several segments, ``pieces`` run over them all.
    They tell the variant from the first one, in reading order: kept and added pieces make its own
    words, kept and left-out pieces those of the first. All are kept in the first variant itself.
    """

    found: QuoteInArticle
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The same words as several articles quote them, in order of date; those without a date come last.

    There is one variant at least. Of a statement of very many articles there are MOST_VARIANTS, which
    came first, and that of the quote that was asked about.
    """

    variants: tuple[Variant, ...]

    @property
    def has_most(self) -> bool:
        """Whether there are as many variants as are told at most, so that there may be more."""
        return len(self.variants) >= MOST_VARIANTS


MOST_VARIANTS = 200
"""Articles of a statement that are told."""
