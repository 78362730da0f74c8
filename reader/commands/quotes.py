"""``newsreader quotes``: who said what, over the whole archive."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from index.archive import Archive
from index.models import QuoteInArticle
from reader import export, fields
from reader.commands.lines import meta, speaker, spoken
from reader.context import Context
from reader.exits import Exit, asking
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive, word
from reader.places import reading
from reader.progress import progress

TAKES_QUERY = False
LIMIT = 100
ALL = 1_000_000_000


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader quotes",
        "Print quotes, newest article first. A question mark means that the speaker is not sure.",
        [
            "newsreader quotes --by blinken",
            "newsreader quotes --about china --match 'lethal OR weapons'",
            "newsreader quotes --by putin --csv > putin.csv",
            "newsreader quotes --json | jq -r 'select(.confidence > 0.9) | .speaker_name' | sort | uniq -c",
        ],
    )
    parser.add_argument(
        "--by", metavar="NAME", type=word, help="said by this person or body; a part of the name will do"
    )
    parser.add_argument(
        "--about", metavar="NAME", type=word, help="the quote or its sentence mentions this name"
    )
    parser.add_argument("--match", metavar="QUERY", type=word, help="the words of the quote match this query")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        help=f"at most N quotes (all as JSON, CSV or Markdown, else {LIMIT})",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    form.add_argument("--markdown", action="store_true", help="print quotations with their sources")
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the quotes that match."""
    exported = options.json or options.csv or options.markdown
    limit = options.limit or (ALL if exported else LIMIT)
    with reading(options.archive, context) as archive:
        if options.match:
            with progress(context.errors) as report:
                archive.prepare_search(report)
        with asking(options.match or ""):
            found = archive.quotes(by=options.by, about=options.about, match=options.match, limit=limit)
        if options.json:
            for item in found:
                context.output.json(fields.of_quote_in_article(item))
        elif options.csv:
            context.output.document(export.as_csv(_with_sentences(archive, found)))
        elif options.markdown:
            context.output.document(export.as_markdown(_with_sentences(archive, found)))
        else:
            _print(found, context.output)
        _remark(found, limit, context)
    return Exit.FINE


def _with_sentences(
    archive: Archive, found: Iterable[QuoteInArticle]
) -> Iterator[tuple[QuoteInArticle, str]]:
    """Each quote with the sentence that it rests on; quotes of one article follow each other."""
    article = None
    for item in found:
        if article is None or article.id != item.article.id:
            article = archive.article(item.article.id)
        yield item, export.sentence_of(item.quote, article.text)


def _print(found: Iterable[QuoteInArticle], output: Output) -> None:
    """The quotes below the article they stand in."""
    article = None
    for item in found:
        if item.article.id != article:
            if article is not None:
                output.line()
            article = item.article.id
            heading = f"{item.article.title or '(no title)'}"
            output.paragraph(heading, [(0, len(heading), BOLD)])
            about = f"{meta(item.article)} · article {article}"
            output.paragraph(about, [(0, len(about), DIM)])
        name = speaker(item.quote)
        output.paragraph(f"{name}: {spoken(item.quote)}", [(0, len(name), BOLD)], indent=2)


def _remark(found: tuple[QuoteInArticle, ...], limit: int, context: Context) -> None:
    """Say when there is nothing, or may be more."""
    if not found:
        context.errors.note("no quote matches; newsreader speakers lists who is quoted")
    elif len(found) == limit:
        context.errors.note(f"there may be more than these {limit}; --limit N shows more")
