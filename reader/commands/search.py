"""``newsreader search``: articles that match a query."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from index.models import Facet, FacetCount, Hit, Results, Sort
from reader import fields
from reader.commands.lines import counted, meta, print_table
from reader.context import Context
from reader.exits import Exit, asking
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive, word
from reader.places import reading
from reader.progress import progress

TAKES_QUERY = True
LIMIT = 20
COUNTED = 10_000
"""Counts beyond those that are shown, up to which it is told how many there are."""

SHOWN = 5
"""Articles that repeat one, of which the numbers are told."""

NONE = "(none)"
"""What stands for articles without a source or a date."""


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader search",
        "Find articles. Several words are one query; all of them must occur.",
        [
            "newsreader search putin sanctions",
            "newsreader search '\"machine tools\" by:blinken'",
            "newsreader search putin --sort newest --limit 5 --json | jq -r .title",
            "newsreader search 'machine tools' --fold",
            "newsreader search sanctions --count-by speaker",
            "newsreader search -- --flag       words that begin with dashes",
        ],
    )
    parser.add_argument("query", metavar="QUERY", nargs="+", type=word, help="words, phrases and fields")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        default=LIMIT,
        help=f"at most N articles, or with --count-by N counts ({LIMIT})",
    )
    parser.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.RELEVANCE.value,
        help="the order (relevance)",
    )
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--fold", action="store_true", help="show of articles that repeat each other only the first"
    )
    either.add_argument(
        "--count-by",
        choices=[facet.value for facet in Facet],
        help="print how many of the articles have which source, month, speaker, person, ...",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the articles that match."""
    query = " ".join(options.query)
    with reading(options.archive, context) as archive:
        with progress(context.errors) as report:
            archive.prepare_search(report)
        with asking(query):
            if options.count_by:
                facet = Facet(options.count_by)
                counts = archive.facets(query, facet, limit=options.limit + COUNTED)
                _print_counts(facet, counts[: options.limit], options.json, context)
                if not counts:
                    _suggest(archive.search(query, limit=1), context)
                _note_uncounted(facet, options.limit, len(counts), context)
                return Exit.FINE
            results = archive.search(query, sort=Sort(options.sort), limit=options.limit, fold=options.fold)
        _print(results, options.json, context)
    return Exit.FINE


def _print_counts(facet: Facet, counts: Sequence[FacetCount], as_json: bool, context: Context) -> None:
    """Counts as a table or as JSON."""
    if as_json:
        for each in counts:
            context.output.json(fields.of_facet(facet, each))
    else:
        rows = [(each.value or NONE, str(each.count)) for each in counts]
        print_table((facet.value.upper(), "ARTICLES"), rows, (1,), context.output)
    if not counts:
        context.errors.note("nothing to count")


def _suggest(results: Results, context: Context) -> None:
    """Another query that may have been meant, if there is one."""
    if results.suggestion:
        context.errors.note(f"Did you mean: {results.suggestion.text}")


def _note_uncounted(facet: Facet, limit: int, found: int, context: Context) -> None:
    """How many counts are not shown."""
    if found <= limit:
        return
    every = f"{counted(found, facet.value)}; --limit {found} shows all"
    if found == limit + COUNTED:
        every = f"at least {counted(found, facet.value)}; --limit shows more"
    context.errors.note(f"{limit} of {every}")


def _print(results: Results, as_json: bool, context: Context) -> None:
    if results.problem:
        context.errors.note(results.problem)
    _suggest(results, context)
    wide = max((len(str(hit.article.id)) for hit in results.hits), default=0)
    for number, hit in enumerate(results.hits):
        if as_json:
            context.output.json(fields.of_hit(hit))
        else:
            _print_hit(hit, number, wide, context.output)
    _note_rest(results, context)
    if not results.hits and not as_json and not results.suggestion:
        context.errors.note("no article matches; try fewer or other words")


def _note_rest(results: Results, context: Context) -> None:
    """What is not shown, and what is folded."""
    shown = len(results.hits)
    left = results.total if results.folded is None else results.folded
    folded = f" ({results.total} with those that repeat others)" if left < results.total else ""
    if left > shown:
        more = f"--limit {left} shows all"
        context.errors.note(f"{shown} of {left} articles that match{folded}; {more}")
    elif folded:
        context.errors.note(f"{counted(left, 'article')}{folded}")


def _print_hit(hit: Hit, number: int, wide: int, output: Output) -> None:
    """Three lines or more: the title after the id, the source and date, the snippet."""
    if number:
        output.line()
    title = hit.article.title or "(no title)"
    indent = wide + 2
    output.paragraph(title, [(0, len(title), BOLD)], indent=indent, lead=f"{hit.article.id:>{wide}}")
    about = meta(hit.article)
    if hit.similar:
        about += f" · repeated by {', '.join(map(str, hit.similar[:SHOWN]))}"
        about += f" and {len(hit.similar) - SHOWN} more" if len(hit.similar) > SHOWN else ""
    output.paragraph(about, [(0, len(about), DIM)], indent=indent)
    if hit.snippet.text:
        matches = [(start, end, BOLD) for start, end in hit.snippet.matches]
        output.paragraph(hit.snippet.text, matches, indent=indent)
