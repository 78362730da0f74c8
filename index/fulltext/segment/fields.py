"""The fields of the index, and what is kept of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field keeps of each term and document besides how often the term is in it.

    ``positions``: where; ``impacts``: a byte that grows with the score, to find the best documents
    without computing the rest; ``following``: for each place the class of the next word, as a byte.
    """

    name: str
    positions: bool = False
    impacts: bool = False
    following: bool = False


WORDS = FieldSpec("words", positions=True, following=True)
"""Title and body as written; folded (see :mod:`index.query.terms`), not stemmed."""

STEMS = FieldSpec("stems", impacts=True)
"""Title and body by their stems; an occurrence in the title counts :data:`TITLE_WEIGHT` times."""

TITLE = FieldSpec("title")
"""The stems of the title alone."""

QUOTES = FieldSpec("quotes")
"""The stems of what is quoted in marks."""

SOURCE = FieldSpec("source", positions=True)
"""The words of the source's name."""

PERSONS, ORGS, PLACES, OTHERS = (FieldSpec(name) for name in ("persons", "orgs", "places", "others"))
"""The entities named, by the label they are found with. A term is an entity's number in the store."""

SPEAKERS = FieldSpec("speakers")
"""The entities that are quoted in marks, as often as they are."""

FIELDS = (WORDS, STEMS, TITLE, QUOTES, SOURCE, PERSONS, ORGS, PLACES, OTHERS, SPEAKERS)
NAMES = (PERSONS, ORGS, PLACES, OTHERS)
BY_NAME = {spec.name: spec for spec in FIELDS}

TITLE_WEIGHT = 5
"""What an occurrence in the title counts beside one in the body (the simple BM25F of Robertson, Zaragoza
and Taylor 2004: weighted frequencies of one field)."""

MOST_DOCUMENTS = 65_535
"""Documents of a segment; their numbers take two bytes."""

MOST_FREQUENT = 255
"""The highest term frequency that counts in a score; it takes one byte."""

FAR = 65_535
"""What stands for a place that does not fit into two bytes; it follows in four, see ``postings``."""

TITLE_GAP = 32
"""Places between the last word of a title and the first of the body, more than a phrase may span."""

DENSE = 16
"""A term that is in at least one document of so many has a bitmap of its documents beside their list."""
