"""Phrases that several commands print."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import EntityCount, Quote, Summary
from reader.output import BOLD, Output
from reader.plain import plain

NOBODY = "(speaker not known)"
WIDEST = 48
"""How many cells of a name a table shows."""


_ID_MARKS = ("entity:", "#")
_LONGEST_ID = 20
"""Digits of an id that are read; none has so many."""


def entity_id(name: str) -> int | None:
    """The id that stands in place of a name, as ``entity:12`` or ``#12``; None for a name."""
    for mark in _ID_MARKS:
        number = name.removeprefix(mark)
        if name.startswith(mark) and number.isascii() and number.isdigit():
            return int(number[:_LONGEST_ID])
    return None


def hinted(entity: EntityCount) -> str:
    """What tells an entity from others of its name, to stand behind what is said of it; "" for nothing."""
    return f"; {entity.hint}" if entity.hint else ""


def meta(article: Summary) -> str:
    """Source, date and length of an article, as far as they are known."""
    words = f"{article.words} word" + ("" if article.words == 1 else "s")
    return " · ".join(filter(None, [article.source, str(article.published) or "undated", words]))


def speaker(quote: Quote) -> str:
    """Who says it: the full name, else the words of the text; with a question mark when that is not sure."""
    name = quote.speaker_name or quote.speaker
    if name is None:
        return NOBODY
    return name if quote.sure else f"{name} ?"


def spoken(quote: Quote) -> str:
    """The words of a quote, in marks unless the text has none."""
    return quote.text if quote.kind == "indirect" else f"“{quote.text}”"


def print_table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], output: Output
) -> None:
    """Rows in aligned columns below a heading, if there are any; ``right`` names the columns of numbers."""
    if not rows:
        return
    from reader.layout import clip, columns

    safe = [[clip(plain(cell), WIDEST) for cell in row] for row in rows]
    for number, line in enumerate(columns([heading, *safe], right)):
        output.line(line, "" if number else BOLD)
