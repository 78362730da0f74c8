"""Quotes with their sources for other programs: a table for spreadsheets, Markdown for writing.

Both come line by line, so that an export takes no more memory than one article.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from index.models import QuoteKind
from index.models.statements import MOST_VARIANTS, Change, Piece, Variant
from reader.commands.lines import NOBODY, marked, named, speaker, spoken, whole
from reader.passages import Passage
from reader.plain import plain

COLUMNS = (
    *("speaker", "as_written", "words", "kind", "confidence", "sure", "corrected"),
    *("article", "article_id", "date", "source", "address", "sentence"),
    *("field", "start", "end", "quote_id", "speaker_id"),
)

STATEMENT_COLUMNS = ("statement", "variant", *COLUMNS, "differences")
"""The columns when each statement has its variants: both are counted from 1."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&]")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)

Told = Sequence[tuple[Variant, Passage]]
"""The variants of one statement, each with its surroundings."""


def as_csv(found: Iterable[Passage]) -> Iterator[str]:
    """The lines of a table with a heading.

    A cell that a spreadsheet would run as a formula gets an apostrophe first.
    """
    yield _row(COLUMNS)
    for passage in found:
        yield _row(_cells(passage))


def statements_as_csv(found: Iterable[Told]) -> Iterator[str]:
    """The lines of a table with a heading: a line for each variant, those of one statement together."""
    yield _row(STATEMENT_COLUMNS)
    for number, variants in enumerate(found, 1):
        for place, (variant, passage) in enumerate(variants, 1):
            differences = marked(variant.pieces) if differs(variant) else ""
            yield _row((str(number), str(place), *_cells(passage), differences))


def _cells(passage: Passage) -> tuple[str, ...]:
    """What the columns say of a quote; its offsets count from the field that it lies in."""
    quote, article, title = passage.quote, passage.article, passage.item.article.title
    name = quote.speaker_name or quote.speaker or ""
    return (
        *(name, quote.speaker or "", quote.text, quote.kind.value),
        *(f"{quote.confidence:.2f}", _yes(quote.sure), _yes(quote.corrected)),
        *(title, str(article.id), str(article.published), article.source or "", article.address or ""),
        *(passage.sentence, *map(str, _place(passage))),
        *("" if number is None else str(number) for number in (quote.id, quote.speaker_id)),
    )


def _place(passage: Passage) -> tuple[str, int, int]:
    """The field that the words lie in, and their offsets in it."""
    quote, start = passage.quote, passage.article.body_start
    if quote.start < start:
        return "title", quote.start, quote.end
    return "text", quote.start - start, quote.end - start


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _row(cells: Iterable[str]) -> str:
    """One line of a table."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(text: str) -> str:
    safe = plain(text)
    return "'" + safe if safe.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else safe


def heading(name: str) -> Iterator[str]:
    """The lines above the quotes of one of several speakers; none for an empty name."""
    if name:
        yield f"## {_escaped(name)}"
        yield ""


def as_markdown(found: Iterable[Passage]) -> Iterator[str]:
    """The lines of quotations, each with its source below and the sentence it comes from.

    Words that the article reports without quotation marks are no quotation, and are not shown as one.
    """
    for passage in found:
        yield from _quotation(spoken(passage.quote), passage)


def statements_as_markdown(found: Iterable[Told]) -> Iterator[str]:
    """The lines of statements, each with the articles that quote it and how their words differ.

    Words that a later article leaves out are ~~struck through~~, those that it adds are **bold**.
    """
    for variants in found:
        (variant, first), *later = variants
        yield from _quotation(whole(variant), first)
        if not later:
            continue
        times = f"{len(variants)} times{' or more' if len(variants) >= MOST_VARIANTS else ''}"
        yield f"Quoted {times}, in order of date:"
        yield ""
        for number, (variant, passage) in enumerate(variants, 1):
            name = speaker(passage.quote)
            who = f", as {_escaped(name)}" if name != speaker(first.quote) else ""
            yield f"{number}. {_where(passage)}{who}{_difference(variant) if number > 1 else ''}"
        yield ""


def _quotation(words: str, passage: Passage) -> Iterator[str]:
    """Words, who says them where, and what is known of that: a block quote unless they are no quotation."""
    if passage.quote.kind == QuoteKind.INDIRECT:
        yield f"Reported without quotation marks: {_escaped(passage.quote.text)}"
        yield ""
        yield _credit(passage)
    else:
        yield f"> {_escaped(words)}"
        yield ">"
        yield f"> {_credit(passage)}"
    yield ""
    if passage.sentence:
        yield f"In the article: {_escaped(passage.sentence)}"
        yield ""
    yield f"*{_facts(passage)}*"
    yield ""


def _credit(passage: Passage) -> str:
    """Who says it, as the article writes it if that is another name, and where."""
    quote = passage.quote
    name = speaker(quote)
    who = f"**{_escaped(name)}**" if name != NOBODY else NOBODY
    if quote.speaker and quote.speaker != named(quote):
        who += f" (“{_escaped(quote.speaker)}”)"
    return f"— {who}, {_where(passage)}"


def _where(passage: Passage) -> str:
    """The article with its source and date, linked to its address."""
    article, title = passage.article, _escaped(passage.item.article.title)
    address = plain(article.address or "")
    linked = f"[{title}](<{address}>)" if _ADDRESS.fullmatch(address) else title
    parts = (
        f"*{linked}*",
        _escaped(article.source or ""),
        str(article.published) or "undated",
        f"article {article.id}",
    )
    return ", ".join(filter(None, parts))


def _facts(passage: Passage) -> str:
    """The kind of a quote, how sure the speaker is, and where exactly the words stand."""
    quote = passage.quote
    how = "corrected by hand" if quote.corrected else f"confidence {quote.confidence:.2f}"
    field, start, end = _place(passage)
    return (
        f"{quote.kind.value.capitalize()}; speaker {'sure' if quote.sure else 'not sure'}, {how}; "
        f"{field}, characters {start} to {end}"
    )


def differs(variant: Variant) -> bool:
    """Whether a variant has other words than the first."""
    return any(piece.change is not Change.KEPT for piece in variant.pieces)


def _difference(variant: Variant) -> str:
    """How a variant differs from the first."""
    if not differs(variant):
        return ": the same words"
    return f": {' '.join(map(_piece, variant.pieces))}"


def _piece(piece: Piece) -> str:
    mark = {Change.KEPT: "", Change.LEFT_OUT: "~~", Change.ADDED: "**"}[piece.change]
    return f"{mark}{_escaped(piece.text)}{mark}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    safe = _MARKDOWN.sub(r"\\\g<0>", plain(text).strip())
    return _LINE_START.sub(_escape_start, safe)


def _escape_start(match: re.Match[str]) -> str:
    """A list mark or a rule at the beginning of a line, made plain; of a number, the stop after it."""
    return match[1] + ("\\" + match[2] if not match[2].isdigit() else match[2] + "\\")
