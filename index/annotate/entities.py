"""Persons, organisations and places by the built-in recogniser."""

from __future__ import annotations

from index.annotate.recogniser.model import model
from index.annotate.recogniser.repairs import repaired
from index.annotate.recogniser.tags import spans
from index.annotate.spans import Span
from index.annotate.tokens import Tokens


def find(tokens: Tokens) -> list[Span]:
    """The mentions of persons, organisations and places in order; they do not overlap."""
    tags = model().tags(tokens.words, tokens.sentence)
    return repaired(tokens, spans(tags))
