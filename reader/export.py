"""Quotes with their sources for other programs: a table for spreadsheets, Markdown for writing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from index.models import Quote, QuoteInArticle
from reader.commands.lines import NOBODY, speaker, spoken
from reader.plain import plain

COLUMNS = ("speaker", "words", "article", "article_id", "date", "source", "confidence", "sure", "sentence")

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&]")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")

Found = Iterable[tuple[QuoteInArticle, str]]
"""Quotes, each with the sentence that it stands in."""


def as_csv(found: Found) -> str:
    """A table with a heading. A cell that a spreadsheet would run as a formula gets an apostrophe first."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item, sentence in found:
        quote, article = item.quote, item.article
        name = quote.speaker_name or quote.speaker or ""
        where = (article.title, article.id, str(article.published), article.source or "")
        how = (f"{quote.confidence:.2f}", "yes" if quote.sure else "no")
        cells = (name, quote.text, *where, *how, sentence)
        writer.writerow([_cell(str(cell)) for cell in cells])
    return table.getvalue()


def as_markdown(found: Found) -> str:
    """Block quotes, each with its source below and the sentence it comes from."""
    return "\n".join(_quotation(item, sentence) for item, sentence in found)


def _quotation(item: QuoteInArticle, sentence: str) -> str:
    quote, article = item.quote, item.article
    name = speaker(quote)
    who = f"**{_escaped(name)}**" if name != NOBODY else NOBODY
    where = [_escaped(article.title or "(no title)"), _escaped(article.source or "")]
    what = [
        str(article.published) or "undated",
        f"article {article.id}",
        f"confidence {quote.confidence:.2f}",
    ]
    lines = [f"> {_escaped(spoken(quote))}", ">", f"> — {who}, {', '.join(filter(None, [*where, *what]))}"]
    if sentence:
        lines += ["", f"In the article: {_escaped(sentence)}"]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    safe = plain(text)
    return "'" + safe if safe.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else safe


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    safe = _MARKDOWN.sub(r"\\\g<0>", plain(text).strip())
    return _LINE_START.sub(_escape_start, safe)


def _escape_start(match: re.Match[str]) -> str:
    """A list mark or a rule at the beginning of a line, made plain; of a number, the stop after it."""
    return match[1] + ("\\" + match[2] if not match[2].isdigit() else match[2] + "\\")


def sentence_of(quote: Quote, text: str) -> str:
    """The sentences of the quote's paragraph that hold its words, its speaker or its cue, on one line.

    The quote's offsets count from the start of ``text``.
    """
    from index.text import sentences

    start = text.rfind("\n\n", 0, quote.start) + 2 if "\n\n" in text[: quote.start] else 0
    end = text.find("\n\n", quote.end)
    places = (
        (quote.start, quote.end),
        (quote.speaker_start, quote.speaker_end),
        (quote.cue_start, quote.cue_end),
    )
    kept = [
        text[first:last]
        for first, last in sentences(text, start, len(text) if end < 0 else end)
        if any(a is not None and b is not None and a < last and first < b for a, b in places)
    ]
    return " ".join(" ".join(kept).split())
