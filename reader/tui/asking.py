"""Queries over quotes, as far as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.errors import QueryError
from reader.tui.speaker_rows import Find

LAST_WORD = re.compile(r"(?:^|(?<=[\s(]))\w+$")


def finished(text: str, *, typing: bool = False) -> str:
    """A query that can be asked for one that may be unfinished; its last word is also a beginning.

    What cannot be used yet, such as an operator at the end, is left out; with ``typing`` a single
    letter at the end is too. A query that is wrong in another way comes back as it is, for the archive
    to say why.
    """
    from index.query import parse

    for candidate in _candidates(text, typing):
        try:
            if candidate:
                parse(candidate)
        except QueryError:
            continue
        return candidate
    return text


def finder(text: str, *, typing: bool = False) -> Find:
    """What finds the places in a quote that a query matches, read as :func:`finished` reads it.

    Nowhere for a wrong one.
    """
    if not text.strip():
        return lambda _: ()
    from index.query import find_matches, parse

    try:
        query = parse(finished(text, typing=typing))
    except QueryError:
        return lambda _: ()
    return lambda words: find_matches(query, words, body_start=len(words))


def _candidates(text: str, typing: bool) -> Iterator[str]:
    """What a text may become, what says most of it first."""
    text = text.strip()
    word = LAST_WORD.search(text)
    letter = word is not None and len(word.group()) == 1 and word.group().isalpha() and word.group().isascii()
    waits = letter and typing
    if word and waits:
        yield (text := text[: word.start()].strip())
    elif word and not letter:
        begun = f"{text[: word.start()]}({word.group()} OR {word.group()}*)"
        yield begun
        yield f"{begun})"
    yield text
    yield f'{text}"'
    yield f"{text})"
    if not waits:
        yield text.rpartition(" ")[0].strip()
