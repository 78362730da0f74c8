"""Word lists of the annotator, written from general knowledge; each module holds frozen sets or tables."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text, divided by commas and line ends, as a set."""
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())
