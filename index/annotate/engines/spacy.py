"""Persons, organisations and places by an installed spaCy pipeline; this module loads spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import spacy

from index.annotate.engines import EngineError, Recognise
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

LABELS = {
    "PERSON": Label.PERSON,
    "PER": Label.PERSON,
    "ORG": Label.ORG,
    "GPE": Label.PLACE,
    "LOC": Label.PLACE,
    "FAC": Label.PLACE,
    "PLACE": Label.PLACE,
    "DATE": Label.DATE,
    "NORP": Label.MISC,
    "EVENT": Label.MISC,
    "LAW": Label.MISC,
    "LANGUAGE": Label.MISC,
    "PRODUCT": Label.MISC,
    "WORK_OF_ART": Label.MISC,
    "MISC": Label.MISC,
}
"""What the labels of spaCy's pipelines mean here; others are left out (https://spacy.io/models)."""

# Left out for speed where nothing but the recogniser's own component reads a text.
_NEEDLESS = frozenset({"tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer"})
_USUAL = _NEEDLESS | {"tok2vec", "transformer", "ner"}
_PIECE = 20_000
"""Code points that the pipeline reads at once, at most."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_ARTICLES = frozenset({"the", "a", "an"})
_TAILS = frozenset({"'s", "’s", "'", "’", ",", ".", ";", ":", '"', "”", "-"})


def recogniser(pipeline: str) -> Recognise:
    """The recogniser of a pipeline, by the name of its package or its path. Raises EngineError without it."""
    try:
        language = spacy.load(pipeline)
    except OSError as error:
        raise EngineError(
            f"spaCy has no pipeline “{pipeline}”; install it: python -m spacy download {pipeline}, "
            "or name the directory of one"
        ) from error
    except Exception as error:
        told = str(error).strip().partition("\n")[0]
        raise EngineError(
            f"spaCy cannot load the pipeline “{pipeline}” ({type(error).__name__}: {told}); "
            "install one that fits this version of spaCy"
        ) from error
    if set(language.pipe_names) <= _USUAL:
        language.disable_pipes(*_NEEDLESS.intersection(language.pipe_names))
    return lambda tokens: find(tokens, language)


def find(tokens: Tokens, language: Any) -> list[Span]:
    """The spans that a loaded pipeline finds in a text, in order, on whole tokens; they do not overlap."""
    found: list[Span] = []
    stop = 0
    for start, end, label in recognise(tokens.text, tokens.paragraphs, language):
        span = _on_tokens(tokens, start, end, label)
        if span is not None and span.first >= stop:
            found.append(span)
            stop = span.stop
    return found


def recognise(
    text: str, paragraphs: list[tuple[int, int]], language: Any
) -> Iterator[tuple[int, int, Label]]:
    """What a pipeline finds in the paragraphs of a text: start, end and label, in order."""
    readable = _SURROGATE.sub("\ufffd", text)
    pieces = [piece for start, end in paragraphs for piece in _pieces(readable, start, end)]
    texts = (readable[start:end] for start, end in pieces)
    for (start, _), document in zip(pieces, language.pipe(texts), strict=True):
        for entity in document.ents:
            label = LABELS.get(entity.label_)
            if label is not None:
                yield start + entity.start_char, start + entity.end_char, label


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces that a pipeline can read, cut at spaces."""
    while end - start > _PIECE:
        cut = text.rfind(" ", start + _PIECE // 2, start + _PIECE)
        cut = cut if cut > 0 else start + _PIECE
        yield start, cut
        start = cut
    yield start, end


def _on_tokens(tokens: Tokens, start: int, end: int, label: Label) -> Span | None:
    """The tokens that a range touches, without an article before a name and marks after it."""
    first, stop = tokens.at(start), min(tokens.at(end - 1) + 1, len(tokens))
    while first < stop and tokens.lower[first] in _ARTICLES:
        first += 1
    while stop > first and tokens.words[stop - 1] in _TAILS:
        stop -= 1
    if first >= stop:
        return None
    return Span(first, stop, label)
