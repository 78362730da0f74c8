"""``newsreader show``: one article with its entities and quotes."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from index.errors import NotFoundError
from index.models import Article, Quote
from reader import fields
from reader.commands.lines import meta, named, spoken
from reader.context import Context
from reader.exits import Exit
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive
from reader.places import reading

TAKES_QUERY = False


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader show",
        "Print one article, then who says what in it. A question mark means that the speaker is not sure.",
        [
            "newsreader show 5",
            "newsreader show 5 --indirect",
            "newsreader show 5 --json | jq -r '.quotes[] | [.speaker_name, .text] | @tsv'",
        ],
    )
    parser.add_argument(
        "id", metavar="ID", type=positive, help="the number that a search prints before the title"
    )
    parser.add_argument(
        "--indirect", action="store_true", help="also what is reported without quotation marks"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the article."""
    with reading(options.archive, context) as archive:
        try:
            article = archive.article(options.id)
        except NotFoundError as error:
            raise NotFoundError(
                f"there is no article {options.id}; newsreader search finds their numbers"
            ) from error
        quotes = archive.quotes_in(article.id, indirect=options.indirect)
        if options.json:
            context.output.json(fields.of_article(article, archive.mentions(article.id), quotes))
        else:
            _print_article(article, context.output)
            _print_quotes(quotes, context.output)
    return Exit.FINE


def _print_article(article: Article, output: Output) -> None:
    """The title, what is known about the article, its text."""
    title = article.title or "(no title)"
    output.paragraph(title, [(0, len(title), BOLD)])
    about = " · ".join(filter(None, [meta(article.summary), article.author, f"article {article.id}"]))
    output.paragraph(about, [(0, len(about), DIM)])
    if article.address:
        output.line(article.address, DIM)
    for paragraph in article.body.split("\n\n"):
        output.line()
        for line in paragraph.split("\n"):
            output.paragraph(line)


def _print_quotes(quotes: Iterable[Quote], output: Output) -> None:
    """The quotes by speaker, in the order in which they first speak; "?" stands before those not sure."""
    by_speaker: dict[tuple[int | None, str], list[Quote]] = {}
    for quote in quotes:
        by_speaker.setdefault((quote.speaker_id, named(quote)), []).append(quote)
    if by_speaker:
        output.line()
        output.line("WHO SPEAKS HERE", BOLD)
    for (_, name), said in by_speaker.items():
        output.line()
        output.line(name, BOLD)
        for quote in said:
            output.paragraph(spoken(quote), indent=2, lead="?" if quote.doubtful else "")
