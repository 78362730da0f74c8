"""Phrases and lines that several commands print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.models import EntityCount, Quote, QuoteInArticle, QuoteKind, Summary
from index.models.profiles import MonthCount
from index.models.statements import Change, Piece, Variant
from reader.output import BOLD, DIM, Output
from reader.plain import plain

NOBODY = "(speaker not known)"
WIDEST = 48
"""Cells of the widest column of a table."""

BAR = 40
"""Cells of the longest bar."""

MOST_MONTHS = 36
"""Months that get a bar each; of a longer time the years do."""


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


def counted(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def meta(article: Summary) -> str:
    """Source, date and length of an article, as far as they are known."""
    words = counted(article.words, "word")
    return " · ".join(filter(None, [article.source, str(article.published) or "undated", words]))


def where(article: Summary) -> str:
    """Source, date, number and title of an article, as far as they are known."""
    known = [article.source, str(article.published) or "undated", f"article {article.id}", article.title]
    return " · ".join(filter(None, known))


def named(quote: Quote) -> str:
    """Who says it: the full name, else the words of the text, else that nobody is named."""
    return quote.speaker_name or quote.speaker or NOBODY


def speaker(quote: Quote) -> str:
    """Who says it, with a question mark when that is not sure."""
    return named(quote) + (" ?" if quote.doubtful else "")


def spoken(quote: Quote) -> str:
    """The words of a quote in marks; those that the article has without marks are said to be indirect."""
    return f"({quote.kind}) {quote.text}" if quote.kind == QuoteKind.INDIRECT else f"“{quote.text}”"


def marked(pieces: Iterable[Piece]) -> str:
    """The words of a variant, [-what is left out-] and {+what is added+} marked as git marks them."""
    marks = {Change.KEPT: "{}", Change.LEFT_OUT: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return " ".join(marks[piece.change].format(piece.text) for piece in pieces)


def words(variant: Variant) -> str:
    """The words of a variant on one line."""
    return " ".join(piece.text for piece in variant.pieces if piece.change is not Change.LEFT_OUT)


def in_parts(variant: Variant) -> bool:
    """Whether an article quotes the words in several pieces; the variant has the quote of one of them."""
    return words(variant) != " ".join(variant.found.quote.text.split())


def whole(variant: Variant) -> str:
    """The words of a variant, said to be in parts if the article quotes them so."""
    if in_parts(variant):
        return f"“{words(variant)}” (in parts)"
    return spoken(variant.found.quote)


def print_lines(lines: Iterable[str], output: Output) -> None:
    """Lines that are complete in themselves, one after the other."""
    for line in lines:
        output.line(line)


def print_quotes(found: Iterable[QuoteInArticle], output: Output) -> None:
    """Quotes below the article they stand in; those of one article follow each other."""
    article: int | None = None
    for item in found:
        if item.article.id != article:
            if article is not None:
                output.line()
            article = item.article.id
            heading = item.article.title
            output.paragraph(heading, [(0, len(heading), BOLD)])
            about = f"{meta(item.article)} · article {article}"
            output.paragraph(about, [(0, len(about), DIM)])
        name = speaker(item.quote)
        output.paragraph(f"{name}: {spoken(item.quote)}", [(0, len(name), BOLD)], indent=2)


def print_table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], output: Output
) -> None:
    """Rows in aligned columns below a heading, if there are any; ``right`` names the columns of numbers.

    On a terminal long cells are cut; elsewhere they are whole, and stand out of their column.
    """
    if not rows:
        return
    from reader.layout import clip, columns

    safe = [[plain(cell) for cell in row] for row in rows]
    if output.width is not None:
        safe = [[clip(cell, WIDEST) for cell in row] for row in safe]
    for number, line in enumerate(columns([heading, *safe], right, WIDEST)):
        output.line(line, "" if number else BOLD)


def print_bars(months: Sequence[MonthCount], undated: int, output: Output) -> None:
    """Counts of each month, or of a long time of each year, as bars; those in between have none."""
    bars = _bars(months)
    if undated:
        bars.append(("undated", undated))
    most = max((count for _, count in bars), default=0)
    if not most:
        return
    output.line()
    lead = len(f"undated  {most}  ")
    longest = min(BAR, max((output.width or BAR + lead) - lead, 1))
    for period, count in bars:
        bar = "█" * -(-count * longest // most)
        output.line(f"{period:7}  {count:>{len(str(most))}}  {bar}".rstrip())


def _bars(months: Sequence[MonthCount]) -> list[tuple[str, int]]:
    """Months with their counts, or years if they are too many; those between without a count have 0."""
    counts: dict[int, int] = {}
    for each in months:
        counts[(each.month.year or 0) * 12 + (each.month.month or 1) - 1] = each.mentions
    if not counts:
        return []
    if max(counts) - min(counts) < MOST_MONTHS:
        return [
            (f"{at // 12:04}-{at % 12 + 1:02}", counts.get(at, 0))
            for at in range(min(counts), max(counts) + 1)
        ]
    years: dict[int, int] = {}
    for at, count in counts.items():
        years[at // 12] = years.get(at // 12, 0) + count
    return [(f"{year:04}", years.get(year, 0)) for year in range(min(years), max(years) + 1)]
