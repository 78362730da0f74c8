"""``newsreader search``: articles that match a query."""

from __future__ import annotations

import argparse

from index.models import Hit, Results, Sort
from reader import fields
from reader.commands.lines import meta
from reader.context import Context
from reader.exits import Exit, asking
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive, word
from reader.places import reading
from reader.progress import progress

TAKES_QUERY = True
LIMIT = 20


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader search",
        "Find articles. Several words are one query; all of them must occur.",
        [
            "newsreader search putin sanctions",
            "newsreader search '\"machine tools\" by:blinken'",
            "newsreader search putin --sort newest --limit 5 --json | jq -r .title",
            "newsreader search -- --flag       words that begin with dashes",
        ],
    )
    parser.add_argument("query", metavar="QUERY", nargs="+", type=word, help="words, phrases and fields")
    parser.add_argument(
        "--limit", metavar="N", type=positive, default=LIMIT, help=f"at most N articles ({LIMIT})"
    )
    parser.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.RELEVANCE.value,
        help="the order (relevance)",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the articles that match."""
    query = " ".join(options.query)
    with reading(options.archive, context) as archive:
        with progress(context.errors) as report:
            archive.prepare_search(report)
        with asking(query):
            results = archive.search(query, sort=Sort(options.sort), limit=options.limit)
        _print(results, options.json, context)
    return Exit.FINE


def _print(results: Results, as_json: bool, context: Context) -> None:
    if results.problem:
        context.errors.note(results.problem)
    wide = max((len(str(hit.article.id)) for hit in results.hits), default=0)
    for number, hit in enumerate(results.hits):
        if as_json:
            context.output.json(fields.of_hit(hit))
        else:
            _print_hit(hit, number, wide, context.output)
    if results.total > len(results.hits):
        more = f"--limit {results.total} shows all"
        context.errors.note(f"{len(results.hits)} of {results.total} articles that match; {more}")
    elif not results.hits and not as_json:
        context.errors.note("no article matches; try fewer or other words")


def _print_hit(hit: Hit, number: int, wide: int, output: Output) -> None:
    """Three lines or more: the title after the id, the source and date, the snippet."""
    if number:
        output.line()
    title = hit.article.title or "(no title)"
    indent = wide + 2
    output.paragraph(title, [(0, len(title), BOLD)], indent=indent, lead=f"{hit.article.id:>{wide}}")
    about = meta(hit.article)
    output.paragraph(about, [(0, len(about), DIM)], indent=indent)
    if hit.snippet.text:
        matches = [(start, end, BOLD) for start, end in hit.snippet.matches]
        output.paragraph(hit.snippet.text, matches, indent=indent)
