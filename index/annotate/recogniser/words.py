"""What several rules ask of words."""

from __future__ import annotations

from index.annotate.lexicon import people
from index.annotate.tokens import Tokens

CAPITAL_PARTICLES = frozenset(particle.capitalize() for particle in people.PARTICLES)
"""Particles of names as they open a sentence: "De", "Van"."""


def after_the(tokens: Tokens, index: int) -> bool:
    """Whether a token stands after "the"."""
    return index > 0 and tokens.lower[index - 1] == "the"


def small_words(tokens: Tokens) -> set[str]:
    """The words that a text writes with a small initial, as they would look with a capital."""
    return {word.capitalize() for word in set(tokens.words) if word[0].islower()}
