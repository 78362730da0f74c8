"""Annotation: text in, mentions and quotes with exact offsets out; no storage."""

from __future__ import annotations

from index.models import Annotations


def annotate(text: str) -> Annotations:
    """The mentions and quotes of a text.

    Offsets count code points of the text as given, and ``text[start:end]`` is the ``text`` of each
    mention and quote. Ids are local to the document and count from 1. The word lists are loaded at
    the first call.
    """
    from index.annotate import document

    return document.annotate(text)
