"""What is kept of each document besides its terms: numbers, one a document, and the name of its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers; ``code`` is their type as the module ``array`` names it."""

    name: str
    code: str


ARTICLE = Column("article", "q")
"""The article's id in the store."""

DATE = Column("date", "I")
"""When it was published: YYYYMMDD, 0 for what is unknown."""

TITLE_SIZE = Column("title_size", "H")
"""How many of the first places of the field WORDS are the title's."""

QUOTE_COUNT = Column("quote_count", "H")
"""How many quotes in marks it has."""

OUTLET = Column("outlet", "H")
"""Its source: the number of a name in the segment's list, 0 for none."""

SIGNATURE, SIGNATURE_REST = Column("signature", "Q"), Column("signature_rest", "Q")
"""What :func:`index.similarity.signature` makes of its words, the lower 64 bits and the higher ones."""

COLUMNS = (ARTICLE, DATE, TITLE_SIZE, QUOTE_COUNT, OUTLET, SIGNATURE, SIGNATURE_REST)

BY_DATE = Column("by_date", "H")
"""The documents in order of date, oldest first, those of one date by article; those without one first."""
