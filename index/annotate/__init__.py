"""Annotation: text in, mentions and quotes with exact offsets out; no storage."""

from __future__ import annotations

from index.models import UNKNOWN_DATE, Annotations, PartialDate

VERSION = "3"
"""What tells the annotations of this version from those of others; raised with the rules and the weights."""


def annotate(text: str, *, published: PartialDate = UNKNOWN_DATE) -> Annotations:
    """The mentions and quotes of a text.

    Offsets count code points of the text as given, and ``text[start:end]`` is the ``text`` of each
    mention and quote. Ids are local to the document and count from 1. The word lists are loaded at
    the first call. ``published`` is the day that dates of the text ("Monday") are counted from.
    """
    from index.annotate import document

    return document.annotate(text, published=published)
